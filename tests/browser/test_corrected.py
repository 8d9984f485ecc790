"""A patient in the records is corrected: at once everywhere, and what it was stays readable."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, Patient
from skin_core.services import drafts, records, reports, workbench
from skin_core.services.records import Store
from skin_core.services.reports import ReportChoice
from skin_core.settings import Settings
from tests.browser.doctor import Doctor
from tests.browser.running import Server
from tests.sample_cases import NOW

pytestmark = pytest.mark.browser


def saved(store: Store, patient: Patient, day: str) -> Case:
    """A case of fever alone, concluded."""
    begun = replace(drafts.new_draft(NOW), patient=patient, facts={"fever": True})
    begun = replace(begun, diagnosis_text="viral rash")
    draft = workbench.advised_without_photo(begun, NOW)
    return records.save_case(store, draft, visit_date=day, now=NOW)


def test_correction_is_seen_everywhere_and_what_is_signed_stays(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    store = records.open_store(Settings(home=server.home))
    patient = Patient("1" * 32, "Kim Mnji", "A-7", 1990)
    signed, open_one = (saved(store, patient, day) for day in ("2026-11-20", "2026-11-21"))
    frozen = reports.sign_report(store, signed, ReportChoice(language="en"), "Lee", NOW)
    paper = records.read_report_pdf(store, frozen.report_id)
    window = doctor(server, "/records")
    window.press(f"records.open.{open_one.case_id}")
    window.part("records.correct", "button").wait_for()
    window.settled()
    window.press("records.correct")
    window.part("records.correct.name", "input").fill("Kim Minji")
    window.part("records.correct.birth_date", "[data-type=year]").focus()
    window.page.keyboard.type("20261110")
    window.part("records.correct.reason", "input").fill("typed wrongly")
    window.press("records.correct_keep")
    window.reads("11 d")  # at the visit
    window.part("records.corrections", "summary").click()
    window.reads("before: Kim Mnji")
    window.reads("typed wrongly")
    window.press("records.back")
    window.write("records.search.text", "minji")
    window.press(f"records.open.{signed.case_id}")
    window.part("records.corrections", "summary").wait_for()
    window.part("records.corrections", "summary").click()
    window.reads("its report and advice stay as they were signed")
    (kept,) = records.corrections_of(store, patient.patient_id)
    assert kept.was == patient
    assert records.read_report_pdf(store, frozen.report_id) == paper
    signed = records.find_case(store, signed.case_id)
    in_korean = reports.sign_report(store, signed, ReportChoice(language="ko"), "Lee", NOW)
    later = PdfReader(io.BytesIO(records.read_report_pdf(store, in_korean.report_id)))
    assert "Kim Mnji" in later.pages[0].extract_text()  # under the signature of then
    urgencies = {
        one.visit_date: one.urgency for one in records.cases_of_patient(store, patient.patient_id)
    }
    assert urgencies["2026-11-21"] is Urgency.EMERGENCY  # fever of a newborn
    assert urgencies["2026-11-20"] is not Urgency.EMERGENCY
    store.close()
