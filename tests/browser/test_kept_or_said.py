"""What cannot be kept stays on the page, is said, and is kept in the end; two windows agree."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def is_answered(window: Doctor, fact: str, word: str) -> None:
    chosen = window.part(f"analyse.form.{fact}").get_by_role("radio", name=word, exact=True)
    expect(chosen).to_be_checked(timeout=SLOW_MS)


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Another program holds the database, as a backup does."""
    database = sqlite3.connect(next(home.glob("*.sqlite3")), isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        database.execute("ROLLBACK")
        database.close()


def test_a_store_that_takes_nothing_leaves_answer_and_advice_standing(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.name", "Kwon Locked")
    with locked(server.home):
        window.answer("fever", "Yes")
        window.part("analyse.kept.again", "button").wait_for(timeout=SLOW_MS)
        is_answered(window, "fever", "Yes")
        expect(window.part("facts-bar")).to_be_visible()
    window.press("analyse.kept.again")
    expect(window.part("analyse.not_kept")).to_be_hidden(timeout=SLOW_MS)
    window.page.reload()
    is_answered(window, "fever", "Yes")


def test_two_windows_on_one_draft_are_put_together_or_asked(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    first = doctor(server, "/analyse")
    first.write("analyse.patient.name", "Noh Twice")
    first.answer("fever", "Yes")
    second = doctor(server, first.page.url.removeprefix(server.address))
    is_answered(second, "fever", "Yes")
    second.answer("immunosuppression", "Yes")
    first.answer("pregnancy", "No")  # something else: both stand
    is_answered(first, "immunosuppression", "Yes")
    second.answer("fever", "No")  # on an older version, but nobody else touched it
    is_answered(second, "pregnancy", "No")
    second.write("analyse.patient.name", "Noh Second")
    first.write("analyse.patient.name", "Noh First")
    first.reads("Both windows changed: patient")
    first.press("analyse.kept.theirs")
    expect(first.part("analyse.not_kept")).to_be_hidden(timeout=SLOW_MS)
    name = first.part("analyse.patient.name", "input")
    expect(name).to_have_value("Noh Second", timeout=SLOW_MS)
    is_answered(first, "fever", "No")
