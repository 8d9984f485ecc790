"""Diseases by what a doctor sees and hears: ranked "or" over names, signs, symptoms and flags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from skin_core.diseases.symptom_grammar import LANGUAGES, load
from skin_core.diseases.symptom_words import Term, groups_in, terms_of, words_of
from skin_core.diseases.taxonomy import NORMAL, all_diseases
from skin_core.domain.disease import Disease, Words
from skin_core.domain.fold import fold
from skin_core.domain.words import after_all

NAME, HALLMARK, SYMPTOM, FLAG = 4, 4, 2, 1
"""How much a word tells by where it stands."""

TOGETHER = 2  # for each further thing in the same line, or in the short picture
LEAST_WORD = 3  # letters of a word that may be the beginning of another
LEAST_KOREAN = 2  # syllables that may stand within another word
HALLMARKS = ("signs", "site", "feel")  # rows of the comparison


@dataclass(frozen=True, slots=True)
class Hit:
    """A disease that symptoms found. words: the line that fits best, {} where only a name does.

    met: how many things asked for it meets. points: in how important places, and how near one
    another. lines: how many speak of any of it.
    """

    label: str
    met: int
    points: int
    lines: int
    words: Words


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a memo. is_summary: of which only how the disease is caught counts, for its other
    words would find every disease it is compared with.
    """

    label: str
    weight: int
    words: Words
    is_shown: bool = True
    is_of_picture: bool = False
    is_summary: bool = False


def by_symptoms(question: str) -> tuple[Hit, ...]:
    """Diseases that meet at least half of what the best one meets; most met first.

    Among equals those with more points, then dangers, then the more urgent.
    """
    index = _index()  # whatever is asked, so that any question warms it up
    met: dict[str, dict[int, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for term in terms_of(question):
        for place in index.places_of(term):
            met[index.lines[place].label][place].add(term)
    hits = [_hit(label, places) for label, places in met.items()]
    most = max((hit.met for hit in hits), default=0)
    return tuple(sorted((hit for hit in hits if 2 * hit.met >= most), key=_order))


def _hit(label: str, places: Mapping[int, set[Term]]) -> Hit:
    lines = _index().lines
    weight: dict[Term, int] = {}
    for place, terms in places.items():
        for term in terms:
            weight[term] = max(weight.get(term, 0), lines[place].weight)
    points = sum(1 if term.is_background else most for term, most in weight.items())
    points += TOGETHER * (_together(places) - 1)
    told = [place for place in places if lines[place].is_shown]
    shown = max(
        told, key=lambda place: (len(places[place]), lines[place].weight, -place), default=None
    )
    met = sum(not term.is_background for term in weight)
    return Hit(label, met, points, len(places), {} if shown is None else lines[shown].words)


def _together(places: Mapping[int, set[Term]]) -> int:
    """How many things one line tells, or the short picture of signs, site and feeling."""
    picture: set[Term] = set()
    for place, terms in places.items():
        if _index().lines[place].is_of_picture:
            picture |= terms
    return max(len(picture), *map(len, places.values()))


def _order(hit: Hit) -> tuple[int, int, bool, int, int, str]:
    entry = all_diseases()[hit.label]
    return -hit.met, -hit.points, not entry.danger, entry.urgency.rank, -hit.lines, hit.label


@dataclass(frozen=True, slots=True)
class _Index:
    """Where each group and each word stands. words, bare_words: sorted, with and without accents,
    each with its places; Korean words from every syllable on.
    """

    lines: tuple[_Line, ...]
    groups: Mapping[str, frozenset[int]]
    words: tuple[tuple[str, int], ...]
    bare_words: tuple[tuple[str, int], ...]

    def places_of(self, term: Term) -> set[int]:
        """Lines that meet a term."""
        found = {place for group in term.groups for place in self.groups.get(group, ())}
        if term.word:
            found.update(self._places_of_word(term.word))
        return found

    def _places_of_word(self, word: str) -> set[int]:
        if word.isascii():
            return _begun(self.bare_words, word)
        return _begun(self.words, word) or _begun(self.bare_words, fold(word))


def _begun(words: tuple[tuple[str, int], ...], word: str) -> set[int]:
    least = LEAST_WORD if word.isascii() else LEAST_KOREAN
    last = after_all(word) if len(word) >= least else word + "\0"
    return {
        place for _, place in words[bisect_left(words, (word, -1)) : bisect_left(words, (last, -1))]
    }


@cache
def _index() -> _Index:
    lines = tuple(
        line for key, entry in all_diseases().items() if key != NORMAL for line in _lines(entry)
    )
    groups: dict[str, set[int]] = defaultdict(set)
    caught = {key for key, entry in load("symptoms")["search"].items() if "circumstance" in entry}
    words: set[tuple[str, int]] = set()
    for place, line in enumerate(lines):
        told = groups_in(line.words)
        for group in told & caught if line.is_summary else told:
            groups[group].add(place)
        for text in () if line.is_summary else line.words.values():
            words.update((word, place) for one in words_of(text) for word in _beginnings(one))
    return _Index(
        lines,
        {group: frozenset(places) for group, places in groups.items()},
        tuple(sorted(words)),
        tuple(sorted({(fold(word), place) for word, place in words})),
    )


def _beginnings(word: str) -> Iterator[str]:
    """A word and, where it is Korean, what is left of it from every syllable on."""
    yield word
    if re.search(r"[\uac00-\ud7a3]", word):
        yield from (word[at:] for at in range(1, len(word) - LEAST_KOREAN + 1))


def _lines(entry: Disease) -> Iterator[_Line]:
    """All that tells of a disease, each line in its languages."""
    yield _Line(entry.key, NAME, entry.name, is_shown=False)
    for language, names in entry.synonyms.items():
        yield from (_Line(entry.key, NAME, {language: name}, is_shown=False) for name in names)
    for number, words in enumerate(_aligned(entry.signs)):
        yield _Line(entry.key, SYMPTOM if number else HALLMARK, words)
    if entry.memo:
        yield _Line(entry.key, FLAG, entry.memo.summary, is_shown=False, is_summary=True)
        compare = entry.memo.compare
        for row in HALLMARKS:
            yield _Line(entry.key, HALLMARK, compare[row], is_of_picture=True)
        yield from (_Line(entry.key, SYMPTOM, one) for one in _aligned(entry.memo.symptoms))
        yield from (_Line(entry.key, FLAG, one) for one in _aligned(entry.memo.red_flags))


def _aligned(lists: Mapping[str, tuple[str, ...]]) -> Iterator[Words]:
    """Lines that say the same in each language, together."""
    for texts in zip(*(lists.get(language, ()) for language in LANGUAGES), strict=True):
        yield dict(zip(LANGUAGES, texts, strict=True))
