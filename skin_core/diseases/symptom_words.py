"""Which signs, sites and circumstances a text speaks of, in whatever words of three languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.domain.fold import fold

FOLDER = Path(__file__).parent / "vocabulary"
LANGUAGES = ("en", "ko", "vi")
REACH_OF_NO = 3  # words that one denial denies
LEAST_TYPED = 3  # letters from which the beginning of a known word means it
_KOREAN = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question asks for.

    groups: keys of the vocabulary, any of which it may mean. word: what was typed, where it
    stands for itself or is the beginning of a longer word; "" where only the groups count.
    """

    groups: frozenset[str]
    word: str = ""

    @property
    def is_background(self) -> bool:
        """Whether too many diseases have it: a child, a rash."""
        return not self.word and all(_symptoms()[one].get("background") for one in self.groups)


@dataclass(frozen=True, slots=True)
class _Span:
    """Words start to end of a row, and the groups they mean."""

    start: int
    end: int
    groups: frozenset[str]


def terms_of(question: str) -> tuple[Term, ...]:
    """What a question asks for, in its order and each once; small words only where alone."""
    words = words_of(question)
    spans = list(_spans(words, LANGUAGES, as_typed=True))
    meant = {place for span in spans for place in range(span.start, span.end)}
    found = [(span.start, Term(span.groups)) for span in spans]
    rest = [(place, word) for place, word in enumerate(words) if place not in meant]
    telling = [(place, word) for place, word in rest if fold(word) not in _ignored()]
    for place, word in telling or ([] if found else rest):
        found.append((place, Term(_begun_by(word), _without_ending(word))))
    return tuple(dict.fromkeys(term for _, term in sorted(found, key=lambda one: one[0])))


def groups_in(line: Mapping[str, str]) -> frozenset[str]:
    """Groups that a line affirms, with the wider ones they belong to; what it denies is left.

    line: the same words by language; what one language denies, no other affirms.
    """
    affirmed, denied = set[str](), set[str]()
    for language, text in line.items():
        for clause in re.split(r"[,;:.()–]", text):
            words = words_of(clause)
            places = _denied(words, language)
            for span in _spans(words, (language,), as_typed=False):
                (denied if span.start in places else affirmed).update(span.groups)
    return frozenset(wider for group in affirmed - denied for wider in _wider()[group])


def words_of(text: str) -> list[str]:
    """Its words, in small letters and with their accents."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text.casefold()))


def _spans(words: Sequence[str], languages: Sequence[str], as_typed: bool) -> Iterator[_Span]:
    """The longest phrases of the vocabulary from left to right; a Korean word may hold several."""
    place = 0
    while place < len(words):
        if _KOREAN.search(words[place]):
            yield from _korean_spans(words, place)
            place += 1
            continue
        length, groups = _longest(words, place, languages, as_typed)
        if groups:
            yield _Span(place, place + length, groups)
        place += length


def _longest(
    words: Sequence[str], place: int, languages: Sequence[str], as_typed: bool
) -> tuple[int, frozenset[str]]:
    """How many words the longest phrase here has, and what it means; 1 and nothing for none."""
    best, groups = (0, 0), set[str]()
    for phrase, group in _candidates(words[place], languages, as_typed):
        here = words[place : place + len(phrase)]
        if len(here) < len(phrase) or not all(
            _fits(word, wanted, as_typed) for word, wanted in zip(here, phrase, strict=True)
        ):
            continue
        size = (len(phrase), sum(len(word.rstrip("*")) for word in phrase))
        if size > best:
            best, groups = size, {group}
        elif size == best:
            groups.add(group)
    return max(best[0], 1), frozenset(groups)


def _candidates(
    word: str, languages: Sequence[str], as_typed: bool
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Phrases whose first word may be this one."""
    for language in languages:
        table = _phrases(language, as_typed and word.isascii())
        for length in range(1, len(word) + 1):
            yield from table.get(word[:length], ())


def _fits(word: str, wanted: str, as_typed: bool) -> bool:
    """Whether a word is the wanted one or begins as it; accents may be left out in a question."""
    if as_typed and word.isascii():
        wanted = fold(wanted)
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _korean_spans(words: Sequence[str], place: int) -> Iterator[_Span]:
    """What one Korean word means: 밤에가려움 is two things, 점 one of two."""
    found = _korean_places(words[place], words[place + 1 : place + 3])
    for span, groups in sorted(found.items()):
        if not any(one != span and one[0] <= span[0] and span[1] <= one[1] for one in found):
            yield _Span(place, place + 1, frozenset(groups))


def _korean_places(word: str, following: Sequence[str]) -> dict[tuple[int, int], set[str]]:
    """Where in a word phrases stand, and their groups; a phrase may go on in the words after."""
    found = dict[tuple[int, int], set[str]]()
    for start, syllable in enumerate(word):
        for phrase, group in _korean_phrases().get(syllable, ()):
            if _fits_korean(word, start, following, phrase):
                found.setdefault((start, start + len(phrase.rstrip("*"))), set()).add(group)
    return found


def _fits_korean(word: str, start: int, following: Sequence[str], phrase: str) -> bool:
    if phrase.endswith("*"):
        return start == 0 and word.startswith(phrase[:-1])
    if len(phrase) == 1:
        return phrase in (word, _without_ending(word))
    if start == 0 and len(phrase) > len(word):
        return "".join((word, *following)).startswith(phrase)
    return word.startswith(phrase, start)


def _without_ending(word: str) -> str:
    """A Korean word without its particle; any other as it is."""
    if _KOREAN.search(word):
        for ending in _grammar()["endings"]["ko"]:
            if word.endswith(ending) and len(word) > len(ending):
                return word[: -len(ending)]
    return word


def _begun_by(word: str) -> frozenset[str]:
    """Groups of which a half-typed word is the beginning: "blis"."""
    if len(word) < LEAST_TYPED or _KOREAN.search(word):
        return frozenset()
    tables = (_phrases("en", False), _phrases("vi", word.isascii()))
    return frozenset(
        group
        for table in tables
        for first, phrases in table.items()
        if first.startswith(word)
        for _, group in phrases
    )


def _denied(words: Sequence[str], language: str) -> frozenset[int]:
    """Places of the words that are denied in a clause."""
    return frozenset(
        place + step * side
        for side, whole, stems in _denials(language)
        for place, word in enumerate(words)
        if word in whole or word.startswith(stems)
        for step in range(1, REACH_OF_NO + 1)
    )


@cache
def _denials(language: str) -> tuple[tuple[int, frozenset[str], tuple[str, ...]], ...]:
    """Which way they deny (1 is onward), whole words, and beginnings of words."""
    return tuple(
        (
            side,
            frozenset(_grammar()[kind][language]),
            tuple(one[:-1] for one in _grammar()[kind][language] if one.endswith("*")),
        )
        for kind, side in (("denied_after", 1), ("denied_before", -1))
    )


@cache
def _phrases(language: str, bare: bool) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """Phrases of the language as words, with their groups, by their first word without its star.

    bare: by the first word without accents.
    """
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for group, entry in _symptoms().items():
        for phrase in entry[language]:
            words = tuple(re.findall(r"\w+\*?", phrase))
            first = words[0].rstrip("*")
            found.setdefault(fold(first) if bare else first, []).append((words, group))
    return found


@cache
def _korean_phrases() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Korean phrases without spaces, with their groups, by their first syllable."""
    found: dict[str, list[tuple[str, str]]] = {}
    for group, entry in _symptoms().items():
        for phrase in entry["ko"]:
            found.setdefault(phrase[0], []).append((phrase.replace(" ", ""), group))
    return found


@cache
def _wider() -> Mapping[str, frozenset[str]]:
    """Of each group, itself and all that include it."""
    above = {
        group: {name for name, entry in _symptoms().items() if group in entry.get("includes", ())}
        for group in _symptoms()
    }
    return {
        group: frozenset({group, *direct, *(top for one in direct for top in above[one])})
        for group, direct in above.items()
    }


@cache
def _ignored() -> frozenset[str]:
    return frozenset(fold(word) for words in _grammar()["ignored"].values() for word in words)


@cache
def _symptoms() -> dict[str, Any]:
    symptoms: dict[str, Any] = _load("symptoms")["search"]
    return symptoms


@cache
def _grammar() -> dict[str, Any]:
    return _load("grammar")


def _load(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
