"""Every page of SkinDesk one after another, as a doctor comes by them with one case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

MENU = '[class*="st-key-app-frame"]'


def every_page(window: Doctor, server: Server, photo: Path) -> Iterator[str]:
    """The name of each page while it stands in the window."""
    yield opened(window, server, "/analyse")
    window.write("analyse.patient.name", "Ahn Every")
    draft = window.page.url.removeprefix(server.address)  # Home then lists it
    for path in ("/", "/severity", "/reading", "/diseases", "/settings"):
        yield opened(window, server, path)
    opened(window, server, draft)
    window.drop([photo])
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    window.settled()
    yield "/analyse with a photo"
    window.press("analyse.run")
    window.part("decision-bar").wait_for(timeout=SLOW_MS)
    window.settled()
    yield "result"
    window.press("analyse.save")
    window.press("analyse.open_record")
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    window.settled()
    yield "case"
    case = window.page.url.removeprefix(server.address)
    window.press("records.course")
    window.part("follow.back", "button").wait_for()
    window.settled()
    yield "course"
    opened(window, server, case)
    window.press("records.report")
    window.part("report.download", "button").wait_for(timeout=SLOW_MS)
    window.settled()
    yield "report"
    yield from (opened(window, server, path) for path in ("/records", "/report"))


def opened(window: Doctor, server: Server, path: str) -> str:
    """The address, once its page is drawn."""
    window.page.goto(server.address + path)
    window.page.wait_for_selector(MENU, state="attached")
    window.settled()
    return path
