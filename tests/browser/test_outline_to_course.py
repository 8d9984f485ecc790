"""From a photo to the course of its lesion: outlined, corrected, scaled, saved, and seen again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from skin_core.imaging.overlay import to_jpeg
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.outline_hands import area
from tests.browser.running import Server
from tests.browser.test_course_of_a_lesion import SHOWN, SKIN, Pixels, card, seen_later
from tests.browser.test_outline_editor import (
    OUTLINED,
    draw,
    draw_by_finger,
    mark_a_ruler,
    open_editor,
)

__all__ = ["card"]
pytestmark = [pytest.mark.browser, pytest.mark.weights]


def test_a_corrected_outline_is_compared_with_that_of_the_next_visit(
    server: Server, doctor: Callable[..., Doctor], tmp_path: Path, card: Pixels
) -> None:
    first = tmp_path / "first.jpg"
    first.write_bytes(to_jpeg(SKIN, 90))
    here = doctor(server, "/analyse")
    here.write("analyse.patient.name", "Bui Again")
    here.analyse([first])
    correct(here)
    mark_a_ruler(here)
    here.press("analyse.save")
    here.press("analyse.open_record")
    here.press("records.follow_up")
    here.page.get_by_text("Same lesion", exact=True).first.click()
    here.settled()
    here.analyse([seen_later(tmp_path, card)])
    here.press("analyse.save")
    here.press("analyse.open_record")
    here.press("records.course")
    here.page.locator(SHOWN).wait_for(timeout=SLOW_MS)
    here.settled()
    here.reads("Laid over each other by marks of the skin")
    here.reads(re.compile(r"cm², outlined by hand, scale set by hand"))
    here.reads(re.compile(r"cm² \([\d.]+–[\d.]+\), outlined by the network"))
    here.reads("The scales of these two visits contradict each other")  # ruler and card
    here.page.locator(".js-plotly-plot .errorbar").first.wait_for(state="attached")


def correct(here: Doctor) -> None:
    """The network's contour, larger by the mouse, then by a finger; undone and done again."""
    canvas, keys = open_editor(here), here.page.keyboard
    now, by_network = here.page.locator(".sd-outline .now"), area(here)
    assert by_network > 0
    draw(canvas, (0.5, 0.5), (0.7, 0.5))
    by_mouse = area(here)
    draw_by_finger(canvas, (0.5, 0.5), (0.5, 0.6), (0.5, 0.7))
    by_both = area(here)
    assert by_network < by_mouse < by_both
    for press, stands in (("z", by_mouse), ("z", by_network), ("y", by_mouse), ("y", by_both)):
        keys.press(f"Control+{press}")
        expect(now).to_contain_text(f"{stands:.1f}", timeout=SLOW_MS)
    here.press("analyse.result.photo.outline_done")
    here.reads(OUTLINED)
