"""What the pipeline asks of the networks, whatever runs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class NetworkOutput:
    """One forward pass on one photo.

    logits: (K,) float32. embedding: (C,) float32.
    cams: (K, h, w) float32, class-weighted sums of the last feature map; its spatial mean plus the
    bias is the logit, so that it is Grad-CAM without a second pass.
    """

    logits: NDArray[np.float32]
    embedding: NDArray[np.float32]
    cams: NDArray[np.float32]


class Engine(Protocol):
    """The networks, loaded once and shared by every thread.

    device: what computes. weights_file: which file of a model's folder it runs.
    """

    device: str
    weights_file: str

    def run(self, model: str, pixels: NDArray[np.uint8]) -> NetworkOutput:
        """One network's answer to one photo, RGB (H, W, 3) uint8."""
        ...


class LayerStore(Protocol):
    """Where arrays of an analysis go; results hold only the key."""

    def put(self, data: bytes, media_type: str) -> str:
        """Keep the bytes and return their key."""
        ...

    def get(self, key: str) -> bytes:
        """The bytes of a key. Raises: FileDamaged."""
        ...
