"""Inputs for the tests of the indices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skin_core.scoring import INDICES


def filled(index: str, choose: str = "highest") -> dict[str, Any]:
    """The table of an input with every value at its "highest" or "lowest"."""
    known = INDICES[index]
    flat = {place: getattr(told, choose) for place, told in known.asks.items()}
    flat |= dict.fromkeys(known.yes_no, choose == "highest")
    return nested(flat)


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """{"head.erythema": 2} as {"head": {"erythema": 2}}."""
    table: dict[str, Any] = {}
    for place, value in flat.items():
        *outer, name = place.split(".")
        inside = table
        for step in outer:
            inside = inside.setdefault(step, {})
        inside[name] = value
    return table
