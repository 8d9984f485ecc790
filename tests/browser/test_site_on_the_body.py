"""Where the lesion is, pointed at on a body by keyboard: site and side follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def test_left_forearm_is_chosen_on_the_body_by_keyboard(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    window.settled()
    window.part("analyse.form.body.open", "button").press("Enter")
    window.page.locator(".sd-body svg").first.wait_for()
    window.page.locator(".sd-body [tabindex='0']").focus()
    for _ in range(20):
        if window.page.evaluate("document.activeElement.dataset.part") == "arm_left-front":
            break
        window.page.keyboard.press("ArrowRight")
    assert window.page.evaluate("document.activeElement.ariaLabel") == "Left arm, Front"
    window.page.keyboard.press("Enter")
    site = window.page.get_by_role("radio", name="Elbow or forearm", exact=True)
    site.wait_for()
    window.settled()
    site.focus()
    window.page.keyboard.press("Space")
    window.settled()
    window.page.keyboard.press("Escape")
    expect(window.part("analyse.form.site", "input")).to_have_value("Elbow or forearm")
    expect(window.part("analyse.form.side", "input")).to_have_value("Left")
