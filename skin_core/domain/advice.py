"""What the rules say of a case: how soon, which rules applied, and the lines of what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Urgency(StrEnum):
    """How soon the patient must be seen; UNKNOWN: refused or not judged."""

    EMERGENCY = "emergency"  # now
    URGENT = "urgent"  # the same day
    SOON = "soon"  # within two weeks
    ROUTINE = "routine"  # weeks
    SELF_CARE = "self_care"  # none needed unless it worsens
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for the most urgent; UNKNOWN is last and never lowers another."""
        return _RANKS[self]


_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that applies to the case.

    urgency: what it demands at least. because: the facts and labels that made it fire, as
    "key=value" or "label=key" pairs. values: numbers for its text, such as hours since the rash.
    would_change: keys of unanswered facts that could change it.
    """

    rule_id: str
    version: str
    urgency: Urgency
    because: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    would_change: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rules say of the case; no model output lowers its urgency.

    fired: rules that apply, most urgent first.
    questions: keys of unanswered facts that would change the advice, most telling first.
    """

    urgency: Urgency
    fired: tuple[FiredRule, ...] = ()
    questions: tuple[str, ...] = ()


class StepKind(StrEnum):
    """What a line of advice is about, in the order in which lines stand."""

    NOW = "now"  # ordered by a rule: today, or at once
    RETAKE = "retake"
    ARRANGE = "arrange"  # ordered by a rule: can wait
    TREAT = "treat"
    TELL = "tell"
    REFER = "refer"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of what to do, frozen with the case.

    words: by language, as it read when the advice was made. source: the rule, or the disease whose
    memo says so; "" for what is said of every case.
    """

    kind: StepKind
    words: Mapping[str, str]
    source: str = ""
