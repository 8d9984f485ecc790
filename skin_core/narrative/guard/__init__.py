"""The guard over free text: which sentences tell what the result does not hold.

It marks and never mends. What it does not find is not thereby true: a text by a language model
stays a text to be read against the result.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from skin_core.domain.analysis import CaseAnalysis, Urgency
from skin_core.i18n import LANGUAGES
from skin_core.narrative.guard.names import diseases_in, drugs_in, evened, without_diseases
from skin_core.narrative.writer import Subject, sentences

WORDS = Path(__file__).with_name("words.toml")
_TOO_LONG = {
    "hours": (Urgency.UNKNOWN, Urgency.EMERGENCY),
    "days": (Urgency.UNKNOWN, Urgency.EMERGENCY, Urgency.URGENT),
    "weeks": (Urgency.UNKNOWN, Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON),
}
"""For which urgencies to wait so long is wrong."""
_NUMBER = re.compile(r"(\d+(?:[.,:]\d+)*)\s?(%|mm|cm²|cm|kg|mg)?")


class Doubt(StrEnum):
    """Why a sentence is marked."""

    DISEASE = "disease"
    DRUG = "drug"
    DOSE = "dose"
    NUMBER = "number"
    URGENCY = "urgency"
    CERTAINTY = "certainty"
    REASSURANCE = "reassurance"


@dataclass(frozen=True, slots=True)
class Held:
    """What a result holds, as the offline writer tells it in every language.

    text: all of it, evened. numbers: in digits, with a point, and the unit of what was measured.
    """

    text: str
    diseases: frozenset[str]
    drugs: frozenset[str]
    numbers: frozenset[str]
    urgency: Urgency


def held_by(analysis: CaseAnalysis, subject: Subject) -> Held:
    """All that may be told of a case."""
    written = [one.text for code in LANGUAGES for one in sentences(analysis, code, subject)]
    text = "\n".join(written)
    return Held(
        text=evened(text),
        diseases=frozenset(diseases_in(text).values()),
        drugs=drugs_in(text),
        numbers=frozenset(_numbers(text)),
        urgency=analysis.advice.urgency,
    )


def doubts(sentence: str, held: Held) -> tuple[Doubt, ...]:
    """Everything in a sentence that the result does not hold; () where nothing was found."""
    told = evened(sentence)
    found = {
        Doubt.DISEASE: _names_another_disease(told, held),
        Doubt.DRUG: bool(drugs_in(told) - held.drugs) or _says("endings.drug", told, held),
        Doubt.DOSE: _says("dose.amount", told, held) or _says("dose.often", told, held),
        Doubt.NUMBER: not _numbers(told) <= held.numbers or _says("numbers", told, held),
        Doubt.URGENCY: _names_another_urgency(told, held) or _delays(told, held),
        Doubt.CERTAINTY: _says_never("certainty", told, held),
        Doubt.REASSURANCE: _says_never("reassurance", told, held),
    }
    return tuple(doubt for doubt, is_found in found.items() if is_found)


def _names_another_disease(told: str, held: Held) -> bool:
    named = diseases_in(told).items()
    others = [name for name, key in named if key not in held.diseases and name not in held.text]
    return bool(others) or _says("endings.disease", told, held)


def _names_another_urgency(told: str, held: Held) -> bool:
    others = (urgency for urgency in Urgency if urgency not in (held.urgency, Urgency.UNKNOWN))
    return any(_says(f"urgency.{one}", told, held) for one in others)


def _delays(told: str, held: Held) -> bool:
    """Whether it lets the patient wait for longer than the result does, however vaguely."""
    if told in held.text:
        return False
    too_long = (key for key, urgencies in _TOO_LONG.items() if held.urgency in urgencies)
    return any(_patterns()[f"delay.{key}"].search(told) for key in too_long)


def _says(key: str, told: str, held: Held) -> bool:
    """Whether it says so in words that the result does not have."""
    return any(found[0] not in held.text for found in _patterns()[key].finditer(told))


def _says_never(key: str, told: str, held: Held) -> bool:
    """Whether it says so in words of its own: "harmless rough spot" is a name, and no verdict."""
    if told in held.text:
        return False
    return bool(_patterns()[f"never.{key}"].search(without_diseases(told)))


def _numbers(text: str) -> set[str]:
    """Numbers with the unit of measure behind them: 72 hours are not 72 per cent."""
    return {f"{one.replace(',', '.')}{unit}" for one, unit in _NUMBER.findall(text)}


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in _read()}


def _read() -> Iterator[tuple[str, str]]:
    with WORDS.open("rb") as file:
        tables = tomllib.load(file)
    counted = tables.pop("numbers")
    words = rf"(?<!\w)(?:{counted['words']})\s?(?:{counted['units']})(?![a-zà-ỹ])"
    yield "numbers", f"{words}|{counted['signs']}"
    for name, table in tables.items():
        yield from ((f"{name}.{key}", pattern) for key, pattern in table.items())
