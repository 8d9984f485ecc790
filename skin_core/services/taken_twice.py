"""How far the clinic's own measures err, by lesions photographed twice on one day."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import combinations

from skin_core.domain.case import Case
from skin_core.domain.course import Visit
from skin_core.domain.outline import OutlinedBy
from skin_core.imaging.scale_card import CARD_AREA_ERROR
from skin_core.services.area_change import OwnError
from skin_core.services.lesion_colour import own_colour_error as colour_error
from skin_core.services.repeats import FEWEST_PAIRS, MOST_PAIRS, student_t
from skin_core.services.visits import compared_visits
from skin_core.storage import diary
from skin_core.storage.cases import find_case
from skin_core.storage.store import Store

Pair = tuple[Visit, Visit]
Pairs = tuple[Pair, ...]
"""Two cases of one lesion on one day, each measured on a photo of its own."""


def own_error(pairs: Pairs, *, is_dermoscopic: bool = False) -> OwnError | None:
    """The smallest detectable change of areas drawn by hand; None below five pairs.

    pairs: of one lesion, taken and drawn twice on one day, with a scale card; those count whose
    photos are both dermoscopic, or neither. On logarithms, since large lesions err by more: t times
    the root mean square of their differences, where 1.96 would make too little of few pairs. Never
    below what two scale cards may be off by, since outlines may agree by chance.
    Reference: Bland & Altman, Lancet 1986;1:307-310.
    """
    apart = [
        math.log(second.area.cm2.value / first.area.cm2.value)
        for first, second in drawn_by_card(pairs)
        if first.area and first.area.cm2 and second.area and second.area.cm2
        if first.area.is_dermoscopic is second.area.is_dermoscopic is is_dermoscopic
    ]
    if len(apart) < FEWEST_PAIRS:
        return None
    spread = math.sqrt(sum(one**2 for one in apart) / len(apart))
    ratio = math.exp(student_t(len(apart)) * spread)
    return OwnError(max(ratio, (1 + CARD_AREA_ERROR) ** 2), len(apart), is_dermoscopic)


def drawn_by_card(pairs: Pairs) -> Pairs:
    """Those outlined by hand beside the scale card both times, on photos of one kind."""
    return tuple(filter(_are_drawn_by_card, pairs))


def _are_drawn_by_card(pair: Pair) -> bool:
    return _are_of_one_kind(*pair) and all(map(_is_drawn_by_card, pair))


def _is_drawn_by_card(visit: Visit) -> bool:
    area = visit.area
    if area is None or area.cm2 is None or area.scale_error:
        return False
    if area.is_coloured or area.is_cut_off:
        return False
    return area.by is OutlinedBy.CLINICIAN


def own_colour_error(
    pairs: Pairs, *, is_dermoscopic: bool = False, is_white_set: bool = False
) -> float | None:
    """The smallest detectable change of a colour difference, in ΔE00; None below five pairs.

    Of photos that are dermoscopic, or of those that are not; under the white of a card, or without.
    """
    coloured = [(one.colour, two.colour) for one, two in pairs if one.colour and two.colour]
    return colour_error(
        [
            (one, two)
            for one, two in coloured
            if one.is_dermoscopic is two.is_dermoscopic is is_dermoscopic
            if one.is_white_set is two.is_white_set is is_white_set
        ]
    )


def pairs_taken_twice(store: Store) -> Pairs:
    """Lesions photographed twice on one day; the clinic's own errors are worked out from them.

    The newest that tell how areas err, and the newest that tell how colours do: however many were
    saved since that tell neither. The same photo entered twice makes no pair: it tells nothing of
    photographing anew.
    """
    by_card = _newest(store, diary.twice_on_a_day(store, is_drawn=True), _are_drawn_by_card)
    coloured = _newest(store, diary.twice_on_a_day(store), _have_colour)
    found = {tuple(one.case.case_id for one in pair): pair for pair in (*by_card, *coloured)}
    return tuple(found.values())


def _newest(
    store: Store, groups: Iterable[tuple[str, ...]], counts: Callable[[Pair], bool]
) -> list[Pair]:
    """As many as an error is worked out from. groups: cases of a lesion and day."""
    found: list[Pair] = []
    for group in groups:
        pair = _taken_twice(_visits(store, group), counts)
        if pair:
            found.append(pair)
        if len(found) == MOST_PAIRS:
            break
    return found


def _have_colour(pair: Pair) -> bool:
    """Both of one white."""
    whites = {one.colour.is_white_set if one.colour else None for one in pair}
    return len(whites) == 1 and None not in whites


def to_be_taken_again(store: Store, day: str) -> tuple[Case, ...]:
    """Cases of a day, ISO, outlined by hand beside the card once: a second photo makes a pair."""
    found = (_visits(store, one) for one in diary.seen_on_a_day(store, day, MOST_PAIRS))
    once = (visits[-1] for visits in found if not _taken_twice(visits))
    return tuple(visit.case for visit in once if _is_drawn_by_card(visit))


def _visits(store: Store, case_ids: Iterable[str]) -> tuple[Visit, ...]:
    return compared_visits(store, [find_case(store, case_id) for case_id in case_ids])


def _taken_twice(
    visits: Iterable[Visit], counts: Callable[[Pair], bool] = lambda _: True
) -> Pair | None:
    """The newest two visits, outlined on two photos of one kind, that count as a pair; else None.

    visits: the oldest first.
    """
    newest = [one for one in reversed([*visits]) if one.area]
    for second, first in combinations(newest, 2):
        is_pair = _are_of_one_kind(first, second) and not first.shares_photo(second)
        if is_pair and counts((first, second)):
            return first, second
    return None


def _are_of_one_kind(*visits: Visit) -> bool:
    lenses = {(one.area.is_coloured, one.area.is_dermoscopic) for one in visits if one.area}
    return len(lenses) == 1
