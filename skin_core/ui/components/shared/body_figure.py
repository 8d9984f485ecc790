"""A body from both sides, on which a part is chosen by mouse, finger or keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from skin_core.ui.say import say
from skin_core.ui.session import widget_value

_FOLDER = Path(__file__).parent
_FIGURE = st.components.v2.component(
    "skindesk_body_figure",
    html='<div class="sd-body" role="toolbar"></div>',
    css=(_FOLDER / "body_figure.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "body_figure.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # one style sheet for the whole page
)
VIEWS = ("front", "back")
PARTS = (
    "head", "trunk", "arm_left", "arm_right", "hand_left", "hand_right",
    "leg_left", "leg_right", "foot_left", "foot_right",
)  # fmt: skip
Told = Callable[[str, str], Mapping[str, object]]


def draw_body(key: str, told: Told, chosen: str, on_choice: Callable[[], None]) -> None:
    """The figure. told: of a part and a view its region, its name for who cannot see it, and
    whether it is done; parts of one region are chosen together. chosen: region, "" for none.
    """
    data = {
        "title": say("severity.figure.title"),
        "left": say("severity.figure.left"),
        "right": say("severity.figure.right"),
        "views": [_view(view, told) for view in VIEWS],
        "chosen": chosen,
    }
    _FIGURE(key=key, data=data, default={"chosen": {}}, on_chosen_change=on_choice)


def region_chosen(key: str) -> str:
    """The region chosen last; "" where none was."""
    state = widget_value(key)
    chosen = state.get("chosen") if isinstance(state, Mapping) else None
    return str(chosen.get("region", "")) if isinstance(chosen, Mapping) else ""


def _view(view: str, told: Told) -> dict[str, object]:
    parts = [{"part": part, **told(part, view)} for part in PARTS]
    return {"view": view, "name": say(f"severity.figure.{view}"), "parts": parts}
