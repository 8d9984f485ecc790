"""Herpes zoster looked at by itself: the network's point for it, and what counts if it is one."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.domain.advice import FiredRule


@dataclass(frozen=True, slots=True)
class ScreenPoint:
    """A probability of zoster from which on a network's answer speaks for it.

    threshold: 0..1. sensitivity: share of the zoster photos found by points that were fitted
    without them; low, high: its 95 % interval. photos: how many these are. false_alarms: share of
    photos of all else that reach it too.
    """

    threshold: float
    sensitivity: float
    low: float
    high: float
    photos: int
    false_alarms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ZosterScreen:
    """What network and rules say of zoster, of a case that gives reason to think of it.

    is_judged: whether a network that knows zoster judged a photo. zoster, other, normal: its
    probabilities of zoster, any other disease, and normal skin; they sum to 1. point: None where
    the network has none. is_settled: whether answers or clinician speak for zoster; else the rules
    below say what would count if it were one. alarms: most urgent first. unanswered: keys of facts
    that alarms wait for. clock: hours since the rash, None where it counts for nothing.
    neuralgia: its risk factors as the rule found them, None where none is known. unknown_risks:
    keys of facts that could be such factors.
    """

    is_judged: bool
    zoster: float
    other: float
    normal: float
    point: ScreenPoint | None
    is_settled: bool
    alarms: tuple[FiredRule, ...]
    unanswered: tuple[str, ...]
    clock: FiredRule | None
    neuralgia: FiredRule | None
    unknown_risks: tuple[str, ...]

    @property
    def reaches_point(self) -> bool:
        """Whether the network's answer speaks for zoster."""
        return self.is_judged and self.point is not None and self.zoster >= self.point.threshold
