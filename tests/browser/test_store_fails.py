"""Whatever fails in the store, at each moment: the page stands, says why, and keeps it at last."""

from __future__ import annotations

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
UNREADABLE = ("damaged",)
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


@pytest.mark.parametrize("cause", ["full", "damaged"])
def test_nothing_is_lost_whatever_fails_and_whenever(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path], cause: str
) -> None:
    window, home, name = doctor(server, "/analyse"), server.home, f"Kwon {cause}"
    entered(window, home, cause, name, photos["mole"])
    advised_and_saved(window, home, cause)
    window.press("analyse.open_record")
    concluded(window, home, cause)
    signed(window, home, cause)
    set_up(window, home, cause)

    store = records.open_store(Settings(home=home))
    (one,) = [one for one in records.recent_cases(store, 9) if one.patient_name == name]
    case = records.find_case(store, one.case_id)
    assert case.assessment is not None
    assert (case.assessment.diagnosis_text, case.assessment.note) == ("an odd rash", "as typed")
    assert case.assessment.signed_by == "Dr. Lee"
    assert set(case.facts) == {"fever", "immunosuppression"}
    assert read_preferences(store).clinic_name == f"Clinic {cause}"
    store.close()


@pytest.mark.parametrize("cause", ["read_only", "locked"])
def test_other_causes_too_are_said_by_their_name_and_lose_nothing(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path], cause: str
) -> None:
    """From where photo and words are entered to where they are saved: from there all are alike."""
    window, home, name = doctor(server, "/analyse"), server.home, f"Kwon {cause}"
    entered(window, home, cause, name, photos["mole"])
    advised_and_saved(window, home, cause)

    store = records.open_store(Settings(home=home))
    assert name in {one.patient_name for one in records.recent_cases(store, 9)}
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
        window.settled()
    finally:
        (home / FAULT).unlink()
    window.settled()
    store = records.open_store(Settings(home=home))
    (kept,) = [one for one in drafts.list_drafts(store) if one.patient.name == "Kwon Quick"]
    store.close()
    assert set(kept.facts) == set(facts)


def entered(window: Doctor, home: Path, cause: str, name: str, photo: Path) -> None:
    with failing(window, home, cause):  # a name and a fact
        window.write("analyse.patient.name", name)
        window.answer("fever")
        is_answered(window, "fever")
        expect(window.part("facts-bar")).to_be_visible()
    window.press("analyse.kept.again")
    expect(window.part("analyse.not_kept")).to_be_hidden(timeout=SLOW_MS)

    with failing(window, home, cause):
        window.drop([photo])
    window.answer("immunosuppression")  # the next thing done takes in what waits, too
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    window.press("analyse.remove.1")
    expect(window.part("analyse.remove.1", "button")).to_be_hidden(timeout=SLOW_MS)


def advised_and_saved(window: Doctor, home: Path, cause: str) -> None:
    with failing(window, home, cause):  # advice needs no disk
        window.press("analyse.without_photo")
        window.part("decision-bar").wait_for(timeout=SLOW_MS)
        window.write("analyse.decision.note", "as typed")
        window.press("analyse.save")
        window.settled()
        expect(window.part("analyse.decision.note", "input")).to_have_value("as typed")
    window.press("analyse.save")
    window.part("analyse.open_record", "button").wait_for(timeout=SLOW_MS)


def concluded(window: Doctor, home: Path, cause: str) -> None:
    window.part("records.conclude", "button").wait_for(timeout=SLOW_MS)
    box = window.part("decision-bar", "[role=combobox]")
    box.fill("an odd rash")
    box.press("Enter")
    expect(window.part("records.conclude", "button")).to_be_enabled(timeout=SLOW_MS)
    with failing(window, home, cause):
        window.press("records.conclude")
    again_from_home(window, cause, "Records")
    expect(box).to_have_value("an odd rash")
    window.settled()
    window.press("records.conclude")
    expect(window.part("records.conclude", "button")).to_be_disabled(timeout=SLOW_MS)


def again_from_home(window: Doctor, cause: str, page: str) -> None:
    """Where not even reading worked, the page had nothing to show."""
    if cause in UNREADABLE:
        window.go_to("Home")
        window.go_to(page)
        if page in ROWS:
            row = window.page.locator(ROWS[page]).filter(has_text=f"Kwon {cause}").first
            row.get_by_role("button", name="Open").click()
            window.settled()


def signed(window: Doctor, home: Path, cause: str) -> None:
    window.press("records.report")
    signature = window.part("report.sign_name", "input")
    signature.fill("Dr. Lee")
    with failing(window, home, cause):
        window.press("report.sign")
    if cause in UNREADABLE:
        again_from_home(window, cause, "Report")
        signature.fill("Dr. Lee")
    expect(signature).to_have_value("Dr. Lee", timeout=SLOW_MS)
    window.settled()
    window.press("report.sign")
    window.reads("Signed by Dr. Lee")


def set_up(window: Doctor, home: Path, cause: str) -> None:
    window.go_to("Settings")
    field = window.part("settings.clinic_name", "input")
    with failing(window, home, cause):
        field.fill(f"Clinic {cause}")
        field.press("Tab")
    if cause in UNREADABLE:
        again_from_home(window, cause, "Settings")
        window.write("settings.clinic_name", f"Clinic {cause}")
        return
    expect(field).to_have_value(f"Clinic {cause}", timeout=SLOW_MS)
    window.settled()
    window.press("settings.clinic_name.again")
    expect(window.part("settings.clinic_name.again")).to_be_hidden(timeout=SLOW_MS)


@pytest.mark.parametrize("page", ["/", "/analyse", "/records", "/report", "/settings"])
def test_database_of_a_later_version_is_said_on_every_page_and_left_alone(
    doctor: Callable[..., Doctor], newer: Server, page: str
) -> None:
    window = doctor(newer, page)
    if page == "/analyse":  # advice needs no disk; that nothing is kept is said with the first word
        window.answer("fever")
        is_answered(window, "fever")
        expect(window.part("facts-bar")).to_be_visible(timeout=SLOW_MS)
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
