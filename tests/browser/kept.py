"""What stands in a store before a test begins: answers and cases, as the pages leave them.

A test of what follows an answer begins here, and walks no photo through the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

from skin_core.domain.case import Case, Draft, Patient
from skin_core.domain.facts import Facts
from skin_core.domain.photo import Photo
from skin_core.imaging.load import load_photo
from skin_core.inference import Networks, build_engine
from skin_core.services import drafts, records, workbench
from skin_core.services.analyse import Options, analyse_case, run_to_end
from skin_core.services.records import Store
from skin_core.settings import Settings
from skin_core.storage.drafts import save_draft
from skin_core.storage.tables import metadata
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server


@contextmanager
def store_in(home: Path) -> Iterator[Store]:
    """The store of a data folder, whether or not a server has it open."""
    store = records.open_store(Settings(home=home))
    try:
        yield store
    finally:
        store.close()


def emptied(home: Path) -> None:
    """No draft, case, set or preference is left, and no file: without rows they look misplaced."""
    with store_in(home) as store:
        for owner in store.files.owners():
            store.files.remove_all(owner)
        with store.database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())


@cache
def shipped() -> Networks:
    """The networks of this installation, loaded once for all tests."""
    return build_engine(Settings())


def somebody(name: str, birth_year: int | None = None) -> Patient:
    """An invented patient with an id of her own."""
    return Patient(uuid4().hex, name, birth_year=birth_year)


def answered(
    home: Path, patient: Patient, photos: Sequence[Path] = (), facts: Facts | None = None
) -> Draft:
    """A draft with its answer: of the shipped networks, or of the facts where there is no photo."""
    now = datetime.now().astimezone()
    with store_in(home) as store:
        draft = replace(drafts.new_draft(now), patient=patient, facts=facts or {})
        loaded = [load_photo(photo.read_bytes(), photo.name) for photo in photos]
        for photo in loaded:
            draft = drafts.add_photo(store, draft, photo)
        draft = _judged(store, draft, loaded, now)
        return save_draft(store, draft, now)


def _judged(store: Store, draft: Draft, photos: list[Photo], now: datetime) -> Draft:
    if not photos:
        return workbench.advised_without_photo(draft, now)
    options = Options(known=workbench.known_of(draft, now))
    layers = store.layers(draft.draft_id)
    found = run_to_end(analyse_case(photos, draft.facts, shipped(), layers, now, options))
    return workbench.taken(draft, found.case, now)


def saved(home: Path, draft: Draft) -> Case:
    """The draft as a case of today."""
    now = datetime.now().astimezone()
    with store_in(home) as store:
        return records.save_case(store, draft, visit_date=now.date().isoformat(), now=now)


def at_answer(
    doctor: Callable[..., Doctor],
    server: Server,
    draft: Draft,
    *,
    width: int = 1280,
    locale: str = "en-GB",
) -> Doctor:
    """A window in which the answer of a draft stands."""
    address = f"/analyse?draft={draft.draft_id}"
    window = doctor(server, address, width=width, locale=locale)
    window.part("decision-bar").wait_for(timeout=SLOW_MS)
    window.settled()
    return window
