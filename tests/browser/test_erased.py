"""What was erased is gone: it says first what goes, and whoever kept an address sees nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, saved, somebody
from tests.browser.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.weights]


def test_deletion_asks_what_goes_and_no_picture_of_the_case_is_served_any_more(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    case = saved(server.home, answered(server.home, somebody("Moon Gone"), [photos["plaque"]]))
    saved(server.home, answered(server.home, somebody("Moon Stays"), facts={"fever": True}))
    window = doctor(server, "/records")
    row = window.part(f"record-row-{case.case_id}")
    picture = row.locator("[class*='st-key-case-thumb'] img")
    address = picture.evaluate("picture => picture.src")
    assert window.page.request.get(address).ok
    window.press(f"records.open.{case.case_id}")
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    window.press("records.delete")
    window.page.get_by_text("Delete this case …").click()
    window.reads("Cases: 1 · photos: 1 · reports: 0")
    window.press("records.delete_confirmed")
    window.reads("Deleted.")
    window.write("records.search.text", "Moon Gone")
    window.reads("No case matches. Clear the filters, or start a new case.")
    assert window.page.request.get(address).status == 404
