"""What a clinic may rely on: found is right, and found fast."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, CaseQuery, Patient
from skin_core.domain.facts import Facts
from skin_core.errors import (
    DraftChanged,
)
from skin_core.services import drafts, records, workbench
from skin_core.storage.store import Store
from tests.sample_drafts import NOW, person, saved


def found(store: Store, **query: object) -> list[str]:
    page = records.search_cases(store, CaseQuery(**query))  # type: ignore[arg-type]
    return [case.case_id for case in page.cases]


@pytest.mark.parametrize(
    "text",
    ["민지", "김민", "a-001", "A001", "zona", "NGUYÊN", "herpes zoster", "대상포진", "민지 001"],
)
def test_case_is_found_by_name_code_disease_and_words(store: Store, text: str) -> None:
    case = saved(store, person(), diagnosis_text="Zona theo ý BS. Nguyễn")
    saved(store, person("Park Seo-yeon", "B-2"), label="eczema")
    assert found(store, text=text) == [case.case_id]


def test_clinicians_diagnosis_is_found_too(store: Store) -> None:
    case = saved(store, person(), label="eczema", diagnosis="melanoma")
    assert found(store, text="melanoma") == [case.case_id]


def test_new_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    case = saved(store, person())
    records.correct_patient(store, case.patient.patient_id, {"name": "Trần Thị Hoa"}, now=NOW)
    assert found(store, text="tran hoa") == [case.case_id]
    assert found(store, text="민지") == []
    assert records.find_patients(store, "hoa")[0].name == "Trần Thị Hoa"
    assert records.find_patients(store, "민지") == ()


def test_correction_keeps_what_was_and_reaches_everything_unsigned(store: Store) -> None:
    facts: Facts = {"fever": True}
    newborn, signed = (
        saved_without_photo(store, facts, day, person()) for day in ("2026-11-20", "2026-11-21")
    )
    assessment = records.signed_assessment(signed, "이서연", NOW)
    (frozen,) = records.sign_case(
        store,
        signed.case_id,
        papers=[records.Paper("ko", b"as signed")],
        assessment=assessment,
        now=NOW,
    )
    begun = drafts.new_draft(NOW, signed.patient)
    begun = drafts.save_draft(store, replace(begun, facts=facts), NOW)

    later = NOW + timedelta(hours=1)
    correct = partial(records.correct_patient, store, newborn.patient.patient_id)
    assert urgency_of(store, newborn) is not Urgency.EMERGENCY
    correct({"name": "김민서", "birth_date": "2026-11-10"}, now=later, by="이서연", reason="오타")
    correct(
        {"phone": "02-123"}, now=later
    )  # no history: it tells neither who this is nor what to do

    assert urgency_of(store, newborn) is Urgency.EMERGENCY
    assert urgency_of(store, signed) is urgency_of(store, signed, of_list=False)
    assert urgency_of(store, signed) is not Urgency.EMERGENCY
    assert records.read_report_pdf(store, frozen.report_id) == b"as signed"
    (kept,) = records.corrections_of(store, newborn.patient.patient_id)
    assert (kept.was, kept.by, kept.reason) == (newborn.patient, "이서연", "오타")
    assert found(store, text="민서") == [signed.case_id, newborn.case_id]
    with pytest.raises(DraftChanged):  # as by another window, which is put together with this one
        drafts.save_draft(store, begun, later)
    assert drafts.find_draft(store, begun.draft_id).patient.birth_date == "2026-11-10"

    exported = zipfile.ZipFile(io.BytesIO(records.export_case(store, signed.case_id)))
    told = json.loads(exported.read("case.json"))
    assert told["patient"]["name"] == "김민서"
    assert [one["was"]["name"] for one in told["patient_corrections"]] == ["김민지"]


def test_signed_case_is_advised_on_anew_with_its_next_conclusion(store: Store) -> None:
    case = saved_without_photo(store, {"fever": True}, "2026-11-21", person())
    signed = records.signed_assessment(case, "이서연", NOW)
    records.sign_case(
        store, case.case_id, papers=[records.Paper("ko", b"")], assessment=signed, now=NOW
    )
    later = NOW + timedelta(hours=1)
    records.correct_patient(store, case.patient.patient_id, {"birth_date": "2026-11-10"}, now=later)
    assert urgency_of(store, case) is not Urgency.EMERGENCY
    records.add_assessment(store, case.case_id, note="seen again", now=later)
    assert urgency_of(store, case) is Urgency.EMERGENCY


def saved_without_photo(store: Store, facts: Facts, day: str, patient: Patient) -> Case:
    begun = replace(drafts.new_draft(NOW), patient=patient, facts=facts)
    return records.save_case(
        store, workbench.advised_without_photo(begun, NOW), visit_date=day, now=NOW
    )


def urgency_of(store: Store, case: Case, *, of_list: bool = True) -> Urgency:
    """As Records lists it, or as the case itself says."""
    if not of_list:
        return records.find_case(store, case.case_id).analysis.advice.urgency
    listed = records.cases_of_patient(store, case.patient.patient_id)
    return next(one.urgency for one in listed if one.case_id == case.case_id)


def test_filters_hold_together(store: Store) -> None:
    early = saved(store, person(), visit_date="2026-10-01", urgency=Urgency.SOON)
    late = saved(store, person(), visit_date="2026-11-01", urgency=Urgency.URGENT)
    assert found(store) == [late.case_id, early.case_id]
    assert found(store, date_to="2026-10-01") == [early.case_id]
    assert found(store, date_from="2026-10-02") == [late.case_id]
    assert found(store, text="민지", urgency=Urgency.SOON) == [early.case_id]
    assert found(store, text="zoster", signed=True) == []
    assert found(store, text="zoster", signed=False, urgency=Urgency.URGENT) == [late.case_id]


@pytest.mark.parametrize("text", ["", "민지", "zoster"])
def test_pages_hold_every_case_once_latest_visit_first(store: Store, text: str) -> None:
    dates = [f"2026-11-{1 + number % 3:02d}" for number in range(11)]
    for date in dates:
        saved(store, person(), visit_date=date)
    query = CaseQuery(text=text, limit=3)
    seen: list[Any] = []
    while True:
        page = records.search_cases(store, query)
        seen += page.cases
        if not page.cursor:
            break
        query = replace(query, cursor=page.cursor)
    assert [case.visit_date for case in seen] == sorted(dates, reverse=True)
    assert len({case.case_id for case in seen}) == len(dates)


def plans(store: Store, ask: Callable[[], object]) -> list[list[str]]:
    """How the database goes about every question that `ask` puts to it."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def listen(
        _c: object, _cursor: object, sql: str, values: tuple[object, ...], *_: object
    ) -> None:
        asked.append((sql, values))

    event.listen(store.database.engine, "before_cursor_execute", listen)
    ask()
    event.remove(store.database.engine, "before_cursor_execute", listen)
    with store.database.engine.connect() as connection:
        return [
            [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            for sql, values in asked
            if sql.startswith("SELECT")
        ]


@pytest.mark.parametrize(
    ("query", "indexes"),
    [
        (CaseQuery(), {"visit_date"}),
        (CaseQuery(cursor="2026-11-21.2"), {"visit_date"}),
        (CaseQuery(date_from="2026-01-01", date_to="2026-12-31"), {"visit_date"}),
        (CaseQuery(signed=False), {"is_signed_visit_date"}),
        (CaseQuery(urgency=Urgency.URGENT), {"urgency_visit_date"}),
        (CaseQuery(urgency=Urgency.URGENT, signed=False), {"urgency_is_signed_visit_date"}),
        (CaseQuery(text="zoster", signed=False), {"answer_visit_date", "diagnosis_visit_date"}),
    ],
)
def test_records_walk_an_index_in_the_order_shown(
    store: Store, query: CaseQuery, indexes: set[str]
) -> None:
    """What keeps Records quick at 100,000 cases."""
    for number in range(3):
        saved(store, person(number=number))
    plan = plans(store, lambda: records.search_cases(store, query))[-1]
    used = {name for step in plan for name in re.findall(r"ix_case_summaries_(\w+)_number", step)}
    assert used == indexes
    assert not any(step in {"SCAN case_summaries", "SCAN case_words"} for step in plan)
    if not query.text:  # with a text, the best page of each way to match is merged: few rows
        assert not any("TEMP B-TREE" in step for step in plan)


def test_other_lists_walk_indexes_too(store: Store) -> None:
    saved(store, person())
    asks: list[tuple[Callable[[], object], str]] = [
        (lambda: records.search_cases(store, CaseQuery(text="민지")), "ix_case_words_word"),
        (lambda: records.waiting_for_signature(store), "is_signed_number"),
        (lambda: records.cases_of_patient(store, person().patient_id), "patient_id_visit_date"),
        (lambda: records.find_patients(store, "민지"), "ix_patient_words_word"),
    ]
    for ask, index in asks:
        steps = [step for plan in plans(store, ask) for step in plan]
        assert any(index in step for step in steps), steps
        assert not any(step in {"SCAN case_summaries", "SCAN patients"} for step in steps), steps
