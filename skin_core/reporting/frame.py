"""What every page of a report carries, and how it writes people, places and times."""

from __future__ import annotations

from datetime import datetime

from skin_core.domain.case import Case, ReportKind
from skin_core.facts import fact_text, local_time, when_text, zone_of
from skin_core.i18n import t
from skin_core.reporting.blocks import Frame, Picture
from skin_core.reporting.options import ReportOptions
from skin_core.reporting.people import age_text, one_line
from skin_core.reporting.pictures import logo_picture
from skin_core.reporting.script import is_foreign

SIDES = ("left", "right")
TITLES = {
    ReportKind.REPORT: "report.title",
    ReportKind.PATIENT_COPY: "report.patient_title",
    ReportKind.LETTER: "letter.title",
}


def build_frame(case: Case, language: str, options: ReportOptions, created: datetime) -> Frame:
    """Head and foot of the pages."""
    is_plain = options.kind is ReportKind.PATIENT_COPY
    return Frame(
        clinic=one_line(options.clinic_name),
        address=one_line(options.clinic_address),
        title=t(_title(case, options.kind), language),
        patient=patient_name(case, language),
        patient_details=" · ".join(_details(case, language)),
        status=_status(case, language, options, created),
        model="" if is_plain else _model_line(case, language),
        page=t("report.page_of", language, number="{number}", total="{total}"),
        language=language,
        logo=_logo(options),
    )


def patient_name(case: Case, language: str) -> str:
    """The patient's name, marked where it is printed in Latin letters, or that none was entered."""
    name = one_line(case.patient.name)
    if is_foreign(name):
        return t("report.name_in_latin", language, name=name)
    return name or t("app.patient.unnamed", language)


def place_text(case: Case, language: str) -> str:
    """Where the lesion is: site and side; "" where no site was entered."""
    lesion = case.lesion
    if not lesion.site:
        return ""
    site = fact_text("site", lesion.site, language)
    if lesion.side not in SIDES:
        return site
    side = fact_text("side", lesion.side, language).lower()
    return t("report.place", language, site=site, side=side)


def date_text(date: str, language: str) -> str:
    """A visit's date as the language writes it. date: ISO."""
    return when_text(date[:10], language)


def moment_text(moment: str, created: datetime, language: str) -> str:
    """A time on the clinic's clock, that of `created`. moment: ISO 8601 with offset."""
    local = local_time(moment, zone_of(created))
    offset = f"{local:%z}"
    return f"{when_text(f'{local:%Y-%m-%dT%H:%M}', language)} (UTC{offset[:3]}:{offset[3:5]})"


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


def _details(case: Case, language: str) -> list[str]:
    patient, found = case.patient, []
    if age := age_text(case, language):
        found.append(age)
    elif patient.is_born_after(datetime.fromisoformat(case.visit_date).date()):
        found.append(t("app.patient.born_later", language))
    found.append(t(f"app.sex.{patient.sex}", language))
    if patient.code:
        found.append(t("report.code", language, code=one_line(patient.code)))
    if place := place_text(case, language):
        found.append(t("app.patient.lesion", language, site=place))
    date = date_text(case.visit_date, language)
    return [*found, t("app.patient.visit", language, date=date)]


def _status(case: Case, language: str, options: ReportOptions, created: datetime) -> str:
    if options.kind is ReportKind.PATIENT_COPY:
        return t("report.patient_status", language)
    if options.kind is ReportKind.LETTER:
        return t("letter.status", language)
    if case.assessment is None or not case.assessment.is_signed:
        return t("app.notice", language)
    time = moment_text(case.assessment.signed_at, created, language)
    name = one_line(case.assessment.signed_by)
    return t("report.signed_status", language, name=name, time=time)


def _model_line(case: Case, language: str) -> str:
    origin = case.analysis.provenance
    if origin is None:
        return t("report.no_model_line", language)
    key = "report.model_line_research" if origin.research_use else "report.model_line"
    return t(key, language, model=f"{origin.model} {origin.model_version}", app=origin.app_version)
