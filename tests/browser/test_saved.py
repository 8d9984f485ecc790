"""Saving: a name is asked for once, a second window hears of it, and a drawn sample stays apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def advised(window: Doctor, name: str = "") -> None:
    """A case of fever alone, as far as its answer."""
    if name:
        window.write("analyse.patient.name", name)
    window.answer("fever", "Yes")
    window.press("analyse.facts_alone")
    window.part("decision-bar").wait_for(timeout=SLOW_MS)
    window.settled()


def is_saved(window: Doctor) -> None:
    window.part("analyse.open_record", "button").wait_for(timeout=SLOW_MS)
    window.settled()


def test_a_name_is_asked_for_where_save_was_pressed(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    advised(window)
    window.press("analyse.save")
    window.part("analyse.naming.name", "input").wait_for()
    window.press("analyse.save")  # pressed twice: still nothing without a word
    expect(window.part("analyse.naming.without", "button")).to_be_visible()
    window.write("analyse.naming.name", "Lim Named")
    expect(window.part("analyse.naming.without", "button")).to_be_hidden(timeout=SLOW_MS)
    window.press("analyse.save")
    is_saved(window)
    window.reads("Lim Named")


def test_a_case_is_saved_without_a_name_and_goes_on_to_its_report(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    advised(window)
    button = window.part("analyse.save_report", "button")
    assert button.inner_text().endswith("Save and report")
    button.click()
    window.press("analyse.naming.without")
    window.part("report.download", "button").wait_for(timeout=SLOW_MS)


def test_a_second_window_hears_that_its_draft_was_saved_and_keeps_what_is_typed(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    first = doctor(server, "/analyse")
    advised(first, "Noh Saved")
    second = doctor(server, first.page.url.removeprefix(server.address))
    second.part("decision-bar").wait_for(timeout=SLOW_MS)
    second.settled()
    first.press("analyse.save")
    is_saved(first)
    second.write("analyse.decision.note", "typed in the second window")
    second.reads("This draft was saved in another window at")
    assert not second.page.get_by_text("damaged").count()
    note = second.part("analyse.decision.note", "input")
    expect(note).to_have_value("typed in the second window")
    second.press("analyse.kept.open_saved")
    second.part("records.back", "button").wait_for(timeout=SLOW_MS)
    second.reads("Noh Saved")
    kept = second.part("decision-bar").get_by_role("textbox").last
    expect(kept).to_have_value("typed in the second window", timeout=SLOW_MS)


@pytest.mark.weights
def test_photos_of_a_draft_saved_elsewhere_stay_in_sight(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, object]
) -> None:
    first = doctor(server, "/analyse")
    first.write("analyse.patient.name", "Noh Photo")
    first.analyse([photos["plaque"]])  # type: ignore[list-item]
    second = doctor(server, first.page.url.removeprefix(server.address))
    second.part("decision-bar").wait_for(timeout=SLOW_MS)
    second.settled()
    first.press("analyse.save")
    is_saved(first)
    second.press("analyse.save")
    second.reads("This draft was saved in another window at")
    second.settled()
    assert not second.page.get_by_text("damaged").count()
    second.part("analyse.result.photo.layers", "img").wait_for(timeout=SLOW_MS)
    second.press("analyse.kept.go_on")
    second.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)


@pytest.mark.weights
def test_a_drawn_sample_is_reported_and_never_among_the_records(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/")
    window.settled()
    if window.part("home.samples").count():
        window.part("home.samples", "summary").click()
    window.press("home.sample.0")
    window.part("decision-bar").wait_for(timeout=SLOW_MS)
    window.settled()
    window.press("analyse.save_report")
    window.part("report.download", "button").wait_for(timeout=SLOW_MS)
    window.go_to("Records")
    window.part("records.search", "input").wait_for()
    window.settled()
    assert not window.page.get_by_text("Sample (drawn)").count()
