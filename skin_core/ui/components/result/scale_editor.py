"""A scale told by hand: two marks on a ruler or a coin, or the width that the photo shows."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from skin_core.domain.case import StoredPhoto
from skin_core.domain.outline import HandScale, ScaledBy
from skin_core.errors import MarksNotSet, SkinError
from skin_core.imaging.hand_scale import coins
from skin_core.ui import outlining, resources
from skin_core.ui.feedback import plain_error
from skin_core.ui.say import say
from skin_core.ui.session import forget, seed, session, widget_value, worded

_FOLDER = Path(__file__).parent
_FIRST = ((0.35, 0.5), (0.65, 0.5))
_LONGEST_MM = 2000.0
_MARKS = st.components.v2.component(
    "skindesk_two_marks",
    html="""
<div class="sd-marks"><img><svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"
><line class="rim"></line><line></line></svg><button type="button"></button
><button type="button"></button></div>""",
    css=(_FOLDER / "two_marks.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "two_marks.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # the keyboard of a dialog goes past what is closed in itself
)
Ends = tuple[tuple[float, float], ...]


def scale_button(stored: StoredPhoto, scale: HandScale | None, number: int, key: str) -> None:
    """Opens the dialog; nothing for a photo of a case that is saved."""
    draft = session().draft
    if draft is None or stored not in draft.photos:
        return
    words = say("measure.set.change" if scale else "measure.set.button")
    if st.button(words, icon=":material/straighten:", type="tertiary", key=f"{key}.scale"):
        _open(stored, scale, number, f"{key}.scaling.{stored.photo_id}")


def _open(stored: StoredPhoto, scale: HandScale | None, number: int, key: str) -> None:
    @st.dialog(say("measure.set.title", number=number), width="large")
    def set_scale() -> None:
        left, right = st.columns([5, 3], gap="medium")
        with right:
            scaled_by = ScaledBy(_chosen(scale, key))
            st.caption(say(f"measure.set.help_{scaled_by}"))
            length_mm = _length(scaled_by, scale, key)
        with left:
            ends = _marks(stored, scale, f"{key}.marks", shown=scaled_by is not ScaledBy.WIDTH)
        with right:
            tilt = "tilt_width" if scaled_by is ScaledBy.WIDTH else "tilt"
            st.caption(f":material/info: {say(f'measure.set.{tilt}')}")
            _buttons(stored.photo_id, scale, (scaled_by, length_mm, ends), key)

    set_scale()


def _buttons(
    photo_id: str, scale: HandScale | None, told: tuple[ScaledBy, float, Ends], key: str
) -> None:
    with st.container(horizontal=True):
        is_kept = st.button(say("measure.set.keep"), type="primary", key=f"{key}.keep")
        if scale and st.button(say("measure.set.remove"), key=f"{key}.remove"):
            outlining.drop_scale(photo_id)
            _close(key)
    if is_kept:
        try:
            _check_moved(scale, told[2])
            outlining.keep_scale(photo_id, *told)
        except SkinError as error:
            st.error(plain_error(error), icon=":material/error:")
        else:
            _close(key)


def _check_moved(scale: HandScale | None, ends: Ends) -> None:
    """Where the marks lie at first is nobody's measure. Raises: MarksNotSet."""
    kept = scale.ends if scale else ()
    if any(end == first for end, first in zip(ends, _FIRST, strict=False)) and ends != kept:
        raise MarksNotSet


def _close(key: str) -> None:
    forget(key)
    st.rerun()


def _chosen(scale: HandScale | None, key: str) -> str:
    first = scale.scaled_by if scale else ScaledBy.RULER
    return str(
        st.segmented_control(
            say("measure.set.by"),
            list(ScaledBy),
            format_func=lambda one: say(f"measure.set.{one}"),
            default=first,
            key=seed(worded(f"{key}.by"), first),
            required=True,
        )
    )


def _length(scaled_by: ScaledBy, scale: HandScale | None, key: str) -> float:
    """In millimetres: of the coin, or as it is entered."""
    if scaled_by is ScaledBy.COIN:
        names = list(coins())
        held = (name for name in names if scale and coins()[name] == scale.length_mm)
        coin = st.selectbox(
            say("measure.set.which_coin"),
            names,
            format_func=lambda name: say(f"measure.coin.{name}"),
            key=seed(worded(f"{key}.coin"), next(held, names[0])),
            width=300,
        )
        return coins()[coin]
    is_width = scaled_by is ScaledBy.WIDTH
    kept = scale.length_mm if scale and scale.scaled_by is scaled_by else None
    told = st.number_input(
        say("measure.set.photo_width" if is_width else "measure.set.length"),
        value=None,
        min_value=0.0,
        max_value=_LONGEST_MM,
        step=1.0,
        format="%.1f",
        key=seed(f"{key}.length.{scaled_by}", kept),
        width=300,
    )
    return float(told or 0)


def _marks(stored: StoredPhoto, scale: HandScale | None, key: str, *, shown: bool) -> Ends:
    """The two marks as they stand, in shares of width and height; () under the photo alone."""
    if not shown:
        picture = resources.photo_picture(stored.key)
        st.image(picture, width="stretch", alt=say("analyse.layer.photo"))
        return ()
    ends = scale.ends if scale and scale.ends else _FIRST
    photo = b64encode(resources.photo_picture(stored.key)).decode("ascii")
    data = {
        "photo": f"data:image/jpeg;base64,{photo}",
        "ends": ends,
        "alt": say("measure.set.alt"),
        "labels": [say("measure.set.mark", number=number) for number in (1, 2)],
    }
    _MARKS(key=key, data=data, default={"ends": []}, on_ends_change=_nothing)
    state = widget_value(key)
    return _read(state.get("ends") if isinstance(state, Mapping) else None) or ends


def _nothing() -> None:
    """The marks are read when they are asked for."""


def _read(told: object) -> Ends | None:
    """Two places, as a browser told them; None where it told anything else."""
    if not isinstance(told, list | tuple):
        return None
    try:
        ends = tuple((min(1.0, max(0.0, float(x))), min(1.0, max(0.0, float(y)))) for x, y in told)
    except (TypeError, ValueError):
        return None
    return ends if len(ends) == len(_FIRST) else None
