"""The visits of a lesion, each measured on the photo taken most like the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from skin_core.domain.case import Case
from skin_core.domain.course import Area, Visit
from skin_core.domain.outline import OutlinedBy
from skin_core.services.lesion_area import OutlinedPhotos, areas_of
from skin_core.services.lesion_colour import colour_or_none
from skin_core.storage.store import Store

Measured = tuple[Case, Sequence[Area]]
"""A case with the areas of its photos, those first that alone would count."""


def visits_of(store: Store, cases: Iterable[Case]) -> tuple[Visit, ...]:
    """Cases of one lesion with area and colour, the oldest first.

    Each on the photo that was taken like those of the visits before it: whatever comes later, the
    size of a visit stays as it was told.
    """
    measured = [(case, _areas(store, case)) for case in cases]
    return _visits(store, measured, like_those_before(measured))


def compared_visits(store: Store, cases: Iterable[Case]) -> tuple[Visit, ...]:
    """Cases that are held against each other, in the order given, on photos taken alike."""
    measured = [(case, _areas(store, case)) for case in cases]
    return _visits(store, measured, alike(measured))


def _visits(
    store: Store, measured: Sequence[Measured], chosen: Iterable[Area | None]
) -> tuple[Visit, ...]:
    both = zip(measured, chosen, strict=True)
    return tuple(_visit(store, case, area) for (case, _), area in both)


def _areas(store: Store, case: Case) -> tuple[Area, ...]:
    layers = store.layers(case.patient.patient_id)
    return tuple(areas_of(OutlinedPhotos.of(case), layers, store.read, store.figures.get))


def _visit(store: Store, case: Case, area: Area | None) -> Visit:
    layers = store.layers(case.patient.patient_id)
    return Visit(case, area, colour_or_none(case, area, layers, store.read, store.figures.get))


def like_those_before(visits: Sequence[Measured]) -> tuple[Area | None, ...]:
    """Of each visit the area on one photo, as `alike` has it among the visits up to that one."""
    return tuple(alike(visits[:number])[-1] for number in range(1, len(visits) + 1))


def alike(visits: Sequence[Measured]) -> tuple[Area | None, ...]:
    """Of each visit the area on one photo, so chosen that most can be compared.

    First taken alike: in that light and through that lens which most visits have, in doubt white
    light, then what was drawn by hand, then a camera. Of several such photos of a visit those that
    were all drawn by hand, else those at the place among their kind that most visits have.
    Where a clinician drew at a visit, a network's outline never stands for it.
    """
    visits = [(case, [*filter(_is_drawn, areas)] or areas) for case, areas in visits]
    lenses = Counter(lens for _, areas in visits for lens in set(map(_lens, areas)))
    if not lenses:
        return (None,) * len(visits)
    drawn = Counter(_lens(area) for _, areas in visits for area in areas if _is_drawn(area))
    lens = min(lenses, key=lambda one: (-lenses[one], one[0], -drawn[one], one[1]))
    same = [[area for area in areas if _lens(area) == lens] for _, areas in visits]
    chosen = iter(_at_one_place(visits, same))
    return tuple(next(chosen) or next(iter(areas), None) for _, areas in visits)


def _at_one_place(
    visits: Sequence[Measured], same: Sequence[Sequence[Area]]
) -> Iterable[Area | None]:
    """None for a visit that has no such photo."""
    placed = [
        {_place(case, area): area for area in areas}
        for (case, _), areas in zip(visits, same, strict=True)
    ]
    all_of = Counter(place for one in placed for place in one)
    drawn = Counter(place for one in placed for place, area in one.items() if _is_drawn(area))
    best = min(all_of, key=lambda one: (-all_of[one], -drawn[one], one))
    by_hand = [next(filter(_is_drawn, areas), None) for areas in same if areas]
    if all(by_hand) and drawn[best] < len(by_hand):
        best = 0  # each was corrected on another photo: that one its doctor meant
    for one, areas in zip(placed, same, strict=True):
        yield one.get(best, next(iter(areas), None))


def _lens(area: Area) -> tuple[bool, bool]:
    return area.is_coloured, area.is_dermoscopic


def _is_drawn(area: Area) -> bool:
    return area.by is OutlinedBy.CLINICIAN


def _place(case: Case, area: Area) -> int:
    """Of a photo among those of its kind in a case, from 1."""
    kinds = {one.photo_id: one.gate.kind for one in case.analysis.photos}
    same = [one for one, kind in kinds.items() if kind is kinds.get(area.photo_id)]
    return same.index(area.photo_id) + 1
