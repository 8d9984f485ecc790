"""Saving: a name is asked for once, a second window hears of it, and a drawn sample stays apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def advised(doctor: Callable[..., Doctor], server: Server) -> Doctor:
    """A window with the answer to fever alone, of somebody without a name."""
    return at_answer(doctor, server, answered(server.home, somebody(""), facts={"fever": True}))


def is_saved(window: Doctor) -> None:
    window.part("analyse.open_record", "button").wait_for(timeout=SLOW_MS)
    window.settled()


def test_a_name_is_asked_for_where_save_was_pressed(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = advised(doctor, server)
    window.press("analyse.save")
    window.part("analyse.naming.name", "input").wait_for()
    window.press("analyse.save")  # pressed twice: still nothing without a word
    expect(window.part("analyse.naming.without", "button")).to_be_visible()
    name, code = (window.part(f"analyse.naming.{one}").bounding_box() for one in ("name", "code"))
    assert name
    assert code
    assert name["y"] == code["y"]  # in one row, over the whole bar
    window.write("analyse.naming.name", "Lim Named")
    expect(window.part("analyse.naming.without", "button")).to_be_hidden(timeout=SLOW_MS)
    window.press("analyse.save")
    is_saved(window)
    window.reads("Lim Named")


@pytest.mark.weights
def test_a_second_window_hears_that_its_draft_was_saved_and_keeps_what_is_typed(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    draft = answered(server.home, somebody("Noh Saved"), [photos["plaque"]])
    first, second, third = (at_answer(doctor, server, draft) for _ in range(3))
    first.press("analyse.save")
    is_saved(first)
    second.write("analyse.decision.note", "typed in the second window")
    third.press("analyse.save")
    for other in (second, third):
        other.reads("This draft was saved in another window at")
        other.settled()
        assert not other.page.get_by_text("damaged").count()
        other.part("analyse.result.photo.layers", "img").wait_for(timeout=SLOW_MS)
    opens_what_was_saved(second)
    third.press("analyse.kept.go_on")
    third.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)


def opens_what_was_saved(window: Doctor) -> None:
    note = window.part("analyse.decision.note", "input")
    expect(note).to_have_value("typed in the second window")
    window.press("analyse.kept.open_saved")
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    window.reads("Noh Saved")
    kept = window.part("decision-bar").get_by_role("textbox").last
    expect(kept).to_have_value("typed in the second window", timeout=SLOW_MS)


@pytest.mark.weights
def test_a_drawn_sample_is_reported_and_never_among_the_records(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/")
    window.settled()
    window.press("home.sample.0")
    window.part("decision-bar").wait_for(timeout=SLOW_MS)
    window.settled()
    window.press("analyse.save_report")
    window.part("report.download", "button").wait_for(timeout=SLOW_MS)
    window.go_to("Records")
    window.part("records.search", "input").wait_for()
    window.settled()
    assert not window.page.get_by_text("Sample (drawn)").count()
