"""An emergency is said within three clicks of the empty page, and what decides is asked first."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

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


ORDERS = (
    (["Fever", "Stays under glass"], "Call an ambulance now"),
    (["Tongue or throat"], "adrenaline"),
    (["Very ill"], "Call an ambulance"),
    (["Pain far too strong"], "hospital with surgeons now"),
    (["Blisters, peeling", "Mucosal sores", "Fever"], "[Hh]ospital"),
)


def tap(window: Doctor, names: list[str]) -> None:
    for name in names:
        sign(window, name).click()
        window.settled()


def test_a_tap_or_two_read_the_instruction_and_the_same_take_it_back(
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


def test_the_form_says_what_was_tapped(doctor: Callable[..., Doctor], server: Server) -> None:
    window = doctor(server, "/analyse")
    fever = window.part("analyse.form.fever")
    fever.get_by_role("radio", name="Yes", exact=True).click()
    expect(sign(window, "Fever")).to_have_attribute("aria-pressed", "true", timeout=SLOW_MS)
    window.settled()
    sign(window, "Fever").click()
    unknown = fever.get_by_role("radio", name="Unknown", exact=True)
    expect(unknown).to_be_checked(timeout=SLOW_MS)


@pytest.mark.weights
def test_the_seven_points_are_one_list_with_its_score(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.analyse([photos["mole"]])
    size = window.part("analyse.result.fact.change_in_size")
    size.get_by_role("radio", name="Yes", exact=True).click()
    window.reads("Seven-point checklist: 2 so far")
    window.settled()
    window.press("analyse.result.checklist_no")
    window.reads("Seven-point checklist: 2; 3 or more means suspected-cancer referral")
    oozing = window.part("analyse.result.fact.oozing")
    expect(oozing.get_by_role("radio", name="No", exact=True)).to_be_checked()
