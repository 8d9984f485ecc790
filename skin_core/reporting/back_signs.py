"""Which signs bring this patient back at once: those of the disease, less what is there already."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.domain.facts import Facts

FILE = Path(__file__).with_name("back_signs.toml")
MOST_SIGNS = 9


def back_signs(diagnosis: str, facts: Facts) -> tuple[str, ...]:
    """Keys of `report.back` in the order of print. diagnosis: a taxonomy key, or ""."""
    table = _table()
    named = [
        sign
        for group in table["group"]
        for sign in group["signs"]
        if diagnosis in group["diseases"]
    ]
    wanted = {*table["always"], *(named or table["without_diagnosis"]), *_called_for(facts)}
    shown = {_worse(sign, facts) for sign in wanted} - {""}
    return tuple(sign for sign in table["first"] if sign in shown)[-MOST_SIGNS:]


def signs_on_the_way() -> tuple[str, ...]:
    """Signs for which to call again before an emergency has reached the hospital."""
    return tuple(_table()["on_the_way"])


def _called_for(facts: Facts) -> Iterable[str]:
    return (sign for sign, keys in _table()["called_for"].items() if _any_holds(keys, facts))


def _worse(sign: str, facts: Facts) -> str:
    """The sign itself, or what would be worse where it is there already; "" where nothing is."""
    hidden = _table()["hidden"].get(sign)
    if hidden is None or not _any_holds(hidden["by"], facts):
        return sign
    return str(hidden.get("instead", ""))


def _any_holds(keys: Iterable[str], facts: Facts) -> bool:
    """Whether any fact is answered yes, or with the choice that stands after "="."""
    for key in keys:
        name, _, choice = key.partition("=")
        if facts.get(name) == (choice or True):
            return True
    return False


@cache
def _table() -> Mapping[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)
