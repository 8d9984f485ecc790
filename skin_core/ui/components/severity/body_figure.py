"""A body from both sides, on which a region is chosen by mouse, finger or keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from skin_core.scoring.words import place_name
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet, regions_of
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
PARTS: Mapping[str, tuple[str, ...]] = {
    "head": ("head",),
    "trunk": ("trunk",),
    "arm_left": ("upper_limbs",),
    "arm_right": ("upper_limbs",),
    "hand_left": ("hands", "upper_limbs"),
    "hand_right": ("hands", "upper_limbs"),
    "leg_left": ("lower_limbs",),
    "leg_right": ("lower_limbs",),
    "foot_left": ("feet", "lower_limbs"),
    "foot_right": ("feet", "lower_limbs"),
}
"""What is drawn, and the regions it belongs to: the first that an index has."""


def body_figure(sheet: ScoreSheet, key: str, on_choice: Callable[[], None]) -> None:
    """The figure of an index that has regions; `region_chosen` reads what was chosen."""
    data = {
        "title": say("severity.figure.title"),
        "left": say("severity.figure.left"),
        "right": say("severity.figure.right"),
        "views": [_view(sheet, view) for view in VIEWS],
        "chosen": sheet.region,
    }
    _FIGURE(key=key, data=data, default={"chosen": {}}, on_chosen_change=on_choice)


def region_chosen(key: str) -> str:
    """The region chosen last; "" where none was."""
    state = widget_value(key)
    chosen = state.get("chosen") if isinstance(state, Mapping) else None
    return str(chosen.get("region", "")) if isinstance(chosen, Mapping) else ""


def region_of(part: str, index: str) -> str:
    """The region of an index that a part of the body belongs to; "" where it has none."""
    known = regions_of(index)
    return next((region for region in PARTS[part] if region in known), "")


def _view(sheet: ScoreSheet, view: str) -> dict[str, object]:
    name = say(f"severity.figure.{view}")
    return {"view": view, "name": name, "parts": [_part(sheet, part, name) for part in PARTS]}


def _part(sheet: ScoreSheet, part: str, view: str) -> dict[str, object]:
    region = region_of(part, sheet.index)
    missing = sheet.missing_in(region)
    drawn = say(f"severity.figure.parts.{part}")
    name = place_name(sheet.index, region, speech().language)
    state = say("severity.figure.open", count=missing) if missing else say("severity.figure.done")
    words = {"part": drawn, "view": view, "region": name, "state": state}
    key = "severity.figure.part" if name != drawn else "severity.figure.part_same"
    if name == drawn:
        del words["region"]
    return {"part": part, "region": region, "name": say(key, **words), "done": not missing}
