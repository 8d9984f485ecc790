"""Whatever fails in the store, at each moment: the page stands, says why, and keeps it at last."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from skin_core.i18n import t
from skin_core.services import drafts, records
from skin_core.services.preferences import read_preferences
from skin_core.settings import Settings
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.faulty import FAULT, SLOW
from tests.browser.running import Server, running_server

pytestmark = pytest.mark.browser
CAUSES = ("full", "read_only", "locked", "damaged")
UNREADABLE = CAUSES[-1:]  # the page then has nothing to show
NAME, CLINIC = "Kwon Fails", "Clinic of Kwon"
ROWS = {  # of the lists that the menu opens
    "Records": '[class*="st-key-record-row-"]',
    "Report": '[class*="st-key-report-row-"]',
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(
        tmp_path_factory.mktemp("faulty") / "home", module="tests.browser.faulty"
    ) as started:
        yield started


@contextmanager
def failing(window: Doctor, home: Path, cause: str) -> Iterator[None]:
    """Until this ends the store fails so; the page must have said it meanwhile, in full."""
    words = t(f"error.store.{cause}", "en")
    said = window.page.get_by_text(words).locator("visible=true")
    expect(said).to_have_count(0, timeout=SLOW_MS)  # what was said of the last time is gone
    (home / FAULT).write_text(cause)
    try:
        yield
        window.reads(words)
        window.settled()
        expect(window.page.locator("[data-testid=stException]")).to_have_count(0)
    finally:
        (home / FAULT).unlink()


def is_answered(window: Doctor, fact: str) -> None:
    yes = window.part(f"analyse.form.{fact}").get_by_role("radio", name="Yes", exact=True)
    expect(yes).to_be_checked(timeout=SLOW_MS)


def test_nothing_is_lost_whatever_fails_and_whenever(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    """At each moment every cause, one after another: each is said, then the way out works."""
    window, home = doctor(server, "/analyse"), server.home
    entered(window, home, photos["mole"])
    advised_and_saved(window, home)
    window.press("analyse.open_record")
    concluded(window, home)
    signed(window, home)
    set_up(window, home)

    store = records.open_store(Settings(home=home))
    (one,) = [one for one in records.recent_cases(store, 9) if one.patient_name == NAME]
    case = records.find_case(store, one.case_id)
    assert case.assessment is not None
    assert (case.assessment.diagnosis_text, case.assessment.note) == ("an odd rash", "as typed")
    assert case.assessment.signed_by == "Dr. Lee"
    assert set(case.facts) == {"fever", "immunosuppression", "pregnancy", "mole_or_lump"}
    assert read_preferences(store).clinic_name == CLINIC
    store.close()


def test_answers_given_faster_than_the_store_writes_are_all_kept(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    """A later click never ends what an earlier one began."""
    window, home = doctor(server, "/analyse"), server.home
    window.write("analyse.patient.name", "Kwon Quick")
    facts = ("fever", "immunosuppression", "pregnancy")
    choices = [
        window.part(f"analyse.form.{one}").get_by_role("radio", name="Yes", exact=True)
        for one in facts
    ]
    (home / FAULT).write_text(SLOW)
    try:
        for one in choices:
            one.dispatch_event("click")
            window.page.wait_for_timeout(150)
        for rule in ("Fever with immunosuppression", "Fever and rash in pregnancy"):
            window.reads(rule)  # the page is still for a moment between two of them
    finally:
        (home / FAULT).unlink()
    store = records.open_store(Settings(home=home))
    (kept,) = [one for one in drafts.list_drafts(store) if one.patient.name == "Kwon Quick"]
    store.close()
    assert set(kept.facts) == set(facts)


def entered(window: Doctor, home: Path, photo: Path) -> None:
    window.write("analyse.patient.name", NAME)
    facts = ("fever", "immunosuppression", "pregnancy", "mole_or_lump")
    for fact, cause in zip(facts, CAUSES, strict=True):
        with failing(window, home, cause):
            window.answer(fact)
            is_answered(window, fact)
            expect(window.part("facts-bar")).to_be_visible()
    kept_again(window)

    with failing(window, home, CAUSES[0]):
        window.drop([photo])
    for cause, choice in zip(CAUSES[1:], ("No", "Yes", "No"), strict=True):
        with failing(window, home, cause):
            window.answer("fever", choice)
    window.answer("fever")  # the next thing done takes in what waits, too
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    window.press("analyse.remove.1")
    expect(window.part("analyse.remove.1", "button")).to_be_hidden(timeout=SLOW_MS)


def kept_again(window: Doctor) -> None:
    window.press("analyse.kept.again")
    expect(window.part("analyse.not_kept")).to_be_hidden(timeout=SLOW_MS)


def advised_and_saved(window: Doctor, home: Path) -> None:
    with failing(window, home, CAUSES[0]):  # advice needs no disk
        window.press("analyse.without_photo")
        window.part("decision-bar").wait_for(timeout=SLOW_MS)
        window.write("analyse.decision.note", "as typed")
    kept_again(window)
    for cause in CAUSES:
        with failing(window, home, cause):
            window.press("analyse.save")
            window.settled()
            note = window.part("analyse.decision.note", "input")
            expect(note).to_have_value("as typed")
            said = window.page.locator(".st-key-decision-buttons [data-testid=stAlert]:visible")
            if said.count():  # over the buttons, not between them
                box, of_button = (one.bounding_box() for one in (said, window.part("analyse.save")))
                assert box
                assert of_button
                assert box["y"] + box["height"] <= of_button["y"]
                place = note.bounding_box()
                assert place
                assert place["width"] > 150
    window.press("analyse.save")
    window.part("analyse.open_record", "button").wait_for(timeout=SLOW_MS)


def concluded(window: Doctor, home: Path) -> None:
    window.part("records.conclude", "button").wait_for(timeout=SLOW_MS)
    box = window.part("decision-bar", "[role=combobox]")
    box.fill("an odd rash")
    box.press("Enter")
    expect(window.part("records.conclude", "button")).to_be_enabled(timeout=SLOW_MS)
    for cause in CAUSES:
        with failing(window, home, cause):
            window.press("records.conclude")
    again_from_home(window, "Records")
    expect(box).to_have_value("an odd rash")
    window.settled()
    window.press("records.conclude")
    expect(window.part("records.conclude", "button")).to_be_disabled(timeout=SLOW_MS)


def again_from_home(window: Doctor, page: str) -> None:
    """Where not even reading worked, the page had nothing to show."""
    window.go_to("Home")
    window.go_to(page)
    if page in ROWS:
        row = window.page.locator(ROWS[page]).filter(has_text=NAME).first
        row.get_by_role("button", name="Open").click()
        window.settled()


def signed(window: Doctor, home: Path) -> None:
    window.press("records.report")
    signature = window.part("report.sign_name", "input")
    signature.fill("Dr. Lee")
    for cause in CAUSES:
        with failing(window, home, cause):
            window.press("report.sign")
        if cause not in UNREADABLE:
            expect(signature).to_have_value("Dr. Lee", timeout=SLOW_MS)
    again_from_home(window, "Report")
    signature.fill("Dr. Lee")
    window.settled()
    window.press("report.sign")
    window.reads("Signed by Dr. Lee")


def set_up(window: Doctor, home: Path) -> None:
    window.go_to("Settings")
    field = window.part("settings.clinic_name", "input")
    for cause in CAUSES[:-1]:
        with failing(window, home, cause):
            field.fill(f"{CLINIC} {cause}")
            field.press("Tab")
        expect(field).to_have_value(f"{CLINIC} {cause}", timeout=SLOW_MS)
    window.settled()
    window.press("settings.clinic_name.again")
    expect(window.part("settings.clinic_name.again")).to_be_hidden(timeout=SLOW_MS)
    with failing(window, home, CAUSES[-1]):
        field.fill("lost with the page")
        field.press("Tab")
    again_from_home(window, "Settings")
    window.write("settings.clinic_name", CLINIC)


def test_database_of_a_later_version_is_said_on_every_page_and_left_alone(
    doctor: Callable[..., Doctor], newer: Server
) -> None:
    window = doctor(newer, "/analyse")
    window.answer("fever")  # advice needs no disk; that nothing is kept is said with the first word
    is_answered(window, "fever")
    expect(window.part("facts-bar")).to_be_visible(timeout=SLOW_MS)
    is_said_to_be_newer(window)
    for page in ("Home", "Records", "Report", "Settings"):
        window.page.get_by_role("link", name=page, exact=True).first.click()
        window.page.wait_for_url(re.compile(f"{newer.address}/{page.lower().replace('home', '')}$"))
        window.settled()
        is_said_to_be_newer(window)


def is_said_to_be_newer(window: Doctor) -> None:
    window.reads(t("error.store.newer", "en"))
    expect(window.page.locator("[data-testid=stException]")).to_have_count(0)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A SkinDesk on data that a later one wrote."""
    home = tmp_path_factory.mktemp("newer") / "home"
    records.open_store(Settings(home=home)).close()
    raw = sqlite3.connect(home / "skindesk.sqlite3")
    with raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with running_server(home) as started:
        yield started
