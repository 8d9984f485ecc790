"""The keyboard stands where the work goes on, so that a whole case takes few keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.weights]

ENOUGH_KEYS = 25


def test_whole_case_by_keyboard(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/")
    window.settled()
    keys = whole_case(window, photos["mole"], "Bae Keyboard")
    window.reads("Signed by Dr. Keys")
    assert keys <= ENOUGH_KEYS


def whole_case(window: Doctor, photo: Path, name: str) -> int:
    """From Home to a signed report, keys alone. Returns: how many; typing a word counts one."""
    page, keys = window.page, 0

    def press(*pressed: str) -> None:
        nonlocal keys
        for key in pressed:
            page.keyboard.press(key)
        keys += len(pressed)

    def types(words: str) -> None:
        nonlocal keys
        page.keyboard.type(words)
        keys += 1

    press("Alt+n")
    expect(window.part("analyse.patient.name", "input")).to_be_focused(timeout=SLOW_MS)
    window.settled()
    types(name)
    with page.expect_file_chooser() as chooser:
        press("Control+o")
    chooser.value.set_files(photo)
    keys += 1  # the file is chosen
    expect(window.part("analyse.run", "button")).to_be_focused(timeout=SLOW_MS)
    press("Enter")
    window.part("decision-bar").wait_for(timeout=SLOW_MS)
    expect(page.locator('[class*="st-key-result-head"] h2')).to_be_focused(timeout=SLOW_MS)
    window.settled()
    press("Tab", "Enter")
    expect(window.part("analyse.decision.diagnosis", "input")).to_be_focused(timeout=SLOW_MS)
    types("melanocytic")
    press("Enter")
    window.settled()
    press("Control+s")
    expect(window.part("analyse.report", "button")).to_be_focused(timeout=SLOW_MS)
    press("Enter")
    expect(window.part("report.sign_name", "input")).to_be_focused(timeout=SLOW_MS)
    types("Dr. Keys")
    press("Tab")
    expect(window.part("report.sign", "button")).to_be_focused(timeout=SLOW_MS)
    window.settled()
    press("Enter")
    return keys
