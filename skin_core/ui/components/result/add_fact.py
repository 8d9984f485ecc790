"""Any question can be put on the page: one list of all facts, searched by typing."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from skin_core.domain.fold import fold, fold_spacing
from skin_core.facts import all_facts
from skin_core.narrative.speech import Speech
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, is_shown, seed, session, widget_value, worded

MOST_MEANT = 4


def add_fact(shown: Collection[str], key: str) -> None:
    """Choose a question by a word of it; its input comes on the page. shown: what stands there."""
    options = [name for name in all_facts() if name not in shown]
    field = worded(f"{key}.add_fact")
    st.selectbox(
        say("analyse.facts.add"),
        options,
        index=None,
        format_func=lambda one: _label(one) if one in all_facts() else one,
        key=seed(field, None),
        placeholder=say("analyse.facts.add_hint"),
        filter_mode="contains",
        accept_new_options=True,  # words without accents, which the browser does not fold
        width=560,
        on_change=_add,
        args=(field,),
    )


def facts_meant(text: str, speaker: Speech) -> tuple[str, ...]:
    """Facts that the words mean, whatever their accents and Korean spacing: by the whole name, else
    by a part of it, else by a part of the question."""
    wanted = fold_spacing(text)
    names = {key: fold_spacing(speaker.of(spec.name)) for key, spec in all_facts().items()}
    if not wanted:
        return ()
    return (
        tuple(key for key, name in names.items() if name == wanted)
        or tuple(key for key, name in names.items() if wanted in name)
        or tuple(
            key
            for key, spec in all_facts().items()
            if wanted in fold_spacing(speaker.of(spec.question))
        )
    )


def _label(key: str) -> str:
    spec = all_facts()[key]
    name, question = speech().of(spec.name), speech().of(spec.question)
    return question if fold(name) in fold(question) else f"{name} – {question}"


def _add(field: str) -> None:
    if not is_shown(field) or not widget_value(field):
        return
    state, chosen = session(), str(widget_value(field))
    found = (chosen,) if chosen in all_facts() else facts_meant(chosen, speech())[:MOST_MEANT]
    if not found:
        state.notices.append(say("analyse.facts.add_none", words=chosen))
    state.added = tuple(dict.fromkeys((*state.added, *found)))
    forget(field)
