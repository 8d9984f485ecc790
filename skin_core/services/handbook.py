"""Find a disease by any of its names; read its treatment against what is known of the patient."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from skin_core.diseases import all_diseases, disease_name
from skin_core.domain.disease import Disease, Treatment
from skin_core.domain.facts import Facts
from skin_core.facts import facts_of

COMPARE_ROWS = ("signs", "site", "feel", "course", "test", "first_treatment")
ADULT_YEARS = 18
FACT_OF = {
    "renal_impairment": "renal_function",
    "allergy": "allergies",
    "interaction": "medicines",
}
"""The fact to ask where a contraindication and its fact have different keys."""

RENAL_LIMIT = 60  # eGFR in mL/min below which doses are usually reconsidered (KDIGO 2024, G3)


class Caution(StrEnum):
    """How a contraindication stands against the entered facts."""

    APPLIES = "applies"  # the facts say so
    CHECK = "check"  # the fact was not answered
    CLEAR = "clear"  # the facts speak against it


@dataclass(frozen=True, slots=True)
class TreatmentCaution:
    """One contraindication (`reason`, a key of `Treatment.avoid`) and how it stands."""

    reason: str
    caution: Caution


def find_diseases(query: str, language: str = "en") -> tuple[str, ...]:
    """Keys of the diseases that a query means, best first; all, by name, for an empty query.

    Names and synonyms of all three languages, codes, and words of the symptoms are searched;
    accents, case and spacing do not matter. language: of the names that an empty query sorts by.
    """
    wanted = plain(query)
    if not wanted:
        return tuple(sorted(all_diseases(), key=lambda key: plain(disease_name(key, language))))
    ranked = [(_rank(wanted, key), key) for key in all_diseases()]
    return tuple(key for rank, key in sorted(ranked) if rank < _NO_MATCH)


def disease_meant(text: str) -> str:
    """The one disease that a typed name, synonym or code means; "" where it is free text.

    Of a name of several words its beginning is enough, from the second word on, if no other
    disease begins so.
    """
    wanted = plain(text)
    if not wanted:
        return ""
    found = {key: _rank(wanted, key) for key in all_diseases()}
    by_code = [key for key in found if wanted in _index()[key][1]]
    for candidates in (
        [key for key, rank in found.items() if rank == 0],
        by_code,
        [key for key, rank in found.items() if rank <= 1 and " " in wanted],
    ):
        if len(candidates) == 1:
            return candidates[0]
    return ""


def cautions(
    treatment: Treatment, facts: Facts, age_years: int | None
) -> tuple[TreatmentCaution, ...]:
    """Each contraindication of a treatment against the facts; unknown is "check", never "clear"."""
    return tuple(
        TreatmentCaution(reason, _stands(reason, treatment, facts, age_years))
        for reason in treatment.avoid
    )


def asked_before_treating(label: str) -> tuple[str, ...]:
    """Facts that the treatments of a disease make matter, beyond the short form."""
    memo = all_diseases()[label].memo
    reasons = [reason for line in memo.treatment for reason in line.avoid] if memo else []
    wanted = {FACT_OF.get(reason, reason) for reason in reasons}
    return tuple(spec.key for spec in facts_of("treatment") if spec.key in wanted)


def plain(text: str) -> str:
    """Lower case without accents, so that "zona than kinh" finds "zona thần kinh"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", letters).split())


_NO_MATCH = 9


def _rank(wanted: str, key: str) -> int:
    """0 for the name itself, larger for weaker matches, `_NO_MATCH` for none."""
    names, codes, symptoms = _index()[key]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(wanted in name for name in names) or wanted in codes:
        return 2
    if all(word in symptoms for word in wanted.split()):
        return 3
    return _NO_MATCH


@cache
def _index() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], str]]:
    return {
        key: (
            tuple(plain(name) for name in _names(entry)),
            tuple(plain(code.code) for code in entry.codes),
            " ".join(plain(line) for line in _symptoms(entry)),
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


def _stands(reason: str, treatment: Treatment, facts: Facts, age_years: int | None) -> Caution:
    if reason == "child":
        return _when(None if age_years is None else age_years < ADULT_YEARS)
    if reason == "renal_impairment":
        renal = facts.get("renal_function")
        return _when(None if renal is None else float(renal) < RENAL_LIMIT)
    if reason == "allergy":
        # A list of allergies is never complete: silence about a drug does not clear it.
        named = plain(treatment.inn) in plain(str(facts.get("allergies", "")))
        return Caution.APPLIES if treatment.inn and named else Caution.CHECK
    answer = facts.get(reason)
    return _when(answer if isinstance(answer, bool) else None)


def _when(applies: bool | None) -> Caution:
    if applies is None:
        return Caution.CHECK
    return Caution.APPLIES if applies else Caution.CLEAR
