"""For and against: what of the entered facts fits each disease, beside its bar, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from html import escape

import streamlit as st

from skin_core.diseases.picture import all_pictures
from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.picture import Fit, Picture
from skin_core.facts import local_time
from skin_core.narrative.fit import fit, to_ask
from skin_core.narrative.fit_words import against_text, ask_text, for_text, source_text
from skin_core.narrative.seen import Entered
from skin_core.ui import drafting
from skin_core.ui.components.result.bars import bar_row
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.say import say, speech

BARS = 3
BESIDE_A_BAR, BY_ITSELF = 3, 99  # statements of each kind


def bars_with_fit(shown: Shown) -> None:
    """The likeliest diseases as bars, under each what fits it and what does not.

    The bars are the network's, whatever the statements say.
    """
    rows, marked = shown.analysis.differential[:BARS], shown.analysis.prediction_set
    fits = _fits(shown)
    cells = "".join(
        bar_row(row, row.label in marked) + _lines(fits.get(row.label, Fit()), BESIDE_A_BAR)
        for row in rows
    )
    st.html(f'<div class="sd-bars" role="list">{cells}</div>')


def asked_by_bars(shown: Shown) -> str:
    """What would tell the diseases of the bars apart, and whose word the bars are; or ""."""
    fits = _fits(shown)
    asked = to_ask(_pictures(fits), entered_of(shown)) if shown.is_open else ()
    told = any(one.for_ or one.against for one in fits.values())
    words = (ask_text(asked, speech()), say("fit.note") if told else "")
    return "  \n".join(filter(None, words))


def _fits(shown: Shown) -> dict[str, Fit]:
    """What speaks for and against each disease of the bars, where that is written."""
    entered = entered_of(shown)
    rows = shown.analysis.differential[:BARS]
    return {one.label: fit(one, entered) for one in _pictures(row.label for row in rows)}


def fit_html(label: str, entered: Entered) -> str:
    """All that is for and against one disease, and where that stands; "" where nothing is."""
    found = [fit(one, entered) for one in _pictures([label])]
    lines = _lines(found[0], BY_ITSELF) if found else ""
    if not lines:
        return ""
    source = say("fit.source", source=source_text(label, speech()))
    return f'{lines}<div class="sd-fit"><p>{escape(source)}</p></div>'


def entered_of(shown: Shown) -> Entered:
    """What was entered: of an open case as of now, of a saved one as of its visit."""
    if shown.is_open:
        now = drafting.now()
        return Entered(shown.facts, shown.patient.age_on(now.date()), shown.patient.sex, now)
    day = date.fromisoformat(shown.visit_date)
    seen = _seen_at(shown.analysis, day)
    return Entered(shown.facts, shown.patient.age_on(day), shown.patient.sex, seen)


def _seen_at(analysis: CaseAnalysis, day: date) -> datetime:
    """When it was analysed, on this machine's clock; without photos at the end of that day."""
    times = [photo.provenance.created_at for photo in analysis.photos]
    return local_time(times[0]) if times else datetime.combine(day, time.max)


def _pictures(labels: Iterable[str]) -> list[Picture]:
    return [all_pictures()[label] for label in labels if label in all_pictures()]


def _lines(found: Fit, most: int) -> str:
    texts = (for_text(found, speech(), most), against_text(found, speech(), most))
    lines = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    return f'<div class="sd-fit">{lines}</div>' if lines else ""
