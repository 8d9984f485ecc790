"""What an index asks for, said once: how it is read, refused, and shown on a form.

The inputs of the indices are frozen dataclasses. A number nobody entered is NaN, never 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from skin_core.errors import ScoreContradicts, ScoreIncomplete, ScoreOutOfRange

UNANSWERED = math.nan
_ASKED = "asked"
_MOST_LISTED = 12
_AREA = "area_percent"

Input = TypeVar("Input")


@dataclass(frozen=True, slots=True)
class Asked:
    """One number: its bounds, its steps (0: any number between), or the only values it may have.

    unless_zero: a neighbour that makes it idle where that is 0, as no sign is asked of a
    region without eczema. unoffered: steps that are taken, but that no form offers.
    """

    lowest: float
    highest: float
    step: float = 0.0
    only: tuple[float, ...] = ()
    unless_zero: str = ""
    unoffered: tuple[float, ...] = ()

    def allows(self, value: float) -> bool:
        """Whether the value is one of those meant."""
        if self.values:
            return value in self.values
        return self.lowest <= value <= self.highest

    @property
    def values(self) -> tuple[float, ...]:
        """All it may be; () where that is any number between the bounds."""
        if self.only or not self.step:
            return self.only
        steps = round((self.highest - self.lowest) / self.step)
        return tuple(self.lowest + self.step * count for count in range(steps + 1))

    @property
    def offered(self) -> tuple[float, ...]:
        """Those of all it may be that a form offers; () as for them."""
        return tuple(value for value in self.values if value not in self.unoffered)

    @property
    def allowed(self) -> str:
        """What it may be, in signs that every language reads."""
        if len(self.values) > _MOST_LISTED:
            return ", ".join(f"{value:g}" for value in self.values[:3]) + f" … {self.highest:g}"
        if self.values:
            return ", ".join(f"{value:g}" for value in self.values)
        return f"{self.lowest:g}–{self.highest:g}"


def asked(
    lowest: float,
    highest: float,
    step: float = 0.0,
    only: tuple[float, ...] = (),
    unless_zero: str = "",
    unoffered: tuple[float, ...] = (),
) -> Any:
    """A field of an input: a number that must be given."""
    told = Asked(lowest, highest, step, only, unless_zero, unoffered)
    return field(default=UNANSWERED, metadata={_ASKED: told})


def asked_of(kind: type) -> Iterator[tuple[str, Asked]]:
    """Every number that an input asks for, by its place such as "head.erythema"."""
    return ((place, told) for place, told, _ in _walk(kind()))


def checked(given: Input, index: str) -> Input:
    """The same input, where idle numbers are 0.

    Raises: ScoreIncomplete, which names all that is missing; ScoreOutOfRange; ScoreContradicts.
    """
    missing = []
    for place, told, value in _walk(given):
        if math.isnan(value):
            if not _is_idle(given, place, told):
                missing.append(place)
        elif not told.allows(value):
            raise ScoreOutOfRange(index=index, place=place, value=value, allowed=told.allowed)
    if missing:
        raise ScoreIncomplete(index=index, missing=", ".join(missing))
    for place in _contradictions(given):
        raise ScoreContradicts(index=index, place=place)
    return _idle_as_zero(given)


def _walk(given: Any, before: str = "") -> Iterator[tuple[str, Asked, float]]:
    for one in fields(given):
        value = getattr(given, one.name)
        if is_dataclass(value):
            yield from _walk(value, f"{before}{one.name}.")
        else:
            yield f"{before}{one.name}", one.metadata[_ASKED], value


def _contradictions(given: Any) -> Iterator[str]:
    """Signs where no area is, and areas where no sign is: either would count for nothing."""
    signs: dict[str, float] = {}
    for place, told, value in _walk(given):
        region = place.rpartition(".")[0]
        if told.unless_zero and value > 0 and _is_idle(given, place, told):
            yield place
        if told.unless_zero == _AREA and not _is_idle(given, place, told):
            signs[region] = signs.get(region, 0.0) + value
    yield from (f"{region}.{_AREA}" for region, grades in signs.items() if grades == 0)


def _is_idle(given: Any, place: str, told: Asked) -> bool:
    if not told.unless_zero:
        return False
    for name in place.split(".")[:-1]:
        given = getattr(given, name)
    return bool(getattr(given, told.unless_zero) == 0)


def _idle_as_zero(given: Input) -> Input:
    known: Any = given
    changes: dict[str, Any] = {}
    for one in fields(known):
        value = getattr(known, one.name)
        if is_dataclass(value):
            changes[one.name] = _idle_as_zero(value)
        elif math.isnan(value):
            changes[one.name] = 0.0
    done: Input = replace(known, **changes)
    return done
