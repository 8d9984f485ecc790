"""What was erased cannot be looked at any more, by whoever kept its address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.weights]


@pytest.fixture(scope="module")
def server(own_server: Server) -> Server:
    return own_server


def test_no_picture_of_an_erased_case_is_served(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.name", "Moon Erased")
    window.analyse([photos["plaque"]])
    window.press("analyse.save")
    window.press("analyse.open_record")
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    window.go_to("Records")
    window.page.locator(
        "[class*='st-key-record-row'] [class*='st-key-case-thumb'] img"
    ).first.wait_for()
    picture = window.page.locator(
        "[class*='st-key-record-row'] [class*='st-key-case-thumb'] img"
    ).first
    address = picture.evaluate("picture => picture.src")
    assert window.page.request.get(address).ok
    window.page.locator('[class*="st-key-records-open-"] button:visible').first.click()
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    window.settled()
    window.press("records.delete")
    window.page.get_by_text("Delete this case …").click()
    window.press("records.delete_confirmed")
    window.reads("Deleted.")
    window.settled()
    assert window.page.request.get(address).status == 404
