"""From tables of another program (JSON) to the input of an index."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from skin_core.errors import ScoreNotUnderstood, ScoreUnknownPlace
from skin_core.scoring.asked import UNANSWERED

Input = TypeVar("Input")
_SHOWN = 40  # characters of a value in a message


def read_input(kind: type[Input], table: object, index: str, before: str = "") -> Input:
    """The input that a table tells; what it leaves out, or null, stays unanswered.

    Raises: ScoreUnknownPlace, ScoreNotUnderstood.
    """
    told = table_of(table, before.rstrip("."), index)
    known: Any = kind
    blank = kind()
    names = [one.name for one in fields(known)]
    refuse_unknown(told, names, index, before)
    given: dict[str, Any] = {}
    for name in names:
        part, value = getattr(blank, name), told.get(name)
        if is_dataclass(part):
            given[name] = read_input(type(part), value, index, f"{before}{name}.")
        else:
            given[name] = number_of(value, f"{before}{name}", index)
    return kind(**given)


def table_of(value: object, place: str, index: str) -> Mapping[str, object]:
    """A table; an empty one for null. Raises: ScoreNotUnderstood."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ScoreNotUnderstood(index=index, place=place, value=str(value)[:_SHOWN])
    return value


def number_of(value: object, place: str, index: str) -> float:
    """A finite number; NaN for null. Raises: ScoreNotUnderstood."""
    if value is None:
        return UNANSWERED
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        raise ScoreNotUnderstood(index=index, place=place, value=str(value)[:_SHOWN])
    return float(value)


def yes_or_no(value: object, place: str, index: str) -> bool:
    """True or false. Raises: ScoreNotUnderstood."""
    if not isinstance(value, bool):
        raise ScoreNotUnderstood(index=index, place=place, value=str(value)[:_SHOWN])
    return value


def refuse_unknown(
    told: Mapping[str, object], names: Iterable[str], index: str, before: str = ""
) -> None:
    """Raises: ScoreUnknownPlace, which names what is meant, perhaps."""
    possible = list(names)
    for name in told:
        if name not in possible:
            near = difflib.get_close_matches(name, possible, 1, 0.5)
            suggestion = near[0] if near else ", ".join(possible)
            raise ScoreUnknownPlace(
                index=index, place=f"{before}{name}"[:_SHOWN], suggestion=suggestion
            )


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond every float
        return False
