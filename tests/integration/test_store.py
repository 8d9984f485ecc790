"""What a clinic may rely on: saved is saved, also where something fails."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event

from skin_core.domain.outline import DrawnOutline
from skin_core.errors import (
    CaseNotFound,
    DraftChanged,
    DraftSaved,
    FileDamaged,
    StoreFull,
    StoreLocked,
    StoreMisplaced,
)
from skin_core.services import drafts, outlines, records, workbench
from skin_core.settings import Settings
from skin_core.storage import database
from skin_core.storage.store import Store, open_store
from skin_core.storage.sweep import sweep_everything
from tests.sample_drafts import FACTS, NOW, draft_of, person, saved, sign


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


def test_photos_of_a_database_that_is_gone_are_never_swept(home: Path, store: Store) -> None:
    case = saved(store, person())
    store.close()
    lost = f"{Settings(home=home).database_file.name}*"
    for file in home.glob(lost):
        file.rename(file.with_name(f"away-{file.name}"))
    with pytest.raises(StoreMisplaced):
        records.open_store(Settings(home=home))
    for file in home.glob(lost):
        file.unlink()
    (home / "files").rename(home / "away")  # the way out: the store begins anew
    begun = records.open_store(Settings(home=home))
    saved(begun, person())
    (home / "files").rename(home / "new")
    (home / "away").rename(home / "files")
    assert sweep_everything(begun.database, begun.files, min_age_s=0) == 0
    assert begun.files.read(case.photos[0].key)
    begun.close()


def test_start_sweeps_what_a_crash_left(home: Path, store: Store) -> None:
    case = saved(store, person())
    lost = store.files.put(case.patient.patient_id, b"a file too many", "image/jpeg")
    store.close()
    open_store(Settings(home=home)).close()
    assert not store.files.path(lost).exists()
    assert store.files.path(case.photos[0].key).exists()
