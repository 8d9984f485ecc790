"""From a result to papers that can be handed over: few steps, nothing typed lost, print."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.doctor import SLOW_MS, Doctor
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


@pytest.fixture(scope="module")
def server(own_server: Server) -> Server:
    return own_server


def result_of(window: Doctor, photo: Path, name: str) -> None:
    """An answer is in view; its clicks and prints are counted from now on."""
    window.write("analyse.patient.name", name)
    window.analyse([photo])
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
    window = doctor(server, "/settings")
    window.write("settings.clinician_name", "Dr. Park")
    window.page.goto(f"{server.address}/analyse")
    result_of(window, photos["plaque"], "Han Five")
    window.press("analyse.save_report")
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
    window.settled()
    choose_diagnosis(window)
    window.press("report.sign")
    window.reads(re.compile("Report: Signed by Dr. Park"))
    assert "Signed by Dr. Park" in downloaded(window)  # one click more, after the report is signed
    assert window.page.evaluate("window.clicks") - 1 <= MOST_CLICKS


def test_letter_keeps_what_was_typed_through_languages_and_is_frozen_as_typed(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    result_of(window, photos["mole"], "Han Letter")
    window.press("analyse.save_report")
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
    window.settled()
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


def test_menu_lists_what_waits_and_no_patient_before(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    result_of(window, photos["mole"], "Han Waits")
    window.press("analyse.save_report")
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
    address = window.page.url
    window.go_to("Home")
    window.go_to("Report")
    row = window.page.locator('[class*="st-key-report-row-"]').filter(has_text="Han Waits")
    row.wait_for(timeout=SLOW_MS)
    assert window.part("report.sign", "button").count() == 0
    row.get_by_role("button").click()
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
    window.page.goto(address)  # a reload, or a link that was kept
    window.part("report.sign", "button").wait_for(timeout=SLOW_MS)
