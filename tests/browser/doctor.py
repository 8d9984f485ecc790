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
QUIET_MS = 80
ENDS = ("", *(f"-{language}" for language in LANGUAGES))  # of a key, see ui.session
RENEWED = 6  # times that a widget of a test is filled anew at most

# For every window before its page is loaded: when it last asked the server, and was last answered.
WIRE = """(() => {
  const wire = window.skindeskWire = { asked: 0, answered: 0 };
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { wire.answered = performance.now(); });
    }
    send(data) { wire.asked = performance.now(); super.send(data); }
  };
})()"""
# Streamlit keeps for the next window of a browser whether its menu was left open; here each begins
# with a closed one, as on the first day.
CLOSED_MENU = """(() => {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith("stSidebarCollapsed")) localStorage.removeItem(key);
  } catch {}  // a page without an address keeps nothing
})()"""
# Nothing runs, all that was asked is answered and drawn, and it has been so for a moment. What the
# server answers with nothing (a word that changes no page) is waited for a second.
QUIET = """(quiet) => {
  const app = document.querySelector("[data-testid=stApp]");
  const { asked, answered } = window.skindeskWire, now = performance.now();
  return app?.dataset.testScriptState === "notRunning" && answered
    && now - Math.max(asked, answered) > quiet && (answered >= asked || now - asked > 1000)
    && !document.querySelector("[data-testid=stSkeleton]");
}"""


@dataclass(frozen=True)
class Doctor:
    """A doctor before one browser window."""

    page: Page

    def part(self, key: str, inner: str = "") -> Locator:
        """A widget by its dotted key, or something inside it; in any language, renewed or not."""
        name = "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)
        names = [name, *(f"{name}-{times}" for times in range(1, RENEWED))]
        either = ", ".join(f".{one}{end}" for one in names for end in ENDS)
        return self.page.locator(f":is({either}) {inner}:visible".replace(" :", ":")).first

    def press(self, key: str) -> None:
        """Press a button, once the page stands still."""
        self.settled()
        self.part(key, "button").click()

    def answer(self, fact: str, choice: str = "Yes", place: str = "analyse.form") -> None:
        """Answer a question of the form, and wait until the page has taken it."""
        self.settled()
        chosen = self.part(f"{place}.{fact}").get_by_role("radio", name=choice, exact=True)
        chosen.click()
        self.settled()

    def write(self, key: str, text: str) -> None:
        """Type into a field and wait until the page took it."""
        field = self.part(key, "input")
        field.fill(text)
        field.press("Tab")
        self.page.wait_for_timeout(100)  # on a busy machine a field tells late that it was left
        self.settled()

    def drop(self, files: Sequence[Path | dict[str, Any]]) -> None:
        """Put files into the drop zone, once the page stands still."""
        self.settled()
        zone = '[class*="st-key-analyse-upload"] [data-testid="stFileUploaderDropzoneInput"]'
        self.page.locator(zone).first.set_input_files(
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
        self.page.wait_for_timeout(50)  # what was pressed is told to the server
        self.page.wait_for_function(QUIET, arg=QUIET_MS, polling=25, timeout=SLOW_MS)
