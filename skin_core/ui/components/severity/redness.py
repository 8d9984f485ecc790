"""What is measured of redness on the photos that erythema is suggested from, and why not."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.errors import MeasureError
from skin_core.imaging.measures import NotMeasurable, Redness
from skin_core.narrative.measures import redness_text
from skin_core.ui import outlining
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.say import say, speech


def draw_redness(case: Case, numbers: Mapping[str, int]) -> None:
    """A line for each photo, and what to bear in mind.

    numbers: of the photos by their ids, as the page counts them.
    """
    with explain_errors():
        found = {numbers[photo_id]: _measured(case, photo_id) for photo_id in numbers}
        for number, told in found.items():
            name = say("analyse.photo.number", number=number)
            st.caption(f":material/straighten: {name} · {_text(told)}")
        if any(isinstance(told, Redness) for told in found.values()):
            st.caption(say("measure.note.redness"))


def _measured(case: Case, photo_id: str) -> Redness | NotMeasurable | MeasureError:
    stored = next(one for one in case.photos if one.photo_id == photo_id)
    analysis = next(one for one in case.analysis.photos if one.photo_id == photo_id)
    drawn = (case.assessment or ClinicianAssessment()).outlines
    try:
        found = outlining.measured(stored, analysis, drawn, None)
    except MeasureError as error:
        return error
    return found.measures.redness if found else NotMeasurable.NO_OUTLINE


def _text(told: Redness | NotMeasurable | MeasureError) -> str:
    if isinstance(told, MeasureError):
        return plain_error(told)
    text = redness_text(told, speech())
    return f"{say('measure.row.redness')}: {text}" if isinstance(told, Redness) else text
