"""The areas of a course on one scale: by card or hand, else on the field of the first photo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Lens:
    """How a photo was taken. A lesion has another edge under a Wood's lamp or a dermatoscope."""

    is_coloured: bool = False
    is_dermoscopic: bool = False

    @classmethod
    def of(cls, visit: Visit) -> Lens:
        """Of the photo that a visit is measured on."""
        area = visit.area
        return cls(area.is_coloured, area.is_dermoscopic) if area else cls()

    @property
    def name(self) -> str:
        """In words; "" of a camera in white light, which needs none."""
        if self.is_dermoscopic:
            return say("diary.lens.both" if self.is_coloured else "diary.lens.dermoscopic")
        return say("diary.lens.coloured") if self.is_coloured else ""


def by_lens(visits: Iterable[Visit]) -> dict[Lens, list[Visit]]:
    """Outlined visits, those whose photos were taken alike together: each makes its own line.

    The camera in white light comes first, then the dermatoscope, then coloured light.
    """
    found: dict[Lens, list[Visit]] = {}
    for visit in filter(lambda one: one.area, visits):
        found.setdefault(Lens.of(visit), []).append(visit)
    order = sorted(found, key=lambda lens: (lens.is_coloured, lens.is_dermoscopic))
    return {lens: found[lens] for lens in order}


def by_white(visits: Iterable[Visit]) -> dict[bool, list[Visit]]:
    """Visits with a colour, those under the white of a card (True) apart from those without."""
    found: dict[bool, list[Visit]] = {}
    for visit in visits:
        if visit.colour:
            found.setdefault(visit.colour.is_white_set, []).append(visit)
    return dict(sorted(found.items()))


def areas_of(
    visits: Sequence[Visit], is_doubted: bool, own: OwnError | None = None
) -> tuple[str, Areas]:
    """The key of the axis, and each visit with its area. visits: of one lens.

    Where neither scale nor field is common to all, each is a share of its own photo, which the
    name of the axis says. is_doubted: scales contradict each other; none of them is drawn then.
    own: what the clinic measured of itself, which bounds what was drawn by hand.
    """
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
