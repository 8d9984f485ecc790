"""From a photo to the picture on the page, and from a step of the opacity to the next frame."""

from __future__ import annotations

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks.case import photo_12mp
from benchmarks.start_up import open_browser, running_app, wait_for_port
from benchmarks.stroke import stroke_step_ms
from skin_core.i18n import t

# Stops the clock of the page in the frame after the one that painted the judged photo, decoded.
SHOW = """() => new Promise((done, fail) => {
    setTimeout(() => fail(new Error('no picture')), 60000);
    const shown = (picture) => picture?.src && picture.complete && picture.naturalWidth > 0;
    const look = () => {
        const pictures = document.querySelectorAll('.sd-layers .photo');
        if (pictures.length > 0 && [...pictures].every(shown)) {
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
            return;
        }
        requestAnimationFrame(look);
    };
    look();
})"""
# One press of a key: the slider's own event, then the frame after the one that painted it. A finger
# knows no frames, so the presses fall evenly over the length of one.
STEP = """(value) => new Promise((done) => setTimeout(() => {
    const slider = document.querySelector('.sd-layers input');
    const start = performance.now();
    slider.value = value;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
}, value * 1000 / 60))"""
PHOTOS, STEPS = 3, 15


def measure() -> dict[str, float]:
    """Median milliseconds until a 12-megapixel photo stands on the page, judged, and of steps."""
    shown: list[float] = []
    steps: list[float] = []
    strokes: list[float] = []
    with TemporaryDirectory() as home, open_browser() as browser, running_app() as (port, _, _):
        wait_for_port(port)
        photo = Path(home) / "photo.jpg"
        photo.write_bytes(photo_12mp())
        for _ in range(PHOTOS + 1):
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/analyse")
            shown.append(_result_shown_ms(page, photo))
            page.get_by_role("radio", name=t("analyse.layer.heatmap", "en"), exact=True).click()
            page.locator(".sd-layers .heat").wait_for()
            steps = [page.evaluate(STEP, step / STEPS) for step in range(STEPS)]
            strokes.append(stroke_step_ms(page))
            page.close()
    return {
        "result_shown_ms": round(statistics.median(shown[1:])),  # the first loads the networks
        "opacity_step_ms": round(statistics.median(steps), 1),
        "stroke_step_ms": round(statistics.median(strokes), 1),
    }


def _result_shown_ms(page: Page, photo: Path) -> float:
    """From the photo given to the photo painted with its answer; the doctor presses at once."""
    drop = page.locator('[data-testid="stFileUploaderDropzoneInput"]').first
    drop.wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(3000)  # the page is drawn, and the networks are loaded
    start = float(page.evaluate("performance.now()"))
    drop.set_input_files(str(photo))
    page.locator(".st-key-analyse-run button:enabled").first.click(timeout=60_000)
    return float(page.evaluate(SHOW)) - start
