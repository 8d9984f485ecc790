"""The taxonomy: one TOML per disease, read once."""

from skin_core.diseases.taxonomy import (
    NORMAL,
    all_diseases,
    disease,
    disease_name,
    unknown_to,
)

__all__ = ["NORMAL", "all_diseases", "disease", "disease_name", "unknown_to"]
