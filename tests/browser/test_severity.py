"""A doctor grades eczema by keyboard on the body, with suggestions after, and keeps the score."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from skin_core.domain.case import Case, Patient
from skin_core.imaging.load import load_photo
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.services import drafts, records, workbench
from skin_core.services.analyse import analyse_case, run_to_end
from tests.browser.doctor import Doctor
from tests.browser.kept import store_in
from tests.browser.running import Server
from tests.fake_networks import FakeNetworks

pytestmark = [pytest.mark.browser, pytest.mark.weights]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
# Tenths of the body x area score x signs, by hand: 1 x 2 x 4.5 + 3 x 3 x 2 = 27 tenths.
SIGNS = ("erythema", "induration", "excoriation", "lichenification")
HEAD = ("20", dict(zip(SIGNS, ("2", "1½", "1", "0"), strict=True)))
TRUNK = ("35", dict(zip(SIGNS, ("1", "1", "0", "0"), strict=True)))
EASI = "2.7"
SHOWN = re.compile(r"Suggestion: [0-3] \(mean \d\.\d; photos: 2\)|No suggestion: .*\(photos: 2\)")


def case_in(home: Path) -> Case:
    """Of somebody of 40 with two photos of the trunk."""
    pictures = [to_jpeg(render_skin("pustules", "light", n, (480, 360))) for n in (1, 2)]
    photos = [load_photo(data, f"{n}.jpg") for n, data in enumerate(pictures)]
    with store_in(home) as store:
        draft = replace(drafts.new_draft(NOW), patient=Patient("5" * 32, "Ono", birth_year=1986))
        for photo in photos:
            draft = drafts.add_photo(store, draft, photo)
        layers = store.layers(draft.draft_id)
        case = run_to_end(analyse_case(photos, {}, FakeNetworks(), layers, NOW)).case
        draft = workbench.taken(draft, case, NOW)
        return records.save_case(store, draft, visit_date="2026-11-20", now=NOW)


def test_eczema_is_scored_by_keyboard_with_suggestions_after_the_own_grade_and_kept(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    case = case_in(server.home)
    prefix = f"severity.{case.case_id}.easi"
    window = doctor(server, f"/records?case={case.case_id}")
    window.press("records.severity")
    window.page.locator(".sd-body svg").first.wait_for()
    window.settled()
    assert window.part(f"{prefix}.age_years", "input").input_value() == "40"
    for region in ("upper_limbs", "lower_limbs"):
        choose(window, region)
        write(window, f"{prefix}.{region}.area_percent", "0")
    grade_head(window, prefix)
    grade_trunk(window, prefix)
    score = window.page.locator(".sd-score")
    expect(score.locator("b")).to_have_text(EASI)
    expect(score).to_contain_text("Mild")
    expect(window.page.locator(".sd-body .done")).to_have_count(20)
    window.part("severity.keep", "button").focus()
    window.page.keyboard.press("Enter")
    window.reads("This score is kept in the case")
    window.press("severity.back")
    window.part("records.scores").get_by_text(f"EASI: {EASI} (0–72). Mild").wait_for()
    window.reads("3 after the own grade, 0 before it")
    with store_in(server.home) as store:
        (kept,) = records.find_case(store, case.case_id).scores
    suggested = kept.entered["suggested"]
    assert isinstance(suggested, dict)
    told = {
        place: (one["mode"], one["own"], len(one["photos"])) for place, one in suggested.items()
    }
    assert told == {
        "trunk.erythema": ("blind", 1, 2),
        "trunk.excoriation": ("blind", 0, 2),
        "trunk.lichenification": ("blind", 0, 2),
    }


def test_on_a_phone_the_name_of_an_index_has_a_line_of_its_own(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/severity", width=390)
    window.settled()
    name = window.part("severity.head", "[data-testid='stSelectbox']").bounding_box()
    clear = window.part("severity.clear", "button").bounding_box()
    assert name
    assert clear
    assert name["width"] > 340
    assert clear["y"] >= name["y"] + name["height"]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_number_that_cannot_be_is_still_read_with_the_sentence_under_it(
    doctor: Callable[..., Doctor], server: Server, width: int
) -> None:
    window = doctor(server, "/severity", width=width)
    write(window, "severity.none.easi.head.area_percent", "150")
    typed = window.part("severity.none.easi.head.area_percent", "input")
    number = typed.bounding_box()
    told = window.part("severity.none.easi.head.area_percent", "[role='alert']").bounding_box()
    assert number
    assert told
    assert told["y"] >= number["y"] + number["height"] - 1
    assert typed.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert number["width"] > 60


def grade_head(window: Doctor, prefix: str) -> None:
    choose(window, "head")
    write(window, f"{prefix}.head.area_percent", HEAD[0])
    expect(window.page.locator(".sd-score")).to_have_count(0)
    expect(window.page.locator(".sd-missing")).to_contain_text("lichenification")
    for sign, grade in HEAD[1].items():
        press(window, f"{prefix}.head.{sign}", grade)


def grade_trunk(window: Doctor, prefix: str) -> None:
    """Two photos of it are asked for a suggestion, which appears after the own grade."""
    choose(window, "trunk")
    write(window, f"{prefix}.trunk.area_percent", TRUNK[0])
    for number in (1, 2):
        window.part(f"{prefix}.trunk.photo.{number}", "label").click()
        window.settled()
    window.press("severity.suggest.use")
    window.settled()
    form = window.part("severity.form")
    expect(form.get_by_text("The suggestion appears after your own grade.")).to_have_count(3)
    expect(form.get_by_text(SHOWN)).to_have_count(0)
    for count, (sign, grade) in enumerate(TRUNK[1].items(), 1):
        press(window, f"{prefix}.trunk.{sign}", grade)
        expect(form.get_by_text(SHOWN)).to_have_count(count - (count > 1))  # not induration


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
