"""What the handbook asks: find a disease, and what its treatments make it matter to know."""

from __future__ import annotations

from skin_core.diseases.names import Found, disease_meant, find_diseases
from skin_core.diseases.treatments import facts_against
from skin_core.facts import facts_of

__all__ = ["COMPARE_ROWS", "Found", "asked_before_treating", "disease_meant", "find_diseases"]

COMPARE_ROWS = ("signs", "site", "feel", "course", "test", "first_treatment")


def asked_before_treating(label: str) -> tuple[str, ...]:
    """Facts that the treatments of a disease make matter, beyond the short form."""
    wanted = facts_against(label)
    return tuple(spec.key for spec in facts_of("treatment") if spec.key in wanted)
