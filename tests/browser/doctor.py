"""What a doctor does on the pages, in the words of the widgets' keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skin_core.i18n import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SLOW_MS = 60_000  # a first analysis on a busy machine


@dataclass(frozen=True)
class Doctor:
    """A doctor before one browser window."""

    page: Page

    def part(self, key: str, inner: str = "") -> Locator:
        """A widget by its dotted key, or something inside it."""
        name = "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)
        either = ", ".join([f".{name}", *(f".{name}-{language}" for language in LANGUAGES)])
        return self.page.locator(f":is({either}) {inner}:visible".replace(" :", ":")).first

    def press(self, key: str) -> None:
        """Press a button."""
        self.part(key, "button").click()

    def write(self, key: str, text: str) -> None:
        """Type into a field and wait until the page took it."""
        field = self.part(key, "input")
        field.fill(text)
        field.press("Tab")
        self.settled()

    def drop(self, files: Sequence[Path | dict[str, Any]]) -> None:
        """Put files into the drop zone."""
        self.part("analyse.upload.0").wait_for(state="attached")
        self.page.locator('[data-testid="stFileUploaderDropzoneInput"]').first.set_input_files(
            [one if isinstance(one, dict) else str(one) for one in files]  # type: ignore[arg-type]
        )

    def go_to(self, name: str) -> None:
        """Choose a page in the navigation."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.settled()

    def analyse(self, files: Sequence[Path]) -> None:
        """From photos to an answer."""
        self.drop(files)
        self.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
        self.press("analyse.run")
        self.part("decision-bar").wait_for(timeout=SLOW_MS)
        self.settled()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Wait until the page says so."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for(timeout=SLOW_MS)

    def settled(self) -> None:
        """Wait until the page is drawn."""
        self.page.wait_for_timeout(300)
        self.page.wait_for_function(
            "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'running'",
            timeout=SLOW_MS,
        )
