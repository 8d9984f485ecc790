"""What is outlined, in words: whose outline counts, and how sure its size is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.domain.analysis import LesionOutline
from skin_core.domain.case import ClinicianAssessment
from skin_core.domain.course import Area, Changed, Course, Spread, Verdict, Visit
from skin_core.domain.outline import DrawnOutline, OutlinedBy
from skin_core.i18n import LANGUAGES
from skin_core.imaging.annotations.rle import compressed
from skin_core.narrative.course import compared_text, course_lines
from skin_core.narrative.lesion import outline_lines, outline_text, share_text
from skin_core.narrative.record_text import record_text
from skin_core.narrative.speech import Speech
from tests.sample_cases import uncertain_case

LESION = LesionOutline(0.12, (0.09, 0.16), 0.9, "lesion-outline", "1")


def test_the_clinicians_outline_counts_and_the_networks_stands_beside_it() -> None:
    case = uncertain_case()
    first, *others = case.analysis.photos
    outlined = replace(case.analysis, photos=(replace(first, lesion=LESION), *others))
    case = replace(case, analysis=outlined, assessment=None)
    (line,) = outline_lines(case, Speech("en"))
    assert all(share in line for share in ("12 %", "9.0 %", "16 %", LESION.model))

    half = DrawnOutline(first.photo_id, 4, 2, compressed([4, 4]), "2026-11-30T09:00:00+00:00")
    drawn = replace(case, assessment=ClinicianAssessment(outlines=(half,)))
    (line,) = outline_lines(drawn, Speech("en"))
    assert "clinician: 50 %" in line
    assert "network had 12 %" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rejected_outline_is_said_to_be_and_no_size_is_told_or_compared(language: str) -> None:
    """In report and copied text, and at its visit in the course."""
    case, speech = uncertain_case(), Speech(language)
    first, *others = case.analysis.photos
    outlined = replace(case.analysis, photos=(replace(first, lesion=LESION), *others))
    nothing = DrawnOutline(first.photo_id, 4, 2, compressed([8]), "2026-11-30T09:00:00+00:00")
    case = replace(case, analysis=outlined, assessment=ClinicianAssessment(outlines=(nothing,)))
    (line,) = outline_lines(case, speech)
    assert line == speech.t("outline.rejected")
    text = record_text(case, speech)
    assert line in text
    assert "12" not in line
    area = Area(first.photo_id, OutlinedBy.NETWORK, Spread(0.12, 0.09, 0.16))
    course = Course((Visit(uncertain_case(), area), Visit(case, None)), (), "")
    verdict = Verdict(Changed.NO_OUTLINE)
    before, after = course.visits
    *_, last = course_lines(course, (before, after), (verdict, None), speech)
    assert last.endswith(speech.t("diary.rejected"))
    compared = compared_text(verdict, before, after, speech)
    assert compared == speech.t("diary.verdict.rejected")


def test_a_drawing_kept_damaged_tells_no_size() -> None:
    case = uncertain_case()
    photo_id = case.analysis.photos[0].photo_id
    for width, runs in ((0, compressed([4, 4])), (2, compressed([4, 4])), (4, ""), (4, "~")):
        drawn = DrawnOutline(photo_id, width, 2, runs, "2026-11-30T09:00:00+00:00")
        told = replace(case, assessment=ClinicianAssessment(outlines=(drawn,)))
        assert not [*outline_lines(told, Speech("en"))]


def test_a_small_lesion_has_a_size_by_the_card() -> None:
    assert "0.03 cm²" in outline_text(replace(LESION, area_cm2=0.031), Speech("en"))


def test_what_is_outlined_is_never_nothing_of_the_photo() -> None:
    """A mole on a photo of a whole back, and what an eraser left."""
    for language, least in (("en", "< 0.1 %"), ("ko", "< 0.1%"), ("vi", "< 0,1%")):
        assert share_text(0.0004, Speech(language)) == least
    assert [share_text(share, Speech("en")) for share in (0, 0.001)] == ["0 %", "0.1 %"]


def test_an_outline_that_is_not_sure_of_itself_is_called_rough() -> None:
    rough = outline_text(replace(LESION, confidence=0.69), Speech("en"))
    assert "Rough" in rough
    assert "69 %" in rough
    assert "Rough" not in outline_text(LESION, Speech("en"))


def test_nothing_is_said_of_what_nobody_outlined() -> None:
    assert not [*outline_lines(uncertain_case(), Speech("en"))]
