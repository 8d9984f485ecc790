"""The memos beside an analysis: of the likely diseases at once, of any other when it is sought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from skin_core.diseases import all_diseases
from skin_core.drugs import Taker
from skin_core.services.handbook import find_diseases
from skin_core.ui.components.result.before_treating import draw_before_treating
from skin_core.ui.components.result.fit import entered_of, fit_html
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.leaves import draw_choices, leaves_html, picked
from skin_core.ui.components.shared.memo import look_alikes_html, memo_html
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, seed, session, worded

LIKELY = 5  # as many as there are bars
OTHER = "other"


@dataclass(frozen=True)
class Reading:
    """What is read: a disease by the button it was chosen with.

    pages: label by button, of every button whose page is ready to be shown. chosen: the button.
    """

    pages: Mapping[str, str]
    chosen: str

    @property
    def label(self) -> str:
        """The disease that is read; "" where none was chosen yet."""
        return self.pages.get(self.chosen, "")


def choose_reading(shown: Shown, place: str) -> Reading:
    """Buttons for the likely diseases; a list of all for any other, or where none is likely.

    place: key of the container that holds the buttons and what is read.
    """
    ranked = [one.label for one in shown.analysis.differential if one.label in all_diseases()]
    likely = ranked[:LIKELY]
    key = f"{place}.choice"
    if not likely:
        label = _any_disease((), shown.diagnosis, place)
        return Reading({OTHER: label} if label else {}, OTHER)
    names = {label: speech().label(label) for label in likely}
    names[OTHER] = say("analyse.memo.other")
    chosen = picked(key, likely[0])
    chosen = chosen if chosen in names else likely[0]
    draw_choices(names, chosen, say("analyse.memo.choose"), key)
    pages = {label: label for label in likely}
    if chosen == OTHER and (label := _any_disease(likely, "", place)):
        pages[OTHER] = label
    return Reading(pages, chosen)


def draw_reading(reading: Reading, shown: Shown, place: str) -> None:
    """What must be asked before treating the disease, and its memo."""
    if shown.is_open and reading.label:
        draw_before_treating(reading.label, shown.facts)
    entered = entered_of(shown)
    taker = Taker(shown.facts, entered.age, shown.patient.sex)
    _leaves(
        reading,
        lambda label: fit_html(label, entered) + memo_html(label, taker, speech()),
        place,
    )


def draw_reading_look_alikes(reading: Reading, place: str) -> None:
    """The look-alikes of the disease whose memo is read."""
    if not reading.label and reading.chosen == OTHER:
        st.caption(say("analyse.memo.none_chosen"))
    _leaves(reading, lambda label: look_alikes_html(label, speech()), place)


def _leaves(reading: Reading, text: Callable[[str], str], place: str) -> None:
    if len(reading.pages) > 1:
        st.html(leaves_html({key: text(label) for key, label in reading.pages.items()}, place))
    elif reading.label:  # a single page is not turned
        st.html(text(reading.label))


def _any_disease(offered: Sequence[str], first: str, place: str) -> str:
    """A list of all diseases but those offered already; "" where none is chosen.

    first: chosen before anything else was, such as a diagnosis that was just made.
    """
    found = find_diseases("", speech().language)
    options = [one.label for one in found if one.label not in offered]
    field, known = worded(f"{place}.any"), session().sought.get(place, "")
    if first and not known:
        known = first
        forget(field)
    chosen: str | None = st.selectbox(
        say("analyse.memo.choose"),
        options,
        index=None,
        format_func=lambda one: speech().label(one),
        key=seed(field, known if known in options else None),
        placeholder=say("analyse.memo.choose_hint"),
    )
    session().sought[place] = chosen or ""
    return session().sought[place]
