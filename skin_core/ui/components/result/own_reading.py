"""How a language model reads the photo by itself, where one is set that may see photos."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis
from skin_core.narrative.second_words import agreement_sentence, named
from skin_core.services import own_reading
from skin_core.services.own_reading import OwnReading
from skin_core.ui import resources
from skin_core.ui.components.result.photo_view import shown_photos
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.feedback import explained, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session

EVERY_S = 0.3


def draw_own_reading(shown: Shown, key: str) -> None:
    """A button that asks for it, then what it chose; nothing where no model may see photos."""
    model = own_reading.seeing_model(resources.settings())
    photos = shown_photos(shown.photos, shown.analysis)
    judged = [one for one in photos if one.stored.photo_id in shown.analysis.pooled]
    if model is None or not judged:
        return
    readings, photo = session().readings, judged[0]

    @explained
    def begin() -> None:
        stored = resources.store().read(photo.stored.key)
        readings[photo.stored.key] = own_reading.start(stored, model)

    begun = readings.get(photo.stored.key)
    if begun is None:
        label = say("own.reading_ask", model=model.model, number=photo.number)
        st.button(label, icon=":material/visibility:", key=f"{key}.reading.ask", on_click=begin)
        return
    with st.container(border=True, key=f"{key}.reading.panel", gap="xsmall"):
        title = say("own.reading_title", model=begun.model, number=photo.number)
        st.markdown(f"**{plain(title)}**")
        if begun.is_over:
            _chosen(begun, shown.analysis)
            _again(begun, key, begin)
        else:
            _waiting(begun, key)


@st.fragment(run_every=EVERY_S)
def _waiting(begun: OwnReading, key: str) -> None:
    if begun.is_over:
        st.rerun()
    st.caption(f":material/pending: {say('writing.model.waiting')}")
    stop = say("analyse.running.stop")
    st.button(stop, icon=":material/stop_circle:", key=f"{key}.reading.stop", on_click=begun.stop)


def _again(begun: OwnReading, key: str, begin: Callable[[], None]) -> None:
    """A button, where it failed or was stopped."""
    if begun.failure or begun.is_stopped:
        label = say("writing.model.again")
        st.button(label, icon=":material/refresh:", key=f"{key}.reading.again", on_click=begin)


def _chosen(begun: OwnReading, analysis: CaseAnalysis) -> None:
    if begun.failure:
        said = f"{plain_error(begun.failure)} {say('own.reading_failed')}"
        st.warning(said, icon=":material/error:")
    elif begun.is_stopped:
        st.caption(say("writing.model.stopped"))
    else:
        names = speech().listed(named(label, speech()) for label in begun.labels)
        st.markdown(plain(names))
        st.markdown(plain(agreement_sentence(analysis, begun.beside(analysis), speech())))
        st.caption(say("own.reading_note"))
