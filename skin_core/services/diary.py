"""The diary of a lesion: its visits, what was measured at each, and what was done between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import combinations
from uuid import uuid4

from skin_core.domain.case import Case
from skin_core.domain.course import Course, Verdict, Visit
from skin_core.domain.diary import Treatment, TreatmentKind
from skin_core.errors import CaseNotFound, FileDamaged, InvalidTreatment, PhotoError, ReviewInPast
from skin_core.facts import local_day
from skin_core.narrative.course import course_lines
from skin_core.narrative.speech import Speech
from skin_core.services.aligned import Aligned, laid_over
from skin_core.services.area_change import OwnError, compare_areas
from skin_core.services.lesion_area import OutlinedPhotos
from skin_core.services.lesion_colour import compare_colours
from skin_core.services.patient_entries import check_text
from skin_core.services.repeats import FEWEST_PAIRS
from skin_core.services.scales_beside import scales_beside, without_scale
from skin_core.services.taken_twice import (
    Pairs,
    drawn_by_card,
    own_colour_error,
    own_error,
    pairs_taken_twice,
    to_be_taken_again,
)
from skin_core.services.visits import compared_visits, visits_of
from skin_core.storage import diary
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


def course_of(store: Store, lesion_id: str) -> Course:
    """The diary of a lesion. Raises: CaseNotFound."""
    cases = diary.visits_of(store, lesion_id)
    if not cases:
        raise CaseNotFound
    treatments = diary.treatments_of(store, lesion_id)
    return Course(visits_of(store, cases), treatments, review_of(store, lesion_id))


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
    sessions: int | None = None, by: str = "",
) -> None:  # fmt: skip
    """Write when a treatment ended or how many sessions there were; with neither, withdraw it.

    What it was is kept with it. Raises: InvalidTreatment.
    """
    check_text(by)
    which, moment = treatment.treatment_id, to_time(now)
    if ended_on is None and sessions is None:
        diary.change_treatment(store, which, moment, by, withdrawn_at=moment)
        return
    if ended_on is not None:
        _check_days(treatment.started_on, ended_on)
    if sessions is not None and not 0 <= sessions <= MOST_SESSIONS:
        raise InvalidTreatment
    told = {"ended_on": ended_on, "sessions": sessions}
    values = {name: value for name, value in told.items() if value is not None}
    diary.change_treatment(store, which, moment, by, **values)


def restore_treatment(store: Store, treatment: Treatment, *, now: datetime, by: str = "") -> None:
    """Take a withdrawal back: the treatment counts again as it was."""
    diary.change_treatment(store, treatment.treatment_id, to_time(now), by, withdrawn_at="")


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


def report_lines(store: Store, case: Case, speech: Speech) -> tuple[str, ...]:
    """The course up to a case as its report prints it; () at the first visit of a lesion.

    Sizes are compared by their scales alone; photos are laid over each other only to hold the two
    scales against each other. Raises: CaseNotFound.
    """
    lesion_id = case.lesion.lesion_id
    whole = diary.visits_of(store, lesion_id)
    taken = [one for one in whole if _is_up_to(case, one)]
    if whole and len(taken) < _SEVERAL:
        return ()  # nothing is measured for it
    if not whole:
        raise CaseNotFound
    visits = visits_of(store, taken)
    treatments = diary.treatments_of(store, lesion_id)
    is_last = all(one.visit_date <= case.visit_date for one in whole)
    known = _known_at(case, treatments, is_last=is_last)
    first, last = compared_visits(store, (taken[0], taken[-1]))
    pairs = pairs_taken_twice(store) if first.area and last.area else ()
    kind = first.area is not None and first.area.is_dermoscopic
    verdict = _verdict(store, first, last, own_error(pairs, is_dermoscopic=kind))
    white = first.colour is not None and first.colour.is_white_set
    own = own_colour_error(pairs, is_dermoscopic=kind, is_white_set=white)
    colours = compare_colours(first.colour, last.colour, own)
    course = Course(visits, known, "")
    return tuple(course_lines(course, (first, last), (verdict, colours), speech))


def _known_at(
    case: Case, treatments: Iterable[Treatment], *, is_last: bool
) -> tuple[Treatment, ...]:
    """Treatments as they were known at a visit: begun by then, and entered by the day it was saved.

    Of a visit that is not the last one of its lesion any more, a treatment that went on after it
    has no end yet and tells no sessions: of older stores nobody knows how many there were by then.
    """
    day, saved = case.visit_date, local_day(case.created_at)
    known = [
        one for one in treatments if one.started_on <= day and local_day(one.entered_at) <= saved
    ]
    if is_last:
        return tuple(known)
    return tuple(
        one if one.ended_on and one.ended_on <= day else replace(one, ended_on="", sessions=0)
        for one in known
    )


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
