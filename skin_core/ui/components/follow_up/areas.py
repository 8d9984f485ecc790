"""The areas of a course on one scale: by card or hand, else on the field of the first photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skin_core.domain.course import Course, Spread, Visit
from skin_core.services.lesion_area import scales_part
from skin_core.ui import resources

_MOST_LAID = 12  # each photo that is laid over the first takes a third of a second, once
Areas = Sequence[tuple[Visit, Spread]]
CM2 = "diary.axis_cm2"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A scale that contradicts the one of an earlier visit. times: as `Verdict.scales_part`."""

    earlier: Visit
    visit: Visit
    times: float


def contradictions(course: Course) -> Sequence[Contradiction]:
    """Visits whose scale contradicts that of the first with one, where a scale was told by hand.

    Only photos that lie on each other tell it.
    """
    visits = [visit for visit in course.visits if visit.area and visit.area.cm2]
    if len(visits) > _MOST_LAID or not any(one.area and one.area.scale_error for one in visits):
        return ()
    first, found = visits[0], []
    for visit in visits[1:]:
        assert first.area is not None
        assert visit.area is not None
        if not (first.area.scale_error or visit.area.scale_error):
            continue
        laid = resources.laid_over(first, visit)
        times = scales_part(first.area, visit.area, laid.field, laid.field_error)
        if times is not None:
            found.append(Contradiction(first, visit, times))
    return found


def areas_of(course: Course, is_doubted: bool) -> tuple[str, Areas]:
    """The key of the axis, and each outlined visit with its area.

    Where neither scale nor field is common to all, each is a share of its own photo, which the
    name of the axis says. is_doubted: scales contradict each other; none of them is drawn then.
    """
    visits = [visit for visit in course.visits if visit.area]
    by_card = [(one, one.area.cm2) for one in visits if one.area and one.area.cm2]
    if len(by_card) == len(visits) and not is_doubted:
        return CM2, by_card
    if 1 < len(visits) <= _MOST_LAID and (on_field := _on_first_photo(visits)):
        return "diary.axis_field", on_field
    shares = [(one, one.area.share.times(100)) for one in visits if one.area]
    return "diary.axis_share", shares


def _on_first_photo(visits: Sequence[Visit]) -> Areas:
    """In per cent of the first photo; () where one of the later ones does not lie on it."""
    first = visits[0]
    assert first.area is not None
    found = [(first, first.area.share.times(100))]
    for visit in visits[1:]:
        laid = resources.laid_over(first, visit)
        if laid.field is None or visit.area is None:
            return ()
        found.append((visit, visit.area.share.times(100 * laid.field, laid.field_error)))
    return found
