"""What the shipped networks say of the photos of a reading set; never shown while it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skin_core.domain.grade import ACNE, ECZEMA_SIGNS
from skin_core.domain.reading import ReadingSet
from skin_core.inference import Networks
from skin_core.services.pictures import load_photo
from skin_core.services.signs import grader_of, grades_asked
from skin_core.storage.store import Store

_GRADED_AT_ALL = frozenset((*ECZEMA_SIGNS, ACNE))
_NO_LIMIT_MB = 10_000  # stored photos were checked when they came


def graded_signs(of_set: ReadingSet, networks: Networks) -> tuple[str, ...]:
    """The signs of a set for which a network is installed."""
    return tuple(
        sign for sign in of_set.signs if sign in _GRADED_AT_ALL and grader_of(sign, networks)
    )


def network_grades(
    store: Store, of_set: ReadingSet, networks: Networks, known: Mapping[str, object]
) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Photo by photo, `entry_id` and the grade of each sign; what is known already is left out.

    Also a grade that is not certain enough to be suggested counts here.
    Raises: FileDamaged, WeightsDamaged.
    """
    signs = graded_signs(of_set, networks)
    for photo in of_set.photos:
        if photo.entry_id in known:
            continue
        pixels = load_photo(store.read(photo.key), "", _NO_LIMIT_MB).pixels
        told: dict[str, float] = {}
        for sign in signs:
            if sign not in told:
                found = grades_asked(pixels, sign, networks)
                told |= {one: float(grade.grade) for one, grade in found.items()}
        yield photo.entry_id, {sign: told[sign] for sign in signs if sign in told}
