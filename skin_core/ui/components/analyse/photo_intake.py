"""Photos in: dropped, chosen, or taken with the camera."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from skin_core.domain.case import Draft
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.narrative.answer import reasons_text, retake_text
from skin_core.services.analyse import PhotoFile
from skin_core.services.drafts import MOST_PHOTOS
from skin_core.ui import drafting, resources
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import seed, session, widget_value, worded
from skin_core.ui.streamlit_edge import DeltaGenerator, UploadedFile

AUTO = "auto"
TIPS = 4
PREVIEW_PX = 300
OF_FOCUS = (GateReason.BLURRED,)
OF_LIGHT = (GateReason.TOO_DARK, GateReason.TOO_BRIGHT)


def empty_intake() -> None:
    """Drop zone, camera, and the way without a photo side by side."""
    drop, camera, without = st.columns([3, 3, 2], gap="small")
    with drop, explain_errors():
        _drop()
    with camera, explain_errors():
        _camera()
    with without:
        _without()


def more_photos(draft: Draft) -> None:
    """Two small buttons for more, until there are as many as a case may hold."""
    count = len(draft.photos)
    if count >= MOST_PHOTOS:
        st.caption(say("analyse.photo.full", count=count, most=MOST_PHOTOS))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="analyse.more_photos"):
        with explain_errors():
            _drop()
        with explain_errors():
            _camera()


def refused_files() -> None:
    """Files of the last drop that were not taken, each with the reason."""
    for one in session().refused:
        st.error(f"**{plain(one.name)}** – {plain_error(one.error)}", icon=":material/error:")


def _drop() -> None:
    dropped = st.file_uploader(
        say("analyse.photo.drop"),
        accept_multiple_files=True,
        key=f"analyse.upload.{session().upload_round}",
        label_visibility="collapsed",
    )
    _take(dropped)


def _without() -> None:
    """In sight from the first look on: what is urgent need not wait for a photo."""
    with _zone("without"):
        st.markdown(say("analyse.photo.none_hint"), text_alignment="center")
        without_photo_button("analyse.without_photo")


def without_photo_button(key: str, kind: Literal["primary", "secondary"] = "secondary") -> None:
    """Take what the facts alone call for as the answer."""
    if st.button(
        say("analyse.without_photo"),
        type=kind,
        icon=":material/no_photography:",
        key=key,
        help=say("analyse.without_photo_help"),
    ):
        with explain_errors():
            drafting.advise_without_photo()
            st.rerun()


def _zone(name: str) -> DeltaGenerator:
    return st.container(
        border=True, key=f"analyse.zone-{name}", horizontal_alignment="center", height="stretch"
    )


def _take(files: Sequence[UploadedFile]) -> None:
    if files:
        drafting.add_photos(PhotoFile(name=file.name, data=file.getvalue()) for file in files)
        st.rerun()


def _camera() -> None:
    """The camera asks for permission as soon as it is drawn, so it waits for a click."""
    state = session()
    if not state.camera_open:
        if drafting.current().photos:
            _open_camera()
            return
        with _zone("camera"):
            st.markdown(say("analyse.photo.camera_hint"), text_alignment="center")
            _open_camera()
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


def _open_camera() -> None:
    label, icon = say("analyse.photo.camera_open"), ":material/photo_camera:"
    if st.button(label, icon=icon, key="analyse.camera_open"):
        session().camera_open = True
        st.rerun()


def photo_strip(draft: Draft) -> None:
    """The photos taken in so far, large enough to be judged, with a first verdict on each."""
    with st.container(horizontal=True, gap="small", key="analyse.strip", width="content"):
        for number, photo in enumerate(draft.photos, start=1):
            with (
                st.container(width=PREVIEW_PX, gap="xxsmall", key=f"case-preview-{number}"),
                explain_errors(),
            ):
                alt = say("analyse.photo.alt", number=number)
                st.image(resources.photo_picture(photo.key), width="stretch", alt=alt)
                _verdict(resources.photo_quality(photo.photo_id, photo.key))
                st.button(
                    say("analyse.photo.remove"),
                    key=f"analyse.remove.{number}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=drafting.remove_photo,
                    args=(photo.photo_id,),
                )


def _verdict(quality: PhotoQuality) -> None:
    """Sharp and light enough, or what is not and how to take it again."""
    wrong = quality.concerns
    good = (("sharp", OF_FOCUS), ("lit", OF_LIGHT))
    with st.container(horizontal=True, gap="xsmall"):
        for word, reasons in good:
            if not set(wrong) & set(reasons):
                words = say(f"analyse.photo.{word}")
                st.badge(words, color="green", icon=":material/check:")
        for reason in wrong:
            words = reasons_text((reason,), speech())
            st.badge(words[:1].upper() + words[1:], color="orange", icon=":material/info:")
    if wrong:
        st.caption(retake_text(wrong, speech()))


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


def good_photo() -> None:
    """What a good photo looks like: one, and what makes it so."""
    label = say("analyse.photo.good_title")
    with st.expander(label, icon=":material/lightbulb:", expanded=True, key="analyse.good"):
        example, words = st.columns([1, 4], vertical_alignment="center", gap="medium")
        sample = resources.samples()[0]
        with example, st.container(key="case-example", width=160):
            st.image(resources.sample_picture(sample.data), width=160, alt=label)
        lines = (say(f"gate.good_photo_{number}") for number in range(1, TIPS + 1))
        words.markdown("\n".join(f"- {line}" for line in lines))
