"""The page Reading room: the sets, one of them opened, or a photo to be graded."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from skin_core.domain.reading import ReadingSet
from skin_core.services import reading_sets
from skin_core.ui import resources
from skin_core.ui.components.reading.grading import draw_grading
from skin_core.ui.components.reading.kept import draw_kept
from skin_core.ui.components.reading.new_set import draw_new_set, draw_refused
from skin_core.ui.components.reading.opened import draw_opened
from skin_core.ui.components.reading.place import SET, open_set
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.plain import plain
from skin_core.ui.say import say
from skin_core.ui.session import seed, session, widget_value, worded

ROOM, KEPT = "room", "kept"
_SHEET = Path(__file__).with_name("reading.css")


def draw_room() -> None:
    """Everything below the title."""
    st.html(_SHEET)
    desk = session().reading
    if set_id := st.query_params.get(SET, ""):
        of_set = reading_sets.find_set(resources.store(), set_id)
        if desk.reader:
            draw_grading(of_set)
        else:
            draw_refused()
            draw_opened(of_set)
        return
    desk.stop()
    st.caption(say("reading.about"))
    if _view() == KEPT:
        draw_kept()
    else:
        _draw_sets()


def _view() -> str:
    key = worded("reading.view")
    st.segmented_control(
        say("reading.view"),
        [ROOM, KEPT],
        format_func=lambda one: say(f"reading.{one}.title"),
        default=ROOM,
        key=seed(key, ROOM),
        required=True,
        label_visibility="collapsed",
    )
    return str(widget_value(key, ROOM))


def _draw_sets() -> None:
    sets = reading_sets.list_sets(resources.store())
    with steady():
        for one in sets:
            _row(one)
    draw_new_set(is_first=not sets)


def _row(one: ReadingSet) -> None:
    key = f"reading-set-{one.set_id}"
    with st.container(key=key, horizontal=True, vertical_alignment="center"):
        readings = reading_sets.readings_of(resources.store(), one.set_id)
        readers = len(reading_sets.readers_of(readings))
        counts = say("reading.set.counts", photos=len(one.photos), readers=readers)
        st.markdown(f"**{plain(one.name)}**  \n:small[:gray[{counts}]]")
        st.button(
            say("app.action.open"),
            key=f"reading.open.{one.set_id}",
            on_click=open_set,
            args=(one.set_id,),
        )
