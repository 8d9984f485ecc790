"""What hands do to an outline, and what they need: a palm beside the pen, small brushes, room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.doctor import Doctor

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def area(here: Doctor) -> float:
    """Per cent of the photo, as it stands on the screen after the next frame."""
    here.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    words = here.page.locator(".sd-outline .now").inner_text()
    return float(words.removeprefix("Now: ").split()[0])


def at(canvas: Locator, x: float, y: float) -> tuple[float, float]:
    """A place of the photo, in shares of it, on the screen."""
    box = canvas.bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


# How rough the colours are that the brush compares, as a share of how rough they are with a filter.
WITHOUT_A_FILTER = """() => {
    const root = document.querySelector(".sd-outline"), { editor } = root;
    const rough = () => {
        editor.colours = null;
        root.querySelector("[data-tool=alike]").click();
        const beside = (sum, one, at, all) => at < 3 ? 0 : sum + Math.abs(one - all[at - 3]);
        return editor.colours.reduce(beside, 0);
    };
    const context = CanvasRenderingContext2D.prototype, blurred = rough();
    const kept = Object.getOwnPropertyDescriptor(context, "filter");
    delete context.filter;
    const scaled = rough();
    Object.defineProperty(context, "filter", kept);
    return scaled / blurred;
}"""
PALM = """(canvas, places) => {
    canvas.setPointerCapture = () => {};
    const send = (type, pointerType, pointerId, [clientX, clientY], buttons = 1) => {
        const one = { pointerType, pointerId, clientX, clientY, buttons };
        const event = new PointerEvent(type, { ...one, button: 0, pressure: 0.5, bubbles: true });
        canvas.dispatchEvent(event);
    };
    const [from, to, palm, otherPalm, far] = places;
    send("pointermove", "mouse", 1, from, 0);
    send("pointerdown", "touch", 21, palm);
    send("pointermove", "touch", 21, far);
    send("pointerdown", "pen", 9, from);
    send("pointerdown", "touch", 22, otherPalm);
    send("pointermove", "touch", 21, palm);
    send("pointermove", "touch", 22, far);
    send("pointercancel", "touch", 22, far, 0);
    send("lostpointercapture", "touch", 21, palm, 0);
    send("pointermove", "pen", 9, to);
    send("pointerup", "pen", 9, to, 0);
    send("pointerup", "touch", 21, palm, 0);
    send("pointerdown", "touch", 23, palm);
    send("pointermove", "touch", 23, far);
    send("pointerup", "touch", 23, far, 0);
}"""
PEN = """(canvas, [[clientX, clientY], [toX, toY]]) => {
    canvas.setPointerCapture = () => {};
    const pen = { pointerType: "pen", pointerId: 9, button: 0, pressure: 0.5, bubbles: true };
    canvas.dispatchEvent(new PointerEvent("pointerdown", { ...pen, clientX, clientY, buttons: 1 }));
    const to = { ...pen, clientX: toX, clientY: toY };
    canvas.dispatchEvent(new PointerEvent("pointermove", { ...to, buttons: 1 }));
    canvas.dispatchEvent(new PointerEvent("pointerup", to));
}"""


NARROW = """canvas => {
    canvas.style.aspectRatio = "500 / 4000";
    canvas.style.setProperty("--shape", 0.125);
}"""


def rest_a_palm_beside_the_pen(here: Doctor, canvas: Locator) -> None:
    """Before, beside and just after the pen a palm draws nothing and takes no stroke away."""
    was = area(here)
    places = ((0.1, 0.8), (0.3, 0.8), (0.8, 0.1), (0.9, 0.1), (0.9, 0.9))
    on_screen = [at(canvas, *place) for place in places]
    canvas.evaluate(PEN, on_screen[:2])
    by_pen = area(here)
    assert by_pen > was
    here.page.keyboard.press("Control+z")
    here.page.wait_for_timeout(600)  # the hand is away
    canvas.evaluate(PALM, on_screen)
    assert area(here) == by_pen
    here.page.keyboard.press("Control+z")
    assert area(here) == was


def touch_up_from_near(here: Doctor, canvas: Locator) -> None:
    """Zoomed in, a brush may be smaller than 1 % of the photo; it stays so seen from afar."""
    size = here.page.locator(".sd-outline input")
    canvas.focus()
    assert size.get_attribute("min") == "1"
    for _ in range(5):
        here.page.keyboard.press("+")
    least = size.get_attribute("min") or ""
    assert 0.1 <= float(least) <= 0.5  # a pixel of the mask, or what the zoom shows as 1 %
    size.fill(least)
    canvas.focus()
    here.page.keyboard.press("0")
    assert size.input_value() == least
    size.fill("6")
    here.page.keyboard.press("0")
    assert size.get_attribute("min") == "1"
    assert size.input_value() == "6"


def frame_a_narrow_photo(here: Doctor, canvas: Locator) -> None:
    """One of 500 by 4000 pixels has a frame wide enough to work in, and no higher than another."""
    whole = canvas.bounding_box()
    shape = canvas.evaluate("canvas => canvas.style.cssText")
    canvas.evaluate(NARROW)
    box, window = canvas.bounding_box(), here.page.viewport_size
    assert box
    assert window
    assert box["width"] >= 240
    assert box["height"] <= 0.67 * window["height"]
    canvas.evaluate("(canvas, shape) => { canvas.style.cssText = shape; }", shape)
    assert canvas.bounding_box() == whole
