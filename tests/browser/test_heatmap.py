"""The heatmap fades under the doctor's hand, and is of the disease that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.doctor import Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import Server

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.browser, pytest.mark.weights]


def heat_of(doctor: Doctor) -> Locator:
    return doctor.page.locator(".sd-layers .heat").first


def show_heat(doctor: Doctor) -> None:
    """The photo comes first; the heatmap at a tap."""
    doctor.page.locator(".sd-layers .photo").first.wait_for()
    assert not heat_of(doctor).is_visible()
    doctor.part("analyse.result.photo.layer", "button:last-of-type").click()
    heat_of(doctor).wait_for()


def opacity_of(doctor: Doctor) -> float:
    return float(heat_of(doctor).evaluate("heat => getComputedStyle(heat).opacity"))


def test_opacity_is_changed_by_key_and_stays_and_another_disease_lies_over_the_same_photo(
    server: Server, doctor: Callable[..., Doctor], photos: dict[str, Path]
) -> None:
    here = at_answer(doctor, server, answered(server.home, somebody(""), [photos["plaque"]]))
    show_heat(here)
    assert opacity_of(here) == pytest.approx(0.45)
    slider = here.page.get_by_label("Opacity").first
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    assert opacity_of(here) == pytest.approx(0.6)
    assert here.page.locator(".sd-layers output").first.inner_text() == "60 %"
    layers = here.part("analyse.result.photo.layer", "button")
    layers.first.click()
    heat_of(here).wait_for(state="hidden")
    show_heat(here)
    assert opacity_of(here) == pytest.approx(0.6)
    choose_another(here)


def choose_another(here: Doctor) -> None:
    photo = here.page.locator(".sd-layers .photo").first
    shown, heat = photo.get_attribute("src"), heat_of(here).get_attribute("src")
    assert shown is not None
    assert shown.startswith("data:image/jpeg")
    field = here.part("analyse.result.photo.label.1", "input")
    field.click()
    field.press("ArrowDown")
    field.press("Enter")
    here.page.wait_for_function(
        "was => document.querySelector('.sd-layers .heat').src !== was", arg=heat
    )
    assert photo.get_attribute("src") == shown
    sides = [one.bounding_box() for one in (photo, heat_of(here))]
    assert sides[0] == sides[1]
