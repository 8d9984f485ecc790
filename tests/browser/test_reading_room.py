"""Two readers grade two photos twice, blind; the page tells the kappa that a hand works out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser

GRADES = {
    ("Kim", 1): ("0", "2"),
    ("Kim", 2): ("0", "3"),
    ("Lee", 1): ("1", "2"),
    ("Lee", 2): ("1", "2"),
}
# Of two photos: 1 - mean square between / mean square over all four pairs.
KAPPAS = {
    "Kim, first and second round": "0.86",  # 1 - (1/2) / ((0+9 + 4+1) / 4) = 6/7
    "Lee, first and second round": "1.00",
    "Kim and Lee": "0.67",  # 1 - (1/2) / ((1+4 + 1+0) / 4) = 2/3
}


def test_two_readers_and_two_rounds_agree_as_worked_out_by_hand(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/severity")
    window.settled()
    window.page.get_by_role("link", name="Reading room").click()
    window.settled()
    make_set(window, [photos[name] for name in ("mole", "plaque")])
    seen: list[str] = []
    for (reader, number), grades in GRADES.items():
        if number == 1:
            window.write("reading.reader", reader)
            window.press("reading.begin")
        else:
            window.press(f"reading.go_on.{0 if reader == 'Kim' else 1}")
        window.reads(f"{reader} · round {number} of 2")
        for done in range(2):
            expect(window.page.get_by_text(f"photos read: {done} of 2")).to_be_visible()
            window.settled()  # what stood there before is gone
            entry = photo_shown(window)
            if (reader, number) == ("Kim", 1):
                seen.append(entry)
                assert done or not list(serious(window))
            assert window.page.locator(".sd-agree").count() == 0
            choose(window, grades[seen.index(entry)])
            window.press("reading.next")
            window.settled()
    for title, kappa in KAPPAS.items():
        row = window.page.locator(".sd-agree tr", has_text=title)
        expect(row.locator("td").nth(1)).to_have_text(kappa)
    window.part("reading.zip", "button").wait_for()
    assert not list(serious(window))


def make_set(window: Doctor, files: list[Path]) -> None:
    """Erythema alone, of these photos."""
    window.write("reading.new.name.0", "Forearms")
    for other in ("excoriation", "lichenification"):
        window.part("reading.new.signs.0").get_by_role("button", name=re.compile(other)).click()
        window.settled()
    zone = '[class*="st-key-reading-new-files"] [data-testid="stFileUploaderDropzoneInput"]'
    window.page.locator(zone).set_input_files([str(file) for file in files])
    expect(window.part("reading.new.make", "button")).to_be_enabled(timeout=SLOW_MS)
    window.press("reading.new.make")
    window.part("reading.begin", "button").wait_for()


def photo_shown(window: Doctor) -> str:
    """Which photo is on the screen: its place in the set is part of the buttons' key."""
    key = window.page.locator('[class*="st-key-reading-grade-"]').get_attribute("class") or ""
    return key.split("st-key-reading-grade-")[1][:32]


def choose(window: Doctor, grade: str) -> None:
    window.part("reading.sign.erythema").get_by_role("radio", name=grade, exact=True).click()
    window.settled()
