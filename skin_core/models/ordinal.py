"""A network that grades: one number a sign, and the heights at which the grade rises."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from skin_core.models.classifier import SkinNet

GRADES = 4
"""Grades of a sign, 0 to 3."""


class GradeNet(SkinNet):
    """A SkinNet whose logits are heights of signs, with the cuts between grades while it learns.

    The chance that a sign is above grade k is sigmoid(height - cut_k); cuts rise, so the chances
    never contradict each other. What is released is the SkinNet: cuts are fitted again then.
    Reference: Cao et al., Pattern Recognit Lett 2020; 140: 325 (CORAL); McCullagh, J R Stat Soc B
    1980; 42: 109.
    """

    def __init__(self, backbones: Sequence[str], signs: int, drop: float = 0.0) -> None:
        super().__init__(backbones, signs, drop)
        self.first = nn.Parameter(torch.full((signs, 1), -1.0))
        self.rises = nn.Parameter(torch.full((signs, GRADES - 2), 1.5))

    def forward(self, pixels: Tensor) -> Tensor:
        """Log odds of being above grade 0, 1 and 2, (N, S, 3), of pixels (N, 3, H, W)."""
        heights = super().forward(pixels)
        later = self.first + softplus(self.rises).cumsum(1)
        return heights[:, :, None] - torch.cat([self.first, later], 1)
