"""How much of a region is affected, as EASI and PASI count it."""

from __future__ import annotations

_BELOW_PERCENT = ((10, 1), (30, 2), (50, 3), (70, 4), (90, 5))


def area_score(percent: float) -> int:
    """0 (none) to 6 (90 % or more) for 0 to 100 per cent of a region.

    0 % is 0; then below 10, 30, 50, 70 and 90 %.
    Reference: Fredriksson & Pettersson, Dermatologica 1978;157:238-244.
    """
    if percent == 0:
        return 0
    return next((score for bound, score in _BELOW_PERCENT if percent < bound), 6)
