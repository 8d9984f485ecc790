"""What is measured of the outlined lesion under its photo, and the scale that it rests on."""

from __future__ import annotations

import numpy as np
import streamlit as st

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import StoredPhoto
from skin_core.domain.outline import DrawnOutline, HandScale
from skin_core.errors import MeasureError
from skin_core.imaging.measures import LesionMeasures
from skin_core.imaging.measures.scaled import CARD, Measured
from skin_core.imaging.overlay import to_jpeg
from skin_core.narrative.measures import (
    measured_rows,
    not_measurable_text,
    notes_text,
    scale_text,
)
from skin_core.ui import outlining
from skin_core.ui.components.result.scale_editor import scale_button
from skin_core.ui.feedback import plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech

_STRIP_PX = (400, 20)


def draw_measures(
    stored: StoredPhoto,
    analysis: PhotoAnalysis,
    drawn: DrawnOutline | None,
    scale: HandScale | None,
    key: str,
    number: int,
) -> None:
    """A closed box with all measures, over it the scale; nothing where no lesion is outlined.

    number: of the photo, as the page counts.
    """
    try:
        found = outlining.measured(stored, analysis, (drawn,) if drawn else (), scale)
    except MeasureError as error:
        st.caption(plain_error(error))
        return
    if found is None:
        return
    st.caption(scale_text(found, speech()))
    if found.scale != CARD:
        scale_button(stored, scale, number, key)
    words, icon = say("measure.set.panel"), ":material/square_foot:"
    with st.expander(words, icon=icon, key=f"{key}.measures"):
        _table(found)


def _table(found: Measured) -> None:
    told = measured_rows(found, speech())
    rows = (f"{plain(name)}: **{plain(value)}**" for name, value in told)  # "Δa*" is no italic
    st.markdown("\n".join(f"- {row}".replace(" %", "\u00a0%") for row in rows))
    st.image(_strip(found.measures), width="stretch", alt=say("measure.row.colours"))
    if why := not_measurable_text(found, speech()):
        st.markdown(f":orange[:material/info:] {why}")
    st.caption(notes_text(found, speech()))


def _strip(found: LesionMeasures) -> bytes:
    """The colours of the lesion side by side, each as wide as its share."""
    width, height = _STRIP_PX
    shares = np.array([one.share for one in found.colours])
    ends = np.rint(np.cumsum(shares) / shares.sum() * width).astype(int)
    pixels = np.zeros((height, width, 3), np.uint8)
    begin = 0
    for end, one in zip(ends, found.colours, strict=True):
        pixels[:, begin:end] = [int(one.hex[place : place + 2], 16) for place in (1, 3, 5)]
        begin = end
    return to_jpeg(pixels)
