"""A disease is found by what is seen, and the list says why, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def test_best_hit_stands_first_with_its_line_and_mark_and_its_memo_is_open(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/diseases")
    for width in (1280, 390):
        window.page.set_viewport_size({"width": width, "height": 900})
        window.settled()
        best_hit_stands_first(window)


def best_hit_stands_first(window: Doctor) -> None:
    window.page.get_by_role("radio", name="Vitiligo", exact=True).check()
    window.write("diseases.query", "blisters in a band")
    first = window.page.locator(".sd-choices label").first
    expect(first.locator(".name")).to_have_text("Herpes zoster", timeout=SLOW_MS)
    expect(first.locator(".warning")).to_contain_text("Dangerous")
    expect(first.locator(".line")).to_contain_text("Grouped vesicles in a one-sided band")
    expect(first.locator("input")).to_be_checked()
    expect(first).to_be_in_viewport()
    expect(window.page.locator("article:visible h3")).to_have_text("Herpes zoster")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert window.page.evaluate(wide) == 0
    window.write("diseases.query", "")
    expect(window.page.locator(".sd-choices .line")).to_have_count(0, timeout=SLOW_MS)
    expect(window.page.locator("article:visible h3")).to_have_text("Herpes zoster")
