"""From a step of a stroke in the outline's editor to its pixels."""

from __future__ import annotations

import statistics

from playwright.sync_api import Page

from skin_core.i18n import t

# One step: what the event takes, then what painting takes in the next frame, the canvas read back
# so that its pixels are there. The wait for the frame itself is the screen's, and is left out.
STEP = """([x, y]) => new Promise((done) => {
    const canvas = document.querySelector('.sd-outline canvas');
    const step = new PointerEvent('pointermove', {
        pointerId: 1, pointerType: 'mouse', clientX: x, clientY: y, buttons: 1, bubbles: true });
    let begun = 0;
    const start = performance.now();
    requestAnimationFrame(() => { begun = performance.now(); });
    canvas.dispatchEvent(step);
    const told = performance.now() - start;
    requestAnimationFrame(() => {
        canvas.getContext('2d').getImageData(0, 0, 1, 1);
        done(told + performance.now() - begun);
    });
})"""
STEPS = 60
WORST_BRUSH = "30"  # per cent of the photo's longer side


def stroke_step_ms(page: Page) -> float:
    """Median milliseconds until a step of the widest brush is on the canvas.

    page: with the answer to one photo on it.
    """
    words = {t(f"outline.{key}", "en") for key in ("correct", "draw")}
    for name in words:
        if (button := page.get_by_role("button", name=name, exact=True)).count():
            button.first.click()
    canvas = page.locator(".sd-outline canvas")
    canvas.wait_for()
    page.wait_for_timeout(1000)  # photo and outline are drawn
    page.locator(".sd-outline input").fill(WORST_BRUSH)
    box = canvas.bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3
    page.mouse.move(left, top)
    page.mouse.down()
    across, down = box["width"] * 0.6 / STEPS, box["height"] * 0.4 / STEPS
    spent = [
        float(page.evaluate(STEP, [left + across * step, top + down * step]))
        for step in range(1, STEPS + 1)
    ]
    page.mouse.up()
    return statistics.median(spent)
