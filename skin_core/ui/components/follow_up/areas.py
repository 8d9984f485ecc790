"""The areas of a course on one scale: by card, else on the field of the first photo."""

from __future__ import annotations

from collections.abc import Sequence

from skin_core.domain.course import Course, Spread, Visit
from skin_core.ui import resources

_MOST_LAID = 12  # each photo that is laid over the first takes a third of a second, once
Areas = Sequence[tuple[Visit, Spread]]
CM2 = "diary.axis_cm2"


def areas_of(course: Course) -> tuple[str, Areas]:
    """The key of the axis, and each outlined visit with its area.

    Where neither scale nor field is common to all, each is a share of its own photo, which the
    name of the axis says.
    """
    visits = [visit for visit in course.visits if visit.area]
    by_card = [(one, one.area.cm2) for one in visits if one.area and one.area.cm2]
    if len(by_card) == len(visits):
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
        if laid.field is None or laid.registered is None or visit.area is None:
            return ()
        error = 2 * laid.registered.length_error
        found.append((visit, visit.area.share.times(100 * laid.field, error)))
    return found
