"""Where the grades of a sign begin, fitted on photos that people graded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import GradePoints, ModelSpec
from skin_core.inference.grade import chances_of

Floats = NDArray[np.float64]
FOLDS = 5
_HELD_NEAR = 0.02  # how firmly slope and distances are held near 1, per photo


@dataclass(frozen=True)
class Heights:
    """What a network said of graded photos, and what readers said.

    heights: (N, S). above: share of the readers that say more than grade 0, 1, 2, (N, S, 3).
    groups: (N,).
    """

    heights: Floats
    above: Floats
    groups: NDArray[np.str_]


def fitted(spec: ModelSpec, told: Heights) -> ModelSpec:
    """The spec with slope and cuts of every sign by likelihood (proportional odds).

    Reference: McCullagh, J R Stat Soc B 1980; 42: 109.
    """
    assert spec.grades is not None
    pairs = [_fit(told.heights[:, n], told.above[:, n]) for n in range(len(spec.labels))]
    slopes = {sign: slope for sign, (slope, _) in zip(spec.labels, pairs, strict=True)}
    cuts = {sign: cuts for sign, (_, cuts) in zip(spec.labels, pairs, strict=True)}
    return replace(spec, grades=GradePoints(slopes, cuts, spec.grades.certain_from))


def _fit(heights: Floats, above: Floats) -> tuple[float, tuple[float, ...]]:
    x, wanted = torch.tensor(heights)[:, None], torch.tensor(above)
    told = torch.tensor([0.0, 0.0, 0.0, 0.0], dtype=torch.float64, requires_grad=True)
    # log slope, first cut, log distances of the next
    search = torch.optim.LBFGS([told], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        odds = told[0].exp() * x - torch.cumsum(torch.cat([told[1:2], told[2:].exp()]), 0)
        whole = torch.nn.functional.binary_cross_entropy_with_logits(odds, wanted)
        whole = whole + _HELD_NEAR * (told[0] ** 2 + (told[2:] ** 2).sum()) / 4
        whole.backward()  # type: ignore[no-untyped-call]
        return whole

    search.step(loss)  # type: ignore[no-untyped-call]
    slope, first, *rises = told.detach().tolist()
    cuts = np.cumsum([first, *np.exp(rises)])
    return float(np.exp(slope)), tuple(float(cut) for cut in cuts)


def cross_fitted(spec: ModelSpec, told: Heights, rng: Generator) -> Floats:
    """Chances of every grade, (N, S, 4), each photo read by cuts fitted without its group."""
    chances = np.empty((*told.heights.shape, 4))
    for inside, outside in _folds(told.groups, rng):
        some = Heights(told.heights[inside], told.above[inside], told.groups[inside])
        chances[outside] = chances_by(fitted(spec, some), told.heights[outside])
    return chances


def chances_by(spec: ModelSpec, heights: Floats) -> Floats:
    """Chances of every grade, (N, S, 4), by the cuts of a spec."""
    rows = [
        [chances_of(float(row[n]), spec, sign) for n, sign in enumerate(spec.labels)]
        for row in heights
    ]
    return np.array(rows).reshape(len(heights), len(spec.labels), 4)


def _folds(
    groups: NDArray[np.str_], rng: Generator
) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    names, places = np.unique(groups, return_inverse=True)
    fold_of = rng.permutation(len(names)) % FOLDS
    for fold in range(FOLDS):
        outside = fold_of[places] == fold
        if outside.any():
            yield ~outside, outside
