"""What stands beside a paper, or beside advice that was signed, is true of it."""

from __future__ import annotations

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case, ReportKind
from skin_core.i18n import t
from skin_core.services import drafts, records, reports, workbench
from skin_core.services.reports import ReportChoice
from skin_core.ui import drafting, resources
from tests.integration.test_pages import app, on, press, words
from tests.sample_drafts import person

__all__ = ["app"]


def seen(**facts: bool) -> Case:
    """A patient of 1964 who was seen without a photo."""
    now = drafting.now()
    begun = replace(drafts.new_draft(now), patient=replace(person(), birth_year=1964), facts=facts)
    draft = workbench.advised_without_photo(replace(begun, diagnosis="herpes_zoster"), now)
    return records.save_case(resources.store(), draft, visit_date="2026-11-21", now=now)


def at_paper(app: AppTest, case: Case, kind: ReportKind) -> AppTest:
    app.session_state["skindesk"].report_case = case.case_id
    page = on(app, "report")
    asked = next(one for one in page.segmented_control if "report.kind" in str(one.key))
    page.session_state[str(asked.key)] = kind
    return page.run()


def test_lines_for_the_pen_are_promised_only_where_they_are_printed(app: AppTest) -> None:
    urgent, emergency = seen(near_eye=True), seen(fever=True, non_blanching=True)
    for case, hint in ((urgent, "treatment_hint"), (emergency, "treatment_hint_emergency")):
        page = at_paper(app, case, ReportKind.PATIENT_COPY)
        asked = [one for one in page.text_area if "treatment" in str(one.key)]
        assert asked[0].placeholder == t(f"reportpage.{hint}", "en")


def test_signed_advice_is_told_with_the_age_that_it_rests_on(app: AppTest) -> None:
    case, store, now = seen(near_eye=True), resources.store(), drafting.now()
    reports.sign_report(store, case, ReportChoice(language="en"), "Dr. Lee", now)
    changes = {"birth_year": 1994}
    records.correct_patient(store, case.patient.patient_id, changes, now=drafting.now())
    told = t("records.correct.signed_stays", "en")
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    assert told in words(page)
    assert "62 y" in page.code[0].value
    assert "32 y" not in page.code[0].value
    page = at_paper(app, case, ReportKind.LETTER)
    assert told in words(page)
    assert "62 y" in words(page)
    records.amend(store, case.case_id, drafting.now())
    page = on(app, "records")  # still open there
    assert told not in words(page)
    assert "32 y" in page.code[0].value
