"""What was typed and dropped stays: over pages, languages, reloads and restarts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
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


def speak(window: Doctor, language: str, title: str) -> None:
    """Switch the page to a language; title: what it reads then."""
    window.page.get_by_role("radio", name=language, exact=True).click()
    window.reads(title)
    window.settled()


def test_other_pages_a_reload_and_languages_keep_what_was_typed_and_what_was_chosen(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse")
    begun(window, photos["mole"], "Choi Keep")
    site = window.part("analyse.form.site", "input")
    site.fill("Chest")
    site.press("Enter")
    window.settled()
    window.go_to("Settings")
    window.reads("System check")
    window.go_to("Analyse")
    is_still_there(window, "Choi Keep")
    window.page.reload()
    is_still_there(window, "Choi Keep")
    speak(window, "한국어", "새 분석")
    is_still_there(window, "Choi Keep", "예")
    expect(site).to_have_value("가슴")
    window.page.reload()
    expect(site).to_have_value("가슴")
    speak(window, "VI", "Phân tích mới")
    window.part("analyse.form.pregnancy").get_by_role("radio").first.click()
    window.settled()
    speak(window, "EN", "New analysis")
    expect(site).to_have_value("Chest")
    for fact in ("fever", "pregnancy"):
        yes = window.part(f"analyse.form.{fact}").get_by_role("radio", name="Yes", exact=True)
        expect(yes).to_be_checked()


@pytest.mark.weights
def test_own_diagnosis_is_understood_kept_in_every_language_and_laid_aside_with_new(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    draft = answered(server.home, somebody("Han Aside"), [photos["plaque"]])
    window = at_answer(doctor, server, draft)
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


@pytest.mark.weights
def test_draft_stands_on_home_of_a_server_that_starts_whatever_page_is_asked_for_first(
    doctor: Callable[..., Doctor], tmp_path: Path, photos: dict[str, Path]
) -> None:
    home, facts = tmp_path / "home", {"fever": True}
    answered(home, somebody("Seo Restart"), [photos["mole"]], facts)
    with running_server(home) as fresh:
        window = doctor(fresh, "/records")
        window.reads("Decision support, preliminary until signed")
        window.part("records.search", "input").wait_for()
        names = window.page.get_by_role("link").all_inner_texts()
        assert [name for name in names if name.strip().endswith("Records")]
        assert not [name for name in names if "app" in name.lower().split()]
        window.go_to("Home")
        window.reads("Seo Restart")
        window.page.get_by_role("button", name="Continue").click()
        window.part("analyse.change", "summary").click()
        is_still_there(window, "Seo Restart")
