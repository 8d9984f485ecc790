"""A figure of agreement with its 95 % interval, drawn over patients and never over photos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FEWEST_GROUPS = 10  # with fewer, drawing again tells of the few and not of the many
_DRAWN = 2000
_SEED = 2026
_ENDS = (2.5, 97.5)
_Z = 1.959964
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure. low, high: its 95 % interval; None where none can be told."""

    value: float
    low: float | None = None
    high: float | None = None


def measured(statistic: Callable[[Floats], Floats], groups: Sequence[str]) -> Measured | None:
    """The figure with its percentile-bootstrap interval; None where it is not defined.

    There is no interval where every drawing gives the same figure: it would tell of no doubt.

    statistic: of counts (B, N), how often each photo is drawn, (B,). groups: whom each photo
    belongs with, (N,); whole groups are drawn. The same photos give the same interval.
    """
    value = float(statistic(np.ones((1, len(groups))))[0])
    if np.isnan(value):
        return None
    if len(set(groups)) < FEWEST_GROUPS:
        return Measured(value)
    again = statistic(_drawn(tuple(groups)))
    low, high = (_tidy(end) for end in np.nanpercentile(again, _ENDS))
    return Measured(value, low, high) if low < high else Measured(value)


def _tidy(figure: np.float64) -> float:
    """Without the dust of binary fractions, which made an interval of a figure that never moves."""
    return round(float(figure), _DIGITS) + 0.0


@lru_cache(maxsize=4)  # all figures of one table draw the same
def _drawn(groups: tuple[str, ...]) -> Floats:
    """How often each photo is in each drawing, (drawings, photos)."""
    names, belongs = np.unique(np.asarray(groups), return_inverse=True)
    rng = np.random.default_rng(_SEED)
    counts = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), _DRAWN)
    return counts[:, belongs].astype(np.float64)


def measured_share(statistic: Callable[[Floats], Floats], groups: Sequence[str]) -> Measured | None:
    """The same of a share, 0 to 1: where it is 0 or 1 the interval is Wilson's over the groups.

    Reference: Wilson, J Am Stat Assoc 1927; 22: 209.
    """
    found, count = measured(statistic, groups), len(set(groups))
    if found is None or found.low is not None or found.value not in (0, 1) or count < FEWEST_GROUPS:
        return found
    apart = _Z**2 / (count + _Z**2)
    return Measured(found.value, *((1 - apart, 1.0) if found.value else (0.0, apart)))
