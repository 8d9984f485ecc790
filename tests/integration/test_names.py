"""Patients whose names are written in ten scripts: saved, found, shown, exported."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from skin_core.domain.case import CaseQuery
from skin_core.services import records
from skin_core.settings import Settings
from tests.sample_drafts import person, saved
from tests.ten_names import NAMES


def test_each_is_found_by_every_way_to_type_it_and_exported_as_typed(home: Path) -> None:
    store = records.open_store(Settings(home=home))
    cases = {
        name: saved(store, person(name.typed, code=f"P-{number}"))
        for number, name in enumerate(NAMES)
    }
    for name, case in cases.items():
        for typed in (name.typed, *name.searched):
            page = records.search_cases(store, CaseQuery(text=typed))
            assert case.case_id in {one.case_id for one in page.cases}, typed
            assert len(page.cases) == 1, typed
        with zipfile.ZipFile(io.BytesIO(records.export_case(store, case.case_id))) as archive:
            told = json.loads(archive.read("case.json").decode("utf-8"))
        assert told["patient"]["name"] == name.typed
    store.close()
