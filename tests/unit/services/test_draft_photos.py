"""A photo is safe as soon as it was given."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skin_core.domain.photo import Photo
from skin_core.services import drafts, workbench
from skin_core.services.preferences import Preferences, read_preferences, save_preferences
from skin_core.settings import Settings
from skin_core.storage.store import Store, open_store
from tests.sample_drafts import NOW, draft_of, person


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = open_store(Settings(home=home))
    yield opened
    opened.close()


def photo(height: int = 900, width: int = 1200) -> Photo:
    pixels = np.full((height, width, 3), (200, 120, 100), np.uint8)
    stored = b"compressed bytes %d" % height
    digest = hashlib.sha256(stored).hexdigest()
    return Photo(digest, "C:\\환자\\1.jpg", pixels, stored, "image/jpeg", width, height)


def test_photo_is_kept_with_a_small_picture_of_it(store: Store) -> None:
    draft = drafts.add_photo(store, drafts.new_draft(NOW), photo())
    kept = draft.photos[0]
    assert store.read(kept.key) == photo().stored
    small = Image.open(io.BytesIO(store.read(kept.thumbnail_key)))
    assert small.size == (480, 360)
    assert np.abs(np.asarray(small)[5, 5].astype(int) - (200, 120, 100)).max() < 6


@pytest.mark.parametrize("size", [(64, 70), (1, 5000), (5000, 1)])
def test_small_and_narrow_photos_have_one_too(store: Store, size: tuple[int, int]) -> None:
    draft = drafts.add_photo(store, drafts.new_draft(NOW), photo(*size))
    assert Image.open(io.BytesIO(store.read(draft.photos[0].thumbnail_key))).width <= 480


def test_same_photo_twice_is_one(store: Store) -> None:
    draft = drafts.add_photo(store, drafts.new_draft(NOW), photo())
    assert drafts.add_photo(store, draft, photo()) == draft


def test_answer_does_not_outlive_its_photos(store: Store) -> None:
    judged = drafts.save_draft(store, draft_of(store, person()), NOW)
    more = drafts.add_photo(store, judged, photo())
    assert (len(more.photos), more.analysis) == (2, None)
    fewer = workbench.without_photo(judged, judged.photos[0].photo_id)
    assert (fewer.photos, fewer.analysis) == ((), None)


def test_known_patient_stays_known() -> None:
    assert drafts.new_draft(NOW, person()).known_patient
    assert not drafts.new_draft(NOW).known_patient


def test_preferences_are_kept(store: Store) -> None:
    assert read_preferences(store) == Preferences()
    chosen = Preferences(
        language="ko", clinic_name="햇살의원", clinic_address="서울", logo=b"\x89PNG"
    )
    for preferences in (chosen, replace(chosen, language="vi")):
        save_preferences(store, preferences)
        assert read_preferences(store) == preferences
