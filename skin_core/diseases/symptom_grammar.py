"""Small words of a question or a line: what they deny, what tells nothing, which endings go."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.domain.fold import fold

FOLDER = Path(__file__).parent / "vocabulary"
LANGUAGES = ("en", "ko", "vi")
REACH_OF_NO = 3  # words that one denial denies
_KOREAN = re.compile(r"[\uac00-\ud7a3]")


def denied_in_line(words: Sequence[str], language: str, phrases: Sequence[range]) -> frozenset[int]:
    """Places of the words that a clause of a memo denies; phrases: places of known phrases."""
    return frozenset(
        place + step * side
        for place, side in _denying(words, language, phrases)
        for step in range(1, REACH_OF_NO + 1)
    )


def denied_in_question(words: Sequence[str], phrases: Sequence[range]) -> frozenset[int]:
    """Places of what a clause of a question denies, and of the words that deny it.

    Who types in haste sets no comma, so that a denial ends with the first sign it meets, unless
    "or" joins another to it.
    """
    found = set[int]()
    for language in LANGUAGES:
        for place, side in _denying(words, language, phrases):
            found.add(place)
            found.update(_reach(words, place, side, phrases))
    return frozenset(found)


def is_denial(word: str) -> bool:
    """Whether a word denies, in any language."""
    return any(
        word in whole or word.startswith(stems)
        for language in LANGUAGES
        for _, whole, stems in _denials(language)
    )


def is_and_so_on(words: Sequence[str], place: int) -> bool:
    """Whether a Korean word ends a list (발진 등), where it could also be the back."""
    if place == 0 or words[place] not in _grammar()["and_so_on"]["ko"]:
        return False
    before = words[place - 1]
    return fold(before) not in ignored() and not before.endswith(
        tuple(_grammar()["before_a_noun"]["ko"])
    )


def without_ending(word: str) -> str:
    """A Korean word without its particle; any other as it is."""
    if _KOREAN.search(word):
        for ending in _grammar()["endings"]["ko"]:
            if word.endswith(ending) and len(word) > len(ending):
                return word[: -len(ending)]
    return word


@cache
def ignored() -> frozenset[str]:
    """Words that tell nothing of a disease, folded."""
    return frozenset(fold(word) for words in _grammar()["ignored"].values() for word in words)


@cache
def load(name: str) -> dict[str, Any]:
    """A file of the vocabulary."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _denying(
    words: Sequence[str], language: str, phrases: Sequence[range]
) -> Iterator[tuple[int, int]]:
    """Places of words that deny, each with its side; none within a phrase such as "no feeling"."""
    within = {place for phrase in phrases if len(phrase) > 1 for place in phrase}
    for side, whole, stems in _denials(language):
        for place, word in enumerate(words):
            if place not in within and (word in whole or word.startswith(stems)):
                yield place, side


def _reach(words: Sequence[str], place: int, side: int, phrases: Sequence[range]) -> Iterator[int]:
    """Places from a denial on, to the end of the first sign or of those that are joined to it."""
    signs = {at: phrase for phrase in phrases for at in phrase}
    at = place + side
    for _ in range(REACH_OF_NO):
        if not 0 <= at < len(words):
            return
        yield from signs.get(at, (at,))
        if at in signs:
            at = signs[at][-1 if side > 0 else 0]
            if not _is_joined(words, at + side):
                return
        at += side


def _is_joined(words: Sequence[str], place: int) -> bool:
    """Whether the next word is "or", or ends as a Korean word that joins the one after it."""
    if not 0 <= place < len(words):
        return False
    joins = _grammar()["joins"]
    word = words[place]
    return word in (*joins["en"], *joins["vi"]) or word.endswith(tuple(joins["ko"]))


@cache
def _denials(language: str) -> tuple[tuple[int, frozenset[str], tuple[str, ...]], ...]:
    """Which way they deny (1 is onward), whole words with and without accents, and beginnings."""
    return tuple(
        (
            side,
            frozenset(one for word in _grammar()[kind][language] for one in (word, fold(word))),
            tuple(one[:-1] for one in _grammar()[kind][language] if one.endswith("*")),
        )
        for kind, side in (("denied_after", 1), ("denied_before", -1))
    )


def _grammar() -> dict[str, Any]:
    return load("grammar")
