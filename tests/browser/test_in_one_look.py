"""A result on a desk of 1280 by 800: answer, evidence and what to do without scrolling."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.weights]

DESK, PHONE = (1280, 800), (390, 844)
REAL = (("herpes_zoster", "vi-VN"), ("atopic_dermatitis", "ko-KR"))


def shown(
    doctor: Callable[..., Doctor],
    server: Server,
    photo: Path,
    size: tuple[int, int],
    locale: str = "en-GB",
) -> Doctor:
    draft = answered(server.home, somebody(""), [photo])
    window = at_answer(doctor, server, draft, width=size[0], locale=locale)
    window.page.set_viewport_size({"width": size[0], "height": size[1]})
    window.page.wait_for_timeout(500)
    return window


def span(window: Doctor, selector: str) -> tuple[float, float]:
    """Where a part of the page begins and ends, from the top of the window."""
    box = window.page.locator(f"{selector}:visible").first.bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


def part(name: str) -> str:
    return f'[class*="st-key-{name}-analyse-result"]'


def in_one_look(window: Doctor) -> None:
    assert window.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    fold, _ = span(window, '[class*="st-key-decision-bar"]')
    for selector in ("h2", part("result-photo") + " .photo, " + part("result-photo") + " img"):
        assert span(window, selector)[1] <= fold, selector
    checklist = part("result-todo") + " ol"
    assert span(window, checklist)[1] <= fold
    if window.page.locator(part("result-bars")).count():
        bars = window.page.locator(f"{part('result-bars')} .sd-bars .name")
        assert bars.count() == 3
        assert span(window, part("result-bars"))[1] <= span(window, checklist)[0]


def test_photo_that_is_refused_says_why_and_is_shown_anyway(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = shown(doctor, server, photos["dark"], DESK)
    in_one_look(window)
    window.reads(re.compile("This photo cannot be judged"))
    window.press("analyse.force")
    window.page.locator(".sd-bars").first.wait_for(timeout=SLOW_MS)
    window.reads(re.compile("although the photo was refused"))


@pytest.mark.real_data
@pytest.mark.parametrize(("disease", "locale"), REAL)
def test_real_photo(
    doctor: Callable[..., Doctor], server: Server, real_data: Path, disease: str, locale: str
) -> None:
    found = sorted(real_data.glob(f"clinical/*/{disease}/*.webp"))
    in_one_look(shown(doctor, server, found[0], DESK, locale))


def test_on_a_phone_sentence_and_bars_come_first_then_what_to_do_then_the_photo(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = shown(doctor, server, photos["mole"], PHONE)
    strip = span(window, ".st-key-sign-strip")
    assert strip[1] - strip[0] <= 60  # one line, pushed aside for more
    order = ["h2", part("result-bars"), part("result-todo"), part("result-photo")]
    places = [span(window, selector) for selector in order]
    assert all(first[1] <= second[0] for first, second in pairwise(places))
