"""Scales of several photos of one visit, held against each other where they show the same skin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from skin_core.domain.course import Area, Visit
from skin_core.domain.engine import LayerStore
from skin_core.errors import FileDamaged, OutlineError
from skin_core.services.aligned import Outlined, aligned
from skin_core.services.area_change import scales_part
from skin_core.services.lesion_area import OutlinedPhotos, numbered_areas
from skin_core.services.outlines import counting_outline, layers_of
from skin_core.storage.store import Store

_MOST = 4  # photos: each pair takes a third of a second, once


@dataclass(frozen=True, slots=True)
class ScalesBeside:
    """Two photos whose scales contradict each other, by their numbers as pages count.

    times: how many times as long the same skin is by the scale of the second as by the first.
    """

    numbers: tuple[int, int]
    times: float


def scales_beside(shown: OutlinedPhotos, store: Store) -> tuple[ScalesBeside, ...]:
    """The pairs among the first photos with a scale, where at least one was told by hand.

    Photos that do not lie on each other tell nothing.
    """
    if not shown.scales:
        return ()
    areas = numbered_areas(shown, store)
    scaled = [(number, area) for number, area in areas if area.cm2][:_MOST]
    found = []
    for (first, before), (second, after) in combinations(scaled, 2):
        if before.scale_error or after.scale_error:
            times = _apart(shown, (before, after), store)
            if times is not None:
                found.append(ScalesBeside((first, second), times))
    return tuple(found)


def without_scale(visit: Visit) -> Visit:
    """The visit without square centimetres: scales of its photos contradict each other."""
    if visit.area is None:
        return visit
    return replace(visit, area=replace(visit.area, cm2=None, scale_error=0.0))


def _apart(shown: OutlinedPhotos, areas: tuple[Area, Area], store: Store) -> float | None:
    """How many times as long; None where they agree, or do not lie on each other."""
    try:
        first, second = _outlined(shown, areas, layers_of(store, shown.analyses))
        what = ("beside", first.stored.key, second.stored.key, first.sign, second.sign)
        field, field_error = store.figures.get(what, lambda: _field(store, first, second))
    except (FileDamaged, OutlineError):
        return None
    return scales_part(*areas, field, field_error)


def _field(store: Store, first: Outlined, second: Outlined) -> tuple[float | None, float]:
    """The common field of two photos and its error, as `Aligned` has them. Raises: FileDamaged."""
    laid = aligned(store.read, first, second)
    return laid.field, laid.field_error


def _outlined(
    shown: OutlinedPhotos, areas: tuple[Area, Area], layers: LayerStore
) -> Iterator[Outlined]:
    """The photos of two areas with what counts as their lesion. Raises: OutlineError."""
    judged = {one.photo_id: one for one in shown.judged}
    for area in areas:
        counts = counting_outline(judged[area.photo_id], shown.outlines, layers)
        yield Outlined(shown.stored[area.photo_id], counts.mask if counts else None)
