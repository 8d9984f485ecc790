"""The handbook without a photo: find a disease, read its memo, set it beside its look-alikes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

import streamlit as st

from skin_core.diseases import all_diseases, disease, disease_name
from skin_core.domain.disease import Disease
from skin_core.i18n import t
from skin_core.services.handbook import COMPARE_ROWS, find_diseases
from skin_core.ui.components.leaves import draw_choices, leaves_html, picked
from skin_core.ui.components.memo import look_alikes_html, memo_html
from skin_core.ui.plain import plain
from skin_core.ui.session import forget, seed, session, widget_value, worded

LIST_HEIGHT_PX = 520
MOST_BESIDE = 3
CHOSEN = "diseases.chosen"
PLACE = "handbook"


@st.fragment
def draw_handbook(language: str) -> None:
    """Search and list on the left, the chosen disease on the right."""
    found = find_diseases(_query(language), language)
    if not found:
        st.info(t("diseases.none", language), icon=":material/search_off:")
        return
    with st.container(key=PLACE):
        names, page = st.columns([2, 5], gap="large")
        with names:
            chosen = _choose(found, language)
        with page:
            _draw_disease(chosen, language)


def _query(language: str) -> str:
    return str(
        st.text_input(
            t("diseases.search", language),
            value=session().handbook_query,
            key=seed("diseases.query", session().handbook_query),
            placeholder=t("diseases.search_hint", language),
            icon=":material/search:",
            on_change=_remember_query,
        )
        or ""
    )


def _remember_query() -> None:
    session().handbook_query = str(widget_value("diseases.query", ""))


def _choose(found: Sequence[str], language: str) -> str:
    if session().handbook not in found:
        session().handbook = found[0]
        forget(CHOSEN)
    st.caption(t("diseases.count", language, count=len(found), total=len(all_diseases())))
    height: int | Literal["content"] = LIST_HEIGHT_PX if len(found) > 12 else "content"
    with st.container(height=height, border=False, key="diseases.list"):
        names = {key: disease_name(key, language) for key in found}
        title = t("diseases.list", language)
        draw_choices(names, session().handbook, title, CHOSEN, _remember_choice)
    return session().handbook


def _remember_choice() -> None:
    session().handbook = picked(CHOSEN)


def _draw_disease(label: str, language: str) -> None:
    draws: Mapping[str, Callable[[], object]] = {
        "memo": lambda: st.html(_all_memos(language)),
        "look_alikes": lambda: st.html(_all_look_alikes(language)),
        "compare": lambda: _draw_comparison(label, language),
    }
    names = [t(f"diseases.tab.{name}", language) for name in draws]
    open_at = t(f"diseases.tab.{session().handbook_tab}", language)
    key = f"diseases.tab.{language}"
    tabs = st.tabs(names, default=open_at, key=key, on_change="rerun")
    for tab, (name, draw) in zip(tabs, draws.items(), strict=True):
        if tab.open:  # the others would make the reader wait for what is not read
            session().handbook_tab = name
            with tab:
                draw()


@cache
def _all_memos(language: str) -> str:
    memos = {key: memo_html(key, None, language) for key in all_diseases()}
    return leaves_html(memos, PLACE)


@cache
def _all_look_alikes(language: str) -> str:
    look_alikes = {key: look_alikes_html(key, language) for key in all_diseases()}
    return leaves_html(look_alikes, PLACE)


def _draw_comparison(label: str, language: str) -> None:
    """The disease and those it is confused with, feature by feature."""
    siblings = [key for key in disease(label).look_alikes if _comparable(disease(key))]
    others = [key for key, entry in all_diseases().items() if _comparable(entry)]
    order = [*siblings, *(key for key in others if key not in siblings and key != label)]
    beside = st.multiselect(
        t("diseases.compare_with", language),
        order,
        default=siblings[:MOST_BESIDE],
        format_func=lambda key: disease_name(key, language),
        max_selections=MOST_BESIDE,
        key=worded(f"diseases.compare.{label}"),
    )
    if not _comparable(disease(label)):
        st.info(t("diseases.not_comparable", language), icon=":material/edit_off:")
        return
    st.markdown(_table([label, *beside], language))


def _comparable(entry: Disease) -> bool:
    return entry.memo is not None and bool(entry.memo.compare)


def _table(labels: Sequence[str], language: str) -> str:
    """A markdown table: one column per disease."""
    head = [" ", *(disease_name(key, language) for key in labels)]
    rows = [head, ["---"] * len(head)]
    for row in COMPARE_ROWS:
        cells = [_cell(key, row, language) for key in labels]
        rows.append([f"**{t(f'diseases.row.{row}', language)}**", *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(label: str, row: str, language: str) -> str:
    memo = disease(label).memo
    return plain(memo.compare[row][language]) if memo and row in memo.compare else "–"
