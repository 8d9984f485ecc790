"""What was answered in a saved case is corrected; what was signed is amended, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, Patient
from skin_core.domain.correction import FactCorrection
from skin_core.domain.facts import Facts
from skin_core.errors import DraftChanged
from skin_core.services import drafts, records, reports, workbench
from skin_core.services.records import Store
from skin_core.services.reports import ReportChoice
from skin_core.settings import Settings
from tests.sample_cases import NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = records.open_store(Settings(home=tmp_path / "home"))
    yield opened
    opened.close()


def saved(store: Store) -> Case:
    begun = replace(
        drafts.new_draft(NOW),
        patient=Patient("1" * 32, "Kim", birth_year=1990),
        facts={"fever": True, "site": "chest"},
        diagnosis_text="viral rash",
    )
    draft = workbench.advised_without_photo(begun, NOW)
    return records.save_case(store, draft, visit_date=NOW.date().isoformat(), now=NOW)


def test_advice_list_and_place_follow_the_corrected_facts_and_what_was_stays(store: Store) -> None:
    case = saved(store)
    assert case.analysis.advice.urgency is not Urgency.EMERGENCY
    later = NOW + timedelta(hours=2)
    facts: Facts = {"fever": True, "site": "abdomen", "non_blanching": True}
    corrected = records.correct_facts(store, case, facts, now=later, by="Dr. Lee")
    assert corrected.facts == facts
    assert corrected.analysis.advice.urgency is Urgency.EMERGENCY
    assert corrected.analysis.steps != case.analysis.steps
    assert corrected.lesion.site == "abdomen"
    assert corrected.lesion.lesion_id != case.lesion.lesion_id
    (row,) = records.recent_cases(store)
    assert (row.urgency, row.site) == (Urgency.EMERGENCY, "abdomen")
    (was,) = records.fact_corrections_of(store, case.case_id)
    assert isinstance(was, FactCorrection)
    assert (was.was, was.by) == (case.facts, "Dr. Lee")


def test_a_correction_of_what_another_window_corrected_is_refused(store: Store) -> None:
    case = saved(store)
    records.correct_facts(store, case, {"fever": False}, now=NOW)
    with pytest.raises(DraftChanged):
        records.correct_facts(store, case, {"fever": True, "pain": 9.0}, now=NOW)
    assert len(records.fact_corrections_of(store, case.case_id)) == 1


def test_signed_facts_are_corrected_in_a_new_version_that_must_be_signed_again(
    store: Store,
) -> None:
    case = saved(store)
    frozen = reports.sign_report(store, case, ReportChoice(language="en"), "Dr. Lee", NOW)
    paper = records.read_report_pdf(store, frozen.report_id)
    signed = records.find_case(store, case.case_id)
    with pytest.raises(DraftChanged):
        records.correct_facts(store, signed, {"fever": False}, now=NOW)
    opened = records.amend(store, case.case_id, NOW + timedelta(days=1))
    assert not opened.is_signed
    records.correct_facts(store, opened, {"fever": False}, now=NOW + timedelta(days=1))
    versions = records.assessments_of(store, case.case_id)
    assert [one.signed_by for one in versions] == ["", "Dr. Lee", ""]
    assert versions[-1].diagnosis_text == "viral rash"
    assert records.read_report_pdf(store, frozen.report_id) == paper
    assert [one.case_id for one in records.waiting_for_signature(store)] == [case.case_id]
