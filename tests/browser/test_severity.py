"""A doctor grades eczema by keyboard, region by region on the body, and keeps the score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from skin_core.domain.case import Case, Patient
from skin_core.services import drafts, records, workbench
from skin_core.settings import Settings
from tests.browser.doctor import Doctor
from tests.browser.running import running_server

pytestmark = pytest.mark.browser

# Tenths of the body x area score x signs, by hand: 1 x 2 x 4.5 + 3 x 3 x 2 = 27 tenths.
SIGNS = ("erythema", "induration", "excoriation", "lichenification")
GRADES = {
    "head": ("20", dict(zip(SIGNS, ("2", "1½", "1", "0"), strict=True))),
    "trunk": ("35", dict(zip(SIGNS, ("1", "1", "0", "0"), strict=True))),
}
EASI = "2.7"


def case_in(home: Path) -> Case:
    """Of somebody of 40, without a photo, in a data folder of its own."""
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    patient = Patient("3" * 32, "Ono Severity", birth_year=1986)
    draft = replace(drafts.new_draft(now), patient=patient, facts={"fever": False})
    store = records.open_store(Settings(home=home))
    draft = workbench.advised_without_photo(draft, now)
    kept = records.save_case(store, draft, visit_date="2026-11-20", now=now)
    store.close()
    return kept


def test_eczema_is_scored_by_keyboard_on_the_body_and_kept_in_its_case(
    doctor: Callable[..., Doctor], tmp_path: Path
) -> None:
    case = case_in(tmp_path / "home")
    prefix = f"severity.{case.case_id}.easi"
    with running_server(tmp_path / "home") as server:
        window = doctor(server, f"/records?case={case.case_id}")
        window.press("records.severity")
        window.page.locator(".sd-body svg").first.wait_for()
        window.settled()
        assert window.part(f"{prefix}.age_years", "input").input_value() == "40"
        for region in ("upper_limbs", "lower_limbs"):
            choose(window, region)
            write(window, f"{prefix}.{region}.area_percent", "0")
        for region, (area, signs) in GRADES.items():
            choose(window, region)
            write(window, f"{prefix}.{region}.area_percent", area)
            expect(window.page.locator(".sd-score")).to_have_count(0)
            expect(window.page.locator(".sd-missing")).to_contain_text("lichenification")
            for sign, grade in signs.items():
                press(window, f"{prefix}.{region}.{sign}", grade)
        score = window.page.locator(".sd-score")
        expect(score.locator("b")).to_have_text(EASI)
        expect(score).to_contain_text("Mild")
        expect(window.page.locator(".sd-body .done")).to_have_count(20)
        window.part("severity.keep", "button").focus()
        window.page.keyboard.press("Enter")
        window.reads("This score is kept in the case")
        window.press("severity.back")
        window.part("records.scores").get_by_text(f"EASI: {EASI} (0–72). Mild").wait_for()


def choose(window: Doctor, region: str) -> None:
    """Go over the body with the arrow keys until the region is reached, and choose it."""
    window.page.locator(".sd-body [tabindex='0']").focus()
    at = "document.activeElement.dataset.region"
    for _ in range(20):
        if window.page.evaluate(at) == region:
            break
        window.page.keyboard.press("ArrowRight")
    assert window.page.evaluate("document.activeElement.ariaLabel")
    window.page.keyboard.press("Enter")
    window.settled()


def write(window: Doctor, key: str, text: str) -> None:
    window.part(key, "input").focus()
    window.page.keyboard.type(text)
    window.page.keyboard.press("Tab")
    window.settled()


def press(window: Doctor, key: str, grade: str) -> None:
    window.part(key).get_by_role("radio", name=grade, exact=True).focus()
    window.page.keyboard.press("Space")
    window.settled()
