"""Two windows on one case: advice rests on what the store holds, whatever a window still shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, Patient
from skin_core.domain.facts import Facts
from skin_core.errors import DraftChanged, InvalidBirth, TextNotStorable
from skin_core.runtime import Runtime
from skin_core.services import drafts, records, workbench
from skin_core.services.records import Store
from skin_core.services.running import Workers
from skin_core.settings import Settings
from tests.sample_cases import NOW

VISIT = "2026-11-29"
NEWBORN = {"birth_date": "2026-11-20", "birth_year": 2026}
FEVER: Facts = {"site": "chest", "fever": True}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = records.open_store(Settings(home=tmp_path / "home"))
    yield opened
    opened.close()


def saved(store: Store, facts: Facts | None = None, **known: object) -> Case:
    patient = Patient("1" * 32, "Kim", **{"birth_year": 1990, **known})  # type: ignore[arg-type]
    begun = replace(drafts.new_draft(NOW), patient=patient, facts=facts or {"site": "chest"})
    draft = workbench.advised_without_photo(begun, NOW)
    return records.save_case(store, draft, visit_date=VISIT, now=NOW)


def test_a_correction_counts_the_diagnosis_that_another_window_made(store: Store) -> None:
    seen = saved(store)
    concluded = records.add_assessment(store, seen.case_id, diagnosis="melanoma", now=NOW)
    corrected = records.correct_facts(store, seen, {"site": "chest", "pain": 3.0}, now=NOW)
    assert corrected.assessment == concluded.assessment
    assert corrected.analysis.advice.urgency is concluded.analysis.advice.urgency
    assert corrected.analysis.advice.urgency is not seen.analysis.advice.urgency


def test_a_correction_counts_the_birth_that_another_window_corrected(store: Store) -> None:
    seen = saved(store)
    records.correct_patient(store, seen.patient.patient_id, NEWBORN, now=NOW)
    corrected = records.correct_facts(store, seen, FEVER, now=NOW)
    assert corrected.analysis.advice.urgency is Urgency.EMERGENCY


@pytest.mark.parametrize("change", ["conclude", "birth"])
def test_what_another_window_stores_between_reading_and_writing_counts(
    store: Store, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """The other window is through just before this one holds the writer's place."""
    case = saved(store)
    writing = type(store.database).writing
    others = [lambda: records.correct_facts(store, case, FEVER, now=NOW)]

    def late(database: object) -> object:
        if others:
            others.pop()()
        return writing(database)  # type: ignore[arg-type]

    monkeypatch.setattr(type(store.database), "writing", late)
    if change == "birth":
        records.correct_patient(store, case.patient.patient_id, NEWBORN, now=NOW)
        urgency = records.find_case(store, case.case_id).analysis.advice.urgency
        assert urgency is Urgency.EMERGENCY
    else:
        concluded = records.add_assessment(store, case.case_id, diagnosis="melanoma", now=NOW)
        assert concluded.analysis.facts == FEVER
        assert concluded.facts == FEVER


def test_a_conclusion_upon_one_that_was_not_seen_is_refused(store: Store) -> None:
    seen = saved(store)
    records.add_assessment(store, seen.case_id, diagnosis="melanoma", now=NOW, seen=seen)
    with pytest.raises(DraftChanged):
        records.add_assessment(store, seen.case_id, note="a wart", now=NOW, seen=seen)
    newest = records.find_case(store, seen.case_id).assessment
    assert newest is not None
    assert newest.diagnosis == "melanoma"


@pytest.mark.parametrize(
    "birth",
    [
        {"birth_year": 2030},
        {"birth_year": -5},
        {"birth_year": 1879},
        {"birth_date": "2026-11-30"},
        {"birth_date": "1879-12-31"},
        {"birth_date": "banana"},
        {"birth_date": "\ud800"},
    ],
)
def test_nobody_is_born_after_a_visit_or_in_another_age(
    store: Store, birth: dict[str, object]
) -> None:
    case = saved(store)
    with pytest.raises(InvalidBirth):
        records.correct_patient(store, case.patient.patient_id, birth, now=NOW)
    assert records.find_case(store, case.case_id) == case


def test_a_birth_that_a_wrong_clock_let_in_does_not_forbid_another_correction(
    store: Store,
) -> None:
    case = saved(store, birth_date="2027-01-01", birth_year=2027)
    changes = {"phone": "02-123", "birth_date": "2027-01-01"}
    corrected = records.correct_patient(store, case.patient.patient_id, changes, now=NOW)
    assert corrected.phone == "02-123"


@pytest.mark.parametrize("text", ["\ud800", "Kim\x00"])
def test_text_that_no_database_holds_is_said_so(store: Store, text: str) -> None:
    case = saved(store)
    patient_id = case.patient.patient_id
    with pytest.raises(TextNotStorable):
        records.correct_patient(store, patient_id, {"name": text}, now=NOW)
    with pytest.raises(TextNotStorable):
        records.correct_patient(store, patient_id, {"name": "Lee"}, now=NOW, reason=text)
    with pytest.raises(TextNotStorable):
        records.add_assessment(store, case.case_id, note=text, now=NOW)
    with pytest.raises(TextNotStorable):
        records.correct_facts(store, case, FEVER, now=NOW, by=text)
    assert records.find_case(store, case.case_id) == case


def test_an_analysis_begun_while_the_program_ends_fails_on_its_page() -> None:
    workers = Workers()
    workers.close()
    run = workers.start(1, lambda: iter(()))
    assert run.is_over
    assert run.failure is not None


def test_a_store_that_was_given_back_is_opened_again_when_asked_for(tmp_path: Path) -> None:
    runtime = Runtime(Settings(home=tmp_path / "home"))
    case = saved(runtime.store)
    runtime.close()
    assert records.find_case(runtime.store, case.case_id) == case
    runtime.close()
