"""The frame stands round every page from the first request on, and nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from skin_core.ui.streamlit_edge import part
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server, running_server

pytestmark = pytest.mark.browser


def test_deep_link_as_first_request_shows_the_whole_frame(
    doctor: Callable[..., Doctor], tmp_path: Path
) -> None:
    with running_server(tmp_path / "home") as fresh:
        first = doctor(fresh, "/records")
        first.reads("Decision support, preliminary until signed")
        first.part("records.search", "input").wait_for()
        names = first.page.get_by_role("link").all_inner_texts()
        assert [name for name in names if name.strip().endswith("Records")]
        assert not [name for name in names if "app" in name.lower().split()]


def test_language_is_switched_at_once(doctor: Callable[..., Doctor], server: Server) -> None:
    window = doctor(server, "/analyse")
    window.reads("New analysis")
    window.page.get_by_role("radio", name="한국어", exact=True).click()
    window.reads("새 분석")
    window.reads("진료 보조용")
    assert window.page.locator("html").get_attribute("lang") == "ko"
    window.page.get_by_role("radio", name="VI", exact=True).click()
    window.reads("Phân tích mới")


def test_browser_language_is_the_first_one(doctor: Callable[..., Doctor], server: Server) -> None:
    doctor(server, "/analyse", locale="ko-KR").reads("새 분석")


@pytest.mark.parametrize("width", [390, 640])
def test_the_menu_lies_over_all_else_and_closes_once_a_page_is_chosen(
    doctor: Callable[..., Doctor], server: Server, width: int
) -> None:
    window = doctor(server, "/", width=width)
    window.settled()
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
