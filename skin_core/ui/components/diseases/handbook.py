"""The handbook without a photo: find a disease, read its memo, set it beside its look-alikes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

import streamlit as st

from skin_core.diseases import all_diseases, disease
from skin_core.domain.disease import Disease
from skin_core.domain.words import tokens
from skin_core.narrative.speech import Speech
from skin_core.services.handbook import COMPARE_ROWS, Found, find_diseases
from skin_core.ui.components.shared.leaves import Note, draw_choices, leaves_html, picked
from skin_core.ui.components.shared.memo import look_alikes_html, memo_html
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import opened_at, seed, session, widget_value, worded

LIST_HEIGHT_PX = 520
MOST_BESIDE = 3
CHOSEN = "diseases.chosen"
PLACE = "handbook"


@st.fragment
def draw_handbook() -> None:
    """Search and list on the left, the chosen disease on the right."""
    query = _query()
    found = find_diseases(query, speech().language)
    if not found:
        st.info(say("diseases.none"), icon=":material/search_off:")
        return
    with st.container(key=PLACE):
        names, page = st.columns([2, 5], gap="large")
        with names:
            chosen = _choose(found, _notes(found) if query.strip() else {})
        with page:
            _draw_disease(chosen)


def _query() -> str:
    return str(
        st.text_input(
            say("diseases.search"),
            value=session().handbook_query,
            key=seed("diseases.query", session().handbook_query),
            placeholder=say("diseases.search_hint"),
            icon=":material/search:",
            on_change=_remember_query,
        )
        or ""
    )


def _remember_query() -> None:
    """Another question shows its best answer; where it is taken back, what was read stays."""
    session().handbook_query = str(widget_value("diseases.query", ""))
    if session().handbook_query.strip():
        session().handbook = ""


def _choose(found: Sequence[Found], notes: Mapping[str, Note]) -> str:
    labels = [one.label for one in found]
    if session().handbook not in labels:
        session().handbook = labels[0]
    total = len(find_diseases("", speech().language))
    st.caption(say("diseases.count", count=len(found), total=total))
    height: int | Literal["content"] = LIST_HEIGHT_PX if len(found) > 12 else "content"
    with st.container(height=height, border=False, key="diseases.list"):
        names = {key: speech().disease(key) for key in labels}
        title = say("diseases.list")
        draw_choices(names, session().handbook, title, _chosen_key(), _remember_choice, notes)
    return session().handbook


def _notes(found: Sequence[Found]) -> dict[str, Note]:
    """Why each was found, and whether it is a danger."""
    danger = say("diseases.danger")
    return {one.label: Note(one.line, danger if disease(one.label).danger else "") for one in found}


def _remember_choice() -> None:
    session().handbook = picked(_chosen_key())


def _chosen_key() -> str:
    """One for each question, since the browser would tell its last choice again for another."""
    return f"{CHOSEN}.{'-'.join(tokens(session().handbook_query))}"


def _draw_disease(label: str) -> None:
    draws: Mapping[str, Callable[[], object]] = {
        "memo": lambda: st.html(_all_memos(speech())),
        "look_alikes": lambda: st.html(_all_look_alikes(speech())),
        "compare": lambda: _draw_comparison(label),
    }
    names = [say(f"diseases.tab.{name}") for name in draws]
    key = f"diseases.tab.{speech().language}"
    open_at = say(f"diseases.tab.{opened_at(key, session().handbook_tab)}")
    tabs = st.tabs(names, default=open_at, key=key, on_change="rerun")
    for tab, (name, draw) in zip(tabs, draws.items(), strict=True):
        if tab.open:  # the others would make the reader wait for what is not read
            session().handbook_tab = name
            with tab:
                draw()


@cache
def _all_memos(speaker: Speech) -> str:
    memos = {key: memo_html(key, None, speaker) for key in all_diseases()}
    return leaves_html(memos, PLACE)


@cache
def _all_look_alikes(speaker: Speech) -> str:
    look_alikes = {key: look_alikes_html(key, speaker) for key in all_diseases()}
    return leaves_html(look_alikes, PLACE)


def _draw_comparison(label: str) -> None:
    """The disease and those it is confused with, feature by feature."""
    siblings = [key for key in disease(label).look_alikes if _comparable(disease(key))]
    others = [key for key, entry in all_diseases().items() if _comparable(entry)]
    order = [*siblings, *(key for key in others if key not in siblings and key != label)]
    beside = st.multiselect(
        say("diseases.compare_with"),
        order,
        default=siblings[:MOST_BESIDE],
        format_func=lambda key: speech().disease(key),
        max_selections=MOST_BESIDE,
        key=worded(f"diseases.compare.{label}"),
    )
    if not _comparable(disease(label)):
        st.info(say("diseases.not_comparable"), icon=":material/edit_off:")
        return
    st.markdown(_table([label, *beside]))


def _comparable(entry: Disease) -> bool:
    return entry.memo is not None and bool(entry.memo.compare)


def _table(labels: Sequence[str]) -> str:
    """A markdown table: one column per disease."""
    head = [" ", *(speech().disease(key) for key in labels)]
    rows = [head, ["---"] * len(head)]
    for row in COMPARE_ROWS:
        cells = [_cell(key, row) for key in labels]
        rows.append([f"**{say(f'diseases.row.{row}')}**", *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(label: str, row: str) -> str:
    memo = disease(label).memo
    return plain(speech().of(memo.compare[row])) if memo and row in memo.compare else "–"
