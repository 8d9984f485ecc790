"""The frame round every page: its language, and its menu on narrow screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from skin_core.i18n import t
from skin_core.ui.streamlit_edge import part
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def test_browser_language_is_the_first_one_and_another_is_switched_to_at_once(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/diseases", locale="ko-KR")
    window.reads("진료 보조용")
    expect(window.page.locator("html")).to_have_attribute("lang", "ko")
    window.page.get_by_role("radio", name="VI", exact=True).click()
    window.reads(t("app.page.home", "vi"))
    window.page.get_by_role("radio", name="EN", exact=True).click()
    window.reads("Decision support, preliminary until signed")
    expect(window.page.locator("html")).to_have_attribute("lang", "en")


def test_the_menu_lies_over_all_else_and_closes_once_a_page_is_chosen(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/", width=390)
    for width in (390, 640):
        window.page.set_viewport_size({"width": width, "height": 900})
        window.settled()
        is_over_all_else(window)


def is_over_all_else(window: Doctor) -> None:
    tabs = window.part("app.tabs")
    for name in ("Home", "Analyse", "Records", "Diseases"):
        expect(tabs.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    expect(window.page.locator(part("stExpandSidebarButton"))).to_be_visible()
    tabs.get_by_role("button", name="More").click()
    link = window.page.locator(part("stSidebarNavLink"), has_text="Records")
    link.wait_for()
    for one in window.page.locator(part("stSidebarNavLink")).all():
        place = one.bounding_box()
        assert place
        assert place["height"] >= 44
    on_top = "one => { const b = one.getBoundingClientRect(); return one.contains("
    on_top += "document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)) }"
    close = f"({on_top})(document.querySelector('{part('stSidebarCollapseButton')}'))"
    window.page.wait_for_function(close, timeout=SLOW_MS)  # it has slid in
    assert all(one.evaluate(on_top) for one in window.page.locator(part("stSidebarNavLink")).all())
    link.click()
    window.part("records.search", "input").wait_for()
    menu = window.page.locator(part("stSidebar"))
    expect(menu).to_have_attribute("data-collapsed", "true")
    tabs.get_by_role("link", name="Analyse").click()
    without = window.part("analyse.without_photo", "button")
    expect(without).to_be_in_viewport(timeout=SLOW_MS)
    edge = tabs.bounding_box()
    button = without.bounding_box()
    assert edge
    assert button
    assert button["y"] + button["height"] <= edge["y"]  # in sight from the first look on
