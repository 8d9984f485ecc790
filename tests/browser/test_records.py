"""Records: the menu is the list, the open case stands in the address, rows tell people apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from playwright.sync_api import Locator, expect

from skin_core.domain.case import Case, Draft, Patient, Sex
from skin_core.domain.facts import FactValue
from skin_core.services import drafts, records, workbench
from skin_core.services.records import Store
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import store_in
from tests.browser.running import Server

pytestmark = pytest.mark.browser

FINGER = 44
IS_WHOLE = """(one) => {  // in the box that cuts it off
  const frame = one.closest("[data-testid=stDateInputFieldsScroller]").getBoundingClientRect();
  return one.getBoundingClientRect().right <= frame.right + 1;
}"""

KIM = Patient("1" * 32, "Kim Minji", "A-7", 1990, Sex.FEMALE)
ELDER = Patient("2" * 32, "Kim Minji", "B-2", 1941, Sex.FEMALE)


def kept(store: Store, patient: Patient, day: str, **facts: FactValue) -> Case:
    now = datetime.fromisoformat(f"{day}T09:00+00:00")
    begun = replace(drafts.new_draft(now), patient=patient, facts={"fever": True, **facts})
    draft: Draft = workbench.advised_without_photo(begun, now)
    return records.save_case(store, draft, visit_date=day, now=now)


@pytest.fixture
def cases(server: Server) -> list[Case]:
    """What a server holds: two visits of one, and one of another of the same name."""
    with store_in(server.home) as store:
        return [
            kept(store, KIM, "2026-11-01", site="chest", pain=2.0),
            kept(store, KIM, "2026-11-20", site="chest", pain=6.0, itch=4.0, diabetes=True),
            kept(store, ELDER, "2026-11-20"),
        ]


def opened(window: Doctor, case: Case) -> None:
    window.press(f"records.open.{case.case_id}")
    is_open(window, case)


def is_open(window: Doctor, case: Case) -> None:
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    expect(window.page).to_have_url(re.compile(rf"/records\?case={case.case_id}$"))


def test_rows_tell_people_apart_the_menu_is_the_list_and_a_case_stands_in_the_address(
    doctor: Callable[..., Doctor], server: Server, cases: list[Case]
) -> None:
    window = doctor(server, "/records")
    tell_two_people_of_one_name_apart(window, cases)
    opened(window, cases[0])
    window.page.reload()
    is_open(window, cases[0])
    window.go_to("Home")
    window.go_to("Records")
    window.part("records.search", "input").wait_for(timeout=SLOW_MS)
    assert "case=" not in window.page.url
    opened(window, cases[2])
    window.page.go_back()
    window.part("records.search", "input").wait_for(timeout=SLOW_MS)
    window.settled()
    window.page.go_forward()
    is_open(window, cases[2])
    deleting_is_red_away_from_the_default_side(window)


def tell_two_people_of_one_name_apart(window: Doctor, cases: list[Case]) -> None:
    for case, age, code in ((cases[1], "36 y", "A-7"), (cases[2], "85 y", "B-2")):
        row = window.part(f"record-row-{case.case_id}")
        row.wait_for(timeout=SLOW_MS)
        for words in ("Kim Minji", age, "female", code):
            expect(row).to_contain_text(words)


def deleting_is_red_away_from_the_default_side(window: Doctor) -> None:
    window.press("records.delete")
    window.page.get_by_text("Delete this case …").click()
    confirm = window.part("records.delete_confirmed", "button")
    cancel = window.part("records.delete_cancelled", "button")
    confirm.wait_for()
    window.settled()
    colour = confirm.evaluate("one => getComputedStyle(one).backgroundColor")
    assert colour == "rgb(179, 38, 30)"
    left, right = cancel.bounding_box(), confirm.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]


def test_comparing_begins_with_the_days_between_and_new_photos_go_on_at_the_lesions_place(
    doctor: Callable[..., Doctor], server: Server, cases: list[Case]
) -> None:
    window = doctor(server, f"/records?case={cases[1].case_id}")
    window.page.set_viewport_size({"width": 1280, "height": 360})  # the key is far down the case
    window.press("records.compare_latest")
    window.reads("19 days between them")
    is_at_top(window)
    window.page.reload()
    window.reads(re.compile("Pain.*2.*→.*6"))
    window.reads(re.compile(r"Only answered on 20 Nov 2026: Itch \(4/10\)"))
    window.press("records.end")
    is_open(window, cases[1])
    window.page.set_viewport_size({"width": 1280, "height": 900})
    new_photos_go_on_at_its_place(window)


def is_at_top(window: Doctor) -> None:
    window.settled()
    main = window.page.get_by_test_id("stMain")
    assert main.evaluate("one => one.scrollTop") == 0


def new_photos_go_on_at_its_place(window: Doctor) -> None:
    """With what lasts in view."""
    window.press("records.follow_up")
    window.page.get_by_text("Same lesion").click()
    site = window.part("analyse.form.site", "input")
    expect(site).to_have_value("Chest", timeout=SLOW_MS)
    window.reads(re.compile("changed since 20 Nov 2026: Diabetes$"))
    diabetes = window.part("analyse.entry.fact.diabetes").get_by_role("radio", name="Yes")
    expect(diabetes).to_be_checked()
    expect(window.part("analyse.form.looks_very_ill")).to_have_count(0)  # its box is closed


def test_a_name_is_corrected_in_three_clicks_from_the_list_and_a_fact_changes_the_advice(
    doctor: Callable[..., Doctor], server: Server, cases: list[Case]
) -> None:
    window = doctor(server, "/records")
    opened(window, cases[0])
    window.settled()
    window.press("records.correct")
    name = window.part("records.correct.name", "input")
    name.fill("Kim Minjee")
    typed_stays(window, name, "Kim Minjee")
    window.press("records.correct_leave")
    expect(name).to_have_count(0)
    window.press("records.correct")
    expect(name).to_have_value("Kim Minji")
    name.fill("Kim Minjee")
    window.press("records.correct_keep")
    window.reads(re.compile("Kim Minjee"))
    window.press("records.facts_open")
    dialog = window.page.get_by_role("dialog")
    history = window.part("records.facts.history", "textarea")
    history.fill("since Monday")
    typed_stays(window, history, "since Monday")
    dialog.locator("[class*='st-key-analyse-danger'] summary").click()
    asked = window.part("records.facts.non_blanching")
    asked.get_by_role("radio", name="Yes", exact=True).click()
    expect(window.part("records.facts_keep", "button")).to_be_enabled(timeout=SLOW_MS)
    window.press("records.facts_keep")
    window.reads(re.compile("^Emergency"))
    window.reads("Facts corrected on")
    window.part("records.fact_corrections", "summary").click()
    window.reads(re.compile("Unknown → Yes"))


def typed_stays(window: Doctor, field: Locator, text: str) -> None:
    """A tap beside a form, or Escape, throws nothing away."""
    window.settled()
    window.page.mouse.click(3, 450)
    window.page.keyboard.press("Escape")
    window.settled()
    expect(field).to_have_value(text)


def test_on_a_phone_all_is_large_enough_to_hit_and_a_row_opens_by_its_photo(
    doctor: Callable[..., Doctor], server: Server, cases: list[Case]
) -> None:
    window = doctor(server, "/records", width=390)
    window.page.set_viewport_size({"width": 390, "height": 844})
    case = cases[1]
    window.part(f"record-row-{case.case_id}").wait_for(timeout=SLOW_MS)
    window.settled()
    assert height(window.part(f"records.compare.{case.case_id}", "label")) >= FINGER
    date = window.part("records.search.date_from")
    assert date.locator("[data-type=day]").evaluate(IS_WHOLE)
    place = window.part(f"case-thumb-none-row.{case.case_id}")
    place.evaluate("(one) => one.scrollIntoView({block: 'center'})")  # clear of the bar below
    thumb = place.bounding_box()
    assert thumb
    window.page.mouse.click(thumb["x"] + 20, thumb["y"] + 20)
    is_open(window, case)
    window.settled()
    window.part("records.follow_up", "button").click()
    assert height(window.page.get_by_role("menuitem").first) >= FINGER
    window.page.keyboard.press("Escape")
    correct = window.part("records.correct", "button")
    edges = correct.bounding_box()
    assert edges
    assert edges["x"] + edges["width"] <= 374  # none of its word is cut
    correct.click()
    keep = window.part("records.correct_keep", "button")
    expect(keep).to_be_in_viewport(ratio=1)


def height(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["height"]
