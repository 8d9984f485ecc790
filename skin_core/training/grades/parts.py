"""Several networks that began alike, each without one part of the groups, and their mean.

The mean of the weights of fine-tuned networks is as fast as one of them and better than each, where
they began from the same weights. Reference: Wortsman et al., ICML 2022 (model soups).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from skin_core.training.grades.config import GradeConfig
from skin_core.training.grades.loader import GradeLoader
from skin_core.training.grades.loop import train
from skin_core.training.grades.samples import Graded
from skin_core.training.loop import CHECKPOINT

_SEED = 7  # of the draw of parts
State = dict[str, Tensor]


def train_parts(
    config: GradeConfig, photos: Sequence[Graded], data: Path, init: str, folder: Path
) -> None:
    """Train one network for each part, or go on; write the mean of their weights.

    photos: to learn from. Raises: FloatingPointError where a loss is no number any more.
    """
    saved = []
    for part, some in enumerate(without_each(photos, config.parts)):
        mine = folder / f"part_{part}"
        mine.mkdir(exist_ok=True)
        train(config, GradeLoader(some, replace(config, parts=1), data), init, mine)
        saved.append(torch.load(mine / CHECKPOINT, map_location="cpu", weights_only=True))
    mean = mean_of([one["average"] for one in saved])
    steps = sum(int(one["step"]) for one in saved)
    torch.save({"average": mean, "step": steps}, folder / CHECKPOINT)


def without_each(photos: Sequence[Graded], parts: int) -> list[tuple[Graded, ...]]:
    """The photos without each of so many parts; a group is in one part only."""
    groups = sorted({photo.group for photo in photos})
    drawn = np.random.default_rng(_SEED).permutation(len(groups)) % parts
    part_of = dict(zip(groups, drawn, strict=True))
    return [tuple(one for one in photos if part_of[one.group] != part) for part in range(parts)]


def mean_of(states: Sequence[State]) -> State:
    """The mean of each weight; what is no fraction, as a count, is the first one's."""
    return {
        name: torch.stack([state[name] for state in states]).mean(0)
        if value.is_floating_point()
        else value
        for name, value in states[0].items()
    }
