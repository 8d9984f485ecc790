"""Any question can be put on the page: one list of all facts, searched by typing."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from skin_core.domain.fold import fold, fold_spacing
from skin_core.facts import all_facts
from skin_core.i18n import t
from skin_core.ui.session import forget, is_shown, seed, session, widget_value, worded

MOST_MEANT = 4


def add_fact(shown: Collection[str], language: str, key: str) -> None:
    """Choose a question by a word of it; its input comes on the page. shown: what stands there."""
    options = [name for name in all_facts() if name not in shown]
    field = worded(f"{key}.add_fact")
    st.selectbox(
        t("analyse.facts.add", language),
        options,
        index=None,
        format_func=lambda one: _label(one, language) if one in all_facts() else one,
        key=seed(field, None),
        placeholder=t("analyse.facts.add_hint", language),
        filter_mode="contains",
        accept_new_options=True,  # words without accents, which the browser does not fold
        width=560,
        on_change=_add,
        args=(field, language),
    )


def facts_meant(text: str, language: str) -> tuple[str, ...]:
    """Facts that the words mean, whatever their accents and Korean spacing: by the whole name, else
    by a part of it, else by a part of the question."""
    wanted = fold_spacing(text)
    names = {key: fold_spacing(spec.name[language]) for key, spec in all_facts().items()}
    if not wanted:
        return ()
    return (
        tuple(key for key, name in names.items() if name == wanted)
        or tuple(key for key, name in names.items() if wanted in name)
        or tuple(
            key
            for key, spec in all_facts().items()
            if wanted in fold_spacing(spec.question[language])
        )
    )


def _label(key: str, language: str) -> str:
    spec = all_facts()[key]
    name, question = spec.name[language], spec.question[language]
    return question if fold(name) in fold(question) else f"{name} – {question}"


def _add(field: str, language: str) -> None:
    if not is_shown(field) or not widget_value(field):
        return
    state, chosen = session(), str(widget_value(field))
    found = (chosen,) if chosen in all_facts() else facts_meant(chosen, language)[:MOST_MEANT]
    if not found:
        state.notices.append(t("analyse.facts.add_none", language, words=chosen))
    state.added = tuple(dict.fromkeys((*state.added, *found)))
    forget(field)
