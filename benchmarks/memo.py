"""From choosing a disease to its memo, as the browser shows it."""

from __future__ import annotations

import statistics

from benchmarks.start_up import open_browser, running_app, wait_for_port
from skin_core.diseases import all_diseases, disease_name

# Starts the clock, chooses, and stops it in the frame after the one that painted the memo: the
# first frame after a click is asked for before anything was painted.
CHOOSE = """([name, words]) => new Promise((done, fail) => {
    setTimeout(() => fail(new Error('no memo of ' + name)), 10000);
    const found = [...document.querySelectorAll('.sd-choices label')]
        .find(label => label.innerText.trim() === name);
    const shown = () => [...document.querySelectorAll('article')]
        .some(memo => memo.textContent.includes(words) && memo.checkVisibility());
    const start = performance.now();
    const look = () => shown()
        ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)))
        : requestAnimationFrame(look);
    found.click();
    look();
})"""
CHOSEN = 12  # diseases
OPENING = 40  # characters that tell a memo from the others


def measure() -> dict[str, float]:
    """Median milliseconds from the click on a name to the words of its memo."""
    memos = [(key, one.memo) for key, one in sorted(all_diseases().items()) if one.memo]
    with open_browser() as browser, running_app() as (port, _, _):
        wait_for_port(port)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/diseases")
        page.get_by_text("Acne", exact=True).first.wait_for(timeout=60_000)
        page.wait_for_timeout(8000)  # the networks are loaded in the background
        spent = [
            float(page.evaluate(CHOOSE, [disease_name(key, "en"), memo.summary["en"][:OPENING]]))
            for key, memo in memos[1 : CHOSEN + 1]
        ]
    return {"memo_shown_ms": round(statistics.median(spent), 1)}
