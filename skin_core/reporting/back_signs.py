"""Which signs bring this patient back at once: those of the disease, less what is there already."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.domain.facts import Facts

FILE = Path(__file__).with_name("back_signs.toml")
MOST_SIGNS = 11
OF_A_GROWTH = "mole"  # the sign that every growth has


def back_signs(diagnosis: str, facts: Facts, for_cancer: bool = False) -> tuple[str, ...]:
    """Keys of `report.back` in the order of print. diagnosis: a taxonomy key, or "".

    for_cancer: whether the patient is sent for a possible skin cancer.
    """
    wanted = {*_of_disease(diagnosis, for_cancer), *_called_for(facts)}
    shown = {_worse(sign, facts) for sign in wanted} - {""}
    return tuple(sign for sign in _table()["first"] if sign in shown)[-MOST_SIGNS:]


def spares_the_eye(diagnosis: str, facts: Facts) -> bool:
    """Whether this is a rash to be covered that lies at an eye, which is not to be."""
    at_the_eye = _any_holds(_table()["hidden"]["eye"]["by"], facts)
    return at_the_eye and diagnosis in _table()["not_over_an_eye"]


def _of_disease(diagnosis: str, for_cancer: bool) -> Iterable[str]:
    """Signs of a possible cancer where that, or a growth, is all there is; else those of a rash."""
    table = _table()
    groups = [group["signs"] for group in table["group"] if diagnosis in group["diseases"]]
    named = [sign for signs in groups for sign in signs]
    if diagnosis in table["cancer"]["diseases"]:
        return [*table["cancer"]["signs"]]
    if for_cancer and (not diagnosis or OF_A_GROWTH in named):
        return [*table["cancer"]["signs"]]
    beside = [OF_A_GROWTH] if for_cancer else []
    return [*table["always"], *(named or table["without_diagnosis"]), *beside]


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
