"""At every width all fits, can be read, and is large enough for a finger; nothing leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import serious
from tests.browser.doctor import SLOW_MS, WIRE, Doctor
from tests.browser.every_page import every_page
from tests.browser.kept import answered, somebody
from tests.browser.running import Server
from tests.browser.test_records import IS_WHOLE

pytestmark = [pytest.mark.browser, pytest.mark.weights]

LOW_CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
SMALL_TARGETS = Path(__file__).with_name("targets.js").read_text(encoding="utf-8")
TOO_WIDE = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("dark", "light")
PHONE, ZOOMED, DESK = 390, 640, 1280  # 640 of a desk's pixels are what 200 % zoom leaves
AT_ONCE = "* { transition: none !important; }"  # no colour is on its way to another
DRAWN_MS = 250
OURS = ("data:", "blob:", "ws:")


def test_every_page_at_every_width(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    """And what axe-core calls serious is nowhere, and no page asks the internet."""
    window, found, asked = doctor(server, "/"), [], set[str]()
    window.page.on("request", lambda request: asked.add(request.url))
    for page in every_page(window, server, photos["mole"]):
        window.page.add_style_tag(content=AT_ONCE)
        for width in (PHONE, ZOOMED, DESK):
            window.page.set_viewport_size({"width": width, "height": 900})
            window.page.wait_for_timeout(DRAWN_MS)
            found += [f"{page} at {width}: {one}" for one in wrong(window, width)]
            if width == PHONE:  # the desk shows the same parts
                found += [f"{page} at {width}: {one}" for one in serious(window)]
            if width != ZOOMED:  # colours are those of the desk or of the phone
                found += [f"{page} at {width}: {one}" for one in faint(window)]
    assert not found, "\n".join(found)
    assert not [url for url in asked if not url.startswith((server.address, *OURS))]


def test_on_a_phone_a_row_of_home_is_low_and_the_paper_is_as_wide_as_its_place(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    long_one = somebody("Nguyen Thi Bao Ngoc-Tran Hoang Long of Two Names")
    answered(server.home, long_one, [photos["mole"]])
    window = doctor(server, "/", width=PHONE)
    row = window.page.locator('[class*="st-key-home-row-"]').first
    row.wait_for()
    window.settled()
    box = row.bounding_box()
    assert box
    assert 44 <= box["height"] <= 90  # name, answer in two lines, day and site
    row.click()  # all of it opens
    window.press("analyse.save_report")
    page = window.part("report.paper", "canvas")
    page.wait_for(timeout=SLOW_MS)
    window.settled()
    paper = page.bounding_box()
    assert paper
    assert paper["x"] >= 0
    assert paper["x"] + paper["width"] <= PHONE


def test_a_date_is_whole_where_a_finger_types_it(browser: Browser, server: Server) -> None:
    """The buttons that are made for fingers leave it its place."""
    context = browser.new_context(has_touch=True, is_mobile=True)
    context.add_init_script(WIRE)
    for width in (360, PHONE):
        window = Doctor(context.new_page())
        window.page.set_viewport_size({"width": width, "height": 844})
        window.page.goto(server.address + "/analyse")
        window.page.wait_for_selector('[class*="st-key-app-frame"]', state="attached")
        window.settled()
        window.part("analyse.patient.birth_date", "[data-type=year]").click()
        window.page.keyboard.type("20231205")
        window.page.keyboard.press("Tab")
        window.settled()
        assert window.part("analyse.patient.birth_date", "[data-type=day]").evaluate(IS_WHOLE)
    context.close()


def wrong(window: Doctor, width: int) -> list[str]:
    """What runs over the edge, or is too small for a finger."""
    page = window.page
    over: int = page.evaluate(TOO_WIDE)
    found = [f"{over} px too wide"] if over > 0 else []
    if width < DESK:
        found += page.evaluate(SMALL_TARGETS, 44)
    return found


def faint(window: Doctor) -> Iterator[str]:
    """What can't be read, in the dark and in the light."""
    for scheme in SCHEMES:
        window.page.emulate_media(color_scheme=scheme)
        window.page.wait_for_timeout(DRAWN_MS)
        yield from (f"{scheme}: {words}" for words in window.page.evaluate(LOW_CONTRAST, 4.5))
