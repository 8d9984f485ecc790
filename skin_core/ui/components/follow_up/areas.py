"""The areas of a course on one scale: by card or hand, else on the field of the first photo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from skin_core.domain.course import Area, Course, Spread, Unit, Visit
from skin_core.errors import FileDamaged, PhotoError
from skin_core.narrative.course import days_of, photo_scales_text, scales_text
from skin_core.services.aligned import Aligned
from skin_core.services.area_change import OwnError, bounded, scales_part
from skin_core.services.lesion_area import OutlinedPhotos
from skin_core.ui import resources
from skin_core.ui.say import say, speech

_MOST_LAID = 12  # each photo that is laid over the first takes a third of a second, once
Areas = Sequence[tuple[Visit, Spread]]
CM2 = "diary.axis_cm2"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A scale that contradicts another, earlier one. times: as `Verdict.scales_part`.

    photos: their numbers where both are of one visit, which is the earlier one too; else None.
    """

    earlier: Visit
    visit: Visit
    times: float
    photos: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """What the page says of it."""
        if self.photos is None:
            return scales_text(self.times, days_of(self.earlier, self.visit), speech())
        told = photo_scales_text(self.photos, self.times, speech())
        return say("diary.scales.on_day", date=speech().when(self.visit.case.visit_date), text=told)


def contradictions(course: Course) -> Sequence[Contradiction]:
    """Scales that contradict that of the first visit with one, or, by hand, one of their own visit.

    Only photos that lie on each other tell it; one whose file is damaged tells nothing.
    """
    return [*_within_visits(course), *_between_visits(course)]


def _within_visits(course: Course) -> Iterator[Contradiction]:
    for visit in course.visits[-_MOST_LAID:]:
        for one in resources.contradicting_scales(OutlinedPhotos.of(visit.case)):
            yield Contradiction(visit, visit, one.times, one.numbers)


def _between_visits(course: Course) -> Sequence[Contradiction]:
    visits = [visit for visit in course.visits if visit.area and visit.area.cm2]
    if not 1 < len(visits) <= _MOST_LAID:
        return ()
    first, found = visits[0], []
    for visit in visits[1:]:
        assert first.area is not None
        assert visit.area is not None
        if (laid := _laid(first, visit)) is None:
            continue
        times = scales_part(first.area, visit.area, laid.field, laid.field_error)
        if times is not None:
            found.append(Contradiction(first, visit, times))
    return found


def _laid(before: Visit, after: Visit) -> Aligned | None:
    """None where a file is damaged: those two are then not held against each other."""
    try:
        return resources.laid_over(before, after)
    except (FileDamaged, PhotoError):
        return None


def areas_of(course: Course, is_doubted: bool, own: OwnError | None = None) -> tuple[str, Areas]:
    """The key of the axis, and each outlined visit with its area.

    Where neither scale nor field is common to all, each is a share of its own photo, which the
    name of the axis says. is_doubted: scales contradict each other; none of them is drawn then.
    Under a Wood's lamp or a dermatoscope a lesion is another size: those visits stand in no line
    with the others.
    own: what the clinic measured of itself, which bounds what was drawn by hand.
    """
    visits = [visit for visit in course.visits if visit.area and not visit.area.is_coloured]
    visits = one_kind(visits or [visit for visit in course.visits if visit.area])
    by_card = [
        (one, bounded(one.area.cm2, one.area, own, Unit.CM2))
        for one in visits
        if one.area and one.area.cm2
    ]
    if len(by_card) == len(visits) and not is_doubted:
        return CM2, by_card
    if 1 < len(visits) <= _MOST_LAID and (on_field := _on_first_photo(visits, own)):
        return "diary.axis_field", on_field
    shares = [(one, _share(one.area, own).times(100)) for one in visits if one.area]
    return "diary.axis_share", shares


def one_kind(visits: Sequence[Visit]) -> list[Visit]:
    """Those of the kind of photo that most of them are measured on, in doubt the camera's.

    What is seen through a dermatoscope stands in no line with what a camera shows.
    """
    kinds = ([one for one in visits if _is_dermoscopic(one) is kind] for kind in (False, True))
    return max(kinds, key=len)


def _is_dermoscopic(visit: Visit) -> bool:
    return visit.area is not None and visit.area.is_dermoscopic


def _share(area: Area, own: OwnError | None) -> Spread:
    return bounded(area.share, area, own, Unit.FIELD)


def _on_first_photo(visits: Sequence[Visit], own: OwnError | None) -> Areas:
    """In per cent of the first photo; () where one of the later ones does not lie on it."""
    first = visits[0]
    assert first.area is not None
    found = [(first, _share(first.area, own).times(100))]
    for visit in visits[1:]:
        laid = _laid(first, visit)
        if laid is None or laid.field is None or visit.area is None:
            return ()
        found.append((visit, _share(visit.area, own).times(100 * laid.field, laid.field_error)))
    return found
