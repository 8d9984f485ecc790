"""From a grade that is changed on the Severity page to the score that follows from it."""

from __future__ import annotations

import statistics

import psutil
from playwright.sync_api import Page

from benchmarks.hand import Hand
from benchmarks.start_up import open_browser, running_app, wait_for_port
from tests.browser.doctor import WIRE

AGE, AREA = "30", "20"
REGIONS = {
    "lower_limbs": "Lower limbs",
    "trunk": "Trunk",
    "upper_limbs": "Upper limbs",
    "head": "Head and neck",
}
SIGNS = ("erythema", "induration", "excoriation", "lichenification")
FORM = "severity.none.easi"  # where the keys of its fields begin
CHANGES = 20
# Starts the clock, presses, and stops it in the frame after the one that painted another number.
CHANGE = """(grade) => new Promise((done, fail) => {
    setTimeout(() => fail(new Error('no other score')), 10000);
    const number = () => document.querySelector('.sd-score b')?.textContent;
    const before = number();
    const look = () => number() && number() !== before
        ? requestAnimationFrame(() => done(performance.now() - start))
        : requestAnimationFrame(look);
    const start = performance.now();
    [...document.querySelectorAll('[class*="-head-erythema"] [role=radio]')]
        .find((button) => button.innerText.trim() === grade).click();
    look();
})"""


def measure() -> dict[str, float]:
    """Milliseconds from the press on a grade to the new EASI, all regions filled in.

    score_shown_ms: median, as the browser shows it. score_cpu_ms: that cores worked for it in the
    app; what else the machine does is not in them.
    """
    with open_browser() as browser, running_app() as (port, process, _):
        wait_for_port(port)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(WIRE)
        page.goto(f"http://127.0.0.1:{port}/severity")
        _fill_in(Hand(page))
        page.wait_for_timeout(8000)  # the networks are loaded in the background
        worked = psutil.Process(process.pid)
        before = _cpu_s(worked)
        spent = [_changed(page, "2" if turn % 2 else "3") for turn in range(CHANGES)]
        cpu_ms = (_cpu_s(worked) - before) * 1000 / CHANGES
    return {
        "score_shown_ms": round(statistics.median(spent), 1),
        "score_cpu_ms": round(cpu_ms, 1),
    }


def _cpu_s(process: psutil.Process) -> float:
    """Seconds that cores worked for it so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def _fill_in(hand: Hand) -> None:
    """An EASI with eczema of every region; the head is looked at last."""
    hand.sees(f"{FORM}.age_years")
    _write(hand, f"{FORM}.age_years", AGE)
    for region, name in REGIONS.items():
        hand.click(hand.part(f"{FORM}.region").get_by_text(name))
        _write(hand, f"{FORM}.{region}.area_percent", AREA)
        for sign in SIGNS:
            hand.answers(f"{FORM}.{region}.{sign}", "2")
    hand.sees(hand.page.locator(".sd-score"))


def _write(hand: Hand, key: str, text: str) -> None:
    hand.part(key, "input").focus()
    hand.types(text)
    hand.press("Tab")


def _changed(page: Page, grade: str) -> float:
    spent = float(page.evaluate(CHANGE, grade))
    page.wait_for_timeout(300)  # the rest of the page is drawn
    return spent
