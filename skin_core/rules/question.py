"""What the rules are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from skin_core.domain.analysis import Prediction
from skin_core.domain.case import Sex
from skin_core.domain.facts import FactValue
from skin_core.domain.photo import PhotoKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInput:
    """One case as the rules see it: what the networks answered, and what the clinician knows.

    now: with an offset, or the clinic's local time without one.
    differential: pooled, most probable first; () where nothing was judged.
    judged: a photo was accepted, or the clinician had it classified all the same (then
        `uncertain` is True too).
    facts: answers by key; an absent key is unknown, which is never "no".
    age_years: None where unknown. diagnosis: the clinician's own choice, a taxonomy key, or "".
    """

    now: datetime
    differential: tuple[Prediction, ...] = ()
    prediction_set: tuple[str, ...] = ()
    above_alert: tuple[str, ...] = ()
    kind: PhotoKind | None = None
    uncertain: bool = False
    judged: bool = False
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    age_years: float | None = None
    sex: Sex = Sex.UNKNOWN
    diagnosis: str = ""
