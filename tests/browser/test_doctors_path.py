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
from tests.browser.running import Server
from tests.conftest import REAL_DATA

pytestmark = [pytest.mark.browser, pytest.mark.weights]


@pytest.fixture(scope="module")
def server(own_server: Server) -> Server:
    return own_server


def walk(window: Doctor, photos: list[Path], name: str) -> None:
    """Photos to result, saved, found in Records, printed, in another language."""
    window.write("analyse.patient.name", name)
    window.write("analyse.patient.birth_year", "1964")
    window.analyse(photos)
    window.reads("not a diagnosis: you decide")
    assert window.page.locator(".sd-bars .number").first.inner_text().endswith("%")
    window.part("analyse.decision.diagnosis", "input").fill("Herpes zoster")
    window.page.keyboard.press("Enter")
    window.settled()
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
    window.reads("Herpes zoster")
    window.press("records.report")

    window.part("report.download", "button").wait_for(timeout=SLOW_MS)
    with window.page.expect_download() as started:
        window.press("report.download")
    pdf = PdfReader(BytesIO(Path(started.value.path()).read_bytes()))
    assert name in pdf.pages[0].extract_text()

    window.page.get_by_role("radio", name="VI", exact=True).click()
    window.reads("Báo cáo")


def test_two_photos_from_drop_to_report(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    """Real ones where there are any, drawn ones elsewhere."""
    found = sorted(REAL_DATA.glob("clinical/**/*.webp"))[:2]
    walk(doctor(server, "/analyse"), found or [photos["mole"], photos["plaque"]], "Kim Path")


def test_report_is_signed_and_frozen(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.name", "Han Sign")
    window.analyse([photos["mole"]])
    window.part("analyse.decision.diagnosis", "input").fill("a diagnosis of my own")
    window.page.keyboard.press("Enter")
    window.settled()
    window.press("analyse.save_report")
    window.part("report.sign_name", "input").wait_for(timeout=SLOW_MS)
    window.write("report.sign_name", "Dr. Park")
    window.press("report.sign")
    window.reads(re.compile("Signed by Dr. Park"))
    window.go_to("Home")
    window.reads("Signed")


def test_refused_photo_says_why_and_is_shown_anyway(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.analyse([photos["dark"]])
    window.reads(re.compile("This photo cannot be judged"))
    window.press("analyse.force")
    window.page.locator(".sd-bars").first.wait_for(timeout=SLOW_MS)
    window.reads(re.compile("although the photo was refused"))


def test_answering_a_question_changes_the_advice_at_once(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.part("analyse.form.fever", "[role=radio]").wait_for(timeout=SLOW_MS)
    window.analyse([photos["plaque"]])
    window.part("analyse.change").get_by_text("Patient, photos and facts").click()
    window.answer("fever")
    window.settled()
    window.reads(re.compile("fever", re.IGNORECASE))


def test_memos_of_the_likely_and_of_any_other_disease_are_read_beside_the_answer(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.analyse([photos["plaque"]])
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
