"""What is erased in the reading room is asked for first; where it fails, nothing is gone."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.domain.reading import Reading
from skin_core.errors import StoreReadOnly
from skin_core.i18n import t
from skin_core.services import reading_sets
from skin_core.ui import drafting, resources
from tests.integration.test_graded_fields_stay import a_set
from tests.integration.test_pages import app, on, press, words

__all__ = ["app"]


def test_grades_of_a_reader_and_then_the_set_are_erased_once_it_is_confirmed(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, of_set = resources.store(), a_set("Forearms")
    for reader in ("Kim", "Lee"):
        told = {"erythema": 1.0}
        read = Reading(of_set.photos[0].entry_id, reader, 1, told, drafting.now().isoformat())
        reading_sets.keep_reading(store, of_set, read)
    page = press(on(app, "reading"), f"reading.open.{of_set.set_id}")
    page = press(page, "reading.erase_reader.0")
    what = {"readings": 1, "name": "Forearms", "reader": "Kim"}
    assert t("reading.erase.reader_what", "en", **what) in words(page)
    with monkeypatch.context() as held:
        held.setattr(reading_sets, "delete_reader", refused)
        page = press(page, "records.delete_confirmed")
    assert not page.exception
    assert len(reading_sets.readings_of(store, of_set.set_id)) == 2
    page = press(page, "reading.erase_reader.0")
    page = press(page, "records.delete_confirmed")
    left = reading_sets.readings_of(store, of_set.set_id)
    assert reading_sets.readers_of(left) == ("Lee",)
    page = press(page, "reading.erase")
    page = press(page, "records.delete_confirmed")
    assert not page.exception
    assert not reading_sets.list_sets(store)


def refused(*_: object) -> None:
    raise StoreReadOnly
