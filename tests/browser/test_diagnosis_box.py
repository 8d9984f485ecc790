"""Enter takes the disease, free words are taken only where they are meant, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from skin_core.services import drafts, records
from skin_core.services.records import Store
from skin_core.settings import Settings
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import Server

pytestmark = pytest.mark.browser

BOX = "analyse.decision.diagnosis"


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    opened = records.open_store(Settings(home=server.home))
    yield opened
    opened.close()


def without_photo(doctor: Callable[..., Doctor], server: Server, locale: str = "en-GB") -> Doctor:
    draft = answered(server.home, somebody(""), facts={"fever": True})
    return at_answer(doctor, server, draft, locale=locale)


def box(window: Doctor) -> Locator:
    return window.part(BOX, "input")


def kept(window: Doctor, store: Store) -> tuple[str, str]:
    window.page.wait_for_timeout(700)
    window.settled()
    draft = drafts.find_draft(store, window.page.url.partition("draft=")[2])
    return draft.diagnosis, draft.diagnosis_text


def test_enter_takes_the_first_disease_that_fits(
    doctor: Callable[..., Doctor], server: Server, store: Store
) -> None:
    """In Korean and Vietnamese; English: below."""
    window = without_photo(doctor, server, "ko-KR")
    enters(window, "대상 포", "대상포진")
    assert kept(window, store) == ("herpes_zoster", "")
    window.page.get_by_role("radio", name="VI", exact=True).click()
    expect(box(window)).to_have_value(re.compile("^Zona"), timeout=SLOW_MS)
    window.settled()
    box(window).fill("")
    enters(window, "vay nen", "Vảy nến")
    assert kept(window, store) == ("psoriasis", "")


def enters(window: Doctor, typed: str, name: str) -> None:
    box(window).click()
    window.page.keyboard.type(typed)
    window.page.keyboard.press("Enter")
    assert box(window).input_value().startswith(name)


def test_free_words_come_last_and_the_keys_do_not_lose_what_was_chosen(
    doctor: Callable[..., Doctor], server: Server, store: Store
) -> None:
    window = without_photo(doctor, server)
    box(window).click()
    window.page.keyboard.type("zost")
    options = window.part(BOX, "[role=option]")
    last = window.page.locator(".sd-diagnosis [role=option]").last
    assert "Herpes zoster" in options.inner_text()
    assert last.inner_text().strip() == "Use as free text: “zost”"
    last.click()
    assert kept(window, store) == ("", "zost")
    box(window).fill("herpes z")
    window.page.keyboard.press("Enter")
    assert kept(window, store) == ("herpes_zoster", "")
    window.page.keyboard.press("Tab")  # to the note, past the cross that clears
    window.page.keyboard.type("as seen")
    assert kept(window, store) == ("herpes_zoster", "")
    expect(window.part("analyse.decision.note", "input")).to_have_value("as seen")
    box(window).fill("")
    window.page.keyboard.press("Tab")
    assert kept(window, store) == ("", "")


@pytest.mark.weights
def test_on_a_phone_box_and_save_are_in_sight_and_a_tap_lists_the_networks_three_first(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    draft = answered(server.home, somebody(""), [photos["mole"]])
    window = at_answer(doctor, server, draft, width=390)
    bars = window.page.locator(".sd-bars .name:visible").all_inner_texts()[:3]
    expect(box(window)).to_be_in_viewport()
    expect(window.part("analyse.save", "button")).to_be_in_viewport()
    press_and_let_go(window, box(window))
    expect(box(window)).to_have_attribute("aria-expanded", "true")
    first = window.page.locator(".sd-diagnosis [role=option]:visible").all_inner_texts()[:3]
    assert [text.split("\n")[0] for text in first] == bars
    assert all(text.endswith("%") for text in first)
    window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Enter")
    expect(box(window)).to_have_value(bars[0])
    expect(window.part("analyse.decision.note", "input")).to_be_in_viewport()


def press_and_let_go(window: Doctor, place: Locator) -> None:
    """As slowly as a finger: what moves on focus would be gone from under it."""
    edges = place.bounding_box()
    assert edges
    mouse = window.page.mouse
    mouse.move(edges["x"] + edges["width"] / 2, edges["y"] + edges["height"] / 2)
    mouse.down()
    window.page.wait_for_timeout(150)
    mouse.up()
