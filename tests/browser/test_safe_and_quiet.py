"""The dangerous never waits, the harmless is not alarmed, and the doctor is in command."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from skin_core.domain.facts import Facts
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import Server

pytestmark = pytest.mark.browser

RESULT = "analyse.result.fact"
URGENCY = '[class*="st-key-urgency-{}-analyse-result"]:visible'


def add_fact(window: Doctor, words: str, fact: str) -> None:
    """Put a question on the page by a word of it."""
    field = window.part("analyse.entry.add_fact", "input")
    field.wait_for(timeout=SLOW_MS)
    field.click()
    field.press_sequentially(words)
    field.press("Enter")
    window.part(f"analyse.entry.fact.{fact}").wait_for(timeout=SLOW_MS)
    window.settled()


def diagnose(window: Doctor, name: str) -> None:
    window.part("analyse.decision.diagnosis", "input").fill(name)
    window.page.keyboard.press("Enter")
    window.settled()


def reads_urgency(window: Doctor, urgency: str, words: str) -> None:
    banner = window.page.locator(URGENCY.format(urgency)).first
    banner.filter(has_text=re.compile(words)).wait_for(timeout=SLOW_MS)


def test_febrile_infant_by_date_of_birth_is_an_emergency(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.birth_year", f"{date.today() - timedelta(days=50):%Y}")
    window.answer("fever")
    window.press("analyse.without_photo")
    reads_urgency(window, "emergency", "Age: 0, date of birth not known")
    window.press("analyse.ask_age")
    window.part("analyse.above.birth_date", "[data-type=year]").focus()
    window.page.keyboard.type(f"{date.today() - timedelta(days=50):%Y%m%d}")
    window.page.keyboard.press("Escape")
    reads_urgency(window, "emergency", "Paediatric assessment in hospital now")
    window.reads("1 mo")


@pytest.mark.weights
def test_mole_is_routine_by_diagnosis_and_answers_and_soon_again_by_a_change(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    draft = answered(server.home, somebody("", birth_year=1960), [photos["mole"]])
    window = at_answer(doctor, server, draft)
    diagnose(window, "Melanocytic naevus")
    reads_urgency(window, "routine", "once these questions are answered")
    window.answer("change_in_size", place=RESULT)
    window.reads("Seven-point checklist: 2 so far")
    window.press("analyse.result.checklist_no")
    window.reads("Seven-point checklist: 2; 3 or more means suspected-cancer referral")
    oozing = window.part(f"{RESULT}.oozing")
    expect(oozing.get_by_role("radio", name="No", exact=True)).to_be_checked()
    window.answer("change_in_size", "No", place=RESULT)
    window.reads("Seven-point checklist: 0; 3 or more means suspected-cancer referral")
    window.part("analyse.result.more_questions").locator("summary").click()
    window.answer("growing_lump", "No", place=RESULT)
    reads_urgency(window, "routine", "within weeks")
    assert window.page.get_by_text("once these questions are answered").count() == 0
    window.answer("change_in_size", place=RESULT)
    reads_urgency(window, "soon", "One major feature at 40 or over")


def exclude(window: Doctor, disease: str) -> None:
    window.press("analyse.result.exclude")
    window.page.get_by_role("menuitem", name=re.compile(disease)).click()


@pytest.mark.weights
def test_excluded_danger_is_quiet_undone_by_a_click_and_brought_back_by_a_fact(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    draft = answered(server.home, somebody(""), [photos["mole"]])
    window = at_answer(doctor, server, draft)
    named = window.page.get_by_text(re.compile(r"melanoma \(\d+\s?%\)"))
    exclude(window, "Melanoma")
    window.reads(re.compile(r"Melanoma \(\d\d:\d\d\)"))
    window.settled()
    assert named.count() == 0
    window.press("analyse.result.include.melanoma")
    named.first.wait_for(timeout=SLOW_MS)
    exclude(window, "Melanoma")
    window.part("analyse.result.include.melanoma", "button").wait_for(timeout=SLOW_MS)
    window.settled()
    for fact in ("change_in_size", "irregular_colour"):
        window.answer(fact, place=RESULT)
    reads_urgency(window, "soon", "suspected melanoma, whatever the model says")
    window.part("analyse.result.include.melanoma", "button").wait_for()


def test_letter_for_hutchinsons_sign_goes_to_ophthalmology_with_the_kidneys_on_it(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    facts: Facts = {"nose_tip": True, "renal_function": 30.0}
    window = at_answer(doctor, server, answered(server.home, somebody(""), facts=facts))
    reads_urgency(window, "urgent", "ophthalmology the same day")
    diagnose(window, "Herpes zoster")
    save = window.part("analyse.save_report", "button")
    assert save.inner_text().endswith("Save and report")
    save.click()
    window.press("analyse.naming.without")
    window.part("report.download", "button").wait_for(timeout=SLOW_MS)
    window.part("report.kind").get_by_text("letter", exact=False).first.click()
    window.settled()
    with window.page.expect_download() as started:
        window.press("report.download")
    pages = PdfReader(BytesIO(Path(started.value.path()).read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "To: Ophthalmology" in text
    assert re.search(r"eGFR\)?:? ?30 mL/min", text)


def test_allergy_typed_in_korean_marks_the_medicine(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse", locale="ko-KR")
    add_fact(window, "알레르기", "allergies")
    field = window.part("analyse.entry.fact.allergies", "textarea")
    field.fill("페니실린 아나필락시스")
    field.press("Tab")
    window.settled()
    window.press("analyse.without_photo")
    diagnose(window, "연조직염")
    window.page.get_by_role("tab", name="질환 메모", exact=True).click()
    marked = window.page.locator("article:visible li", has_text="세팔렉신").first
    marked.locator(".badge.applies", has_text="알레르기").wait_for(timeout=SLOW_MS)
