"""Photos in: dropped, chosen, or taken with the camera."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.domain.case import Draft
from skin_core.domain.photo import PhotoKind
from skin_core.services.analyse import PhotoFile
from skin_core.ui import drafting, resources
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say
from skin_core.ui.session import seed, session, widget_value, worded
from skin_core.ui.streamlit_edge import UploadedFile

AUTO = "auto"
TIPS = 4


def photo_intake() -> None:
    """Drop zone and camera side by side; what was dropped is in the draft when this returns."""
    state = session()
    left, right = st.columns(2, gap="medium")
    with left, explain_errors():
        dropped = st.file_uploader(
            say("analyse.photo.drop"),
            accept_multiple_files=True,
            key=f"analyse.upload.{state.upload_round}",
            label_visibility="collapsed",
        )
        _take(dropped)
    with right, explain_errors():
        _camera()
    for one in state.refused:
        st.error(f"**{plain(one.name)}** – {plain_error(one.error)}", icon=":material/error:")


def _take(files: Sequence[UploadedFile]) -> None:
    if files:
        drafting.add_photos(PhotoFile(name=file.name, data=file.getvalue()) for file in files)
        st.rerun()


def _camera() -> None:
    """The camera asks for permission as soon as it is drawn, so it waits for a click."""
    state = session()
    if not state.camera_open:
        with st.container(
            border=True,
            key="analyse.camera-closed",
            horizontal_alignment="center",
            height="stretch",
        ):
            st.markdown(say("analyse.photo.camera_hint"), text_alignment="center")
            if st.button(
                say("analyse.photo.camera_open"),
                icon=":material/photo_camera:",
                key="analyse.camera_open",
            ):
                state.camera_open = True
                st.rerun()
        return
    taken = st.camera_input(
        say("analyse.photo.camera"),
        resolution="1080p",
        key=f"analyse.camera.{state.upload_round}",
    )
    if taken:
        name = say("analyse.photo.camera_name", time=f"{drafting.now():%H.%M.%S}")
        drafting.add_photos([PhotoFile(name=f"{name}.jpg", data=taken.getvalue())])
        st.rerun()
    if st.button(say("analyse.photo.camera_close"), key="analyse.camera_close"):
        state.camera_open = False
        st.rerun()


def photo_strip(draft: Draft) -> None:
    """The photos taken in so far, each with a button to take it out."""
    with st.container(horizontal=True, gap="small", key="analyse.strip"):
        for number, photo in enumerate(draft.photos, start=1):
            with st.container(width=128, gap="xxsmall", key=f"case-thumb-{number}"):
                alt = say("analyse.photo.alt", number=number)
                st.image(resources.thumbnail(photo.thumbnail_key), width="stretch", alt=alt)
                st.button(
                    say("analyse.photo.remove"),
                    key=f"analyse.remove.{number}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=drafting.remove_photo,
                    args=(photo.photo_id,),
                )


def kind_choice() -> None:
    """How the photo was taken: recognised, or as the clinician says."""
    options = [AUTO, *(one.value for one in PhotoKind)]
    kind = session().kind or AUTO
    st.segmented_control(
        say("analyse.kind.which"),
        options,
        format_func=lambda one: say(f"gate.kind.{one}"),
        default=kind,
        key=seed(worded("analyse.kind"), kind),
        required=True,
        help=say("analyse.kind.help"),
        on_change=_set_kind,
    )


def _set_kind() -> None:
    chosen = str(widget_value(worded("analyse.kind")))
    session().kind = PhotoKind(chosen) if chosen in set(PhotoKind) else None


def good_photo(is_open: bool) -> None:
    """What a good photo looks like: one, and what makes it so."""
    label = say("analyse.photo.good_title")
    with st.expander(label, icon=":material/lightbulb:", expanded=is_open, key="analyse.good"):
        example, words = st.columns([1, 4], vertical_alignment="center", gap="medium")
        sample = resources.samples()[0]
        example.image(resources.sample_picture(sample.data), width=160, alt=label)
        lines = (say(f"gate.good_photo_{number}") for number in range(1, TIPS + 1))
        words.markdown("\n".join(f"- {line}" for line in lines))
