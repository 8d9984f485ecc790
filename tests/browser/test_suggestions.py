"""An EASI with one region suggested from two photos after the own grade, the others entered."""

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
from skin_core.settings import Settings
from tests.browser.doctor import Doctor
from tests.browser.running import running_server
from tests.fake_networks import FakeNetworks

pytestmark = [pytest.mark.browser, pytest.mark.weights]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SIGNS = ("erythema", "induration", "excoriation", "lichenification")
# Tenths of the body x area score x signs: 3 x 2 x (2 + 1 + 1 + 0) + 4 x 1 x 2 = 32 tenths.
TRUNK, LEGS = ("20", ("2", "1", "1", "0")), ("5", ("1", "1", "0", "0"))
SHOWN = re.compile(r"Suggestion: [0-3] \(mean \d\.\d; photos: 2\)|No suggestion: .*\(photos: 2\)")


def case_in(home: Path) -> Case:
    """Of somebody of 40 with two photos of the trunk."""
    store = records.open_store(Settings(home=home))
    draft = replace(drafts.new_draft(NOW), patient=Patient("5" * 32, "Ono", birth_year=1986))
    pictures = [to_jpeg(render_skin("pustules", "light", n, (480, 360))) for n in (1, 2)]
    photos = [load_photo(data, f"{n}.jpg") for n, data in enumerate(pictures)]
    for photo in photos:
        draft = drafts.add_photo(store, draft, photo)
    layers = store.layers(draft.draft_id)
    case = run_to_end(analyse_case(photos, {}, FakeNetworks(), layers, NOW)).case
    draft = workbench.taken(draft, case, NOW)
    kept = records.save_case(store, draft, visit_date="2026-11-20", now=NOW)
    store.close()
    return kept


def test_region_is_suggested_after_the_own_grade_and_kept_with_the_others(
    doctor: Callable[..., Doctor], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    case = case_in(home)
    prefix = f"severity.{case.case_id}.easi"
    with running_server(home) as server:
        window = doctor(server, f"/severity?case={case.case_id}")
        for region in ("head", "upper_limbs"):
            choose(window, prefix, region)
            window.write(f"{prefix}.{region}.area_percent", "0")
        choose(window, prefix, "trunk")
        window.write(f"{prefix}.trunk.area_percent", TRUNK[0])
        for number in (1, 2):
            window.part(f"{prefix}.trunk.photo.{number}", "label").click()
            window.settled()
        window.press("severity.suggest.use")
        window.settled()
        form = window.part("severity.form")
        expect(form.get_by_text("The suggestion appears after your own grade.")).to_have_count(3)
        expect(form.get_by_text(SHOWN)).to_have_count(0)
        for count, (sign, grade) in enumerate(zip(SIGNS, TRUNK[1], strict=True), 1):
            press(window, f"{prefix}.trunk.{sign}", grade)
            expect(form.get_by_text(SHOWN)).to_have_count(count - (count > 1))  # not induration
        choose(window, prefix, "lower_limbs")
        window.write(f"{prefix}.lower_limbs.area_percent", LEGS[0])
        for sign, grade in zip(SIGNS, LEGS[1], strict=True):
            press(window, f"{prefix}.lower_limbs.{sign}", grade)
        expect(window.page.locator(".sd-score b")).to_have_text("3.2")
        window.press("severity.keep")
        window.reads("This score is kept in the case")
        window.press("severity.back")
        window.reads("3 after the own grade, 0 before it")
    store = records.open_store(Settings(home=home))
    (score,) = records.find_case(store, case.case_id).scores
    store.close()
    shown = score.entered["suggested"]
    assert isinstance(shown, dict)
    told = {place: (one["mode"], one["own"], len(one["photos"])) for place, one in shown.items()}
    assert told == {
        "trunk.erythema": ("blind", 2, 2),
        "trunk.excoriation": ("blind", 1, 2),
        "trunk.lichenification": ("blind", 0, 2),
    }


def choose(window: Doctor, prefix: str, region: str) -> None:
    """By the pill of the region."""
    window.settled()
    names = {"head": "Head and neck", "upper_limbs": "Upper limbs", "trunk": "Trunk"}
    name = names.get(region, "Lower limbs")
    window.part(f"{prefix}.region", f'button:has-text("{name}")').click()
    window.settled()


def press(window: Doctor, key: str, grade: str) -> None:
    window.part(key).get_by_role("radio", name=grade, exact=True).click()
    window.settled()
