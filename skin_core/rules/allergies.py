"""Which medicines of a rule's action the entered allergies speak against."""

from __future__ import annotations

from collections.abc import Iterable

from skin_core.domain.facts import Facts
from skin_core.drugs.evidence import allergy_to


def forbidden_by_allergy(medicines: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Those to which, to whose group, or severely to whose relative an allergy was entered."""
    return tuple(key for key in medicines if allergy_to(key, facts).forbids)
