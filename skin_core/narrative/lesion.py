"""The outline of a lesion in words, the same on the page and in the report."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.analysis import CaseAnalysis, LesionOutline, PhotoAnalysis
from skin_core.domain.case import Case
from skin_core.domain.outline import DrawnOutline, outline_of
from skin_core.errors import AnnotationMalformed
from skin_core.imaging.annotations.rle import counts_of_text
from skin_core.narrative.speech import Speech

SURE_OVERLAP = 0.8
"""Expected overlap (Dice) below which an outline is called rough: of vitiligo, out of fold, such
outlines overlapped those of people by .57 (31 photos), the others by .77 (18 photos)."""


def outline_lines(case: Case, speech: Speech) -> Iterator[str]:
    """What is outlined on each photo of a case; nothing of photos on which nothing is."""
    drawn = case.assessment.outlines if case.assessment else ()
    yield from lesion_lines(case.analysis, drawn, speech)


def lesion_lines(
    analysis: CaseAnalysis, drawn: tuple[DrawnOutline, ...], speech: Speech
) -> Iterator[str]:
    """The same of an analysis. drawn: lesions drawn by hand, which count before the network's."""
    for number, photo in enumerate(analysis.photos, start=1):
        if line := _line(drawn, photo, speech):
            name = speech.t("analyse.photo.number", number=number)
            yield f"{name}: {line}" if len(analysis.photos) > 1 else line


def _line(outlines: tuple[DrawnOutline, ...], photo: PhotoAnalysis, speech: Speech) -> str:
    drawn = outline_of(outlines, photo.photo_id)
    if drawn is not None:
        is_told = drawn_share(drawn) or rejects(drawn, photo.lesion)
        return drawn_text(drawn_share(drawn), photo.lesion, speech) if is_told else ""
    return outline_text(photo.lesion, speech) if photo.lesion and photo.lesion.is_found else ""


def drawn_share(drawn: DrawnOutline) -> float:
    """What was drawn, as a share of the photo; 0 of what was kept damaged, as the page says."""
    return _share_if_whole(drawn) or 0.0


def rejects(drawn: DrawnOutline | None, lesion: LesionOutline | None) -> bool:
    """Whether nothing was drawn where a network outlined a lesion: there is none to outline."""
    has_lesion = lesion is not None and lesion.is_found
    return drawn is not None and has_lesion and _share_if_whole(drawn) == 0


def _share_if_whole(drawn: DrawnOutline) -> float | None:
    """None of what was kept damaged."""
    try:
        runs = counts_of_text(drawn.runs, "")
    except AnnotationMalformed:
        return None
    pixels = drawn.width_px * drawn.height_px
    is_whole = min(runs, default=-1) >= 0 and sum(runs) == pixels
    return sum(runs[1::2]) / pixels if is_whole and pixels else None


def drawn_text(area_fraction: float, lesion: LesionOutline | None, speech: Speech) -> str:
    """How much of the photo the clinician outlined, and beside it what the network had.

    Of nothing (0): that the network's outline was rejected; its size is not told.
    """
    area = share_text(area_fraction, speech)
    if not area_fraction:
        has_lesion = lesion is not None and lesion.is_found
        return speech.t("outline.rejected") if has_lesion else outline_text(lesion, speech)
    if lesion is None or not lesion.is_found:
        return speech.t("outline.by_clinician", area=area)
    network = share_text(lesion.area_fraction, speech)
    return speech.t("outline.by_clinician_beside", area=area, network=network)


def outline_text(lesion: LesionOutline | None, speech: Speech) -> str:
    """How much of the photo the lesion covers, with its bounds; or why there is no outline."""
    if lesion is None:
        return speech.t("answer.outline.not_drawn")
    if not lesion.is_found:
        return speech.t("answer.outline.none")
    low, high = lesion.area_interval
    told = speech.t(
        "answer.outline.area",
        model=lesion.model,
        area=share_text(lesion.area_fraction, speech),
        low=share_text(low, speech),
        high=share_text(high, speech),
    )
    if lesion.confidence < SURE_OVERLAP:
        told += " " + speech.t(
            "answer.outline.rough", overlap=share_text(lesion.confidence, speech)
        )
    if lesion.area_cm2 is None:
        return told
    by_card = speech.t("answer.outline.by_card", area=cm2_text(lesion.area_cm2, speech))
    return f"{told} {by_card}"


def share_text(fraction: float, speech: Speech) -> str:
    """A share of a photo in per cent."""
    return speech.t("answer.percent", number=share_number(fraction, speech))


def share_number(fraction: float, speech: Speech) -> str:
    """Small lesions by a tenth of a per cent: in whole ones, a doubling is not seen.

    What is there is never 0: a mole on a photo of a whole back was.
    """
    told = 100 * fraction
    if 0 < told < 0.1:
        return f"< {decimal(0.1, speech)}"
    return decimal(told, speech) if 0.1 <= told < 10 else f"{told:.0f}"


def cm2_text(area: float, speech: Speech) -> str:
    """Never 0: a lesion of 2 mm has 0.03."""
    return decimal(area, speech) if area >= 1 else decimal(max(area, 0.01), speech, 2)


def decimal(value: float, speech: Speech, digits: int = 1) -> str:
    """A number with so many places behind the point, or the comma."""
    number = f"{value:.{digits}f}"
    return number.replace(".", ",") if speech.language == "vi" else number
