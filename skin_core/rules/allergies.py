"""What an entered allergy means for the rules."""

from __future__ import annotations

from collections.abc import Iterable

from skin_core.domain.facts import Facts
from skin_core.drugs import all_substances
from skin_core.drugs.evidence import allergy_to
from skin_core.rules.finding import NO, Finding
from skin_core.rules.leaf import Leaf, Table, pair
from skin_core.rules.situation import Situation


def forbidden_by_allergy(medicines: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Those to which, to whose group, or severely to whose relative an allergy was entered."""
    return tuple(key for key in medicines if allergy_to(key, facts).forbids)


def allergy_leaf(table: Table) -> Leaf:
    """An allergy to the substance, to its group, or a severe one to a relative was entered."""
    inn = str(table["allergic_to"])
    if inn not in all_substances():
        raise ValueError(f"no such medicine: {inn}")

    def judge(situation: Situation) -> Finding:
        if allergy_to(inn, situation.facts).forbids:
            return Finding(True, _as_entered(situation.facts))
        return NO if "allergies" in situation.facts else Finding(None, missing=("allergies",))

    return Leaf(judge, ("allergic_to",), ("allergies",))


def _as_entered(facts: Facts) -> tuple[str, ...]:
    """The answer that names it; none where it was told among medicines or in the history."""
    return (pair("allergies", facts["allergies"]),) if "allergies" in facts else ()
