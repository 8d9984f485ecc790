"""The same result in the words of a language model, where one is set: checked, and marked."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.narrative.writer import Subject
from skin_core.services import dictation
from skin_core.services.dictation import Checked, Dictation
from skin_core.services.language_model import language_model_of
from skin_core.ui import resources
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.copying import copy_button
from skin_core.ui.feedback import plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session

EVERY_S = 0.5


def draw_dictated(shown: Shown, subject: Subject, text: str, key: str) -> None:
    """A button that asks for it, then what was written so far; nothing where no model is set.

    text: what the program wrote of the same result; another result asks for another text.
    """
    model = language_model_of(resources.settings())
    if model is None:
        return
    dictations, language = session().dictations, speech().language

    def begin() -> None:
        dictations[text] = dictation.start(shown.analysis, language, subject, model)

    if text not in dictations:
        label = say("writing.model.ask", model=model.model)
        st.button(label, icon=":material/edit_note:", key=f"{key}.ask", on_click=begin)
        return
    begun = dictations[text]
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(say('writing.model.title', model=begun.model))}**")
        st.caption(say("writing.model.note"))
        if begun.is_over:
            _whole(begun, key, begin)
        else:
            _growing(begun, key)


@st.fragment(run_every=EVERY_S)
def _growing(begun: Dictation, key: str) -> None:
    """Redraw until it is whole."""
    if begun.is_over:
        st.rerun()
    _sentences(begun)
    if not begun.written:
        st.caption(f":material/pending: {say('writing.model.waiting')}")
    stop = say("analyse.running.stop")
    st.button(stop, icon=":material/stop_circle:", key=f"{key}.stop", on_click=begun.stop)


def _whole(begun: Dictation, key: str, begin: Callable[[], None]) -> None:
    _sentences(begun)
    if begun.failure:
        said = f"{plain_error(begun.failure)} {say('writing.model.own_below')}"
        st.warning(said, icon=":material/error:")
    elif begun.is_stopped:
        st.caption(say("writing.model.stopped"))
    if begun.failure or begun.is_stopped:
        again = say("writing.model.again")
        st.button(again, icon=":material/refresh:", key=f"{key}.again", on_click=begin)
    if begun.written:
        copy_button("\n".join(map(_copied, begun.written)), f"{key}.copy")


def _sentences(begun: Dictation) -> None:
    for one in begun.written:
        if one.doubts:
            st.markdown(f":orange[:material/warning: {plain(one.text)}]  \n:small[{_mark(one)}]")
        else:
            st.markdown(plain(one.text))


def _mark(one: Checked) -> str:
    doubts = speech().listed(say(f"writing.doubt.{doubt}") for doubt in one.doubts)
    return say("writing.model.marked", doubts=doubts)


def _copied(one: Checked) -> str:
    """A marked sentence keeps its mark wherever it is pasted."""
    return f"{one.text} [{_mark(one)}]" if one.doubts else one.text
