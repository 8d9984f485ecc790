"""From a result to papers that can be handed over: few steps, nothing typed lost, print."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from skin_core.services.preferences import Preferences, save_preferences
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, saved, somebody, store_in
from tests.browser.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.weights]

MOST_CLICKS = 5
COUNT_CLICKS = """
window.clicks = Number(sessionStorage.getItem('clicks') || 0);
addEventListener('click', (event) => {
  if (event.isTrusted) sessionStorage.setItem('clicks', ++window.clicks);
}, true);
window.print = () => { window.top.printed = (window.top.printed || 0) + 1; };
"counted";
"""


def result_of(doctor: Callable[..., Doctor], server: Server, photo: Path, name: str) -> Doctor:
    """A window with an answer in view, whose clicks and prints are counted from now on."""
    window = at_answer(doctor, server, answered(server.home, somebody(name), [photo]))
    counted(window)
    return window


def counted(window: Doctor) -> None:
    window.page.add_init_script(COUNT_CLICKS)
    window.page.evaluate(COUNT_CLICKS)


def downloaded(window: Doctor) -> str:
    window.settled()  # another PDF takes the place of the one before
    with window.page.expect_download() as started:
        window.press("report.download")
    pages = PdfReader(BytesIO(Path(started.value.path()).read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def choose_diagnosis(window: Doctor) -> None:
    """The first that the box offers."""
    window.part("report.panel", "[role=combobox]").click()
    window.part("report.panel", "[role=option]").click()
    expect(window.part("report.sign", "button")).to_be_enabled(timeout=SLOW_MS)
    window.settled()


def test_result_is_a_signed_report_in_five_clicks(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    with store_in(server.home) as store:
        save_preferences(store, Preferences(clinician_name="Dr. Park"))
    window = result_of(doctor, server, photos["plaque"], "Han Five")
    window.press("analyse.save_report")
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
    window.settled()
    choose_diagnosis(window)
    window.press("report.sign")
    window.reads(re.compile("Report: Signed by Dr. Park"))
    assert "Signed by Dr. Park" in downloaded(window)  # one click more, after the report is signed
    assert window.page.evaluate("window.clicks") - 1 <= MOST_CLICKS


def test_menu_lists_what_waits_and_a_letter_keeps_what_was_typed_and_is_frozen_as_typed(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    saved(server.home, answered(server.home, somebody("Han Letter"), [photos["mole"]]))
    window = doctor(server, "/report")
    counted(window)
    menu_lists_what_waits(window, "Han Letter")
    choose_diagnosis(window)
    window.part("report.kind").get_by_text("letter", exact=False).first.click()
    window.settled()
    question = window.page.get_by_label("Question", exact=True)
    question.fill("Excise or watch?")
    question.blur()
    window.settled()
    window.page.get_by_role("radio", name="VI", exact=True).click()
    expect(window.page.get_by_label("Nội dung đề nghị", exact=True)).to_have_value(
        "Excise or watch?", timeout=SLOW_MS
    )
    window.page.get_by_role("radio", name="EN", exact=True).click()
    expect(question).to_have_value("Excise or watch?", timeout=SLOW_MS)
    window.settled()
    window.write("report.sign_name", "Dr. Park")
    window.press("report.sign")
    window.reads(re.compile("Referral letter: Signed by Dr. Park"))
    text = downloaded(window)
    assert "Excise or watch?" in text
    assert "Signed by Dr. Park" in text
    window.press("report.print")
    window.page.wait_for_function("window.printed === 1", timeout=SLOW_MS)


def menu_lists_what_waits(window: Doctor, name: str) -> None:
    """And no patient before one is chosen; an address that was kept opens its report."""
    row = window.page.locator('[class*="st-key-report-row-"]').filter(has_text=name)
    row.wait_for(timeout=SLOW_MS)
    window.settled()
    row.get_by_role("button").click()
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
    address = window.page.url
    window.go_to("Home")
    window.go_to("Report")
    row.wait_for(timeout=SLOW_MS)
    assert window.part("report.sign", "button").count() == 0
    window.page.goto(address)  # a reload, or a link that was kept
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
    window.settled()
