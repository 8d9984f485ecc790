"""What was typed and dropped stays: over pages, languages, reloads and restarts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server, running_server

pytestmark = pytest.mark.browser


def begun(window: Doctor, photo: Path, name: str) -> None:
    window.write("analyse.patient.name", name)
    window.drop([photo])
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    window.answer("fever")
    window.settled()


def is_still_there(window: Doctor, name: str, answer: str = "Yes") -> None:
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    expect(window.part("analyse.patient.name", "input")).to_have_value(name, timeout=SLOW_MS)
    chosen = window.part("analyse.form.fever").get_by_role("radio", name=answer, exact=True)
    expect(chosen).to_be_checked(timeout=SLOW_MS)


def test_other_pages_and_languages_keep_what_was_typed(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    begun(window, photos["mole"], "Choi Keep")
    window.go_to("Settings")
    window.reads("System check")
    window.go_to("Analyse")
    is_still_there(window, "Choi Keep")
    window.page.get_by_role("radio", name="한국어").click()
    window.reads("새 분석")
    is_still_there(window, "Choi Keep", "예")


def speak(window: Doctor, language: str, title: str) -> None:
    """Switch the page to a language; title: what it reads then."""
    window.page.get_by_role("radio", name=language, exact=True).click()
    window.reads(title)
    window.settled()


def test_what_was_chosen_means_the_same_in_every_language(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    window.settled()
    site = window.part("analyse.form.site", "input")
    site.fill("Chest")
    site.press("Enter")
    window.settled()
    window.answer("fever")
    window.settled()
    speak(window, "한국어", "새 분석")
    expect(window.part("analyse.form.site", "input")).to_have_value("가슴")
    speak(window, "VI", "Phân tích mới")
    window.part("analyse.form.pregnancy").get_by_role("radio").first.click()
    window.settled()
    speak(window, "EN", "New analysis")
    expect(window.part("analyse.form.site", "input")).to_have_value("Chest")
    for fact in ("fever", "pregnancy"):
        yes = window.part(f"analyse.form.{fact}").get_by_role("radio", name="Yes", exact=True)
        expect(yes).to_be_checked()


@pytest.mark.weights
def test_own_diagnosis_is_understood_kept_in_every_language_and_laid_aside_with_new(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.name", "Han Aside")
    window.analyse([photos["plaque"]])
    window.part("analyse.decision.diagnosis", "input").fill("herpes z")
    window.page.keyboard.press("Enter")
    expect(window.part("analyse.decision.diagnosis", "input")).to_have_value("Herpes zoster")
    speak(window, "한국어", "진료 보조용")
    expect(window.part("analyse.decision.diagnosis", "input")).to_have_value("대상포진")
    window.press("analyse.new")
    window.reads("새 분석")
    expect(window.part("analyse.patient.name", "input")).to_have_value("")
    window.go_to("홈")
    window.reads("Han Aside")


def test_reloading_the_page_keeps_the_draft(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    begun(window, photos["mole"], "Yoon Reload")
    window.page.reload()
    is_still_there(window, "Yoon Reload")


def test_draft_stands_on_home_after_a_restart(
    doctor: Callable[..., Doctor], tmp_path: Path, photos: dict[str, Path]
) -> None:
    with running_server(tmp_path / "home") as first:
        begun(doctor(first, "/analyse"), photos["mole"], "Seo Restart")
    with running_server(tmp_path / "home") as second:
        window = doctor(second, "/")
        window.reads("Seo Restart")
        window.page.get_by_role("button", name="Continue").click()
        is_still_there(window, "Seo Restart")


@pytest.mark.weights
def test_patient_survives_the_answer_and_the_save(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.name", "Jung Stay")
    window.write("analyse.patient.code", "P-77")
    window.write("analyse.patient.birth_year", "1950")
    window.analyse([photos["plaque"]])
    window.page.keyboard.press("Control+s")
    window.part("analyse.open_record", "button").wait_for(timeout=SLOW_MS)
    window.press("analyse.open_record")
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    for words in ("Jung Stay", "P-77", "76 y"):
        window.reads(words)


@pytest.mark.weights
def test_deletion_asks_what_goes_and_only_then_deletes(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.name", "Moon Gone")
    window.analyse([photos["plaque"]])
    window.press("analyse.save")
    window.press("analyse.open_record")
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    window.press("records.delete")
    window.page.get_by_text("Delete this case …").click()
    window.reads("Cases: 1 · photos: 1 · reports: 0")
    window.press("records.delete_confirmed")
    window.reads("Deleted.")
    window.write("records.search.text", "Moon Gone")
    window.reads("No case matches. Clear the filters, or start a new case.")


@pytest.mark.weights
def test_the_place_entered_before_the_analysis_outlives_what_is_answered_after_it(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    window.settled()
    site = window.part("analyse.form.site", "input")
    site.fill("Eyelid or round the eye")
    site.press("Enter")
    window.settled()
    window.analyse([photos["plaque"]])
    window.part("analyse.decision.diagnosis", "input").fill("Herpes zoster")
    window.page.keyboard.press("Enter")
    window.settled()
    window.write("analyse.decision.note", "seen")
    window.reads("Eyelid or round the eye")
    window.part("analyse.change", "summary").click()
    expect(window.part("analyse.form.site", "input")).to_have_value("Eyelid or round the eye")
