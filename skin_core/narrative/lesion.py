"""The outline of a lesion in words, the same on the page and in the report."""

from __future__ import annotations

from skin_core.domain.analysis import LesionOutline
from skin_core.narrative.speech import Speech


def outline_text(lesion: LesionOutline | None, speech: Speech) -> str:
    """How much of the photo the lesion covers, with its bounds; or why there is no outline."""
    if lesion is None:
        return speech.t("answer.outline.not_drawn")
    if not lesion.is_found:
        return speech.t("answer.outline.none")
    low, high = lesion.area_interval
    return speech.t(
        "answer.outline.area",
        area=speech.percent(lesion.area_fraction),
        low=speech.percent(low),
        high=speech.percent(high),
    )
