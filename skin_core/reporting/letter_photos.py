"""The photos of a letter, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.case import Case
from skin_core.domain.photo import PhotoKind
from skin_core.narrative.answer import reasons_text
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Block, Paragraph, Pictures
from skin_core.reporting.options import ReportImages
from skin_core.reporting.pictures import large_picture, small_picture

SMALL_PHOTOS = 3


def photo_blocks(
    case: Case, images: ReportImages, tallest_mm: float, speech: Speech
) -> Iterator[Block]:
    """Photos only: a heatmap would steer the eye of the one who is asked."""
    if images.photos:
        yield _pictures(case, images, tallest_mm, speech)
        if (left := len(images.photos) - SMALL_PHOTOS - 1) > 0:
            yield Paragraph(speech.t("report.first.more_photos", count=left), faint=True)
    else:
        key = "photo_missing" if case.analysis.has_photos else "no_photo"
        yield Paragraph(speech.t(f"letter.{key}"))
    refused = {reason for photo in case.analysis.photos for reason in photo.gate.reasons}
    if refused and not case.analysis.differential:
        reasons = reasons_text(sorted(refused), speech)
        yield Paragraph(speech.t("letter.photo_refused", reasons=reasons), faint=True)


def _pictures(case: Case, images: ReportImages, tallest_mm: float, speech: Speech) -> Pictures:
    shown = images.photos[: SMALL_PHOTOS + 1]
    count = len(shown)
    names = [speech.t("report.first.photo_name", number=n) for n in range(1, count + 1)]
    if count == 1:
        key = "photo_dermoscopy" if case.analysis.kind is PhotoKind.DERMOSCOPIC else "photo"
        names = [speech.t(f"letter.{key}")]
    several = speech.t("report.first.photo_names", first=2, last=count)
    return Pictures(
        (large_picture(shown[0], names[0]),),
        tuple(map(small_picture, shown[1:], names[1:])),
        names[1] if count == 2 else several,
        tallest_mm=tallest_mm,
    )
