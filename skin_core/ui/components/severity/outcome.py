"""What the entries come to: the score, its band and breakdown; or what is still asked for."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from skin_core.errors import ScoreError, ScoreIncomplete
from skin_core.narrative.scores import points_text
from skin_core.scoring import INDICES, Score, score_of
from skin_core.scoring.words import band_text, citations, notes, place_name, refusal
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet, places_of, regions_of

NUMBER = "3.5rem"


def worked_out(sheet: ScoreSheet) -> Score | ScoreError:
    """The score of what was entered, or why there is none."""
    try:
        score, _ = score_of(sheet.index, sheet.table())
    except ScoreError as error:
        return error
    return score


def draw_refusal(sheet: ScoreSheet, error: ScoreError) -> None:
    """What is still asked for, by name; or what cannot be meant so."""
    if not isinstance(error, ScoreIncomplete):
        st.error(plain(refusal(error, speech().language)), icon=":material/error:")
        return
    known = INDICES[sheet.index]
    places = [place for place in (*known.asks, *known.yes_no) if not sheet.is_idle(place)]
    done = sum(place in sheet.entered for place in places)
    st.progress(done / len(places), say("severity.progress", done=done, all=len(places)))
    st.html(_missing_html(sheet))


def _missing_html(sheet: ScoreSheet) -> str:
    """Names of what is missing, those of a region together; of one not begun its name."""
    language, rows = speech().language, []
    for region in ("", *regions_of(sheet.index)):
        asked = places_of(sheet.index, region)
        missing = [place for place in asked if sheet.is_open(place)]
        head = f"<b>{escape(place_name(sheet.index, region, language))}</b>" if region else ""
        if head and len(missing) == len(asked):  # a region not begun needs no list of its signs
            rows.append(f"<li>{head}</li>")
        elif missing:
            names = [place_name(sheet.index, one.rpartition(".")[2], language) for one in missing]
            lead = f"{head}: " if head else ""
            rows.append(f"<li>{lead}{escape(' · '.join(names))}</li>")
    title = escape(say("severity.still_asked"))
    return f'<h3 class="sd-bars-title">{title}</h3><ul class="sd-missing">{"".join(rows)}</ul>'


def draw_total(score: Score) -> None:
    """Total, range and band."""
    st.html(_total_html(score))


def draw_parts(score: Score) -> None:
    """What each region and each sign adds."""
    points = {
        "severity.by_region": _named(score, score.by_region),
        "severity.by_sign": _named(score, score.by_sign),
    }
    for title, named in points.items():
        if len(named) > 1:  # one part alone says no more than the total
            st.html(_bars_html(say(title), named, score.total))


def draw_about(index: str) -> None:
    """What to keep in mind, and the sources."""
    for note in notes(index, speech().language):
        st.markdown(f":material/info: {plain(note)}")
    sources = citations(index)
    told = "; ".join(map(plain, sources)) if sources else say("severity.no_source")
    st.caption(f"{say('severity.sources')}: {told}" if sources else told)


def _named(score: Score, points: Mapping[str, float]) -> dict[str, float]:
    language = speech().language
    return {place_name(score.index, key, language): value for key, value in points.items()}


def _total_html(score: Score) -> str:
    low, high = (points_text(one, speech()) for one in (score.lowest, score.highest))
    within = say("severity.range", lowest=low, highest=high)
    band = band_text(score.index, score.band, speech().language) if score.band else ""
    told = f"<strong>{escape(band)}</strong>" if band else ""
    return (
        f'<div class="sd-score" role="status"><b>{points_text(score.total, speech())}</b> '
        f"<span>{escape(within)}</span> {told}</div>"
    )


def _bars_html(title: str, points: dict[str, float], total: float) -> str:
    """Each part as a bar; the full track is the total, so that the longest tells most of it."""
    rows = "".join(_bar_html(name, value, total) for name, value in points.items())
    return (
        f'<h3 class="sd-bars-title">{escape(title)}</h3>'
        f'<div class="sd-bars" role="list" aria-label="{escape(title)}">{rows}</div>'
    )


def _bar_html(name: str, value: float, total: float) -> str:
    share = value / total if total else 0.0
    return (
        f'<div class="name" role="listitem">{escape(name)}</div><div class="track">'
        f'<div class="bar in-set" style="width:calc((100% - {NUMBER}) * {share:.3f})"></div>'
        f'<span class="number">{points_text(value, speech())}</span></div>'
    )
