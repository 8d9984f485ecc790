"""Decisive words in free text, and the question that each of them asks."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from skin_core.domain.fold import fold

FILE = Path(__file__).parent / "cues.toml"
SHORT = 5  # letters; shorter words begin too many others
_LATIN = re.compile(r"[a-z]")


def cued_facts(text: str) -> tuple[str, ...]:
    """Keys of the facts that words in a text call for, in the order of the list.

    A word alone decides nothing: "diabetes" in a history, denied or not, asks for diabetes.
    """
    folded = fold(text)
    if not folded:
        return ()
    return tuple(key for key, pattern in _patterns().items() if pattern.search(folded))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    with FILE.open("rb") as file:
        table: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return {
        key: re.compile("|".join(_pattern(fold(word)) for words in by.values() for word in words))
        for key, by in table.items()
    }


def _pattern(word: str) -> str:
    """A Latin word begins where a word begins, a short one ends there too; Korean stands anywhere.

    "hiv" is not in "hives"; Korean words take endings.
    """
    escaped = re.escape(word).replace(r"\ ", r"\s*")
    if not _LATIN.match(word):
        return escaped
    return rf"\b{escaped}\b" if len(word) <= SHORT else rf"\b{escaped}"
