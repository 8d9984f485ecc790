"""Find a disease by any of its names; what its treatments make it matter to ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from skin_core.diseases import all_diseases, disease_name
from skin_core.diseases.treatments import facts_against
from skin_core.domain.disease import Disease
from skin_core.domain.fold import fold, fold_spacing
from skin_core.facts import facts_of

COMPARE_ROWS = ("signs", "site", "feel", "course", "test", "first_treatment")


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
    by_code = [key for key in found if wanted in _index()[key][1]]
    for candidates in (
        [key for key, rank in found.items() if rank == 0],
        by_code,
        [key for key, rank in found.items() if rank <= 1 and " " in wanted],
    ):
        if len(candidates) == 1:
            return candidates[0]
    return ""


def asked_before_treating(label: str) -> tuple[str, ...]:
    """Facts that the treatments of a disease make matter, beyond the short form."""
    wanted = facts_against(label)
    return tuple(spec.key for spec in facts_of("treatment") if spec.key in wanted)


_NO_MATCH = 9


def _rank(query: str, key: str) -> int:
    """0 for the name itself, larger for weaker matches, `_NO_MATCH` for none."""
    names, codes, symptoms = _index()[key]
    wanted = fold_spacing(query)
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(wanted in name for name in names) or wanted in codes:
        return 2
    if all(word in symptoms for word in fold(query).split()):
        return 3
    return _NO_MATCH


@cache
def _index() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], str]]:
    return {
        key: (
            tuple(fold_spacing(name) for name in _names(entry)),
            tuple(fold(code.code) for code in entry.codes),
            " ".join(fold(line) for line in _symptoms(entry)),
        )
        for key, entry in all_diseases().items()
    }


def _names(entry: Disease) -> Iterator[str]:
    yield entry.key.replace("_", " ")
    yield from entry.name.values()
    for words in entry.synonyms.values():
        yield from words


def _symptoms(entry: Disease) -> Iterator[str]:
    if entry.memo:
        for lines in entry.memo.symptoms.values():
            yield from lines
