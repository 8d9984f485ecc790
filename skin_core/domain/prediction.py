"""One disease with how probable a network holds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prediction:
    """One disease with its calibrated probability, 0..1."""

    label: str
    probability: float
