"""The one place that says which disease a typed name, synonym, code or symptom means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from skin_core.diseases.taxonomy import all_diseases, disease_name
from skin_core.domain.disease import Disease
from skin_core.domain.fold import fold, fold_spacing
from skin_core.domain.words import search_words, tokens

_EXACT, _BEGINS, _CODE, _NAMED, _SYMPTOM, _NO_MATCH = range(6)


def find_diseases(query: str, language: str = "en") -> tuple[str, ...]:
    """Keys of the diseases that a query means, best first; all, by name, for an empty query.

    Names and synonyms of all three languages, codes, and words of the symptoms are searched;
    accents, case and spacing do not matter. language: of the names that an empty query sorts by.
    """
    if not fold(query):
        return tuple(sorted(all_diseases(), key=lambda key: fold(disease_name(key, language))))
    ranked = [(_rank(query, key), key) for key in all_diseases()]
    return tuple(key for rank, key in sorted(ranked) if rank < _NO_MATCH)


def disease_meant(text: str) -> str:
    """The one disease that a typed name, synonym or code means; "" where it is free text.

    Of a name of several words its beginning is enough, from the second word on, if no other
    disease begins so.
    """
    wanted = fold(text)
    if not wanted:
        return ""
    found = {key: _rank(text, key) for key in all_diseases()}
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
    """How one disease may be asked for, folded. words: of each name and code, its words."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    symptoms: str
    words: tuple[frozenset[str], ...]

    def are_begun_by(self, typed: tuple[str, ...]) -> bool:
        """Whether every typed word begins a word of one and the same name."""
        return any(
            all(any(word.startswith(token) for word in words) for token in typed)
            for words in self.words
        )


def _rank(query: str, key: str) -> int:
    """0 for the name itself, larger for weaker matches, `_NO_MATCH` for none."""
    entry, wanted = _index()[key], fold_spacing(query)
    if wanted in entry.names:
        return _EXACT
    if any(name.startswith(wanted) for name in entry.names):
        return _BEGINS
    if wanted in entry.codes:
        return _CODE
    if any(wanted in name for name in entry.names) or entry.are_begun_by(tokens(query)):
        return _NAMED
    if all(word in entry.symptoms for word in fold(query).split()):
        return _SYMPTOM
    return _NO_MATCH


@cache
def _index() -> dict[str, _Names]:
    return {key: _names_of(entry) for key, entry in all_diseases().items()}


def _names_of(entry: Disease) -> _Names:
    names, codes = tuple(_names(entry)), tuple(code.code for code in entry.codes)
    return _Names(
        names=tuple(map(fold_spacing, (entry.key.replace("_", " "), *names))),
        codes=tuple(map(fold, codes)),
        symptoms=" ".join(map(fold, _symptoms(entry))),
        words=tuple(map(search_words, (*names, *codes))),
    )


def _names(entry: Disease) -> Iterator[str]:
    yield from entry.name.values()
    for words in entry.synonyms.values():
        yield from words


def _symptoms(entry: Disease) -> Iterator[str]:
    if entry.memo:
        for lines in entry.memo.symptoms.values():
            yield from lines
