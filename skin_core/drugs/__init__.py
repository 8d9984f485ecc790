"""Medicines: one entry for each substance and route, and the one check of what is against it."""

from skin_core.drugs.cautions import FACT_OF, REASONS, Caution, Standing, Taker, Why, cautions
from skin_core.drugs.reading import classes_named
from skin_core.drugs.substance import Kidney, Preparation, Substance
from skin_core.drugs.table import (
    all_substances,
    class_name,
    drug_name,
    preparation,
    preparation_of,
)

__all__ = [
    "FACT_OF",
    "REASONS",
    "Caution",
    "Kidney",
    "Preparation",
    "Standing",
    "Substance",
    "Taker",
    "Why",
    "all_substances",
    "cautions",
    "class_name",
    "classes_named",
    "drug_name",
    "preparation",
    "preparation_of",
]
