"""The course as a chart: a panel each for area, colour, every index, what is told, treatments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from skin_core.domain.course import Course, Visit
from skin_core.narrative.course import TOLD, treatment_text
from skin_core.scoring import INDICES
from skin_core.scoring.suggested import acne_of
from skin_core.scoring.words import short_name
from skin_core.services.diary import own_colour_error, own_error
from skin_core.ui import resources
from skin_core.ui.components.follow_up.areas import Areas, areas_of, by_lens, by_white
from skin_core.ui.components.follow_up.bands import (
    area_band,
    band_round,
    detectable_of,
    shape_of,
)
from skin_core.ui.drafting import now
from skin_core.ui.say import say, speech

_COLOURS = ("#0f8a80", "#b4500b", "#1d5fa8", "#8a6d00", "#7a3e9d")
_DASHES = ("solid", "dot", "dash", "dashdot")
_SYMBOLS = ("circle", "diamond", "square", "triangle-up")
_OPEN = "circle-open"  # of a lesion that its photo cuts off: at least so large
_PANEL_PX, _BAR_PX, _AROUND_PX = 150, 30, 120
_INDEX_PX, _LEAST_INDEX_PX = 100, 70  # each; less where there are many
_INDICES_PX = 400  # of all, as long as each has the least
_BAR_WIDTH_PX = 10
_LEGEND_BELOW_PX = 34
_NAME_WIDTH = 0.3  # of a day on the axis, as a share of a phone's
_GAP_PX = 30  # between panels, with the name of the lower one
Trace = dict[str, Any]
Panel = tuple[str, list[Trace], int]
"""Its name, what is drawn in it, and its height in pixels. A trace may have a band behind it."""
_BAND = "band"


def course_chart(course: Course, key: str, *, is_doubted: bool = False) -> None:
    """The chart; nothing where there is no value to draw. is_doubted: scales contradict."""
    panels = list(_panels(course, is_doubted))
    if not any(traces for _, traces, _ in panels):
        return
    st.plotly_chart(
        figure_of(course, panels),
        width="stretch",
        key=key,
        config={"displayModeBar": False, "scrollZoom": False},
        alt=say("diary.chart.alt"),
    )
    if any(map(_is_cut_off, course.visits)):
        st.caption(say("diary.chart.cut_off"))


def figure_of(course: Course, panels: Sequence[Panel]) -> dict[str, Any]:
    """The chart as Plotly reads it, the first panel on top; all share the days."""
    heights = [height for _, _, height in panels]
    drawn_px = sum(heights) + _GAP_PX * (len(panels) - 1)
    layout: dict[str, Any] = {
        "height": drawn_px + _AROUND_PX,
        "margin": {"l": 40, "r": 40, "t": 28, "b": 8},
        "showlegend": True,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "y": -_LEGEND_BELOW_PX / drawn_px, "yanchor": "top"},
        "dragmode": False,
        "hovermode": "closest",
        "separators": ",." if speech().language == "vi" else ".,",
        "annotations": [],
        "shapes": [],
        "xaxis": _days(course, f"y{len(panels)}" if len(panels) > 1 else "y"),
    }
    top, traces = 1.0, []
    for number, (name, drawn, height) in enumerate(panels, start=1):
        axis = "" if number == 1 else str(number)
        bottom = top - height / drawn_px
        layout[f"yaxis{axis}"] = {"domain": [max(0.0, bottom), top], **_values(drawn, height)}
        layout["annotations"].append(
            {
                "text": f"<b>{name}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": top,
                "xanchor": "left", "yanchor": "bottom", "showarrow": False,
            }
        )  # fmt: skip
        for one in drawn:
            line = {key: value for key, value in one.items() if key != _BAND}
            traces.append({**line, "xaxis": "x", "yaxis": f"y{axis}"})
            if band := one.get(_BAND):
                layout["shapes"].append(shape_of(band, f"y{axis}", one["line"]["color"]))
        top = bottom - _GAP_PX / drawn_px
    return {"data": traces, "layout": layout}


def _values(drawn: Sequence[Trace], height: int) -> dict[str, Any]:
    """The axis of values of a panel; bars of treatments have none, and a line each."""
    is_bars = all(one["line"].get("width") == _BAR_WIDTH_PX for one in drawn)
    axis: dict[str, Any] = {
        "fixedrange": True,
        "rangemode": "tozero",
        "automargin": True,
        "showticklabels": not is_bars,
        "showgrid": not is_bars,
        "zeroline": False,
        "nticks": 5 if height >= _PANEL_PX else 4,
    }
    return {**axis, "range": [0.4, len(drawn) + 0.6]} if is_bars else axis


def _panels(course: Course, is_doubted: bool) -> Iterator[Panel]:
    pairs = resources.pairs_taken_twice() if any(one.area for one in course.visits) else ()
    for lens, visits in by_lens(course.visits).items():
        own_area = own_error(pairs, is_dermoscopic=lens.is_dermoscopic)
        axis, areas = areas_of(visits, is_doubted, own_area)
        band = area_band(areas, axis, own_area)
        name = _axis(f"{axis}_band" if band else axis, lens.name)
        yield name, [{**_area(areas, name), _BAND: band}], _PANEL_PX
    for lens, visits in by_lens(one for one in course.visits if one.colour).items():
        kind = lens.is_dermoscopic
        for white, same in by_white(visits).items():
            own = own_colour_error(pairs, is_dermoscopic=kind, is_white_set=white)
            card = say("diary.lens.card") if white else ""
            taken = ", ".join(filter(None, (lens.name, card)))
            name = _axis("diary.colour.axis" if own else "diary.colour.axis_plain", taken)
            yield name, [_colour(same, own, name)], _PANEL_PX
    scores = list(_scores(course.visits))
    height = max(_LEAST_INDEX_PX, min(_INDEX_PX, _INDICES_PX // max(1, len(scores))))
    for score in scores:  # 4 of IGA is much, and 4 of SCORAD nothing: no two share an axis
        words = {"index": score["name"]}
        name = say("diary.axis_score_band", **words) if score.get(_BAND) else score["name"]
        yield name, [score], height
    if told := [one for number, fact in enumerate(TOLD) if (one := _told(course, fact, number))]:
        yield say("diary.axis_told"), told, _PANEL_PX
    if course.treatments:
        bars = list(_treatments(course))
        yield say("diary.axis_treatments"), bars, _BAR_PX * (len(bars) + 1)


def _axis(key: str, taken: str) -> str:
    """The name of an axis; but for the camera's in white light with how its photos were taken."""
    return say(f"{key}_lens", lens=taken) if taken else say(key)


def _area(areas: Areas, name: str) -> Trace:
    spreads = [spread for _, spread in areas]
    above = [0 if one.high is None else one.high - one.value for one in spreads]
    below = [0 if one.low is None else one.value - one.low for one in spreads]
    visits, values = [visit for visit, _ in areas], [one.value for one in spreads]
    bars = {"type": "data", "symmetric": False, "array": above, "arrayminus": below}
    line = _line(visits, values, name, _COLOURS[0])
    symbols = [_OPEN if _is_cut_off(visit) else _SYMBOLS[0] for visit in visits]
    return {
        **line,
        "marker": {**line["marker"], "symbol": symbols},
        "showlegend": False,
        "error_y": {**bars, "thickness": 1.5, "width": 6},
    }


def _is_cut_off(visit: Visit) -> bool:
    return visit.area is not None and visit.area.is_cut_off


def _colour(visits: Sequence[Visit], own: float | None, name: str) -> Trace:
    values = [visit.colour.delta_e00 for visit in visits if visit.colour]
    line = _line(visits, values, name, _COLOURS[4])
    return {**line, "showlegend": False, _BAND: band_round(values[0], own)}


def _scores(visits: Sequence[Visit]) -> Iterator[Trace]:
    """The last of each index at each visit, and what a network graded of acne beside it."""
    indices = dict.fromkeys(one.index for visit in visits for one in visit.case.scores)
    for index in indices:
        found = [
            (visit, [one for one in visit.case.scores if one.index == index]) for visit in visits
        ]
        told = [(visit, scores[-1]) for visit, scores in found if scores]
        last = [score for _, score in told]
        known = index in INDICES
        name = short_name(index, speech().language) if known else index
        days, totals = [visit for visit, _ in told], [one.total for one in last]
        line = {**_line(days, totals, name, _COLOURS[3]), "showlegend": False}
        yield {**line, _BAND: band_round(last[0].total, detectable_of(last))}
    shown = [(visit, one) for visit in visits if (one := acne_of(visit.case.scores))]
    if sure := [(visit, float(one.grade)) for visit, one in shown if one.grade is not None]:
        days, grades = [visit for visit, _ in sure], [grade for _, grade in sure]
        line = _line(days, grades, say("severity.acne.axis"), _COLOURS[3], form=1)
        yield {**line, "showlegend": False}


def _told(course: Course, fact: str, number: int) -> Trace | None:
    told = [(visit, value) for visit in course.visits if (value := visit.told(fact)) is not None]
    if not told:
        return None
    days, values = [visit for visit, _ in told], [value for _, value in told]
    return _line(days, values, speech().fact(fact), _COLOURS[number + 1], number)


def _line(
    visits: Iterable[Visit], values: Sequence[float], name: str, colour: str, form: int = 0
) -> Trace:
    """Points at the visits, joined. form: of the points, since colour alone is not seen by all."""
    visits = list(visits)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "cliponaxis": False,
        "name": name,
        "x": [visit.case.visit_date for visit in visits],
        "y": list(values),
        "text": [speech().when(visit.case.visit_date) for visit in visits],
        "hovertemplate": "%{text}: %{y:.4g}<extra></extra>",
        "line": {"color": colour, "dash": _DASHES[form % len(_DASHES)]},
        "marker": {"size": 9, "symbol": _SYMBOLS[form % len(_SYMBOLS)], "color": colour},
    }


def _treatments(course: Course) -> Iterator[Trace]:
    """A bar from the first day to the last, or until today, with its name on it.

    Its ends are marks of their own: a line within one day has no length, and is not seen.
    """
    for row, one in enumerate(course.treatments):
        colour = _COLOURS[(row + 2) % len(_COLOURS)]
        name = one.name if len(one.name) <= 28 else f"{one.name[:27]}…"
        yield {
            "type": "scatter",
            "mode": "lines+markers",
            "cliponaxis": False,
            "name": name,
            "x": [one.started_on, one.ended_on or _today(course, one.started_on)],
            "y": [len(course.treatments) - row] * 2,
            "line": {"width": _BAR_WIDTH_PX, "color": colour},
            "marker": {"size": _BAR_WIDTH_PX, "symbol": "square", "color": colour},
            "hovertemplate": treatment_text(one, speech()).replace("<", "‹") + "<extra></extra>",
        }


def _today(course: Course, started_on: str) -> str:
    return max(now().date().isoformat(), course.last.visit_date, started_on)


def _days(course: Course, anchor: str) -> Trace:
    """The axis of days, with those of visits named as the language writes them."""
    days = sorted({visit.day for visit in course.visits})
    ends = [
        date.fromisoformat(day)
        for one in course.treatments
        for day in (one.started_on, one.ended_on or _today(course, one.started_on))
    ]
    first, last = min([*days, *ends]), max([*days, *ends])
    room = max(timedelta(days=1), (last - first) * 0.06)
    named = _apart(days, (last - first) * _NAME_WIDTH)
    return {
        "type": "date",
        "tickvals": [day.isoformat() for day in named],
        "ticktext": [speech().when(day.isoformat()) for day in named],
        "range": [(first - room).isoformat(), (last + room).isoformat()],
        "fixedrange": True,
        "anchor": anchor,
        "automargin": True,
    }


def _apart(days: Sequence[date], least: timedelta) -> list[date]:
    """The first, the last, and those between that stand far enough from both."""
    kept = [days[0]]
    for day in days[1:-1]:
        if day - kept[-1] >= least <= days[-1] - day:
            kept.append(day)
    return kept if days[-1] == days[0] else [*kept, days[-1]]
