"""Of each visit the photo counts that can be compared with those of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.domain.course import Area, Spread
from skin_core.domain.outline import OutlinedBy
from skin_core.domain.photo import PhotoKind
from skin_core.services.visits import Measured, alike, like_those_before
from tests.sample_cases import zoster_case

PHOTOS = zoster_case(photos=3).analysis.photos


def visit(told: str) -> Measured:
    """A visit by its photos: c of a camera, d dermoscopic, w under a Wood's lamp; C, D drawn."""
    judged, areas = [], []
    for photo, one in zip(PHOTOS, told, strict=False):
        kind = PhotoKind.DERMOSCOPIC if one in "dD" else PhotoKind.CLINICAL
        judged.append(replace(photo, gate=replace(photo.gate, kind=kind)))
        by = OutlinedBy.CLINICIAN if one.isupper() else OutlinedBy.NETWORK
        area = Area(photo.photo_id, by, Spread(0.1))
        areas.append(replace(area, is_coloured=one in "wW", is_dermoscopic=one in "dD"))
    case = zoster_case(photos=3)
    case = replace(case, analysis=replace(case.analysis, photos=tuple(judged)))
    areas.sort(key=lambda area: (area.is_coloured, area.by is OutlinedBy.NETWORK))
    return case, tuple(areas)


@pytest.mark.parametrize(
    ("visits", "chosen"),
    [
        (("cd", "dc"), (1, 2)),  # the camera's, wherever it stands
        (("d", "cd"), (1, 2)),  # what both have
        (("cD", "dc"), (2, 1)),  # corrected at one visit, and there is its like at the other
        (("cC", "cc"), (2, 2)),
        (("cC", "cC"), (2, 2)),
        (("cC", "c"), (2, 1)),  # a network's outline never stands for a drawn one
        (("cC", "cC", "c"), (2, 2, 1)),  # nor because of a later visit
        (("C", "cC", "c"), (1, 2, 1)),
        (("Cc", "cC"), (1, 2)),  # each was corrected: that photo its doctor meant
        (("wc", "w", "w"), (1, 1, 1)),
        (("wc", "cw"), (2, 1)),
        (("cD",), (2,)),
        (("c", ""), (1, None)),
    ],
    ids=str,
)
def test_photos_taken_alike_are_compared(
    visits: tuple[str, ...], chosen: tuple[int | None, ...]
) -> None:
    assert numbers(alike([visit(one) for one in visits])) == chosen


def numbers(areas: tuple[Area | None, ...]) -> tuple[int | None, ...]:
    places: dict[str, int] = {photo.photo_id: n for n, photo in enumerate(PHOTOS, start=1)}
    return tuple(places[one.photo_id] if one else None for one in areas)


@pytest.mark.parametrize(
    ("visits", "chosen"),
    [
        (("cd", "d", "d"), (1, 1, 1)),  # the first was told by its camera's photo, and stays so
        (("d", "cd", "c", "c"), (1, 2, 1, 1)),
        (("cc", "cC", "cC"), (1, 2, 2)),
        (("cC", "cc", "Cc"), (2, 2, 1)),
        (("wc", "w", "w"), (2, 1, 1)),
        (("", "c"), (None, 1)),
    ],
    ids=str,
)
def test_no_later_visit_changes_the_photo_that_an_earlier_one_is_told_by(
    visits: tuple[str, ...], chosen: tuple[int | None, ...]
) -> None:
    course = [visit(one) for one in visits]
    for number in range(1, len(course) + 1):
        assert numbers(like_those_before(course[:number])) == chosen[:number]
