"""What speaks against the treatments that the memo of a disease names, whoever the patient is."""

from __future__ import annotations

from functools import cache

from skin_core.diseases.taxonomy import all_diseases
from skin_core.domain.disease import Treatment
from skin_core.drugs import FACT_OF, preparation_of
from skin_core.drugs.cautions import reasons

STRICT = frozenset({"hepatic_impairment", "heart_failure"})
"""Many medicines burden liver or heart a little: a rule asks about them only where one must not be
given, so that the question stays rare and is answered."""


@cache
def reasons_against(label: str) -> frozenset[str]:
    """Keys of all that can stand against a treatment of the disease; empty without a memo."""
    return frozenset(reason for line in _lines(label) for reason in _reasons(line))


@cache
def warns(label: str, reason: str) -> bool:
    """Whether this speaks against a treatment of the disease, for the rules to ask about.

    What only a specialist begins is left to the specialist; the page shows it all the same.
    """
    return label in all_diseases() and any(_warns(line, reason) for line in _lines(label))


def facts_against(label: str) -> frozenset[str]:
    """Keys of the facts that settle what can stand against a treatment of the disease."""
    facts = {FACT_OF.get(reason, reason) for reason in reasons_against(label)}
    if any(prepared and prepared.weight_below for prepared in map(preparation_of, _lines(label))):
        facts.add("weight")
    return frozenset(facts)


def _warns(line: Treatment, reason: str) -> bool:
    prepared = preparation_of(line)
    if prepared is None or reason in line.avoid:
        return reason in line.avoid
    warned = prepared.avoid if reason in STRICT else _reasons(line)
    return reason in warned and not prepared.specialist


def _reasons(line: Treatment) -> tuple[str, ...]:
    return tuple(reasons(preparation_of(line), line.avoid))


def _lines(label: str) -> tuple[Treatment, ...]:
    memo = all_diseases()[label].memo
    return memo.treatment if memo else ()
