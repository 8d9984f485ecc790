"""What a clinic may rely on: erased is gone, and what is taken away can be read."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from skin_core.errors import (
    CaseNotFound,
    FileDamaged,
)
from skin_core.services import drafts, records
from skin_core.settings import Settings
from skin_core.storage.store import Store, open_store
from skin_core.storage.tables import lesions
from tests.sample_drafts import NOW, draft_of, person, saved, sign


def all_bytes(home: Path) -> bytes:
    """Everything that lies in the data folder."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


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
