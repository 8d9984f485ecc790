"""Three-valued logic: yes, no, or not known; what is not known is never taken for no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a condition says of a case.

    truth: None where the answers do not settle it.
    because: what speaks for it, as "key=value" pairs.
    missing: unanswered facts that could change the truth, those to be asked first.
    """

    truth: bool | None
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


NO = Finding(False)


def all_of(judges: Iterable[Callable[[Case], Finding]], case: Case) -> Finding:
    """Yes when each is; no as soon as one is no, and then the rest is not looked at."""
    seen: list[Finding] = []
    for judge in judges:
        finding = judge(case)
        if finding.truth is False:
            return NO
        seen.append(finding)
    unsettled = [finding for finding in seen if finding.truth is None]
    if not unsettled:
        return _joined(True, seen)
    because = _once([finding.because for finding in seen])
    if any(not finding.missing for finding in unsettled):
        return Finding(None, because)  # no answer can make it true, so none is asked for
    return Finding(None, because, unsettled[0].missing)  # the others only once this one is yes


def any_of(judges: Iterable[Callable[[Case], Finding]], case: Case) -> Finding:
    """Yes as soon as one is; no when each is no."""
    seen = [judge(case) for judge in judges]
    for_it = [finding for finding in seen if finding.truth is True]
    if for_it:
        return _joined(True, for_it)
    unsettled = [finding for finding in seen if finding.truth is None]
    return _joined(None, unsettled) if unsettled else NO


def opposite(finding: Finding) -> Finding:
    """Yes for no, no for yes; unknown stays unknown."""
    truth = None if finding.truth is None else not finding.truth
    return Finding(truth, (), finding.missing)


def possible(finding: Finding) -> Finding:
    """Yes unless it is known to be no: for rules that stay on the safe side."""
    return NO if finding.truth is False else Finding(True, finding.because, finding.missing)


def _joined(truth: bool | None, kept: Sequence[Finding]) -> Finding:
    if len(kept) == 1:
        return Finding(truth, kept[0].because, kept[0].missing)
    because = _once([finding.because for finding in kept])
    return Finding(truth, because, _once([finding.missing for finding in kept]))


def _once(told: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(told)))
