"""A picture is made once, and nobody's outlives an erasure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skin_core.domain.case import Case
from skin_core.errors import FileDamaged
from skin_core.runtime import Runtime
from skin_core.services import drafts, records
from skin_core.services.picture_cache import PictureCache
from skin_core.settings import Settings
from skin_core.storage.store import Store
from tests.sample_drafts import NOW, draft_of, person


@pytest.fixture
def runtime(home: Path) -> Iterator[Runtime]:
    opened = Runtime(Settings(home=home))
    yield opened
    opened.close()


def saved(store: Store) -> Case:
    draft = drafts.save_draft(store, draft_of(store, person()), NOW)
    return records.save_case(store, draft, visit_date="2026-11-21", now=NOW)


def look_at(runtime: Runtime, key: str) -> bytes:
    return runtime.pictures.get(("photo", key), lambda: runtime.store.read(key))


def test_picture_is_made_once_and_the_oldest_gives_way() -> None:
    cache, made = PictureCache(most=2), []

    def make() -> bytes:
        made.append(1)
        return b"picture"

    for name in ("a", "a", "b", "a", "c", "a"):
        assert cache.get(name, make) == b"picture"
    assert (len(made), len(cache)) == (3, 2)


@pytest.mark.parametrize("what", ["case", "patient", "draft"])
def test_whoever_is_erased_is_shown_and_kept_no_more(runtime: Runtime, what: str) -> None:
    store = runtime.store
    if what == "draft":
        draft = drafts.save_draft(store, draft_of(store, person()), NOW)
        key = draft.photos[0].key
    else:
        case = saved(store)
        key = case.photos[0].key
    assert look_at(runtime, key)
    if what == "case":
        records.delete_case(store, case.case_id)
    elif what == "patient":
        records.delete_patient(store, case.patient.patient_id)
    else:
        drafts.discard_draft(store, draft.draft_id)
    assert len(runtime.pictures) == 0
    with pytest.raises(FileDamaged):
        look_at(runtime, key)


def test_what_was_being_made_during_an_erasure_is_not_kept() -> None:
    cache = PictureCache()

    def make() -> bytes:
        cache.forget()
        return b"somebody erased"

    assert cache.get("photo", make) == b"somebody erased"
    assert len(cache) == 0
