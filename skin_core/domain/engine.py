"""What the pipeline asks of the networks, whatever runs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Outputs = Mapping[str, NDArray[np.float32]]
"""The arrays of one forward pass on one photo, by the names that the model's description gives."""


@dataclass(frozen=True, slots=True)
class ClassOutput:
    """What a network of classes gives for one photo.

    logits: (K,) float32. embedding: (C,) float32.
    cams: (K, h, w) float32, class-weighted sums of the last feature map; its spatial mean plus the
    bias is the logit, so that it is Grad-CAM without a second pass. (N, K, h, w) where a wide
    photo was seen in N squares; logits and embedding are then their means.
    """

    logits: NDArray[np.float32]
    embedding: NDArray[np.float32]
    cams: NDArray[np.float32]

    @classmethod
    def of(cls, outputs: Outputs) -> ClassOutput:
        """Read from the named arrays. Raises: KeyError where the network is of another task."""
        return cls(outputs["logits"], outputs["embedding"], outputs["cams"])


class Engine(Protocol):
    """The networks, loaded once and shared by every thread.

    device: what computes. weights_file: which file of a model's folder it runs.
    """

    device: str
    weights_file: str

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
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
