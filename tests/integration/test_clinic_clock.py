"""Times and ages as the clinic knows them: its own clock, and the day of the visit."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case, Patient, ReportKind, Sex
from skin_core.domain.facts import Facts
from skin_core.i18n import t
from skin_core.narrative.speech import Speech
from skin_core.reporting.people import age_text, is_child
from skin_core.services import drafts, records, reports, workbench
from skin_core.services.analyse import advise_without_photo
from skin_core.services.reports import ReportChoice
from skin_core.ui import drafting, resources
from skin_core.ui.components.result.fit import entered_of
from skin_core.ui.components.result.shown import Shown
from tests.integration.test_pages import app, on, press, words
from tests.sample_cases import zoster_case

__all__ = ["app"]
MORNING = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)  # in Seoul the 29th, 08:30
NEGATIVE = re.compile(r"[-−]\d+(\.\d+)? ?(h|hours?|d|days?|weeks?|mo|months?|y|years?)\b")


@pytest.fixture(autouse=True)
def seoul(machine_in: Callable[[str], None]) -> None:
    """This machine stands in Seoul."""
    machine_in("Asia/Seoul")


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """The machine's clock shows that moment."""
    monkeypatch.setattr(drafting, "now", moment.astimezone)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def paper_of(case: Case) -> bytes:
    choice = ReportChoice(language="en")
    return reports.preview_report(resources.store(), case, choice, drafting.now())


def saved(patient: Patient, onset: str = "2026-11-27") -> Case:
    """A signed case of that morning, saved as the page saves it."""
    store, now = resources.store(), MORNING.astimezone()
    facts: Facts = {"site": "chest", "rash_onset": onset}
    draft = drafts.new_draft(now, patient)
    draft = replace(draft, facts=facts, diagnosis="herpes_zoster", known_patient=False)
    draft = replace(draft, analysis=advise_without_photo(draft.facts, now))
    draft = drafts.save_draft(store, draft, now)
    day = now.date().isoformat()
    case = records.save_case(store, draft, visit_date=day, now=now)
    reports.sign_report(store, case, ReportChoice(language="en"), "Lee", now)
    return records.find_case(store, case.case_id)


def test_a_time_reads_alike_on_page_list_paper_and_export(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MORNING)
    case = saved(Patient("1" * 32, "Kim", birth_year=1964))
    store = resources.store()
    begun = replace(drafts.new_draft(MORNING), patient=Patient("2" * 32, "Park"))
    drafts.save_draft(store, begun, MORNING)

    home = words(on(app, "home"))
    assert home.count("29 Nov 2026") == 2  # the case and the draft
    assert "28 Nov" not in home

    press(app, f"home.open.{case.case_id}")
    page = on(app, "records")
    assert "29 Nov 2026, 08:30" in words(page)
    assert "28 Nov" not in words(page)
    assert "29 Nov 2026, 08:30" in words(press(page, "records.report"))

    assert "29 Nov 2026, 08:30 (UTC+09:00)" in text_of(paper_of(case))

    with zipfile.ZipFile(io.BytesIO(records.export_case(store, case.case_id))) as archive:
        names = archive.namelist()
        told = archive.read("case.json").decode()
    assert any(name.startswith("reports/2026-11-29.report.en.signed.") for name in names)
    assert '"created_at": "2026-11-28T23:30:00.000000+00:00"' in told  # for machines: no zone lost


def test_a_saved_case_keeps_the_age_of_its_visit(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MORNING)
    case = saved(Patient("1" * 32, "Kim", sex=Sex.MALE, birth_date="2024-12-15"))
    then, now = t("report.age.months", "en", count=23), t("app.patient.age", "en", years=4)
    at(monkeypatch, MORNING + timedelta(days=913))
    store = resources.store()

    press(on(app, "home"), f"home.open.{case.case_id}")
    page = words(on(app, "records"))
    assert then in page
    assert now not in page
    assert entered_of(Shown.of(case)).age == case.patient.age_on(date(2026, 11, 29))
    assert now in words(
        app.menu_button(key="records.follow_up").click("same").run()
    )  # the next visit is of today
    for kind in ReportKind:
        choice = ReportChoice(language="en", kind=kind)
        paper = text_of(reports.preview_report(store, case, choice, drafting.now()))
        assert then in paper, kind
        assert now not in paper, kind


def test_a_birthday_counts_on_paper_too() -> None:
    child = Patient("1" * 32, "Kim", birth_date="2010-11-29")
    case = replace(zoster_case(), patient=child, visit_date="2026-11-29")
    assert age_text(case, Speech("en")) == t("app.patient.age", "en", years=16)
    assert not is_child(case)


def test_a_draft_is_advised_on_as_of_the_hour_it_is_opened_again(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, MORNING)
    store, facts = resources.store(), {"rash_onset": "2026-11-29T06:30"}
    draft = replace(
        drafts.new_draft(MORNING),
        facts=facts,
        diagnosis="herpes_zoster",
        patient=Patient("1" * 32, "Kim"),
    )
    drafts.save_draft(store, workbench.advised_without_photo(draft, drafting.now()), MORNING)
    at(monkeypatch, MORNING + timedelta(days=2))
    app.query_params["draft"] = draft.draft_id
    page = words(on(app, "analyse"))
    assert "50 h" in page


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=25_000)])
def test_a_clock_that_was_set_back_is_told_and_breaks_nothing(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    at(monkeypatch, MORNING)
    case = saved(Patient("1" * 32, "Kim", birth_date="2026-11-29"), onset="2026-11-29T08:00")
    store = resources.store()
    begun = replace(
        drafts.new_draft(MORNING, case.patient), facts=case.facts, analysis=case.analysis
    )
    drafts.save_draft(store, begun, MORNING)
    at(monkeypatch, MORNING - back)

    home = words(on(app, "home"))
    app.query_params["draft"] = begun.draft_id
    analyse = words(on(app, "analyse"))
    assert not app.error
    assert (t("app.patient.born_later", "en") in analyse) == (back.days > 0)
    press(on(app, "home"), f"home.open.{case.case_id}")
    page = words(on(app, "records"))
    assert "saved at 29 Nov 2026, 08:30" in page
    assert not app.error
    assert t("app.patient.born_later", "en") not in page  # at the visit the child was born

    for told in (home, analyse, page, text_of(paper_of(case))):
        assert not NEGATIVE.search(told)

    records.add_assessment(store, case.case_id, diagnosis="eczema", now=drafting.now())
    anew = records.find_case(store, case.case_id)
    assert not reports.signed_papers(store, anew, "en")  # the old signature is not the new one
    reports.sign_report(store, anew, ReportChoice(language="en"), "Lee", drafting.now())
    papers = reports.signed_papers(store, records.find_case(store, case.case_id), "en")
    signed = papers[ReportKind.REPORT]
    assert case.assessment is not None
    assert signed.assessment_version > case.assessment.version


@pytest.mark.parametrize(
    "patient",
    [Patient("1" * 32, "Kim", birth_date="2026-11-29"), Patient("1" * 32, "Kim", birth_year=2026)],
    ids=["day", "year"],
)
def test_fields_hold_what_lies_ahead_of_the_clock(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, patient: Patient
) -> None:
    onset: Facts = {"rash_onset": "2026-11-29"}
    draft = replace(drafts.new_draft(MORNING), facts=onset, patient=patient)
    drafts.save_draft(resources.store(), draft, MORNING)
    at(monkeypatch, MORNING - timedelta(days=25_000))
    app.query_params["draft"] = draft.draft_id
    page = on(app, "analyse")
    assert not page.error
    held = {one.key: one.value for one in (*page.date_input, *page.number_input)}
    assert held["analyse.form.rash_onset.day"] == date(2026, 11, 29)
    if patient.birth_date:
        assert held["analyse.patient.birth_date"] == date(2026, 11, 29)
    else:
        assert held["analyse.patient.birth_year"] == 2026
