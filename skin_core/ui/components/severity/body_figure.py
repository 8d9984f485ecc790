"""The body of an index that has regions: which are complete, and which is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from skin_core.scoring.words import place_name
from skin_core.ui.components.shared.body_figure import draw_body
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet, regions_of

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
    draw_body(key, lambda part, view: _part(sheet, part, view), sheet.region, on_choice)


def region_of(part: str, index: str) -> str:
    """The region of an index that a part of the body belongs to; "" where it has none."""
    known = regions_of(index)
    return next((region for region in PARTS[part] if region in known), "")


def _part(sheet: ScoreSheet, part: str, view: str) -> dict[str, object]:
    region = region_of(part, sheet.index)
    missing = sheet.missing_in(region)
    drawn = say(f"severity.figure.parts.{part}")
    name = place_name(sheet.index, region, speech().language)
    state = say("severity.figure.open", count=missing) if missing else say("severity.figure.done")
    words = {"part": drawn, "view": say(f"severity.figure.{view}"), "region": name, "state": state}
    key = "severity.figure.part" if name != drawn else "severity.figure.part_same"
    if name == drawn:
        del words["region"]
    return {"region": region, "name": say(key, **words), "done": not missing}
