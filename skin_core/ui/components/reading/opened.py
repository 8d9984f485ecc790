"""An opened set: who reads it, how far they are, how far they agree, and its table."""

from __future__ import annotations

from functools import partial

import streamlit as st

from skin_core.domain.reading import ROUNDS, Reading, ReadingSet
from skin_core.services import reading_export, reading_sets
from skin_core.services.reading_signs import sign_name
from skin_core.ui import resources
from skin_core.ui.components.reading.figures import draw_agreement
from skin_core.ui.components.reading.place import leave_set
from skin_core.ui.components.shared.erase import confirm_erase
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors, explained
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session, widget_value


def draw_opened(of_set: ReadingSet) -> None:
    """The set from top to bottom: read, agreement, table, erase."""
    readings = reading_sets.readings_of(resources.store(), of_set.set_id)
    with st.container(horizontal=True, vertical_alignment="center", key="reading.opened"):
        st.button(
            say("reading.set.back"),
            icon=":material/arrow_back:",
            key="reading.list",
            on_click=_leave,
        )
        st.markdown(f"**{plain(of_set.name)}**", width="content")
    names = speech().listed(sign_name(sign, speech().language) for sign in of_set.signs)
    st.caption(say("reading.set.photos", count=len(of_set.photos), signs=names))
    _read(of_set, readings)
    if readings:
        st.subheader(say("reading.agreement.title"), anchor=False)
        with explain_errors():
            draw_agreement(of_set, readings)
    _take_along(of_set, readings)
    if st.button(
        say("reading.erase.button"), icon=":material/delete:", type="tertiary", key="reading.erase"
    ):
        _confirm_erase(of_set, len(readings))


def _leave() -> None:
    session().reading.refused = ()
    leave_set()


def _read(of_set: ReadingSet, readings: tuple[Reading, ...]) -> None:
    """Begin as somebody new, or go on as somebody who has begun."""
    readers = reading_sets.readers_of(readings)
    st.subheader(say("reading.read.title"), anchor=False)
    st.caption(say("reading.read.how"))
    with steady():
        for number, reader in enumerate(readers):
            _reader(of_set, readings, reader, number)
    if not of_set.photos:
        st.info(say("reading.read.empty"), icon=":material/image_not_supported:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="reading.new_reader"):
        st.text_input(
            say("reading.read.name"),
            key="reading.reader",
            max_chars=reading_sets.LONGEST_NAME,
            width=320,
        )
        st.button(
            say("reading.read.begin"),
            type="secondary" if readers else "primary",
            icon=":material/play_arrow:",
            key="reading.begin",
            on_click=_begin_typed,
            args=(of_set, readings),
        )


def _reader(of_set: ReadingSet, readings: tuple[Reading, ...], reader: str, number: int) -> None:
    state = reading_sets.progress_of(of_set, readings, reader)
    count = len(of_set.photos)
    with st.container(key=f"reading-reader-{number}", horizontal=True, vertical_alignment="center"):
        is_over = state.round not in ROUNDS
        how = "over" if is_over else "waits" if not state.done else "on"
        words = say(f"reading.read.{how}", round=state.round, done=state.done, count=count)
        st.markdown(f"**{plain(reader)}** · {words}", width="content")
        if not is_over:
            st.button(
                say("reading.read.go_on"),
                icon=":material/play_arrow:",
                key=f"reading.go_on.{number}",
                on_click=session().reading.begin,
                args=(reader, state.round),
            )
        if st.button(
            say("reading.erase.reader_button"),
            icon=":material/delete:",
            type="tertiary",
            key=f"reading.erase_reader.{number}",
        ):
            _confirm_erase_reader(of_set, reader, sum(one.reader == reader for one in readings))


@explained
def _begin_typed(of_set: ReadingSet, readings: tuple[Reading, ...]) -> None:
    typed = str(widget_value("reading.reader", ""))
    reader = reading_sets.reader_called(typed, reading_sets.readers_of(readings))
    number = reading_sets.progress_of(of_set, readings, reader).round
    if number in ROUNDS:
        session().reading.begin(reader, number)
    else:
        session().notices.append(say("reading.read.finished", reader=reader))


def _take_along(of_set: ReadingSet, readings: tuple[Reading, ...]) -> None:
    if not readings:
        return
    st.subheader(say("reading.export.title"), anchor=False)
    st.caption(say("reading.export.how"))
    name = f"skindesk-reading-{of_set.set_id[:8]}"
    with st.container(horizontal=True, key="reading.export"):
        st.download_button(
            say("reading.export.csv"),
            data=lambda: reading_export.grades_csv(of_set, readings),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/table:",
            key="reading.csv",
            on_click="ignore",
        )
        st.download_button(
            say("reading.export.zip"),
            data=lambda: reading_export.grades_zip(resources.store(), of_set, readings),
            file_name=f"{name}.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            key="reading.zip",
            on_click="ignore",
        )
    with st.expander(say("reading.export.train"), icon=":material/terminal:"):
        st.markdown(say("reading.export.train_how"))
        st.code(TRAIN, language="bash", wrap_lines=True)


TRAIN = "python -m skin_core.training.grades configs/eczema_signs_own.toml --folder FOLDER"


def _confirm_erase(of_set: ReadingSet, readings: int) -> None:
    """Ask before a set is erased, and say what goes."""
    own = sum(not photo.case_id for photo in of_set.photos)
    words = {"name": plain(of_set.name), "readings": readings, "photos": own}
    title, what = say("reading.erase.title"), say("reading.erase.what", **words)
    confirm_erase(title, what, "reading.erase.confirm", partial(_erase, of_set))


def _confirm_erase_reader(of_set: ReadingSet, reader: str, readings: int) -> None:
    """The same of one reader's grades."""
    words = {"name": plain(of_set.name), "readings": readings, "reader": plain(reader)}
    title, what = say("reading.erase.reader_title"), say("reading.erase.reader_what", **words)
    erase = partial(_erase_reader, of_set, reader)
    confirm_erase(title, what, "reading.erase.confirm", erase)


def _erase(of_set: ReadingSet) -> None:
    reading_sets.delete_set(resources.store(), of_set.set_id)
    _leave()
    session().notices.append(say("reading.erase.done"))


def _erase_reader(of_set: ReadingSet, reader: str) -> None:
    reading_sets.delete_reader(resources.store(), of_set.set_id, reader)
    session().notices.append(say("reading.erase.reader_done", reader=reader))
