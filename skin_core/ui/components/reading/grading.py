"""One photo at a time, its signs, and the way on: nothing else is in sight."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from skin_core.domain.reading import ROUNDS, Reading, ReadingPhoto, ReadingSet
from skin_core.services import reading_sets
from skin_core.services.reading_signs import scale_of, sign_name, sign_steps
from skin_core.storage.codec import to_time
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.erased import forget_erased
from skin_core.ui.components.shared.grade_buttons import grade_text, with_earlier
from skin_core.ui.components.shared.photo_layers import Above, draw_layers
from skin_core.ui.components.shared.style import begin_at_top
from skin_core.ui.feedback import explain_errors, explained
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import seed, session, widget_value

Place = tuple[str, str, str, int]  # set, entry, reader, round


@st.fragment
def draw_grading(of_set: ReadingSet) -> None:
    """The photo that is next in this reader's order, or the one gone back to."""
    with explain_errors():
        desk = session().reading
        of_set = reading_sets.find_set(resources.store(), of_set.set_id)  # a photo may be gone
        readings = reading_sets.readings_of(resources.store(), of_set.set_id)
        mine = {
            one.entry_id: one
            for one in readings
            if (one.reader, one.round) == (desk.reader, desk.round)
        }
        mixed = reading_sets.order_of(of_set.photos, desk.reader, desk.round)
        later = reading_sets.left_of(of_set, readings, desk.reader, desk.round)
        again = tuple(photo for photo in mixed if photo.entry_id == desk.again)
        _head(of_set, len(mine))
        if again or later:
            _photo(of_set, (again or later)[0], mixed, mine)
        else:
            _round_is_done(of_set)


def _head(of_set: ReadingSet, done: int) -> None:
    desk, count = session().reading, len(of_set.photos)
    with st.container(horizontal=True, vertical_alignment="center", key="reading.head"):
        words = {"reader": plain(desk.reader), "round": desk.round, "rounds": len(ROUNDS)}
        st.markdown(say("reading.grading.who", **words), width="content")
        st.space("stretch")
        if st.button(say("reading.grading.stop"), icon=":material/pause:", key="reading.stop"):
            desk.stop()
            st.rerun()
    share = done / count if count else 1.0  # all of them may have gone with their patients
    st.progress(share, text=say("reading.grading.progress", done=done, count=count))


def _photo(
    of_set: ReadingSet,
    photo: ReadingPhoto,
    mixed: tuple[ReadingPhoto, ...],
    mine: Mapping[str, Reading],
) -> None:
    begin_at_top(f"{photo.entry_id}.{session().reading.round}")
    number = mixed.index(photo)
    said = mine.get(photo.entry_id)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="reading.photo"), explain_errors():
        alt = say("reading.grading.alt", number=number + 1)
        draw_layers(resources.photo_picture(photo.key), Above(), alt, "reading.layers")
    with right, st.container(key="reading.grades"):
        chosen = {
            sign: grade
            for sign in of_set.signs
            if (grade := _grade(of_set, photo, sign, said)) is not None
        }
        _buttons(of_set, photo, chosen)
        if number:
            st.button(
                say("reading.grading.back"),
                icon=":material/arrow_back:",
                type="tertiary",
                key="reading.back",
                on_click=_look_again,
                args=(mixed[number - 1].entry_id,),
            )
        _steps(of_set)


def _grade(
    of_set: ReadingSet, photo: ReadingPhoto, sign: str, said: Reading | None
) -> float | None:
    """The grade chosen on the buttons of a sign; at first what this reader said before."""
    desk = session().reading
    place = (of_set.set_id, photo.entry_id, desk.reader, desk.round)
    shown = said.grades.get(sign) if said else None
    begun = _chosen_since_start().get(place, {}).get(sign, shown)
    key = f"reading.grade.{photo.entry_id}.{desk.reader}.{desk.round}.{sign}"
    with st.container(key=f"reading.sign.{sign}"):
        st.segmented_control(
            sign_name(sign, speech().language),
            with_earlier(scale_of(sign), shown, begun),
            format_func=grade_text,
            default=shown,
            key=seed(key, begun),
            on_change=_noted,
            args=(place, sign, key),
        )
    value = widget_value(key)
    return None if value is None else float(str(value))


def _buttons(of_set: ReadingSet, photo: ReadingPhoto, chosen: dict[str, float]) -> None:
    st.button(
        say("reading.grading.next"),
        type="primary",
        icon=":material/arrow_forward:",
        key="reading.next",
        shortcut="Ctrl+Enter",
        width="stretch",
        disabled=len(chosen) < len(of_set.signs),
        on_click=_keep,
        args=(of_set, photo.entry_id, chosen),
    )
    st.button(
        say("reading.grading.unjudgeable"),
        icon=":material/visibility_off:",
        key="reading.unjudgeable",
        width="stretch",
        on_click=_keep,
        args=(of_set, photo.entry_id, {}),
    )


@explained
def _keep(of_set: ReadingSet, entry_id: str, grades: dict[str, float]) -> None:
    desk = session().reading
    now = to_time(drafting.now())
    told = Reading(entry_id, desk.reader, desk.round, grades, now)
    reading_sets.keep_reading(resources.store(), of_set, told)
    _chosen_since_start().pop((of_set.set_id, entry_id, desk.reader, desk.round), None)
    desk.again = ""


def _noted(place: Place, sign: str, key: str) -> None:
    chosen = _chosen_since_start().setdefault(place, {})
    if (value := widget_value(key)) is None:
        chosen.pop(sign, None)
    else:
        chosen[sign] = float(str(value))


@st.cache_resource(show_spinner=False)
def _chosen_since_start() -> dict[Place, dict[str, float]]:
    """Grades of a photo that is not done yet, by sign: who reads on after a reload finds them."""
    chosen: dict[Place, dict[str, float]] = {}
    forget_erased(chosen, lambda store, place: reading_sets.find_set(store, place[0]))
    return chosen


def _look_again(entry_id: str) -> None:
    session().reading.again = entry_id


def _steps(of_set: ReadingSet) -> None:
    """What each grade means, in words of our own."""
    language = speech().language
    label = say("reading.grading.steps")
    with st.expander(label, icon=":material/menu_book:", key="reading.steps"):
        for sign in of_set.signs:
            lines = (
                f"<li><b>{grade}</b> {escape(text)}</li>"
                for grade, text in enumerate(sign_steps(sign, language))
            )
            name = escape(sign_name(sign, language))
            st.html(f'<p class="sd-steps">{name}</p><ul class="sd-steps">{"".join(lines)}</ul>')


def _round_is_done(of_set: ReadingSet) -> None:
    """Back to the set, which says what comes next."""
    desk = session().reading
    notice = say("reading.grading.done", round=desk.round, name=of_set.name)
    session().notices.append(notice)
    desk.stop()
    st.rerun()
