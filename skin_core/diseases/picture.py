"""Read the pictures of the diseases: pictures/<theme>.toml, one table a disease."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.domain.age import DAYS_PER_YEAR
from skin_core.domain.disease import Reference
from skin_core.domain.picture import Picture, Range, Saying, Spans, Stand

FOLDER = Path(__file__).parent / "pictures"
SOURCES = "sources"  # the file of the sources that the themes name
HOURS = {"day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
LONGEST = 1e9  # hours; more than a life
TABLES = {
    "for": Saying(Stand.FOR, strong=True),
    "for_weak": Saying(Stand.FOR, strong=False),
    "against": Saying(Stand.AGAINST, strong=True),
    "against_weak": Saying(Stand.AGAINST, strong=False),
}
FIELDS = {*TABLES, "source", "age", "course"}


@cache
def all_pictures() -> Mapping[str, Picture]:
    """Every picture by the key of its disease. Raises: ValueError where one contradicts itself."""
    sources = {key: Reference(**entry) for key, entry in _load(SOURCES).items()}
    themes = [path.stem for path in sorted(FOLDER.glob("*.toml")) if path.stem != SOURCES]
    tables = [entry for theme in themes for entry in _load(theme).items()]
    found = {label: _picture(label, table, sources) for label, table in tables}
    if len(found) < len(tables):
        raise ValueError("a disease has two pictures")
    return found


def _picture(label: str, table: Mapping[str, Any], sources: Mapping[str, Reference]) -> Picture:
    if unknown := table.keys() - FIELDS:
        raise ValueError(f"{label}: unknown fields {sorted(unknown)}")
    sayings: dict[tuple[str, str], Saying] = {}
    for name, saying in TABLES.items():
        for place in _places(table.get(name, {})):
            if place in sayings:
                raise ValueError(f"{label}: {place} is told twice")
            sayings[place] = saying
    one_side = sayings.get(("side", "one"))
    if one_side and one_side.stand is Stand.FOR:  # a photographed side is never evidence against
        sayings["side", "lateral"] = one_side
    return Picture(label, sources[table["source"]], sayings, dict(_spans(table)))


def _places(table: Mapping[str, str | list[str]]) -> Iterator[tuple[str, str]]:
    """Topic and state of each entry; several states stand in a list."""
    for topic, states in table.items():
        for state in [states] if isinstance(states, str) else states:
            yield topic, state


def _spans(table: Mapping[str, Any]) -> Iterator[tuple[str, Spans]]:
    if age := table.get("age"):
        usual, unusual = (tuple(map(_years, age.get(name, ()))) for name in ("usual", "unusual"))
        yield "age", Spans(usual, unusual, age.get("strong", False))
    if course := table.get("course"):
        usual = (Range(*map(_hours, course["usual"])),) if "usual" in course else ()
        yield "course", Spans(usual, tuple(_beyond(course)), course.get("strong", False))


def _years(pair: tuple[float, float]) -> Range:
    """Completed years, both included, in days."""
    first, last = pair
    return Range(first * DAYS_PER_YEAR, (last + 1) * DAYS_PER_YEAR - 1)


def _beyond(course: Mapping[str, str]) -> Iterator[Range]:
    """Courses that are too short or too long."""
    if "under" in course:
        yield Range(0.0, _hours(course["under"]))
    if "over" in course:
        yield Range(_hours(course["over"]), LONGEST)


def _hours(words: str) -> float:
    """ "6 weeks" in hours. Raises: KeyError for another unit."""
    count, unit = words.split()
    return float(count) * HOURS[unit.removesuffix("s")]


def _load(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
