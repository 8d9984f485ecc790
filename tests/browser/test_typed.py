"""What was typed without Enter counts: for the Save key, a language, a page, a reload."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from skin_core.domain.case import Case
from skin_core.services import records
from skin_core.services.records import Store
from skin_core.settings import Settings
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    opened = records.open_store(Settings(home=server.home))
    yield opened
    opened.close()


def typed(window: Doctor, key: str, text: str, inner: str = "input") -> None:
    """Typed by hand, and left so."""
    field = window.part(key, inner)
    field.click()
    window.page.keyboard.type(text)


def saved_by_key(window: Doctor, store: Store) -> Case:
    draft_id = window.page.url.partition("draft=")[2]
    window.page.keyboard.press("Control+s")
    window.part("analyse.open_record", "button").wait_for(timeout=SLOW_MS)
    return records.find_case(store, draft_id)


def concluded(case: Case) -> tuple[str, str]:
    assert case.assessment is not None
    return case.assessment.diagnosis_text, case.assessment.note


FIELDS: list[tuple[str, str, str, Callable[[Case], object]]] = [
    ("analyse.decision.diagnosis", "a boil", "input", lambda case: concluded(case)[0]),
    ("analyse.decision.note", "a note", "input", lambda case: concluded(case)[1]),
    ("analyse.form.history", "three days", "textarea", lambda case: case.facts["history"]),
    ("analyse.patient.birth_year", "1950", "input", lambda case: f"{case.patient.birth_year}"),
    (
        "analyse.patient.birth_date",
        "19500203",
        "[data-type=year]",
        lambda case: case.patient.birth_date.replace("-", ""),
    ),
]


def test_save_key_takes_the_field_that_is_being_typed_in(
    doctor: Callable[..., Doctor], server: Server, store: Store
) -> None:
    for key, text, inner, kept in FIELDS:
        window = advised(doctor, server)
        if "decision" not in key:
            window.part("analyse.change", "summary").click()
        typed(window, key, text, inner)
        assert kept(saved_by_key(window, store)) == text, key


def advised(doctor: Callable[..., Doctor], server: Server) -> Doctor:
    draft = answered(server.home, somebody("Yoon Typed"), facts={"fever": True})
    return at_answer(doctor, server, draft)


def test_language_page_and_reload_take_it_too(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    typed(window, "analyse.form.site", "chest")
    window.page.locator("[class*=st-key-app-language]").get_by_text("한국어").click()
    window.reads("새 분석")
    site = window.part("analyse.form.site", "input")
    expect(site).to_have_value("가슴", timeout=SLOW_MS)
    typed(window, "analyse.patient.birth_year", "1950")
    window.go_to("기록")
    window.go_to("분석")
    year = window.part("analyse.patient.birth_year", "input")
    expect(year).to_have_value("1950", timeout=SLOW_MS)
    typed(window, "analyse.form.history", "three days", "textarea")
    typed_at = window.page.evaluate("performance.now()")
    window.page.wait_for_function("(then) => window.skindeskWire.asked > then", arg=typed_at)
    window.settled()  # a pause in typing was enough
    window.page.reload()
    history = window.part("analyse.form.history", "textarea")
    expect(history).to_have_value("three days", timeout=SLOW_MS)


def test_a_list_that_is_looked_at_and_closed_takes_no_answer_away(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    window.settled()  # a list that is open closes when the page is drawn anew
    typed(window, "analyse.form.site", "Cheek")
    window.page.keyboard.press("Enter")
    window.settled()
    site = window.part("analyse.form.site", "input")
    for seen in ("", "No"):  # the list as it is, or with a part of another word typed
        site.click()
        expect(site).to_have_attribute("aria-expanded", "true")
        window.page.keyboard.type(seen)
        for _ in range(2):  # who is used to it presses it twice
            window.page.keyboard.press("Escape")
        expect(site).to_have_attribute("aria-expanded", "false")
        window.settled()
        expect(site).to_have_value("Cheek")
    assert site.evaluate("(one) => one === document.activeElement")


def test_an_open_tab_stays_open_in_another_language(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = advised(doctor, server)
    window.page.get_by_role("tab", name="Look-alikes").click()
    for language, tab in (("한국어", "감별 질환"), ("EN", "Look-alikes")):
        window.settled()
        window.page.get_by_role("radio", name=language, exact=True).click()
        chosen = window.page.get_by_role("tab", name=tab)
        expect(chosen).to_have_attribute("aria-selected", "true", timeout=SLOW_MS)
