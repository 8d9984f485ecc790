"""Enter takes the disease, free words are taken only where they are meant, in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from skin_core.services import drafts, records
from skin_core.services.records import Store
from skin_core.settings import Settings
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser

BOX = "analyse.decision.diagnosis"


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    opened = records.open_store(Settings(home=server.home))
    yield opened
    opened.close()


def without_photo(doctor: Callable[..., Doctor], server: Server, locale: str = "en-GB") -> Doctor:
    window = doctor(server, "/analyse", locale=locale)
    window.part("analyse.form.fever").get_by_role("radio").first.click()
    window.press("analyse.without_photo")
    window.part("decision-bar").wait_for(timeout=SLOW_MS)
    window.settled()
    return window


def box(window: Doctor) -> Locator:
    return window.part(BOX, "input")


def kept(window: Doctor, store: Store) -> tuple[str, str]:
    window.page.wait_for_timeout(700)
    window.settled()
    draft = drafts.find_draft(store, window.page.url.partition("draft=")[2])
    return draft.diagnosis, draft.diagnosis_text


@pytest.mark.parametrize(
    ("locale", "typed", "name"),
    [("ko-KR", "대상 포", "대상포진"), ("vi-VN", "zona", "Zona")],  # English: below
)
def test_enter_takes_the_first_disease_that_fits(
    doctor: Callable[..., Doctor],
    server: Server,
    store: Store,
    locale: str,
    typed: str,
    name: str,
) -> None:
    window = without_photo(doctor, server, locale)
    box(window).click()
    window.page.keyboard.type(typed)
    window.page.keyboard.press("Enter")
    assert box(window).input_value().startswith(name)
    assert kept(window, store) == ("herpes_zoster", "")


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
def test_the_networks_three_stand_first_with_their_numbers(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.analyse([photos["mole"]])
    bars = window.page.locator(".sd-bars .name:visible").all_inner_texts()[:3]
    box(window).click()
    first = window.page.locator(".sd-diagnosis [role=option]").all_inner_texts()[:3]
    assert [text.split("\n")[0] for text in first] == bars
    assert all(text.endswith("%") for text in first)
    window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Enter")
    expect(box(window)).to_have_value(bars[0])


@pytest.mark.weights
def test_on_a_phone_diagnosis_and_save_are_in_sight_together_and_one_tap_opens_the_list(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse", width=390)
    window.analyse([photos["mole"]])
    expect(box(window)).to_be_in_viewport()
    expect(window.part("analyse.save", "button")).to_be_in_viewport()
    press_and_let_go(window, box(window))
    expect(box(window)).to_have_attribute("aria-expanded", "true")
    window.page.locator(".sd-diagnosis [role=option]:visible").first.click()
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
