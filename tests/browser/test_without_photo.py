"""Emergencies and the handbook need no photo."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def test_fever_with_a_non_blanching_rash_is_an_emergency_that_can_be_saved_and_found(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    window.write("analyse.patient.name", "Grace Okafor")
    window.answer("fever")
    window.part("analyse.danger").locator("summary").click()
    window.answer("non_blanching")
    window.reads(re.compile("Emergency"))
    window.reads(re.compile("[Mm]eningococcal"))
    window.press("analyse.without_photo")
    window.reads(re.compile("No photo was taken"))
    banner = window.page.locator('[class*="st-key-urgency-emergency"]:visible').first.bounding_box()
    assert banner
    assert 0 <= banner["y"] < 900
    checklist = window.page.locator("ol:visible").first.locator("li")
    assert "ambulance" in checklist.first.inner_text()
    assert checklist.count() <= 5
    window.press("analyse.save")
    window.part("analyse.open_record").wait_for()
    window.go_to("Records")
    window.write("records.search.text", "okafor")
    window.reads("From the facts alone")
    window.page.locator('[class*="st-key-records-open-"] button:visible').first.click()
    window.part("records.as_text").wait_for()
    window.reads(re.compile("Emergency"))
    window.press("records.report")
    window.part("report.download").wait_for(timeout=SLOW_MS)


def test_disease_is_found_by_its_vietnamese_name_set_beside_another_and_its_memo_is_turned(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/diseases")
    window.write("diseases.query", "zona than kinh")
    window.reads("Herpes zoster")
    window.reads(re.compile("sensory ganglion"))
    window.page.get_by_role("tab", name="Compare").click()
    table = window.page.locator("table:visible").first
    table.wait_for()
    head = table.locator("th").all_inner_texts()
    assert head[1:3] == ["Herpes zoster", "Herpes simplex"]
    rows = table.locator("tbody tr")
    assert rows.count() == 6
    assert all(
        len({cell.strip() for cell in rows.nth(n).locator("td").all_inner_texts()}) > 2
        for n in range(3)
    )

    window.write("diseases.query", "")
    window.page.get_by_role("tab", name="Memo", exact=True).click()
    window.settled()
    memo_is_turned_and_stays(window)


def memo_is_turned_and_stays(window: Doctor) -> None:
    """By mouse and keys; when the page is left, too."""
    chosen = window.page.get_by_role("radio", name="Herpes zoster", exact=True)
    chosen.check()
    chosen.focus()  # it may have been the chosen one already
    shown = window.page.locator("article:visible")
    assert shown.get_by_role("heading", level=3).inner_text() == "Herpes zoster"
    window.page.keyboard.press("ArrowDown")
    after = shown.get_by_role("heading", level=3).inner_text()
    assert after != "Herpes zoster"
    window.settled()
    window.go_to("Home")
    window.go_to("Diseases")
    window.page.get_by_role("radio", name=after, exact=True, checked=True).wait_for()
    assert shown.count() == 1
    assert shown.get_by_role("heading", level=3).inner_text() == after
    window.page.get_by_role("radio", name="Herpes zoster", exact=True).check()
    window.settled()
    window.write("diseases.query", "acne")
    window.reads("Acne")
    window.write("diseases.query", "")
    window.page.get_by_role("radio", name="Herpes zoster", exact=True).check()
    window.settled()
    window.page.get_by_role("tab", name="Compare").click()
    head = window.page.locator("table:visible th").nth(1)
    expect(head).to_have_text("Herpes zoster", timeout=SLOW_MS)
