"""What differs from the first visit by no more than measuring errs, as a band behind a line."""

from __future__ import annotations

from typing import Any

from skin_core.domain.score import KeptScore
from skin_core.scoring.change import DETECTABLE_ONE_RATER, DETECTABLE_TWO_RATERS
from skin_core.scoring.indices import SAME_RATER
from skin_core.scoring.vasi import INDEX as VASI
from skin_core.services.area_change import OwnError
from skin_core.ui.components.follow_up.areas import CM2, Areas

Band = tuple[float, float]
_OPACITY = 0.13


def band_round(value: float, detectable: float | None) -> Band | None:
    """From how far below a first value to how far above; None where no error is known."""
    return None if not detectable else (max(0.0, value - detectable), value + detectable)


def area_band(areas: Areas, axis: str, own: OwnError | None) -> Band | None:
    """The same of square centimetres drawn by hand beside the card: a ratio, not a sum."""
    by_hand = all(
        visit.area
        and own
        and own.tells(visit.area)
        and not (visit.area.scale_error or visit.area.is_cut_off)
        for visit, _ in areas
    )
    if own is None or axis != CM2 or not by_hand:
        return None
    first = areas[0][1].value
    return first / own.ratio, first * own.ratio


def detectable_of(scores: list[KeptScore]) -> float | None:
    """The published smallest detectable change of an index; None where there is none.

    Of VASI that between two raters, unless every later visit tells that it was one.
    """
    if scores[0].index != VASI:
        return None
    is_one = all(one.entered.get(SAME_RATER) is True for one in scores[1:])
    return (DETECTABLE_ONE_RATER if is_one else DETECTABLE_TWO_RATERS).points


def shape_of(band: Band, axis: str, colour: str) -> dict[str, Any]:
    """The band as Plotly draws it, over the whole width of a panel."""
    return {
        "type": "rect",
        "xref": "paper",
        "yref": axis,
        "x0": 0,
        "x1": 1,
        "y0": band[0],
        "y1": band[1],
        "fillcolor": colour,
        "opacity": _OPACITY,
        "line": {"width": 0},
        "layer": "below",
    }
