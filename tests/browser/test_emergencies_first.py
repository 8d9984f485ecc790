"""An emergency is said within three clicks of the empty page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def sign(window: Doctor, name: str) -> Locator:
    return window.part("analyse.signs").get_by_role("button", name=name, exact=True)


def banner(window: Doctor, urgency: str) -> Locator:
    return window.page.locator(f'[class*="st-key-urgency-{urgency}-analyse"]:visible').first


def in_sight(part: Locator) -> bool:
    return bool(part.evaluate("one => one.getBoundingClientRect().bottom <= window.innerHeight"))


ORDERS = (  # what each sign orders is a test of the rules
    (["Fever", "Stays under glass"], "Call an ambulance now"),
    (["Tongue or throat"], "adrenaline"),
)


def tap(window: Doctor, names: list[str]) -> None:
    for name in names:
        sign(window, name).click()
        window.settled()


def test_a_tap_or_two_read_the_instruction_the_same_take_it_back_and_the_form_follows(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    for names, order in ORDERS:
        tap(window, names)
        said = banner(window, "emergency").filter(has_text=re.compile(order))
        said.wait_for(timeout=SLOW_MS)
        assert in_sight(said), names
        expect(window.part("analyse.without_photo", "button")).to_be_in_viewport()
        tap(window, names)
        expect(banner(window, "emergency")).to_be_hidden(timeout=SLOW_MS)
    the_form_says_what_was_tapped(window)


def the_form_says_what_was_tapped(window: Doctor) -> None:
    fever = window.part("analyse.form.fever")
    fever.get_by_role("radio", name="Yes", exact=True).click()
    expect(sign(window, "Fever")).to_have_attribute("aria-pressed", "true", timeout=SLOW_MS)
    window.settled()
    sign(window, "Fever").click()
    unknown = fever.get_by_role("radio", name="Unknown", exact=True)
    expect(unknown).to_be_checked(timeout=SLOW_MS)
