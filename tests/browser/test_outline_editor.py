"""The doctor outlines a lesion by mouse, finger and keys; it is there after a reload and saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.doctor import Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.outline_hands import (
    WITHOUT_A_FILTER,
    area,
    at,
    frame_a_narrow_photo,
    rest_a_palm_beside_the_pen,
    touch_up_from_near,
)
from tests.browser.running import Server

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.browser, pytest.mark.weights]
REJECTED = "The clinician found no lesion to outline and rejected the network's outline"
OUTLINED = re.compile(r"Outlined by a clinician: [\d.]+ % of the photo")


def open_editor(here: Doctor) -> Locator:
    here.press("analyse.result.photo.outline")
    canvas = here.page.locator(".sd-outline canvas")
    canvas.wait_for()
    here.settled()
    return canvas


def draw(canvas: Locator, *places: tuple[float, float]) -> None:
    mouse = canvas.page.mouse
    mouse.move(*at(canvas, *places[0]))
    mouse.down()
    for place in places[1:]:
        mouse.move(*at(canvas, *place), steps=4)
    mouse.up()


def draw_by_finger(canvas: Locator, *places: tuple[float, float]) -> None:
    wire = canvas.page.context.new_cdp_session(canvas.page)
    for number, place in enumerate(places):
        x, y = at(canvas, *place)
        points = {"touchPoints": [{"x": x, "y": y}]}
        wire.send(
            "Input.dispatchTouchEvent", {"type": "touchMove" if number else "touchStart", **points}
        )
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_lesion_is_outlined_corrected_kept_and_saved(
    server: Server, doctor: Callable[..., Doctor], photos: dict[str, Path]
) -> None:
    here = at_answer(doctor, server, answered(server.home, somebody(""), [photos["mole"]]))
    keys = here.page.keyboard
    canvas = open_editor(here)
    draw(canvas, (0.3, 0.3), (0.7, 0.3), (0.7, 0.7))
    by_mouse = area(here)
    draw_by_finger(canvas, (0.3, 0.3), (0.3, 0.5), (0.3, 0.7))
    by_both = area(here)
    assert 1 < by_mouse < by_both
    keys.press("Control+z")
    assert area(here) == by_mouse
    keys.press("Control+Shift+z")
    assert area(here) == by_both
    keys.down("Control")
    draw(canvas, (0.7, 0.5), (0.7, 0.7))
    keys.up("Control")
    erased = area(here)
    assert erased < by_both
    here.page.locator(".sd-outline input").focus()
    keys.press("Tab")
    keys.down(" ")
    keys.press("Shift+ArrowRight")
    keys.up(" ")
    assert area(here) > erased
    keys.press("Control+z")
    assert area(here) == erased
    dab_with_a_pen(here, canvas)
    rest_a_palm_beside_the_pen(here, canvas)
    touch_up_from_near(here, canvas)
    frame_a_narrow_photo(here, canvas)
    leave_the_browsers_zoom_alone(here, canvas)
    brush_by_colour(here, canvas)
    assert area(here) == erased
    here.press("analyse.result.photo.outline_done")
    here.reads(OUTLINED)
    here.page.reload()
    here.reads(OUTLINED)
    canvas = open_editor(here)
    assert area(here) == erased
    leave_a_polygon_open(here, canvas)
    mark_a_ruler(here)
    here.press("analyse.save")
    here.press("analyse.naming.without")
    here.part("analyse.open_record").wait_for()
    here.reads(OUTLINED)
    here.reads("Scale by two marks on a ruler")
    here.part("analyse.saved_case.photo.measures", "summary").click()
    here.reads(re.compile(r"Area: [\d.]+ cm²"))


def test_a_false_outline_of_the_network_is_rejected_and_taken_back(
    server: Server, doctor: Callable[..., Doctor], photos: dict[str, Path]
) -> None:
    here = at_answer(doctor, server, answered(server.home, somebody(""), [photos["mole"]]))
    canvas = open_editor(here)
    by_network = area(here)
    assert by_network > 0
    none, nothing = (
        here.page.locator(f".sd-outline {one}") for one in ("[data-do=none]", ".nothing")
    )
    none.click()
    expect(nothing).to_be_visible()
    expect(none).to_be_disabled()
    assert area(here) == 0
    here.page.keyboard.press("Control+z")
    assert area(here) == by_network
    expect(nothing).to_be_hidden()
    here.page.locator('.sd-outline [data-tool="eraser"]').click()
    here.page.locator(".sd-outline input").fill("30")
    draw(canvas, (0.2, 0.3), (0.8, 0.3), (0.8, 0.7), (0.2, 0.7), (0.2, 0.5), (0.8, 0.5))
    expect(nothing).to_be_visible()  # to rub it all out is to say the same
    here.page.locator(".sd-outline [data-do=back]").click()
    assert area(here) == by_network
    none.click()
    here.press("analyse.result.photo.outline_done")
    here.reads(REJECTED)
    here.page.reload()
    here.reads(REJECTED)
    expect(here.page.get_by_text(re.compile(r"cm²|of the photo"))).to_have_count(0)
    here.press("analyse.save")
    here.press("analyse.naming.without")
    here.part("analyse.open_record").wait_for()
    here.reads(REJECTED)


TAP = """(canvas, [clientX, clientY, last]) => {
    canvas.setPointerCapture = () => {};
    const place = { clientX, clientY, bubbles: true };
    const finger = { pointerType: "touch", pointerId: 9, button: 0, ...place };
    canvas.dispatchEvent(new PointerEvent("pointerdown", { ...finger, buttons: 1 }));
    canvas.dispatchEvent(new PointerEvent(last, finger));
}"""


def test_no_stroke_and_no_polygon_is_lost_to_what_else_happens_on_the_page(
    server: Server, doctor: Callable[..., Doctor], photos: dict[str, Path]
) -> None:
    here = at_answer(doctor, server, answered(server.home, somebody(""), [photos["mole"]]))
    canvas, mouse = open_editor(here), here.page.mouse
    at_first = area(here)
    draw(canvas, (0.2, 0.2), (0.5, 0.2), (0.8, 0.2))
    whole = area(here)
    here.page.keyboard.press("Control+z")
    here.settled()
    mouse.move(*at(canvas, 0.2, 0.2))
    mouse.down()
    mouse.move(*at(canvas, 0.5, 0.2), steps=4)
    canvas.evaluate("canvas => canvas.closest('[tabindex=\"-1\"], [role=dialog]').focus()")
    mouse.move(*at(canvas, 0.8, 0.2), steps=4)
    mouse.up()
    assert area(here) == whole  # the dialog, drawn anew, took the focus for itself
    here.page.keyboard.press("Control+z")
    assert area(here) == at_first

    here.page.locator('.sd-outline [data-tool="polygon"]').click()
    undo = here.page.locator(".sd-outline [data-do=undo]")
    canvas.evaluate(TAP, [*at(canvas, 0.1, 0.1), "pointercancel"])  # a palm, or the system's own
    expect(undo).to_be_disabled()
    canvas.evaluate(TAP, [*at(canvas, 0.1, 0.1), "pointerup"])
    expect(undo).to_be_enabled()
    for corner in ((0.3, 0.1), (0.3, 0.3)):
        mouse.click(*at(canvas, *corner))
    mouse.click(4, 4)  # beside the dialog, which closes it
    canvas.wait_for(state="detached")
    here.settled()
    open_editor(here)
    assert area(here) > at_first


DAB = """(canvas, [clientX, clientY, pressure]) => {
    canvas.setPointerCapture = () => {};
    const pen = { pointerType: "pen", pointerId: 9, button: 0, clientX, clientY, bubbles: true };
    canvas.dispatchEvent(new PointerEvent("pointerdown", { ...pen, pressure, buttons: 1 }));
    canvas.dispatchEvent(new PointerEvent("pointerup", pen));
}"""
COUNT_KEYS = """() => {
    window.reached = 0;
    window.addEventListener("keydown", ({ key, defaultPrevented }) => {
        if (key !== "Control" && !defaultPrevented) window.reached += 1;
    });
}"""


def dab_with_a_pen(here: Doctor, canvas: Locator) -> None:
    """A hard dab is wider than a light one, from its first touch on."""
    was, dabs = area(here), []
    for pressure in (0.1, 1.0):
        canvas.evaluate(DAB, [*at(canvas, 0.15, 0.8), pressure])
        dabs.append(area(here) - was)
        here.page.keyboard.press("Control+z")
        assert area(here) == was
    assert 0 < dabs[0] < dabs[1]


def leave_the_browsers_zoom_alone(here: Doctor, canvas: Locator) -> None:
    """Ctrl with 0, + or - reaches the browser; without Ctrl they zoom the photo."""
    here.page.evaluate(COUNT_KEYS)
    canvas.focus()
    for keys, reached in (("Control+0", 1), ("Control+-", 2), ("-", 2), ("0", 2)):
        here.page.keyboard.press(keys)
        assert here.page.evaluate("() => window.reached") == reached, keys


def brush_by_colour(here: Doctor, canvas: Locator) -> None:
    """From the mole over healthy skin, by mouse and by keys: the mole alone is taken."""
    keys, size = here.page.keyboard, here.page.locator(".sd-outline input")
    size.fill("30")
    here.page.locator('.sd-outline [data-tool="eraser"]').click()
    draw(canvas, (0.2, 0.3), (0.8, 0.3), (0.8, 0.7), (0.2, 0.7), (0.2, 0.5), (0.8, 0.5))
    assert area(here) == 0
    here.page.locator('.sd-outline [data-tool="alike"]').click()
    draw(canvas, (0.5, 0.5), (0.75, 0.5))
    assert 0.2 < area(here) < 10
    keys.press("Control+z")
    assert area(here) == 0
    canvas.focus()
    keys.press(" ")
    assert 0.2 < area(here) < 10
    assert here.page.evaluate(WITHOUT_A_FILTER) == pytest.approx(1, abs=0.3)
    keys.press("Control+z")
    keys.press("Control+z")
    size.fill("6")
    here.page.locator('.sd-outline [data-tool="brush"]').click()


def leave_a_polygon_open(here: Doctor, canvas: Locator) -> None:
    """Moving the photo between two corners loses none, and what is open is filled by "Done"."""
    was = area(here)
    for corners in ([(0.05, 0.05), (0.25, 0.05)], [(0.25, 0.2)]):
        here.page.locator('.sd-outline [data-tool="polygon"]').click()
        for corner in corners:
            here.page.mouse.click(*at(canvas, *corner))
        here.page.locator('.sd-outline [data-tool="move"]').click()
    assert area(here) == was
    here.press("analyse.result.photo.outline_done")
    open_editor(here)
    assert area(here) > was
    here.press("analyse.result.photo.outline_done")


def mark_a_ruler(here: Doctor) -> None:
    """Two clicks, one mark moved on by keys; the error and the limit of two marks are told."""
    here.press("analyse.result.photo.scale")
    photo = here.page.locator(".sd-marks")
    photo.locator("img").wait_for()
    here.settled()
    here.reads("Two marks cannot correct tilt")
    keep = here.page.get_by_role("button", name="Keep the scale")
    length = here.page.get_by_label("Length between the marks, mm")
    expect(length).to_have_value("")  # what nobody entered or marked is no scale
    length.fill("30")
    length.press("Tab")
    here.settled()
    keep.click()
    here.reads("A mark still lies where it was")
    here.settled()
    for place in ((0.1, 0.85), (0.6, 0.85)):
        here.page.mouse.click(*at(photo, *place))
    here.page.keyboard.press("ArrowRight")
    here.settled()
    keep.click()
    here.reads("Scale by two marks on a ruler")
