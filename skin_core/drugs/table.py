"""Read the substances, their groups and classes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.domain.disease import Treatment
from skin_core.drugs.substance import ADULT_YEARS, Group, Kidney, Preparation, Substance

FOLDER = Path(__file__).parent
ROUTES = ("oral", "topical", "injection", "intralesional")


@cache
def all_substances() -> Mapping[str, Substance]:
    """Every substance by key."""
    files = sorted((FOLDER / "substances").glob("*.toml"))
    return {key: _substance(key, entry) for path in files for key, entry in _load(path).items()}


@cache
def all_groups() -> Mapping[str, Group]:
    """Every group by key."""
    tables = _load(FOLDER / "groups.toml")
    return {key: _group(key, tables) for key in tables}


@cache
def all_classes() -> Mapping[str, Mapping[str, str]]:
    """What a medicine can be, by key and language."""
    return _load(FOLDER / "classes.toml")


def preparation(inn: str, route: str) -> Preparation:
    """One substance by one route. Raises: KeyError where the table has none."""
    return all_substances()[inn].preparations[route]


def preparation_of(treatment: Treatment) -> Preparation | None:
    """What a line of treatment gives; None where it is a measure.

    Raises: KeyError where the table has no such medicine.
    """
    return preparation(treatment.inn, treatment.route) if treatment.inn else None


def drug_name(inn: str, language: str) -> str:
    """A substance as doctors spell it in the language. Raises: KeyError."""
    return all_substances()[inn].name[language]


def class_name(key: str, language: str) -> str:
    """What a medicine is, in words that never repeat its name. Raises: KeyError."""
    return all_classes()[key][language]


def with_wider(groups: Iterable[str]) -> frozenset[str]:
    """The groups and all that they stand within."""
    found = frozenset(groups)
    return found.union(*(all_groups()[key].within for key in found))


def _substance(key: str, entry: Mapping[str, Any]) -> Substance:
    routes = {route: entry[route] for route in ROUTES if route in entry}
    return Substance(
        key=key,
        name=entry["name"],
        also=tuple(entry.get("also", ())),
        groups=with_wider(entry.get("groups", ())),
        contains=tuple(entry.get("contains", ())),
        source=entry.get("source", ""),
        opened=entry.get("opened", False),
        preparations={route: _preparation(key, route, table) for route, table in routes.items()},
    )


def _preparation(inn: str, route: str, table: Mapping[str, Any]) -> Preparation:
    return Preparation(
        inn=inn,
        route=route,
        drug_class=table["class"],
        avoid=frozenset(table.get("avoid", ())),
        care=frozenset(table.get("care", ())),
        against=table["against"],
        child_below=float(table.get("child_below", ADULT_YEARS)),
        weight_below=float(table.get("weight_below", 0)),
        kidney=Kidney(**table["kidney"]) if "kidney" in table else None,
        interacts=frozenset(table.get("interacts", ())),
        allergy=table.get("allergy", True),
        specialist=table.get("specialist", False),
    )


def _group(key: str, tables: Mapping[str, Any]) -> Group:
    entry = tables[key]
    return Group(
        key=key,
        name=entry["name"],
        words=tuple(entry["words"]),
        members=tuple(entry.get("members", ())),
        allergy=entry["allergy"],
        within=_wider(key, tables),
    )


def _wider(key: str, tables: Mapping[str, Any]) -> frozenset[str]:
    direct = frozenset(tables[key].get("within", ()))
    return direct.union(*(_wider(one, tables) for one in direct))


def _load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
