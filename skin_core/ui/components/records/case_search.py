"""Find cases by name, number, date, disease in any language, urgency and signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import CaseQuery, CaseSummary
from skin_core.ui.components.shared.case_list import (
    case_site,
    concluded_words,
    open_button,
    person_words,
    signed_badge,
    thumbnail,
    when_words,
)
from skin_core.ui.components.shared.places import put_beside
from skin_core.ui.components.shared.urgency import urgency_badge
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import PAGE, forget, hold, is_shown, seed, session, widget_value, worded

WIDGETS = "records.search."
TWO = 2  # cases beside each other
WIDTHS = (0.6, 2.2, 1.6, 2.8, 1.6, 1.4)
COLUMNS = ("patient", "visit", "diagnosis", "urgency")


def search_fields(query: CaseQuery) -> None:
    """One field for words, the rest beside it."""
    signed = {None: "any", True: "yes", False: "no"}[query.signed]
    with st.container(horizontal=True, vertical_alignment="bottom", key="records.search"):
        st.text_input(
            say("records.search.text"),
            value=query.text,
            key=seed(WIDGETS + "text", query.text),
            type="search",
            placeholder=say("records.search.text_hint"),
            icon=":material/search:",
            live="300ms",
            width=300,
            on_change=_search,
        )
        _day_field("date_from", query.date_from)
        _day_field("date_to", query.date_to)
        st.selectbox(
            say("records.search.urgency"),
            list(Urgency),
            format_func=lambda one: speech().urgency(one),
            index=None,
            key=hold(worded(WIDGETS + "urgency"), query.urgency),
            placeholder=say("records.search.any"),
            width=140,
            on_change=_search,
        )
        st.segmented_control(
            say("records.search.signed"),
            ["any", "yes", "no"],
            format_func=lambda one: say(f"records.search.signed_{one}"),
            default=signed,
            key=seed(worded(WIDGETS + "signed"), signed),
            required=True,
            on_change=_search,
        )


def _day_field(name: str, value: str) -> None:
    day = date.fromisoformat(value) if value else None
    st.date_input(
        say(f"records.search.{name}"),
        value=day,
        key=seed(WIDGETS + name, day),
        format="YYYY-MM-DD",
        width=150,
        on_change=_search,
    )


def _search() -> None:
    def day(name: str) -> str:
        value = widget_value(WIDGETS + name)
        return value.isoformat() if isinstance(value, date) else ""

    if not is_shown(WIDGETS + "text"):
        return
    urgency = widget_value(worded(WIDGETS + "urgency"))
    session().search = CaseQuery(
        text=str(widget_value(WIDGETS + "text") or "").strip(),
        date_from=day("date_from"),
        date_to=day("date_to"),
        urgency=Urgency(str(urgency)) if urgency else None,
        signed={"yes": True, "no": False}.get(str(widget_value(worded(WIDGETS + "signed")))),
        limit=PAGE,
    )


def clear_search() -> None:
    """Ask for everything again."""
    session().search = CaseQuery(limit=PAGE)
    forget(WIDGETS)


def more_cases() -> None:
    """Show another page of the same search."""
    query = session().search
    session().search = replace(query, limit=query.limit + PAGE)


def case_rows(cases: tuple[CaseSummary, ...]) -> None:
    """One row for each case, under the names of the columns."""
    with st.container(key="record-head"):
        head = st.columns(WIDTHS, vertical_alignment="center")
        for place, name in zip(head[1:], COLUMNS, strict=False):
            place.caption(say(f"records.column.{name}"))
    for case in cases:
        _row(case)


def _row(case: CaseSummary) -> None:
    with st.container(key=f"record-row-{case.case_id}"):
        cells = st.columns(WIDTHS, vertical_alignment="center")
        with cells[0]:
            thumbnail(case.thumbnail_key, f"row.{case.case_id}")
        with cells[1]:
            code = f"  \n:small[:gray[{plain(case.patient_code)}]]" if case.patient_code else ""
            st.markdown(person_words(case) + code)
        with cells[2]:
            site = f"  \n:small[:gray[{case_site(case)}]]" if case_site(case) else ""
            st.markdown(when_words(case) + site)
        cells[3].markdown(concluded_words(case))
        with cells[4], st.container(horizontal=True, gap="xxsmall"):
            urgency_badge(case.urgency)
            signed_badge(case.is_signed)
        with cells[5], st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            open_button(case, "records")
            _compare_box(case)


def _compare_box(case: CaseSummary) -> None:
    is_ticked = case.case_id in session().compared
    key = seed(f"records.compare.{case.case_id}", is_ticked)
    st.checkbox(
        say("records.compare.tick"),
        value=is_ticked,
        key=key,
        on_change=_tick,
        args=(case.case_id, key),
    )


def _tick(case_id: str, key: str) -> None:
    """The second opens both beside each other."""
    if not is_shown(key):
        return
    state = session()
    others = tuple(one for one in state.compared if one != case_id)
    state.compared = (*others, case_id) if widget_value(key) else others
    if len(state.compared) == TWO:
        first, second = state.compared
        state.compared = ()
        forget("records.compare.")
        put_beside(second, first)
