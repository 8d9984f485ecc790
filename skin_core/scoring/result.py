"""What every index gives: a number, what it may be, its band, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """What one sign of one region adds. region, sign: keys; region is "" for the whole body."""

    region: str
    sign: str
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """One index of one visit.

    index: its key. total: between lowest and highest. band: its key, "" where none is published.
    parts: what adds up to the total.
    """

    index: str
    total: float
    lowest: float
    highest: float
    band: str
    parts: tuple[Part, ...]

    @property
    def by_region(self) -> Mapping[str, float]:
        """Points of each region, in the order of the parts."""
        return _summed((part.region, part.points) for part in self.parts)

    @property
    def by_sign(self) -> Mapping[str, float]:
        """Points of each sign, over all regions."""
        return _summed((part.sign, part.points) for part in self.parts)


def tidy(points: float) -> float:
    """Points without the dust of binary fractions, never -0; no index has finer steps than this."""
    return round(points, 6) + 0.0


def band_up_to(total: float, bounds: Mapping[str, float], above: str) -> str:
    """The first band whose upper bound, itself included, the total does not pass."""
    return next((band for band, highest in bounds.items() if total <= highest), above)


def _summed(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for key, points in pairs:
        sums[key] = tidy(sums.get(key, 0.0) + points)
    return sums
