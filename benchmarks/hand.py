"""A doctor whose clicks and keys are counted: what a job costs, whoever does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.doctor import SLOW_MS, Doctor


@dataclass
class Hand:
    """Counts each mouse click, each key, each photo dropped and each word typed as one.

    clicks: with the mouse; a photo that is dropped is one. keys: a word typed into a field that has
    the keyboard already is one, however long.
    """

    page: Page
    clicks: int = 0
    keys: int = 0
    doctor: Doctor = field(init=False)

    def __post_init__(self) -> None:
        self.doctor = Doctor(self.page)

    def part(self, key: str, inner: str = "") -> Locator:
        """A widget by its dotted key, or something inside it."""
        return self.doctor.part(key, inner)

    def click(self, place: Locator | str) -> None:
        """Press a button, by its key, or whatever else stands there."""
        where = self.part(place, "button") if isinstance(place, str) else place
        where.click(timeout=SLOW_MS)
        self.clicks += 1
        self.doctor.settled()

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)
            self.doctor.settled()
        self.keys += len(keys)

    def types(self, words: str) -> None:
        """Type where the keyboard stands."""
        self.page.keyboard.type(words)
        self.keys += 1
        self.doctor.settled()

    def drop(self, *photos: Path) -> None:
        """Drop photos into the zone, until they stand on the page."""
        self.doctor.drop(photos)
        self.clicks += 1
        self.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
        self.doctor.settled()

    def choose_by_key(self, photo: Path) -> None:
        """Choose a photo with the keyboard alone."""
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Control+o")
        chooser.value.set_files(photo)
        self.keys += 2

    def sees(self, place: Locator | str) -> None:
        """Wait until it is on the page."""
        where = self.part(place) if isinstance(place, str) else place
        where.wait_for(timeout=SLOW_MS)
        self.doctor.settled()

    def stands_on(self, place: Locator) -> None:
        """Wait until the keyboard is there. Raises: AssertionError where it never is."""
        expect(place).to_be_focused(timeout=SLOW_MS)
        self.doctor.settled()

    def answers(self, key: str, choice: str = "Yes") -> None:
        """Tap one of the choices of a question."""
        self.click(self.part(key).get_by_role("radio", name=choice, exact=True))
