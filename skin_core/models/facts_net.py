"""A photo and what is known of the patient, read by one network."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from skin_core.models.classifier import SkinNet
from skin_core.models.facts_input import UNKNOWN, encode

HIDDEN = 32


class FactsNet(SkinNet):
    """Pooled features of the photo beside 32 features of the facts, under one linear layer.

    The linear layer is the sum of two, so that the part for the photo stays a SkinNet.
    """

    def __init__(
        self, backbones: Sequence[str], classes: int, names: Sequence[str], drop: float = 0.0
    ) -> None:
        super().__init__(backbones, classes, drop)
        self.names = tuple(names)
        width = len(encode(UNKNOWN, names))
        self.facts = nn.Sequential(
            nn.Linear(width, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, classes, bias=False)
        )

    def forward(self, pixels: Tensor, facts: Tensor | None = None) -> Tensor:
        """Logits (N, K) of pixels (N, 3, S, S) and encoded facts (N, F); None: all unknown."""
        if facts is None:
            facts = torch.tensor([encode(UNKNOWN, self.names)]).to(pixels)
        logits: Tensor = super().forward(pixels) + self.facts(facts)
        return logits
