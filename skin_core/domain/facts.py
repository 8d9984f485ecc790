"""Clinical facts: what may be asked, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FactValue = bool | float | str
Facts = Mapping[str, FactValue]
"""Answers by key. An absent key is unknown, which is never "no".

Dates are ISO 8601: "2026-11-20", or "2026-11-20T14:00" where the hour is known.
"""


class FactType(StrEnum):
    """What an answer looks like."""

    YES_NO = "yes_no"  # bool
    NUMBER = "number"  # float between minimum and maximum
    CHOICE = "choice"  # str, one of the choices' keys
    WHEN = "when"  # str, ISO date with or without the hour
    TEXT = "text"  # str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose, with its words by language."""

    key: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One clinical fact.

    section: "patient", "always" (the short form), or the name of a follow-up block such as
    "zoster" or "growth" that is asked when a rule or the differential makes it matter.
    question, help: words by language ("en", "ko", "vi"); help may be empty.
    name: what a report calls it, by language.
    unit: such as "mm", or "". minimum, maximum: bounds of a NUMBER.
    """

    key: str
    type: FactType
    section: str
    question: Mapping[str, str]
    help: Mapping[str, str]
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    choices: tuple[Choice, ...] = ()
    name: Mapping[str, str] = field(default_factory=dict)
