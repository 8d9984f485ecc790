"""The doctor's whole path against the shipped networks: photo in, report out."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import Server
from tests.conftest import REAL_DATA

pytestmark = [pytest.mark.browser, pytest.mark.weights]

PLACE = "Eyelid or round the eye"
FEVER = re.compile("Fever: dangers not checked")
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def walk(window: Doctor, photos: list[Path], name: str) -> None:
    """Photos to result, saved, found in Records, signed, in another language."""
    entered(window, name)
    window.analyse(photos)
    window.reads("not a diagnosis: you decide")
    assert window.page.evaluate(SCROLLED) == 0
    assert window.page.locator(".sd-bars .number").first.inner_text().endswith("%")
    window.part("analyse.decision.diagnosis", "input").fill("Herpes zoster")
    window.page.keyboard.press("Enter")
    window.settled()
    window.write("analyse.decision.note", "seen")
    still_entered(window)
    window.press("analyse.save")
    window.reads(re.compile("Case saved"))
    window.reads(name)

    window.go_to("Records")
    window.write("records.search.text", "대상포진")
    window.reads(name)
    window.part("record-head").wait_for()
    row = window.page.locator('[class*="st-key-record-row-"]').filter(has_text=name).first
    row.get_by_role("button", name="Open").click()
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    for words in ("Herpes zoster", name, "P-77", "62 y"):
        window.reads(words)
    window.press("records.report")
    signed(window, name)


def entered(window: Doctor, name: str) -> None:
    """The patient and the place, before the analysis."""
    window.write("analyse.patient.name", name)
    window.write("analyse.patient.code", "P-77")
    window.write("analyse.patient.birth_year", "1964")
    site = window.part("analyse.form.site", "input")
    site.fill(PLACE)
    site.press("Enter")
    window.settled()


def still_entered(window: Doctor) -> None:
    """The place outlives what is answered after it, and an answer changes the advice at once."""
    window.reads(PLACE)
    window.part("analyse.change", "summary").click()
    expect(window.part("analyse.form.site", "input")).to_have_value(PLACE)
    assert not window.page.get_by_text(FEVER).count()
    window.answer("fever")
    window.reads(FEVER)


def signed(window: Doctor, name: str) -> None:
    """Printed and signed; Home and another language say so, too."""
    window.part("report.download", "button").wait_for(timeout=SLOW_MS)
    window.write("report.sign_name", "Dr. Park")
    window.press("report.sign")
    window.reads(re.compile("Signed by Dr. Park"))
    window.settled()
    with window.page.expect_download() as started:
        window.press("report.download")
    pdf = PdfReader(BytesIO(Path(started.value.path()).read_bytes()))
    assert name in pdf.pages[0].extract_text()
    window.page.get_by_role("radio", name="VI", exact=True).click()
    window.reads("Báo cáo")
    window.page.get_by_role("radio", name="EN", exact=True).click()
    window.go_to("Home")
    window.reads("Signed")


def test_two_photos_from_drop_to_signed_report(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    """Real ones where there are any, drawn ones elsewhere."""
    found = sorted(REAL_DATA.glob("clinical/**/*.webp"))[:2]
    walk(doctor(server, "/analyse"), found or [photos["mole"], photos["plaque"]], "Kim Path")


def test_memos_of_the_likely_and_of_any_other_disease_are_read_beside_the_answer(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    draft = answered(server.home, somebody(""), [photos["plaque"]])
    window = at_answer(doctor, server, draft)
    window.page.get_by_role("tab", name="Memo", exact=True).click()
    title = window.page.locator("article:visible h3")
    likely = window.page.locator(".sd-choices:visible label")
    window.settled()
    likely.last.wait_for(timeout=SLOW_MS)
    *ranked, other = likely.all_inner_texts()
    assert (len(ranked), other) == (5, "Another disease")
    assert window.page.locator(".sd-bars:visible .name").all_inner_texts() == ranked[:3]
    for number in (0, 3):
        likely.nth(number).click()
        assert title.all_inner_texts() == [ranked[number]]
    window.settled()
    window.page.get_by_role("tab", name="Look-alikes", exact=True).click()
    expect(title).to_have_text([ranked[3]], timeout=SLOW_MS)
    window.settled()
    window.page.get_by_role("tab", name="Memo", exact=True).click()
    window.settled()
    likely.last.click()
    window.part("analyse.result.reading.any", "input").fill("Leprosy")
    window.page.keyboard.press("Enter")
    title.get_by_text("Leprosy").wait_for(timeout=SLOW_MS)
    assert title.count() == 1
