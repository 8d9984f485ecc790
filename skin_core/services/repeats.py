"""How many lesions measured twice tell an error, and how widely it is to be taken."""

from __future__ import annotations

FEWEST_PAIRS, MOST_PAIRS = 5, 17
# Two-sided 95 % points of Student's t by degrees of freedom, from 5 on; later ones are nearer 1.96.
_T = (2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110)


def student_t(pairs: int) -> float:
    """For so many pairs, at least five: 1.96 would make too little of few."""
    return _T[min(pairs, MOST_PAIRS) - FEWEST_PAIRS]
