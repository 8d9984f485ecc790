"""The one place that says which disease a typed name, synonym, code or symptom means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from skin_core.diseases.symptom_search import by_symptoms
from skin_core.diseases.symptom_words import terms_of
from skin_core.diseases.taxonomy import NORMAL, all_diseases, disease_name
from skin_core.domain.disease import Disease
from skin_core.domain.fold import fold, fold_spacing
from skin_core.domain.words import search_words, tokens

_EXACT, _BEGINS, _CODE, _NAMED, _NO_MATCH = range(5)
_DISEASE = "benh"  # "bệnh", which Vietnamese sets before a name


@dataclass(frozen=True, slots=True)
class Found:
    """A disease that a query means, and the line that says so; "" where its name does."""

    label: str
    line: str = ""


def find_diseases(query: str, language: str = "en") -> tuple[Found, ...]:
    """The diseases that a query means, best first; all, by name, for an empty query.

    First those named so, in any language, by a synonym or a code, then those whose signs are
    asked for, which need not meet every word; but the whole name of a disease is not taken apart
    into signs. Accents, case and spacing do not matter.
    language: of the lines, and of the names that an empty query sorts by.
    """
    query = _without_disease(_known_code(query))
    if not fold(query):
        labels = sorted(_findable(), key=lambda key: fold(disease_name(key, language)))
        return tuple(map(Found, labels))
    asked = _Asked(query)
    ranked = sorted((asked.rank(key), not all_diseases()[key].danger, key) for key in _findable())
    found = {key: asked.other_name(key, language) for rank, _, key in ranked if rank < _NO_MATCH}
    is_name = not asked.is_sign and any(rank == _EXACT for rank, _, _ in ranked)
    for hit in by_symptoms(query):
        if not is_name or asked.is_whole_in(hit.words.values()):
            found.setdefault(hit.label, hit.words.get(language, ""))
    return tuple(Found(key, line) for key, line in found.items())


def disease_meant(text: str) -> str:
    """The one disease that a typed name, synonym or code means; "" where it is free text.

    Of a name of several words its beginning is enough, from the second word on, if no other
    disease begins so.
    """
    text = _known_code(text)
    wanted = fold(text)
    if not wanted:
        return ""
    asked = _Asked(text, is_name=True)
    found = {key: asked.rank(key) for key in all_diseases()}
    by_code = [key for key in found if wanted in _index()[key].codes]
    for candidates in (
        [key for key, rank in found.items() if rank == _EXACT],
        by_code,
        [key for key, rank in found.items() if rank <= _BEGINS and " " in wanted],
    ):
        if len(candidates) == 1:
            return candidates[0]
    return ""


def labels_named(text: str) -> tuple[str, ...]:
    """Keys of the diseases that a name in any language, a synonym or a code may mean.

    Every typed word must begin a word of the same name; single Latin letters mean nothing.
    """
    typed = tokens(text)
    if not typed or (len("".join(typed)) < 2 and text.isascii()):
        return ()
    return tuple(key for key, names in _index().items() if names.are_begun_by(typed))


@dataclass(frozen=True, slots=True)
class _Names:
    """How one disease may be named, folded. words: of each name and code, its words."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    words: tuple[frozenset[str], ...]

    def are_begun_by(self, typed: tuple[str, ...]) -> bool:
        """Whether every typed word begins a word of one and the same name."""
        return any(_are_begun(words, typed) for words in self.words)


def _findable() -> list[str]:
    """All but the class of skin without a lesion, which is no disease."""
    return [key for key in all_diseases() if key != NORMAL]


def _without_disease(query: str) -> str:
    """ "bệnh giang mai" as "giang mai", where that alone is the whole name of a disease."""
    first, _, rest = query.strip().partition(" ")
    known = {name for entry in _index().values() for name in entry.names}
    if fold(first) != _DISEASE or fold_spacing(query) in known or fold_spacing(rest) not in known:
        return query
    return rest


class _Asked:
    """What was typed, made alike once, and held against the names of each disease.

    is_name: whether it can be nothing but a name; else words that are signs, such as fever, name
    no disease by being a part of its name.
    """

    def __init__(self, text: str, is_name: bool = False) -> None:
        self.name = fold_spacing(text)
        self.words = tokens(text)
        self.is_sign = not is_name and all(not term.word for term in terms_of(text))

    def rank(self, key: str) -> int:
        """0 for the name itself, larger for weaker matches, `_NO_MATCH` for none."""
        entry = _index()[key]
        if self.name in entry.names:
            return _EXACT
        if self.name in entry.codes:
            return _CODE
        if self.is_sign or not self.words:
            return _NO_MATCH
        if any(name.startswith(self.name) for name in entry.names):
            return _BEGINS
        return _NAMED if entry.are_begun_by(self.words) else _NO_MATCH

    def is_whole_in(self, lines: Iterable[str]) -> bool:
        """Whether a line says all that was typed, as it was typed."""
        return any(self.name in fold_spacing(line) for line in lines)

    def other_name(self, key: str, language: str) -> str:
        """The synonym, code or name in another language that is asked for; "" for its own name."""
        entry = all_diseases()[key]
        own = entry.name[language]
        for name in (own, *_names(entry), *(code.code for code in entry.codes)):
            begins = fold_spacing(name).startswith(self.name)
            if begins or _are_begun(search_words(name), self.words):
                return "" if name == own else name
        return ""


def _known_code(text: str) -> str:
    """A code of ICD-10 without the places that no disease here has; any other text as it is.

    B02.9 is B02; T78.3, which is kept as it is, stays.
    """
    code = re.fullmatch(r"([a-z][0-9]{2})\.?[0-9a-z]{1,4}", fold(text))
    if code is None or any(fold(text) in names.codes for names in _index().values()):
        return text
    return code[1]


def _are_begun(words: frozenset[str], typed: tuple[str, ...]) -> bool:
    return all(any(word.startswith(token) for word in words) for token in typed)


@cache
def _index() -> dict[str, _Names]:
    return {key: _names_of(entry) for key, entry in all_diseases().items()}


def _names_of(entry: Disease) -> _Names:
    names, codes = tuple(_names(entry)), tuple(code.code for code in entry.codes)
    return _Names(
        names=tuple(map(fold_spacing, (entry.key.replace("_", " "), *names))),
        codes=tuple(map(fold, codes)),
        words=tuple(map(search_words, (*names, *codes))),
    )


def _names(entry: Disease) -> Iterator[str]:
    yield from entry.name.values()
    for words in entry.synonyms.values():
        yield from words
