"""What a clinic may rely on: saved is saved, found is right, erased is gone."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event, select

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, CaseQuery, Patient
from skin_core.domain.facts import Facts
from skin_core.domain.outline import DrawnOutline
from skin_core.errors import (
    CaseNotFound,
    DraftChanged,
    DraftSaved,
    FileDamaged,
    ReportFrozen,
    SignatureMissing,
    StoreError,
    StoreFull,
    StoreLocked,
)
from skin_core.services import drafts, outlines, records, workbench
from skin_core.settings import Settings
from skin_core.storage import database
from skin_core.storage.store import Store, open_store
from skin_core.storage.sweep import sweep_everything
from skin_core.storage.tables import lesions
from tests.sample_drafts import FACTS, NOW, draft_of, person, saved


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = open_store(Settings(home=home))
    yield opened
    opened.close()


def all_bytes(home: Path) -> bytes:
    """Everything that lies in the data folder."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def found(store: Store, **query: object) -> list[str]:
    page = records.search_cases(store, CaseQuery(**query))  # type: ignore[arg-type]
    return [case.case_id for case in page.cases]


def sign(store: Store, case: Case, pdf: bytes) -> None:
    signed = records.signed_assessment(case, "이서연", NOW)
    records.sign_case(store, case.case_id, language="ko", pdf=pdf, assessment=signed, now=NOW)


# Saving


def test_saved_case_comes_back_as_it_was(store: Store) -> None:
    draft = replace(draft_of(store, person()), diagnosis="herpes_zoster", note="3일 전부터")
    case = records.save_case(store, draft, visit_date="2026-11-21", now=NOW)
    assert records.find_case(store, case.case_id) == case
    assert (case.patient, case.facts) == (draft.patient, draft.facts)
    assert case.facts["fever"] is False
    assert case.assessment is not None
    assert (case.assessment.diagnosis, case.assessment.version) == ("herpes_zoster", 1)
    judged = case.analysis.photos[0]
    assert draft.analysis is not None
    assert replace(judged, layers=draft.analysis.photos[0].layers) == draft.analysis.photos[0]


def test_a_lesion_drawn_by_hand_stays_with_every_version_of_what_was_concluded(
    store: Store,
) -> None:
    draft = draft_of(store, person())
    runs = outlines.runs_of(np.eye(360, 480, dtype=np.bool_))
    drawn = DrawnOutline(draft.photos[0].photo_id, 480, 360, runs, "2026-11-21T05:03:00+00:00")
    outlined = drafts.save_draft(store, workbench.outlined(draft, drawn), NOW)
    assert drafts.find_draft(store, draft.draft_id).outlines == (drawn,)
    case = records.save_case(store, outlined, visit_date="2026-11-21", now=NOW)
    records.add_assessment(store, case.case_id, diagnosis="melanoma", now=NOW)
    records.amend(store, case.case_id, NOW)
    versions = records.assessments_of(store, case.case_id)
    assert [one.outlines for one in versions] == [(drawn,)] * 3
    with zipfile.ZipFile(io.BytesIO(records.export_case(store, case.case_id))) as archive:
        told = json.loads(archive.read("case.json"))
    assert told["assessment"]["outlines"][0]["runs"] == runs


def test_photo_and_layer_bytes_come_back_identical(store: Store) -> None:
    photo = bytes(range(256)) * 40
    case = saved(store, person(), photo)
    assert store.read(case.photos[0].key) == photo
    assert store.read(case.photos[0].thumbnail_key) == b"small " + photo
    assert store.read(case.analysis.photos[0].layers["cams"]) == b"maps of " + photo


def test_keys_hold_nothing_of_the_file_name(store: Store) -> None:
    case = saved(store, person())
    assert case.photos[0].name == "../환부 사진.jpg"
    assert re.fullmatch(r"[0-9a-f]{32}/[0-9a-f]{64}\.jpg", case.photos[0].key)


def test_draft_is_gone_after_saving_and_cannot_come_back(store: Store) -> None:
    draft = drafts.save_draft(store, draft_of(store, person()), NOW)
    assert drafts.list_drafts(store) == (draft,)
    records.save_case(store, draft, visit_date="2026-11-21", now=NOW)
    assert drafts.list_drafts(store) == ()
    assert store.files.keys(draft.draft_id) == ()
    with pytest.raises(DraftSaved):
        drafts.save_draft(store, draft, NOW)


def test_second_window_never_overwrites_the_first(store: Store) -> None:
    base = drafts.save_draft(store, draft_of(store, person()), NOW)
    first = drafts.save_draft(store, replace(base, note="first window"), NOW)
    with pytest.raises(DraftChanged):
        drafts.save_draft(store, replace(base, note="second window"), NOW)
    assert drafts.find_draft(store, base.draft_id) == first
    again = drafts.save_draft(store, replace(first, note="second window"), NOW)
    assert drafts.find_draft(store, base.draft_id).note == "second window"
    assert again.version == first.version + 1


def test_pressing_save_twice_gives_one_case(store: Store) -> None:
    draft = drafts.save_draft(store, draft_of(store, person()), NOW)
    first = records.save_case(store, draft, visit_date="2026-11-21", now=NOW)
    assert records.save_case(store, draft, visit_date="2026-11-21", now=NOW) == first
    assert len(records.recent_cases(store)) == 1


def test_lesion_lives_across_visits(store: Store) -> None:
    first = saved(store, person(), visit_date="2026-11-01")
    again = saved(store, person(), visit_date="2026-11-21")
    other_side = saved(store, person(), facts={**FACTS, "side": "right"})
    assert again.lesion == first.lesion
    assert other_side.lesion != first.lesion


def test_unknown_site_is_never_taken_for_the_same_lesion(store: Store) -> None:
    assert saved(store, person(), facts={}).lesion != saved(store, person(), facts={}).lesion


def test_known_patient_who_was_erased_is_not_made_again(store: Store) -> None:
    draft = replace(draft_of(store, person()), known_patient=True)
    with pytest.raises(CaseNotFound):
        records.save_case(store, draft, visit_date="2026-11-21", now=NOW)
    assert records.recent_cases(store) == ()


def test_nothing_is_saved_where_a_file_is_missing(store: Store) -> None:
    draft = draft_of(store, person())
    store.files.path(draft.photos[0].key).unlink()
    with pytest.raises(FileDamaged):
        records.save_case(store, draft, visit_date="2026-11-21", now=NOW)
    assert records.recent_cases(store) == ()
    assert records.find_patients(store, "") == ()


def test_changed_file_is_noticed(store: Store) -> None:
    case = saved(store, person())
    store.files.path(case.photos[0].key).write_bytes(b"something else")
    with pytest.raises(FileDamaged):
        store.read(case.photos[0].key)
    assert records.check_store(store).damaged == (case.photos[0].key,)


def test_eight_threads_save_at_once(home: Path) -> None:
    stores = [open_store(Settings(home=home)) for _ in range(2)]  # as if two processes

    def save(number: int) -> str:
        patient = person(f"Patient {number % 5}")
        return saved(stores[number % 2], patient, b"photo %d" % (number % 7)).case_id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(save, range(48)))
    assert len(set(ids)) == 48
    for case_id in ids:
        case = records.find_case(stores[0], case_id)
        assert stores[0].read(case.photos[0].key)
    assert len(records.find_patients(stores[0], "patient")) == 5
    assert records.check_store(stores[0]).damaged == ()
    for opened in stores:
        opened.close()


def test_two_processes_may_open_a_new_store_at_once(home: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: open_store(Settings(home=home)), range(6)))
    saved(stores[0], person())
    assert len(records.recent_cases(stores[5])) == 1
    for opened in stores:
        opened.close()


# When it does not work


def test_locked_database_is_said_so(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    impatient = open_store(Settings(home=home))
    other = sqlite3.connect(home / "skindesk.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    draft = draft_of(store, person())
    with pytest.raises(StoreLocked):
        records.save_case(impatient, draft, visit_date="2026-11-21", now=NOW)
    other.execute("ROLLBACK")
    assert records.save_case(impatient, draft, visit_date="2026-11-21", now=NOW)
    other.close()
    impatient.close()


def test_full_disk_is_said_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    @event.listens_for(store.database.engine, "connect")
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 80").close()

    store.database.close()
    case = saved(store, person())
    with pytest.raises(StoreFull):
        sign(store, case, b"x" * 10**6)
    assert records.find_case(store, case.case_id) == case
    assert records.find_reports(store, case.case_id) == ()


def test_files_of_a_crash_are_swept_and_named_ones_stay(store: Store) -> None:
    case = saved(store, person())
    draft = drafts.save_draft(store, draft_of(store, person()), NOW)
    store.files.put(case.patient.patient_id, b"a file too many", "image/jpeg")
    store.files.put(draft.draft_id, b"another", "image/jpeg")
    store.files.put("0" * 32, b"of nobody", "image/jpeg")
    assert sweep_everything(store.database, store.files, min_age_s=0) == 3
    assert records.check_store(store).damaged == ()
    assert drafts.find_draft(store, draft.draft_id) == draft


def test_start_sweeps_what_a_crash_left(home: Path, store: Store) -> None:
    case = saved(store, person())
    lost = store.files.put(case.patient.patient_id, b"a file too many", "image/jpeg")
    store.close()
    open_store(Settings(home=home)).close()
    assert not store.files.path(lost).exists()
    assert store.files.path(case.photos[0].key).exists()


# Assessments and reports


def test_assessments_are_kept_version_by_version(store: Store) -> None:
    case = saved(store, person(), diagnosis="eczema")
    case = records.add_assessment(store, case.case_id, diagnosis="herpes_zoster", now=NOW)
    assert case.assessment is not None
    assert (case.assessment.version, case.assessment.diagnosis) == (2, "herpes_zoster")
    kept = records.assessments_of(store, case.case_id)
    assert [one.diagnosis for one in kept] == ["eczema", "herpes_zoster"]
    assert records.recent_cases(store)[0].diagnosis == "herpes_zoster"


def test_signed_report_is_frozen(store: Store) -> None:
    case = saved(store, person(), diagnosis="herpes_zoster")
    signed = records.signed_assessment(case, " 이서연 ", NOW)
    report = records.sign_case(
        store, case.case_id, language="ko", pdf=b"signed", assessment=signed, now=NOW
    )
    assert (report.is_frozen, report.signed_by) == (True, "이서연")
    case = records.find_case(store, case.case_id)
    assert case.is_signed
    assert case.assessment == signed
    with pytest.raises(ReportFrozen):
        records.sign_case(
            store, case.case_id, language="ko", pdf=b"other", assessment=signed, now=NOW
        )
    assert records.read_report_pdf(store, report.report_id) == b"signed"


def test_signed_case_gets_a_copy_in_another_language_and_a_new_version_opens_it(
    store: Store,
) -> None:
    case = saved(store, person(), diagnosis="herpes_zoster")
    signed = records.signed_assessment(case, "이서연", NOW)
    for language in ("ko", "vi"):
        records.sign_case(
            store, case.case_id, language=language, pdf=b"pdf", assessment=signed, now=NOW
        )
    assert len(records.assessments_of(store, case.case_id)) == 2
    assert records.waiting_for_signature(store) == ()
    case = records.add_assessment(store, case.case_id, diagnosis="eczema", now=NOW)
    assert not case.is_signed
    assert [waiting.case_id for waiting in records.waiting_for_signature(store)] == [case.case_id]
    assert len(records.find_reports(store, case.case_id)) == 2


def test_nobody_signs_what_was_changed_meanwhile_or_without_a_name(store: Store) -> None:
    case = saved(store, person(), diagnosis="herpes_zoster")
    with pytest.raises(SignatureMissing):
        records.signed_assessment(case, "  ", NOW)
    shown = records.signed_assessment(case, "이서연", NOW)
    records.add_assessment(store, case.case_id, diagnosis="eczema", now=NOW)
    with pytest.raises(StoreError):
        records.sign_case(store, case.case_id, language="ko", pdf=b"pdf", assessment=shown, now=NOW)
    assert records.find_reports(store, case.case_id) == ()


# Finding


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
    frozen = records.sign_case(
        store, signed.case_id, language="ko", pdf=b"as signed", assessment=assessment, now=NOW
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
    records.sign_case(store, case.case_id, language="ko", pdf=b"", assessment=signed, now=NOW)
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


# Erasing


def test_erasing_one_patient_keeps_the_others_identical_photo(store: Store, home: Path) -> None:
    gone = saved(store, person("Nguyen Xao", "X-9"), b"the same photo", diagnosis_text="zona")
    records.correct_patient(store, gone.patient.patient_id, {"name": "Nguyễn Văn Xoá"}, now=NOW)
    kept = saved(store, person("김민지"), b"the same photo")
    drafts.save_draft(store, replace(draft_of(store, gone.patient), known_patient=True), NOW)
    sign(store, gone, b"%PDF of Xoa")
    said = records.what_goes_with_patient(store, gone.patient.patient_id)
    assert (said.patient_name, said.cases, said.photos) == ("Nguyễn Văn Xoá", 1, 1)
    assert (said.reports, said.drafts, said.visit_dates) == (1, 1, ("2026-11-21",))
    assert records.delete_patient(store, gone.patient.patient_id) == said
    assert store.read(kept.photos[0].key) == b"the same photo"
    with pytest.raises(CaseNotFound):
        records.find_case(store, gone.case_id)
    with pytest.raises(FileDamaged):
        store.read(gone.photos[0].key)
    assert drafts.list_drafts(store) == ()
    left = all_bytes(home)
    for trace in (
        "Nguyễn Văn Xoá".encode(),
        b"Nguyen Xao",
        gone.patient.patient_id.encode(),
        b"%PDF of Xoa",
    ):
        assert trace not in left


def test_deleting_a_case_keeps_what_another_case_of_the_patient_uses(store: Store) -> None:
    first = saved(store, person(), b"shared", visit_date="2026-11-01")
    second = saved(store, person(), b"shared", visit_date="2026-11-02")
    lone = saved(store, person(), b"lone", visit_date="2026-11-03", facts={})
    assert records.delete_case(store, first.case_id).visit_dates == ("2026-11-01",)
    assert records.find_case(store, second.case_id) == second
    assert store.read(second.photos[0].key) == b"shared"
    records.delete_case(store, lone.case_id)
    assert not store.files.path(lone.photos[0].key).exists()
    with store.database.reading() as connection:
        assert connection.scalars(select(lesions.c.lesion_id)).all() == [second.lesion.lesion_id]
    assert records.find_patient(store, lone.patient.patient_id) == lone.patient


def test_what_is_not_there_is_said_so(store: Store) -> None:
    for ask in (records.find_case, records.delete_case, records.what_goes_with_patient):
        with pytest.raises(CaseNotFound):
            ask(store, "0" * 32)


# Taking it away


def test_export_can_be_read_without_the_program(store: Store) -> None:
    case = saved(store, person(), b"photo bytes", diagnosis="herpes_zoster")
    sign(store, case, b"%PDF")
    with zipfile.ZipFile(io.BytesIO(records.export_case(store, case.case_id))) as archive:
        names = archive.namelist()
        described = json.loads(archive.read("case.json"))
        assert archive.read("photos/1.jpg") == b"photo bytes"
        assert archive.read(described["reports"][0]["file"]) == b"%PDF"
    assert described["patient"]["name"] == "김민지"
    assert described["assessments"][0]["diagnosis"] == "herpes_zoster"
    assert not any(".." in name or "환부" in name for name in names)


def test_drafts_are_listed_last_changed_first_and_survive_a_restart(
    home: Path, store: Store
) -> None:
    first = drafts.save_draft(store, draft_of(store, person()), NOW)
    second = drafts.save_draft(store, draft_of(store, person()), NOW + timedelta(minutes=1))
    first = drafts.save_draft(store, first, NOW + timedelta(minutes=2))
    store.close()
    again = open_store(Settings(home=home))
    assert drafts.list_drafts(again) == (first, second)
    drafts.discard_draft(again, first.draft_id)
    assert drafts.list_drafts(again) == (second,)
    assert again.files.keys(first.draft_id) == ()
    again.close()
