"""Three points set by hand on two photos, for skin that shows no marks of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from skin_core.errors import PointsNotSet
from skin_core.services.aligned import Places, Points
from skin_core.ui.components.follow_up.before_after import address
from skin_core.ui.say import say
from skin_core.ui.session import widget_value

_FOLDER = Path(__file__).parent
_NAMES = ("before", "after")
_FIRST: Places = ((0.3, 0.35), (0.7, 0.35), (0.5, 0.7))
_POINTS = "".join(f"<button type='button'><span>{number}</span></button>" for number in (1, 2, 3))
_FRAME = f"<figure><figcaption></figcaption><div class='frame'><img>{_POINTS}</div></figure>"
_EDITOR = st.components.v2.component(
    "skindesk_three_points",
    html=f'<div class="sd-points">{_FRAME}{_FRAME}</div>',
    css=(_FOLDER / "three_points.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "three_points.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # one style sheet for the whole page
)


def three_points(
    photos: tuple[bytes, bytes],
    days: tuple[str, str],
    kept: Points | None,
    key: str,
) -> Points:
    """The points as they stand. photos: JPEGs; kept: where they were set before."""
    titles = [
        f"{say(f'diary.pair.{name}')} · {day}" for name, day in zip(_NAMES, days, strict=True)
    ]
    points = kept or (_FIRST, _FIRST)
    data = {
        "photos": [address(one) for one in photos],
        "titles": titles,
        "labels": [
            [say("diary.points.point", number=number, photo=title) for number in (1, 2, 3)]
            for title in titles
        ],
        "points": dict(zip(_NAMES, points, strict=True)),
    }
    _EDITOR(key=key, data=data, default={"points": {}}, on_points_change=_nothing)
    state = widget_value(key)
    told = state.get("points") if isinstance(state, Mapping) else None
    return _read(told) or points


def check_moved(points: Points, kept: Points | None) -> None:
    """Where the points lie at first is no place of the skin. Raises: PointsNotSet."""
    left = (at == first for places in points for at, first in zip(places, _FIRST, strict=True))
    if any(left) and points != kept:
        raise PointsNotSet


def _nothing() -> None:
    """The points are read when they are asked for."""


def _read(told: object) -> Points | None:
    """Three points on each photo, as a browser told them; None where it told anything else."""
    if not isinstance(told, Mapping):
        return None
    try:
        before, after = (
            tuple(
                (min(1.0, max(0.0, float(x))), min(1.0, max(0.0, float(y)))) for x, y in told[one]
            )
            for one in _NAMES
        )
    except (KeyError, TypeError, ValueError):
        return None
    return (before, after) if len(before) == len(after) == len(_FIRST) else None
