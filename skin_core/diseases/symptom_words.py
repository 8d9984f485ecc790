"""Which signs, sites and circumstances a text speaks of, in whatever words of three languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from skin_core.diseases.symptom_grammar import (
    LANGUAGES,
    denied_in_line,
    denied_in_question,
    ignored,
    is_and_so_on,
    is_denial,
    load,
    without_ending,
)
from skin_core.domain.fold import fold

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
        return not self.word and all(_entry(one).get("background") for one in self.groups)


@dataclass(frozen=True, slots=True)
class _Span:
    """Words start to end of a row, and the groups they mean; short: one Korean syllable."""

    start: int
    end: int
    groups: frozenset[str]
    is_short: bool = False

    @property
    def places(self) -> range:
        return range(self.start, self.end)


def terms_of(question: str) -> tuple[Term, ...]:
    """What a question asks for, in its order and each once; small words only where alone."""
    found = [one for words in _clauses(_apart(question)) for one in _terms(words)]
    telling = [term for term, is_small in found if not is_small]
    return _settled(tuple(dict.fromkeys(telling or [term for term, _ in found])))


def _settled(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Of a word of two meanings, the one that fits the others: a black 점 is a mole, no spot."""
    asked = frozenset[str]().union(*(term.groups for term in terms))
    found = list[Term]()
    for term in terms:
        fitting = {one for one in term.groups if asked & set(_entry(one).get("beside", ()))}
        settles = not term.word and len(term.groups) > 1 and fitting
        found.append(Term(frozenset(fitting)) if settles else term)
    return tuple(dict.fromkeys(found))


def _terms(words: Sequence[str]) -> Iterator[tuple[Term, bool]]:
    """What a clause of a question asks for, and whether it is a small word.

    What it denies is met by lines that deny it, never by those that affirm it.
    """
    spans = list(_spans(words, LANGUAGES, as_typed=True))
    meant = {place for span in spans for place in span.places}
    left_out = denied_in_question(words, [span.places for span in spans])
    for place, word in enumerate(words):
        if place in left_out:
            yield from (
                (Term(frozenset(map(_no, span.groups))), False)
                for span in spans
                if span.start == place and not is_denial(word)
            )
            continue
        if is_and_so_on(words, place):
            continue
        for span in spans:
            if span.start == place:
                yield Term(span.groups), False
                yield from ((Term(frozenset({one})), False) for one in _besides(span.groups))
        if place not in meant:
            yield Term(_begun_by(word), without_ending(word)), fold(word) in ignored()


def groups_in(line: Mapping[str, str]) -> frozenset[str]:
    """Groups that a line affirms, with the wider ones they belong to, and "no itch" of denied ones.

    line: the same words by language; what one language denies, no other affirms. A Korean word
    of one syllable has many meanings, so that another language, if there is one, must agree.
    """
    affirmed, denied, doubtful = set[str](), set[str](), set[str]()
    for language, text in line.items():
        for words in _clauses(text):
            spans = list(_spans(words, (language,), as_typed=False))
            places = denied_in_line(words, language, [span.places for span in spans])
            for span in spans:
                is_doubtful = span.is_short and len(line) > 1
                meant = doubtful if is_doubtful else affirmed
                (denied if span.start in places else meant).update(span.groups)
    agreed = {wider for group in affirmed for wider in _wider()[group]}
    affirmed |= doubtful & agreed
    denied |= {one for group in affirmed if (one := _symptoms()[group].get("denies"))}
    meant = {wider for group in affirmed - denied for wider in _wider()[group]}
    return frozenset(meant | set(map(_no, denied)))


def _no(group: str) -> str:
    """The key of a denied group."""
    return f"no {group}"


def _clauses(text: str) -> Iterator[list[str]]:
    """The words between one sign and the next."""
    return map(words_of, re.split(r"[,;:.()–]", text))


def _apart(question: str) -> str:
    """A question with what denies in Korean as a word of its own: 가렵지않음, 열없음."""
    return re.sub(r"(?<=[\uac00-\ud7a3])(?=[없않])", " ", question)


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
            end = place + _words_reached(words[place:], span[1])
            yield _Span(place, end, frozenset(groups), span[1] - span[0] == 1)


def _words_reached(words: Sequence[str], length: int) -> int:
    """How many words the first so many syllables take."""
    count = 1
    while len("".join(words[:count])) < length and count < len(words):
        count += 1
    return count


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
        return phrase in (word, without_ending(word))
    if start == 0 and len(phrase) > len(word):
        return "".join((word, *following)).startswith(phrase)
    return word.startswith(phrase, start)


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


def _besides(groups: frozenset[str]) -> Iterator[str]:
    """What is asked for besides by who names the groups: black and nail by a black nail."""
    for group in sorted(groups):
        yield from _symptoms()[group].get("means", ())


def _entry(group: str) -> Mapping[str, Any]:
    """What the vocabulary says of a group; nothing of a denied one."""
    entry: Mapping[str, Any] = _symptoms().get(group, {})
    return entry


@cache
def _symptoms() -> dict[str, Any]:
    symptoms: dict[str, Any] = load("symptoms")["search"]
    return symptoms
