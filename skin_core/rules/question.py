"""What the rules are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from skin_core.domain.age import Age
from skin_core.domain.analysis import Answer, CaseAnalysis
from skin_core.domain.case import Sex
from skin_core.domain.facts import Facts, FactValue
from skin_core.domain.photo import PhotoKind
from skin_core.domain.score import KeptScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the clinician knows and decides beside the facts; the rules read it with every case.

    age: None where unknown. diagnosis: the clinician's own choice, a taxonomy key, or "".
    words: free words of the clinician (own diagnosis in words, note), searched for what decides.
    concluded: whether there is an own diagnosis, a taxonomy key or words.
    excluded: taxonomy keys of dangers that were examined for and excluded. scores: of severity, as
        they were kept with the case, oldest first.
    """

    age: Age | None = None
    sex: Sex = Sex.UNKNOWN
    diagnosis: str = ""
    words: str = ""
    concluded: bool = False
    excluded: tuple[str, ...] = ()
    scores: tuple[KeptScore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInput(Answer):
    """One case as the rules see it: what the networks answered, and what the clinician knows.

    now: the clinic's wall clock; an offset is ignored, since facts are written without one.
    judged: a photo was accepted, or the clinician had it classified all the same (then
        `uncertain` is True too).
    facts: answers by key; an absent key is unknown, which is never "no".
    """

    now: datetime
    kind: PhotoKind | None = None
    uncertain: bool = False
    judged: bool = False
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    known: Known = field(default_factory=Known)


def question_of(case: CaseAnalysis, facts: Facts, known: Known, now: datetime) -> RuleInput:
    """A case with its answer, to be judged with these facts."""
    return RuleInput(
        now=now,
        kind=case.kind,
        judged=bool(case.pooled),
        facts=facts,
        known=known,
        **case.as_fields(),
    )
