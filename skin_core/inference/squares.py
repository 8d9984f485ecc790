"""One answer of a network about the squares in which it sees a photo."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from skin_core.domain.engine import Engine, Outputs

MAPS = "cams"


def run_on(networks: Engine, model: str, squares: Sequence[NDArray[np.uint8]]) -> Outputs:
    """The network's answer to a photo seen in squares: the mean of its answers to each.

    Maps stay apart: (K, h, w) of one square, (N, K, h, w) of N.
    Raises: UnknownModel, WeightsDamaged.
    """
    answers = [networks.run(model, square) for square in squares]
    if len(answers) == 1:
        return answers[0]
    return {name: _joined(name, [answer[name] for answer in answers]) for name in answers[0]}


def _joined(name: str, arrays: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    stacked = np.stack(arrays)
    return stacked if name == MAPS else np.asarray(stacked.mean(0), np.float32)
