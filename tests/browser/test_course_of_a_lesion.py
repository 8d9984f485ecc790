"""A lesion is seen again beside the scale card: before and after, square centimetres, treatment."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import expect

from skin_core.domain.case import Case, Patient
from skin_core.domain.facts import Facts
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.inference import build_engine
from skin_core.services import drafts, records
from skin_core.services.analyse import PhotoFile, analyse_case, run_to_end
from skin_core.settings import Settings
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server
from tests.integration.test_scale_card import PX_PER_MM, card

__all__ = ["card"]
pytestmark = [pytest.mark.browser, pytest.mark.weights]

Pixels = NDArray[np.uint8]
SIZE = (800, 600)
SKIN = render_skin("mole", "light", 11, SIZE)
FACTS: Facts = {"site": "forearm", "side": "left", "itch": 7.0}
SHOWN = ".sd-before-after .later"


def beside_card(skin: Pixels, card: Pixels, at: tuple[int, int], px_per_mm: float) -> bytes:
    """The skin with the printed card on it, wherever it was laid that day."""
    share, (x, y) = px_per_mm / PX_PER_MM, at
    laid = cv2.resize(card, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    photo = skin.copy()
    photo[y : y + laid.shape[0], x : x + laid.shape[1]] = laid
    return to_jpeg(photo, 92)


def first_visit(home: Path, photo: bytes) -> Case:
    """Of somebody, with a photo, in a data folder of its own."""
    now = datetime(2026, 9, 1, 9, tzinfo=UTC)
    settings = Settings(home=home)
    store, draft = records.open_store(settings), drafts.new_draft(now)
    layers, file = store.layers(draft.draft_id), PhotoFile("first.jpg", photo)
    found = run_to_end(analyse_case([file], FACTS, build_engine(settings), layers, now))
    draft = drafts.add_photo(store, replace(draft, facts=FACTS), found.loaded[0])
    draft = replace(draft, patient=Patient("4" * 32, "Bui Again"), analysis=found.case)
    kept = records.save_case(store, draft, visit_date="2026-09-01", now=now)
    store.close()
    return kept


def seen_later(folder: Path, card: Pixels) -> Path:
    """The same skin, from nearer, with the camera turned and the card elsewhere."""
    turn = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 2), 9, 1.2)
    later = cv2.warpAffine(SKIN, turn, SIZE, borderMode=cv2.BORDER_REFLECT)
    photo = folder / "later.jpg"
    photo.write_bytes(beside_card(np.asarray(later, np.uint8), card, (30, 30), 1.2 * 4))
    return photo


def test_the_second_visit_lies_over_the_first_and_a_treatment_is_kept(
    doctor: Callable[..., Doctor], server: Server, tmp_path: Path, card: Pixels
) -> None:
    case = first_visit(server.home, beside_card(SKIN, card, (280, 430), 4))
    later = seen_later(tmp_path, card)
    window = doctor(server, f"/records?case={case.case_id}")
    window.press("records.follow_up")
    window.page.get_by_text("Same lesion", exact=True).first.click()
    window.settled()
    window.analyse([later])
    window.press("analyse.save")
    window.press("analyse.open_record")
    window.press("records.course")
    expect(window.page.locator(SHOWN)).to_be_visible(timeout=SLOW_MS)
    window.settled()
    window.reads(re.compile(r"No change beyond the measured error: [\d.]+ cm²"))
    window.reads("Laid over each other by scale card and marks of the skin")
    slide_by_keys_and_finger(window)
    window.page.locator(".js-plotly-plot .errorbar").first.wait_for(state="attached")
    enter_treatment(window)
    window.page.reload()
    window.reads("tacrolimus ointment, twice daily")
    window.page.locator(".js-plotly-plot").get_by_text("tacrolimus ointment").first.wait_for()
    set_three_points(window)
    choose_one_visit_twice(window)


def slide_by_keys_and_finger(window: Doctor) -> None:
    slider, frame = (window.page.locator(f".sd-before-after {one}") for one in ("input", ".frame"))
    slider.focus()
    window.page.keyboard.press("End")
    assert slider.input_value() == "100"
    box = frame.bounding_box()
    assert box
    window.page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    assert 15 < int(slider.input_value()) < 30
    assert slider.get_attribute("aria-valuetext")


def enter_treatment(window: Doctor) -> None:
    window.part("follow.treatment", "summary").click()
    new = "follow.new." + parse_qs(urlsplit(window.page.url).query)["lesion"][0]
    window.page.get_by_text("Phototherapy", exact=True).first.click()
    window.settled()
    window.write(f"{new}.sessions", "12")
    there_and_back(window)  # what was typed waits
    expect(window.part(f"{new}.sessions", "input")).to_have_value("12")
    window.page.get_by_text("Medicine", exact=True).first.click()
    window.settled()
    window.write(f"{new}.name", "tacrolimus ointment")
    window.write(f"{new}.dose", "twice daily")
    there_and_back(window)
    expect(window.part(f"{new}.name", "input")).to_have_value("tacrolimus ointment")
    expect(window.part(f"{new}.dose", "input")).to_have_value("twice daily")
    window.press(f"{new}.keep")
    window.reads("tacrolimus ointment, twice daily")
    window.settled()


def there_and_back(window: Doctor) -> None:
    window.go_to("Records")
    window.page.get_by_role("heading", name="Records", exact=True).wait_for(timeout=SLOW_MS)
    window.settled()
    window.page.go_back()


def set_three_points(window: Doctor) -> None:
    """By keys; what is moved far off makes no similar triangle, and is refused in a sentence."""
    window.settled()
    window.page.locator('[class*="st-key-follow-points"] summary').first.click()
    points = window.page.locator(".sd-points button")
    for number in (5, 4, 3, 2, 1, 0):
        points.nth(number).focus()
        for _ in range(12 if number == 5 else 1):
            window.page.keyboard.press("Shift+ArrowLeft")
        if number == 5:
            lay_over(window)
            window.reads("A point still lies where it was")
    lay_over(window)
    window.reads("nothing on the skin agrees")
    window.page.reload()  # what was set is kept with both cases
    window.reads("nothing on the skin agrees")
    window.page.get_by_role("button", name="Without these points").click()
    window.reads("Laid over each other by scale card and marks of the skin")
    expect(points.nth(0)).to_have_attribute("style", re.compile("left: 30%"))  # as nobody set them
    window.settled()  # a server that still draws ends late


def lay_over(window: Doctor) -> None:
    window.settled()
    window.page.get_by_role("button", name="Lay over each other by these points").click()
    window.settled()


def choose_one_visit_twice(window: Doctor) -> None:
    """Nothing is told of a change between a visit and itself."""
    lesion = parse_qs(urlsplit(window.page.url).query)["lesion"][0]
    window.settled()
    field = window.part(f"follow.before.{lesion}", "input")
    field.focus()
    for key in ("ArrowDown", "End", "Enter"):
        field.press(key)
    window.reads("Both are the same visit")
    expect(window.page.get_by_text("beyond the measured error")).to_have_count(0)
    window.settled()
