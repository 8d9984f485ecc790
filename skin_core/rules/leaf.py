"""What one condition of a rule is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from skin_core.domain.facts import FactValue
from skin_core.rules.finding import Finding
from skin_core.rules.situation import Situation

Table = Mapping[str, Any]
UNSETTLED = Finding(None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition: the words its table may hold, the facts and rules it reads."""

    judge: Callable[[Situation], Finding]
    words: tuple[str, ...]
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def pair(key: str, value: FactValue) -> str:
    """What speaks for a finding, as it is kept with the case: "key=value"."""
    if isinstance(value, bool):
        return f"{key}={str(value).lower()}"
    return f"{key}={value:g}" if isinstance(value, int | float) else f"{key}={value}"
