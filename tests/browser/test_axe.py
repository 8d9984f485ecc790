"""axe-core finds nothing serious on any page, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.doctor import Doctor
from tests.browser.every_page import every_page
from tests.browser.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.weights]

SERIOUS = {"serious", "critical"}
NOT_OURS = {
    # Streamlit's toast: an alertdialog whose name is its text, which axe does not take for one.
    ("aria-dialog-name", "stToast"),
    # The viewer of streamlit-pdf: its pages are scrolled with the keys of its own buttons.
    ("scrollable-region-focusable", "pdf-content"),
}
SIZES = ((1280, 800), (390, 844))


def test_nothing_serious_on_any_page(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window, found = doctor(server, "/"), set()
    for page in every_page(window, server, photos["mole"]):
        for width, height in SIZES:
            window.page.set_viewport_size({"width": width, "height": height})
            window.settled()
            found |= {(page, width, *one) for one in serious(window)}
        window.page.set_viewport_size({"width": 1280, "height": 900})
    assert not found


def serious(window: Doctor) -> Iterator[tuple[str, str]]:
    """Rule and element of what axe-core calls serious, without what lies in Streamlit itself."""
    for broken in Axe().run(window.page).response["violations"]:
        for node in broken["nodes"]:
            element = node["html"]
            known = any(broken["id"] == rule and part in element for rule, part in NOT_OURS)
            if broken["impact"] in SERIOUS and not known:
                yield broken["id"], element[:200]
