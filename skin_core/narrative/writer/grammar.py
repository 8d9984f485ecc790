"""Sentences as data: a few wordings of each, chosen by the case and filled with what it holds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from skin_core.narrative.writer.particles import with_particle

FOLDER = Path(__file__).with_name("grammar")
FIELD = re.compile(r"\{(?P<name>\w+)\}(?:\[(?P<consonant>[^|\]]*)\|(?P<vowel>[^\]]*)\])?")
"""A place to fill, and behind it both forms of a Korean particle: "{top}[이|가]"."""
ENDED = re.compile(r"[.?!]”?$|[.?!] \([^()]*(?:\([^()]*\)[^()]*)*\)$")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The sentences of one language. seed: chooses among the wordings of a sentence."""

    language: str
    seed: str = ""

    def tell(self, key: str, /, **values: object) -> str:
        """One wording of a sentence, filled. Raises: KeyError for an unknown key or a gap."""
        told = {name: str(value) for name, value in values.items()}
        text = FIELD.sub(lambda found: _filled(found, told), self._chosen(key))
        return text[:1].upper() + text[1:]

    def word(self, key: str, /, **values: object) -> str:
        """A part of a sentence, which begins small. Raises: KeyError."""
        told = {name: str(value) for name, value in values.items()}
        return FIELD.sub(lambda found: _filled(found, told), self._chosen(key))

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in grammar(self.language)

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row, with "and" before the last where the language says it."""
        if len(names) < 2:
            return "".join(names)
        key = "pair" if len(names) == 2 else "row"
        return self.word(key, first=", ".join(names[:-1]), last=names[-1])

    def counted(self, key: str, count: str) -> str:
        """A number with its unit: "1 day", "3 weeks". count: in digits."""
        return self.word(f"{key}_one" if count == "1" and self.has(f"{key}_one") else key, n=count)

    def decimal(self, number: str) -> str:
        """A number as the language writes it."""
        return number.replace(".", self.word("decimal"))

    def _chosen(self, key: str) -> str:
        wordings = grammar(self.language)[key]
        told = blake2b(f"{self.seed}|{key}".encode(), digest_size=4).digest()
        return wordings[int.from_bytes(told) % len(wordings)]


def ended(text: str) -> str:
    """A line as a sentence: with a full stop, unless it ends in a mark already.

    A bracket that follows a whole sentence needs none behind it.
    """
    return text if ENDED.search(text) else f"{text}."


@cache
def grammar(language: str) -> Mapping[str, tuple[str, ...]]:
    """Every wording of one language by dotted key, such as "findings.person"."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return dict(_flatten("", tomllib.load(file)))


def _flatten(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flatten(f"{prefix}{name}.", value)
        else:
            found.append((f"{prefix}{name}", (value,) if isinstance(value, str) else tuple(value)))
    return found


def _filled(found: re.Match[str], told: Mapping[str, str]) -> str:
    value = told[found["name"]]
    if found["consonant"] is None:
        return value
    return with_particle(value, found["consonant"], found["vowel"])
