"""Results to JSON text and back; a later field of a result needs a default to read old text.

All that read raise StoreDamaged for text that is none of theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Draft, Exclusion
from skin_core.domain.diary import TreatmentChange
from skin_core.domain.facts import Facts, FactValue
from skin_core.domain.outline import DrawnOutline, HandScale, ScaledBy
from skin_core.errors import StoreDamaged

Stored = TypeVar("Stored", CaseAnalysis, Draft)


def to_json(value: CaseAnalysis | Draft) -> str:
    """The result as JSON text."""
    return _text(_adapters()[type(value).__name__].dump_python(value, mode="json"))


def from_json(kind: type[Stored], text: str) -> Stored:
    """The result of that text, equal to the one written."""
    with _readable():
        value: Stored = _adapters()[kind.__name__].validate_python(json.loads(text))
        return value


def first_rule(text: str) -> str:
    """The id of the rule that the analysis of that text puts first; "" where none fired."""
    with _readable():
        fired = json.loads(text)["advice"]["fired"]
        return str(fired[0]["rule_id"]) if fired else ""


def facts_to_json(facts: Facts) -> str:
    """Clinical facts as JSON text."""
    return _text(dict(facts))


def facts_from_json(text: str) -> dict[str, FactValue]:
    """Clinical facts of that text."""
    with _readable():
        facts: dict[str, FactValue] = {**json.loads(text)}
        return facts


def excluded_to_json(excluded: Iterable[Exclusion]) -> str:
    """Dangers examined for and excluded as JSON text."""
    return _text([asdict(one) for one in excluded])


def excluded_from_json(text: str) -> tuple[Exclusion, ...]:
    """Dangers examined for and excluded, of that text."""
    with _readable():
        return tuple(Exclusion(**one) for one in json.loads(text))


def outlines_to_json(outlines: Iterable[DrawnOutline]) -> str:
    """Lesions drawn by hand as JSON text."""
    return _text([asdict(one) for one in outlines])


def outlines_from_json(text: str) -> tuple[DrawnOutline, ...]:
    """Lesions drawn by hand, of that text."""
    with _readable():
        return tuple(DrawnOutline(**one) for one in json.loads(text))


def scales_to_json(scales: Iterable[HandScale]) -> str:
    """Scales told by hand as JSON text."""
    return _text([asdict(one) for one in scales])


def scales_from_json(text: str) -> tuple[HandScale, ...]:
    """Scales told by hand, of that text."""
    with _readable():
        return tuple(map(_scale, json.loads(text)))


def places_to_json(places: Iterable[Iterable[tuple[float, float]]]) -> str:
    """Points set on two photos as JSON text."""
    return _text([list(one) for one in places])


def places_from_json(text: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Points set on two photos, of that text."""
    with _readable():
        return tuple(map(_pairs, json.loads(text)))


def changes_to_json(changes: Iterable[TreatmentChange]) -> str:
    """What was told of a treatment before each change, as JSON text."""
    return _text([asdict(one) for one in changes])


def changes_from_json(text: str) -> tuple[TreatmentChange, ...]:
    """What was told of a treatment before each change, of that text."""
    with _readable():
        return tuple(map(_change, json.loads(text)))


def entered_to_json(entered: Mapping[str, object]) -> str:
    """What a severity index was worked out from, as JSON text."""
    return _text(dict(entered))


def entered_from_json(text: str) -> dict[str, object]:
    """What a severity index was worked out from, of that text."""
    with _readable():
        entered: dict[str, object] = {**json.loads(text)}
        return entered


def to_time(moment: datetime) -> str:
    """ISO 8601 in UTC, always of the same length, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _change(told: Mapping[str, Any]) -> TreatmentChange:
    one = TreatmentChange(**told)
    if datetime.fromisoformat(one.at).tzinfo is None:
        raise ValueError(one.at)
    if one.ended_on:
        date.fromisoformat(one.ended_on)
    return replace(one, sessions=int(one.sessions), by=str(one.by))


def _scale(told: Mapping[str, Any]) -> HandScale:
    scaled_by, ends = ScaledBy(told["scaled_by"]), _pairs(told["ends"])
    return HandScale(**{**told, "scaled_by": scaled_by, "ends": ends})


def _pairs(points: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise StoreDamaged from error


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@cache
def _adapters() -> dict[str, Any]:
    from pydantic import TypeAdapter  # imported with the first case, not at start-up

    return {kind.__name__: TypeAdapter(kind) for kind in (CaseAnalysis, Draft)}
