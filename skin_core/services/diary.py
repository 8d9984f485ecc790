"""The diary of a lesion: its visits, what was measured at each, and what was done between."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import combinations
from uuid import uuid4

from skin_core.domain.case import Case
from skin_core.domain.course import Course, Verdict, Visit
from skin_core.domain.diary import Treatment, TreatmentKind
from skin_core.domain.engine import LayerStore
from skin_core.domain.outline import OutlinedBy
from skin_core.errors import CaseNotFound, FileDamaged, InvalidTreatment, PhotoError, ReviewInPast
from skin_core.imaging.scale_card import CARD_AREA_ERROR
from skin_core.narrative.course import course_lines
from skin_core.narrative.speech import Speech
from skin_core.services.aligned import Aligned, laid_over
from skin_core.services.area_change import OwnError, compare_areas
from skin_core.services.lesion_area import OutlinedPhotos, area_of
from skin_core.services.lesion_colour import colour_or_none, compare_colours
from skin_core.services.lesion_colour import own_colour_error as colour_error
from skin_core.services.patient_entries import check_text
from skin_core.services.repeats import FEWEST_PAIRS, MOST_PAIRS, student_t
from skin_core.services.scales_beside import scales_beside, without_scale
from skin_core.storage import diary
from skin_core.storage.cases import find_case
from skin_core.storage.codec import to_time
from skin_core.storage.diary import review_of, reviews_until, seen_again
from skin_core.storage.store import Store

__all__ = [
    "FEWEST_PAIRS",
    "Pairs",
    "add_treatment",
    "change_treatment",
    "course_of",
    "drawn_by_card",
    "entered_twice",
    "own_colour_error",
    "own_error",
    "pairs_taken_twice",
    "report_lines",
    "restore_treatment",
    "reviews_until",
    "seen_again",
    "set_review",
    "to_be_taken_again",
]

MOST_SESSIONS = 999
_SEVERAL = 2  # visits that make a course

Pairs = tuple[tuple[Visit, Visit], ...]
"""Two cases of one lesion on one day, each measured on a photo of its own."""


def course_of(store: Store, lesion_id: str) -> Course:
    """The diary of a lesion. Raises: CaseNotFound."""
    cases = diary.visits_of(store, lesion_id)
    if not cases:
        raise CaseNotFound
    layers = store.layers(cases[0].patient.patient_id)
    visits = tuple(_visit(case, layers, store) for case in cases)
    return Course(visits, diary.treatments_of(store, lesion_id), review_of(store, lesion_id))


def _visit(case: Case, layers: LayerStore, store: Store) -> Visit:
    area = area_of(case, layers, store.read, store.figures.get)
    return Visit(case, area, colour_or_none(case, area, layers, store.read, store.figures.get))


def add_treatment(
    store: Store,
    lesion_id: str,
    told: tuple[TreatmentKind, str, str, int],
    days: tuple[str, str],
    *,
    now: datetime,
    by: str = "",
) -> None:
    """Enter a treatment. told: kind, name, dose, sessions; days: ISO, the second "" if it goes on.

    Raises: InvalidTreatment, TextNotStorable, CaseNotFound.
    """
    kind, name, dose, sessions = told
    check_text(name, dose, by)
    _check_days(*days)
    if not name.strip() or not 0 <= sessions <= MOST_SESSIONS:
        raise InvalidTreatment
    diary.add_treatment(
        store,
        Treatment(
            uuid4().hex, lesion_id, kind, name.strip(), dose.strip(), sessions, *days,
            entered_at=to_time(now), entered_by=by,
        ),
    )  # fmt: skip


def change_treatment(
    store: Store, treatment: Treatment, *, now: datetime, ended_on: str | None = None,
    sessions: int | None = None,
) -> None:  # fmt: skip
    """Write when a treatment ended or how many sessions there were; with neither, withdraw it.

    Raises: InvalidTreatment.
    """
    if ended_on is None and sessions is None:
        diary.change_treatment(store, treatment.treatment_id, withdrawn_at=to_time(now))
        return
    if ended_on is not None:
        _check_days(treatment.started_on, ended_on)
    if sessions is not None and not 0 <= sessions <= MOST_SESSIONS:
        raise InvalidTreatment
    told = {"ended_on": ended_on, "sessions": sessions}
    values = {name: value for name, value in told.items() if value is not None}
    diary.change_treatment(store, treatment.treatment_id, **values)


def restore_treatment(store: Store, treatment: Treatment) -> None:
    """Take a withdrawal back: the treatment counts again as it was."""
    diary.change_treatment(store, treatment.treatment_id, withdrawn_at="")


def entered_twice(treatments: Iterable[Treatment]) -> tuple[str, ...]:
    """Names of treatments entered twice for some days, as where an old dose was never ended."""
    found: dict[str, None] = {}
    for one, other in combinations(treatments, 2):
        is_same = (one.kind, one.name.casefold()) == (other.kind, other.name.casefold())
        begins, ends = max(one.started_on, other.started_on), (one.ended_on, other.ended_on)
        if is_same and all(begins < day for day in ends if day):
            found[one.name] = None
    return tuple(found)


def set_review(store: Store, lesion_id: str, due_on: str, now: datetime) -> None:
    """When the lesion is to be seen again, ISO date; "" for no more.

    Raises: ReviewInPast, CaseNotFound.
    """
    if due_on and date.fromisoformat(due_on) < now.date():
        raise ReviewInPast
    diary.set_review(store, lesion_id, due_on, to_time(now))


def _check_days(started_on: str, ended_on: str) -> None:
    if ended_on and date.fromisoformat(ended_on) < date.fromisoformat(started_on):
        raise InvalidTreatment


def own_error(pairs: Pairs) -> OwnError | None:
    """The smallest detectable change of areas drawn by hand; None below five pairs.

    pairs: of one lesion, taken and drawn twice on one day, with a scale card. On logarithms, since
    large lesions err by more: t times the root mean square of their differences, where 1.96 would
    make too little of few pairs. Never below what two scale cards may be off by, since
    outlines may agree by chance. Reference: Bland & Altman, Lancet 1986;1:307-310.
    """
    apart = [
        math.log(second.area.cm2.value / first.area.cm2.value)
        for first, second in drawn_by_card(pairs)
        if first.area and first.area.cm2 and second.area and second.area.cm2
    ]
    if len(apart) < FEWEST_PAIRS:
        return None
    spread = math.sqrt(sum(one**2 for one in apart) / len(apart))
    ratio = math.exp(student_t(len(apart)) * spread)
    return OwnError(max(ratio, (1 + CARD_AREA_ERROR) ** 2), len(apart))


def drawn_by_card(pairs: Pairs) -> Pairs:
    """Those outlined by hand beside the scale card both times."""
    return tuple(both for both in pairs if all(map(_is_drawn_by_card, both)))


def _is_drawn_by_card(visit: Visit) -> bool:
    area = visit.area
    if area is None or area.cm2 is None or area.scale_error:
        return False
    if area.is_coloured or area.is_cut_off:
        return False
    return area.by is OutlinedBy.CLINICIAN


def own_colour_error(pairs: Pairs) -> float | None:
    """The smallest detectable change of a colour difference, in ΔE00; None below five pairs."""
    return colour_error(
        [(one.colour, two.colour) for one, two in pairs if one.colour and two.colour]
    )


def pairs_taken_twice(store: Store) -> Pairs:
    """Lesions photographed twice on one day; the clinic's own errors are worked out from them.

    The same photo entered twice makes none: it tells nothing of photographing anew.
    """
    found = (_taken_twice(_visits(store, one)) for one in diary.twice_on_a_day(store, MOST_PAIRS))
    return tuple(pair for pair in found if pair)


def to_be_taken_again(store: Store, day: str) -> tuple[Case, ...]:
    """Cases of a day, ISO, outlined by hand beside the card once: a second photo makes a pair."""
    found = (_visits(store, one) for one in diary.seen_on_a_day(store, day, MOST_PAIRS))
    once = (visits[-1] for visits in found if not _taken_twice(visits))
    return tuple(visit.case for visit in once if _is_drawn_by_card(visit))


def _visits(store: Store, case_ids: Iterable[str]) -> tuple[Visit, ...]:
    found = (find_case(store, case_id) for case_id in case_ids)
    return tuple(_visit(one, store.layers(one.patient.patient_id), store) for one in found)


def _taken_twice(visits: Iterable[Visit]) -> tuple[Visit, Visit] | None:
    """The first outlined visit and the last one measured on another photo; None without one."""
    outlined = [one for one in visits if one.area]
    others = [one for one in outlined if not outlined[0].shares_photo(one)]
    return (outlined[0], others[-1]) if others else None


def report_lines(store: Store, case: Case, speech: Speech) -> tuple[str, ...]:
    """The course up to a case as its report prints it; () at the first visit of a lesion.

    Sizes are compared by their scales alone; photos are laid over each other only to hold the two
    scales against each other. Raises: CaseNotFound.
    """
    taken = diary.visits_of(store, case.lesion.lesion_id)
    if taken and sum(_is_up_to(case, one) for one in taken) < _SEVERAL:
        return ()  # nothing is measured for it
    whole = course_of(store, case.lesion.lesion_id)
    visits = tuple(one for one in whole.visits if _is_up_to(case, one.case))
    begun = tuple(one for one in whole.treatments if one.started_on <= case.visit_date)
    first, last = visits[0], visits[-1]
    pairs = pairs_taken_twice(store) if first.area and last.area else ()
    verdict = _verdict(store, first, last, own_error(pairs))
    colours = compare_colours(first.colour, last.colour, own_colour_error(pairs))
    return tuple(course_lines(Course(visits, begun, ""), verdict, colours, speech))


def _is_up_to(case: Case, other: Case) -> bool:
    """Whether the other one was seen no later, and known when this one was saved.

    Of an old photo that is entered late, the newer visits come later.
    """
    return other.visit_date <= case.visit_date and other.created_at <= case.created_at


def _verdict(store: Store, first: Visit, last: Visit, own: OwnError | None) -> Verdict:
    first, last = (_unless_doubted(store, one) for one in (first, last))
    both = [one.area for one in (first, last) if one.area and one.area.cm2]
    if len(both) < _SEVERAL:
        return compare_areas(first.area, last.area, own=own)
    try:
        laid = laid_over(store, first, last, partial(_field_alone, store))
    except (FileDamaged, PhotoError):
        return compare_areas(first.area, last.area, own=own)
    return compare_areas(first.area, last.area, laid.field, laid.field_error, own)


def _field_alone(store: Store, what: tuple[object, ...], lay: Callable[[], Aligned]) -> Aligned:
    """How the photos lie, without their pictures: that is kept for the next report."""

    def bare() -> Aligned:
        return replace(lay(), before=b"", after=b"", plain_after=b"", matched=None)

    found: Aligned = store.figures.get(("field", *what), bare)
    return found


def _unless_doubted(store: Store, visit: Visit) -> Visit:
    return without_scale(visit) if scales_beside(OutlinedPhotos.of(visit.case), store) else visit
