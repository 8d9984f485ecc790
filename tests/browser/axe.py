"""What axe-core, the field's checker of accessible pages, finds on a page."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe

from tests.browser.doctor import Doctor

SERIOUS = {"serious", "critical"}
NOT_OURS = {
    # Streamlit's toast: an alertdialog whose name is its text, which axe does not take for one.
    ("aria-dialog-name", "stToast"),
    # The viewer of streamlit-pdf: its pages are scrolled with the keys of its own buttons.
    ("scrollable-region-focusable", "pdf-content"),
}


def serious(window: Doctor) -> Iterator[tuple[str, str]]:
    """Rule and element of what axe-core calls serious, without what lies in Streamlit itself."""
    for broken in Axe().run(window.page).response["violations"]:
        for node in broken["nodes"]:
            element = node["html"]
            known = any(broken["id"] == rule and part in element for rule, part in NOT_OURS)
            if broken["impact"] in SERIOUS and not known:
                yield broken["id"], element[:200]
