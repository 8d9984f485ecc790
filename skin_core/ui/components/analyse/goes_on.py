"""Where the keyboard goes on after New, after a photo, after the analysis and after Save."""

from __future__ import annotations

from skin_core.ui.components.analyse.steps import current_step
from skin_core.ui.components.shared.focus import focus_on, inside
from skin_core.ui.session import session

PLACES = {
    "entry": (inside("analyse.patient-line", "input"), inside("analyse.upload", "button")),
    "photos": (inside("analyse.run", "button"),),
    "result": (inside("result-head", ":is(h1, h2, h3)"),),
    "naming": (inside("analyse.naming", "input"),),
    "saved": (inside("analyse.report", "button"),),
}


def keyboard_goes_on() -> None:
    """To be drawn at the top of the page, in every step of it."""
    state, step = session(), current_step()
    name = step.split()[0]
    count = len(state.draft.photos) if state.draft else 0
    if name == "entry" and count:
        name = "photos"
    if state.naming:
        name = "naming"
    focus_on(f"{step} {count} {state.naming}", *PLACES.get(name, ()))
