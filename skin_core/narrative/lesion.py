"""The outline of a lesion in words, the same on the page and in the report."""

from __future__ import annotations

from skin_core.domain.analysis import LesionOutline
from skin_core.narrative.speech import Speech


def drawn_text(area_fraction: float, lesion: LesionOutline | None, speech: Speech) -> str:
    """How much of the photo the clinician outlined, and beside it what the network had."""
    area = speech.percent(area_fraction)
    if lesion is None or not lesion.is_found:
        return speech.t("outline.by_clinician", area=area)
    network = speech.percent(lesion.area_fraction)
    return speech.t("outline.by_clinician_beside", area=area, network=network)


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
