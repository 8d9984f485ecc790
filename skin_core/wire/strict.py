"""JSON in which a name stands once: of two answers to one question the last must not win unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable


class ToldTwice(ValueError):
    """A name stands twice in one object with unlike values. name: it. values: as JSON."""

    def __init__(self, name: str, values: str) -> None:
        super().__init__(name)
        self.name = name
        self.values = values


def read_json(text: str | bytes) -> object:
    """What a JSON text says.

    Raises: ToldTwice; ValueError for what is no JSON; RecursionError where it is nested too deep.
    """
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    told: dict[str, object] = {}
    for name, value in pairs:
        before = told.setdefault(name, value)
        if before != value or isinstance(before, bool) != isinstance(value, bool):
            raise ToldTwice(name, f"{json.dumps(before)}, {json.dumps(value)}")
    return told
