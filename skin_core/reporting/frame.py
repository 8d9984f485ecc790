"""What every page of a report carries, and how it writes people, places and times."""

from __future__ import annotations

from datetime import datetime

from skin_core.domain.case import Case, ReportKind
from skin_core.facts import local_time, zone_of
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Frame, Picture
from skin_core.reporting.options import ReportOptions
from skin_core.reporting.people import age_text, one_line
from skin_core.reporting.pictures import logo_picture
from skin_core.reporting.script import is_foreign

VERSION = "2.0"  # of the layout: another one where a paper tells or leaves out something else
SIDES = ("left", "right")
TITLES = {
    ReportKind.REPORT: "report.title",
    ReportKind.PATIENT_COPY: "report.patient_title",
    ReportKind.LETTER: "letter.title",
}


def build_frame(case: Case, speech: Speech, options: ReportOptions, created: datetime) -> Frame:
    """Head and foot of the pages."""
    return Frame(
        clinic=one_line(options.clinic_name) or _no_clinic(case, speech, options),
        address=one_line(options.clinic_address),
        title=speech.t(_title(case, options.kind)),
        patient=patient_name(case, speech),
        patient_details=" · ".join(_details(case, speech)),
        status=_status(case, speech, options, created),
        model=_origin(case, speech, options),
        page=speech.t("report.page_of", number="{number}", total="{total}"),
        language=speech.language,
        logo=_logo(options),
    )


def patient_name(case: Case, speech: Speech) -> str:
    """The patient's name, marked where it is printed in Latin letters, or that none was entered."""
    name = one_line(case.patient.name)
    if is_foreign(name):
        return speech.t("report.name_in_latin", name=name)
    return name or speech.t("app.patient.unnamed")


def place_text(case: Case, speech: Speech) -> str:
    """Where the lesion is: site and side; "" where no site was entered."""
    lesion = case.lesion
    if not lesion.site:
        return ""
    site = speech.answer_as_kept("site", lesion.site)
    if lesion.side not in SIDES:
        return site
    side = speech.answer("side", lesion.side).lower()
    return speech.t("report.place", site=site, side=side)


def date_text(date: str, speech: Speech) -> str:
    """A visit's date as the language writes it. date: ISO."""
    return speech.when(date[:10])


def moment_text(moment: str, created: datetime, speech: Speech) -> str:
    """A time on the clinic's clock, that of `created`. moment: ISO 8601 with offset."""
    local = local_time(moment, zone_of(created))
    offset = f"{local:%z}"
    return f"{speech.when(f'{local:%Y-%m-%dT%H:%M}')} (UTC{offset[:3]}:{offset[3:5]})"


def signature_text(options: ReportOptions, created: datetime, speech: Speech) -> str:
    """Who signed a letter or a sheet, and when; "" for lines to sign on."""
    if not options.signed_by:
        return ""
    time = moment_text(created.isoformat(), created, speech)
    return speech.t("report.clinician.signed", name=one_line(options.signed_by), time=time)


def _title(case: Case, kind: ReportKind) -> str:
    if kind is ReportKind.REPORT and not case.analysis.has_photos:
        return "report.title_no_photo"
    return TITLES[kind]


def _logo(options: ReportOptions) -> Picture | None:
    if not options.logo:
        return None
    try:
        return logo_picture(options.logo, options.clinic_name)
    except OSError:  # a damaged ornament must not stand between a doctor and the report
        return None


def _details(case: Case, speech: Speech) -> list[str]:
    patient, found = case.patient, []
    if age := age_text(case, speech):
        found.append(age)
    elif patient.is_born_after(datetime.fromisoformat(case.visit_date).date()):
        found.append(speech.t("app.patient.born_later"))
    found.append(speech.t(f"app.sex.{patient.sex}"))
    if patient.code:
        found.append(speech.t("report.code", code=one_line(patient.code)))
    if place := place_text(case, speech):
        found.append(speech.t("app.patient.lesion", site=place))
    date = date_text(case.visit_date, speech)
    return [*found, speech.t("app.patient.visit", date=date)]


def _status(case: Case, speech: Speech, options: ReportOptions, created: datetime) -> str:
    if options.kind is ReportKind.PATIENT_COPY:
        return speech.t("report.patient_status")
    if options.kind is ReportKind.LETTER:
        return speech.t("letter.status_signed" if options.signed_by else "letter.status")
    if case.assessment is None or not case.assessment.is_signed:
        return speech.t("app.notice")
    time = moment_text(case.assessment.signed_at, created, speech)
    name = one_line(case.assessment.signed_by)
    return speech.t("report.signed_status", name=name, time=time)


def _no_clinic(case: Case, speech: Speech, options: ReportOptions) -> str:
    """Where the clinic would stand, for as long as the paper is a draft of the clinician's own."""
    draft = options.kind is ReportKind.REPORT and not case.is_signed
    return speech.t("report.no_clinic") if draft else ""


def _origin(case: Case, speech: Speech, options: ReportOptions) -> str:
    """What answered; on papers that go out of the house, the layout alone."""
    if options.kind is ReportKind.REPORT:
        return _model_line(case, speech)
    return speech.t("report.layout", version=VERSION)


def _model_line(case: Case, speech: Speech) -> str:
    origin = case.analysis.provenance
    if origin is None:
        return speech.t("report.no_model_line")
    key = "report.model_line_research" if origin.research_use else "report.model_line"
    return speech.t(key, model=f"{origin.model} {origin.model_version}", app=origin.app_version)
