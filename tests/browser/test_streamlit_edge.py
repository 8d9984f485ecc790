"""Every name that Streamlit does not promise is still somewhere on a page.

A rule of the style sheet whose selector matches nothing changes nothing, and nobody is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.ui.streamlit_edge import CLASSES, MARKS, PARTS, part
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser

RULES = """(names) => {  // selectors of our style sheet that rest on such names
  const rules = (list) => [...list].flatMap(
    (rule) => rule.selectorText ? [rule.selectorText] : rules(rule.cssRules ?? []));
  const sheet = [...document.styleSheets].find(
    (one) => one.cssRules[0]?.cssText.includes("--as-typed"));
  const parts = rules(sheet.cssRules).flatMap((text) => text.split(/,(?![^(]*\\))/));
  return parts.map((one) => one.replace(/::[a-z]+/g, "").trim())
    .filter((one) => names.some((name) => one.includes(name)));
}"""
FOUND = "(wanted) => wanted.filter((one) => document.querySelector(one))"
TOO_LARGE_MB = 101  # more than the browser sends


def test_every_private_name_matches_on_some_page(
    doctor: Callable[..., Doctor], server: Server, tmp_path: Path, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/")
    window.settled()
    rules = window.page.evaluate(RULES, [*PARTS, *CLASSES, "data-key", "data-selected", "kbd"])
    assert len(rules) > 20
    wanted = {*rules, *map(part, PARTS), *(f".{name}" for name in CLASSES), *MARKS}
    for _ in states(window, server, tmp_path, photos["mole"]):
        wanted -= set(window.page.evaluate(FOUND, sorted(wanted)))
    assert not wanted


def states(window: Doctor, server: Server, tmp_path: Path, photo: Path) -> Iterator[None]:
    """Pages as they are at first, and what comes up while a case without a photo is entered."""
    for path in ("/", "/diseases", "/settings"):
        _open(window, server, path)
        yield
    window.part("settings.clinic_name", "input").press_sequentially("not yet entered")
    window.page.locator(part("InputInstructions")).wait_for(state="attached")
    yield
    _open(window, server, "/analyse")
    window.page.locator(part("stFileUploaderDropzoneInstructions")).wait_for(state="attached")
    yield
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(to_jpeg(render_skin("mole", "light", 1, (320, 240)), 90))
    window.drop([photo])
    window.part("analyse.more_photos").wait_for()
    yield
    _open(window, server, "/analyse")
    yield from on_analyse(window, tmp_path)
    window.press("analyse.new")
    window.drop([photo])
    window.part("analyse.more_photos").wait_for(timeout=SLOW_MS)
    window.settled()
    yield
    window.go_to("Records")
    window.part("record-head").wait_for()
    yield
    window.page.locator('[class*="st-key-records-open"] button').first.click()
    window.press("records.correct")
    window.part("records.correct.name", "input").fill("Kim Minji")
    yield
    window.press("records.correct_keep")
    window.page.locator(part("stToastContainer")).wait_for()
    yield
    window.go_to("Home")
    window.part("home.samples").wait_for()
    yield
    window.page.set_viewport_size({"width": 390, "height": 844})
    window.page.locator(part("stSidebarNavLink")).first.wait_for(state="attached")
    window.page.locator(part("stExpandSidebarButton")).wait_for()
    yield
    window.page.locator(part("stExpandSidebarButton")).click()
    window.page.locator(part("stSidebarCollapseButton")).wait_for()
    yield


def _open(window: Doctor, server: Server, path: str) -> None:
    window.page.goto(server.address + path)
    window.page.wait_for_selector('[class*="st-key-app-frame"]', state="attached")
    window.settled()


def what_is_not_possible(window: Doctor) -> Iterator[None]:
    """A choice, a number and a date that there are not."""
    window.part("analyse.form.site", "input").press_sequentially("no such place")
    window.page.locator(MARKS[1]).wait_for(state="attached")
    yield
    window.page.keyboard.press("Escape")
    year = window.part("analyse.patient.birth_year", "input")
    year.fill("1700")
    window.part("analyse.form.rash_onset.day", "[data-type=year]").focus()
    window.page.keyboard.type("20991231")
    window.page.keyboard.press("Tab")
    alerts = '[data-testid="stNumberInput"] [role=alert], [data-testid="stDateInput"] [role=alert]'
    window.page.locator(alerts).nth(1).wait_for()
    yield
    year.fill("")


def on_analyse(window: Doctor, tmp_path: Path) -> Iterator[None]:
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(TOO_LARGE_MB * 2**20)
    window.drop([large])
    window.page.locator(part("stFileChip")).wait_for()
    yield
    window.settled()  # a list that is open closes when the page is drawn anew
    window.part("analyse.entry.add_fact", "input").press_sequentially("no such question")
    window.page.locator(MARKS[0]).wait_for(state="attached")
    yield
    window.page.keyboard.press("Escape")
    window.press("analyse.camera_open")
    window.page.locator(part("stCameraInputButton")).wait_for(state="attached")
    window.settled()
    yield
    yield from what_is_not_possible(window)
    window.part("analyse.form.fever", "button").click()
    window.part("facts-bar").wait_for()
    yield
    window.press("analyse.without_photo")
    window.part("decision-bar").wait_for()
    window.settled()
    yield
    window.part("analyse.decision.diagnosis", "input").focus()
    yield
    window.press("analyse.save")
    window.press("analyse.naming.without")
    window.settled()
