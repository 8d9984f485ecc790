"""Read the questions of the clinical facts, one TOML file per section."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.domain.facts import Choice, FactSpec, FactType
from skin_core.errors import UnknownFact
from skin_core.i18n import LANGUAGES

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Section:
    """A block of questions.

    labels: the diseases that it is about. decides: facts, of any section, that decide how one of
    them is treated and how soon; asked before all others where it is the answer.
    """

    key: str
    title: Mapping[str, str]
    facts: tuple[FactSpec, ...]
    labels: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()


@cache
def words() -> Mapping[str, Any]:
    """Words of answers (yes, no, unknown, dates) and the order of the sections."""
    return _load("words")


@cache
def all_sections() -> Mapping[str, Section]:
    """Every section by key, in the order of the page."""
    return {key: _section(key) for key in words()["sections"]}


@cache
def all_facts() -> Mapping[str, FactSpec]:
    """Every fact by key, in the order of the page."""
    return {spec.key: spec for section in all_sections().values() for spec in section.facts}


def fact(key: str) -> FactSpec:
    """One fact. Raises: UnknownFact."""
    try:
        return all_facts()[key]
    except KeyError as error:
        raise UnknownFact(key=key) from error


def facts_of(section: str) -> tuple[FactSpec, ...]:
    """The facts of one section. Raises: KeyError for a section that does not exist."""
    return all_sections()[section].facts


def sections() -> tuple[str, ...]:
    """Keys of the sections, "always" first."""
    return tuple(all_sections())


def deciding_facts(label: str) -> tuple[str, ...]:
    """What decides on treatment and urgency of a disease, most telling first; () where not told."""
    told = (one.decides for one in all_sections().values() if label in one.labels)
    return tuple(key for keys in told for key in keys)


def section_title(section: str, language: str) -> str:
    """The heading of a section."""
    return all_sections()[section].title[language]


def _section(key: str) -> Section:
    data = _load(key)
    about = data["section"]
    return Section(
        key=key,
        title=about["title"],
        facts=tuple(_fact(key, entry) for entry in data["fact"]),
        labels=tuple(about.get("labels", ())),
        decides=tuple(about.get("decides", ())),
    )


def _fact(section: str, entry: Mapping[str, Any]) -> FactSpec:
    return FactSpec(
        key=entry["key"],
        type=FactType(entry["type"]),
        section=section,
        question=entry["question"],
        help=entry.get("help", dict.fromkeys(LANGUAGES, "")),
        unit=entry.get("unit", ""),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        step=entry.get("step"),
        choices=tuple(_choice(choice) for choice in entry.get("choices", ())),
        name=entry["name"],
    )


def _choice(entry: Mapping[str, str]) -> Choice:
    return Choice(entry["key"], {language: entry[language] for language in LANGUAGES})


def _load(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
