"""The gate: is this skin, and which kind of photo? A linear layer on an ImageNet network.

Size, shape, compression and sharpness differ between the folders of pictures; each picture is
degraded at random before it is looked at, so that none of these can tell the folders apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import nn

from skin_core.catalogue import PixelSpec
from skin_core.imaging.network_input import to_network_input
from skin_core.models.classifier import SkinNet
from skin_core.training.augment import recompress, rescale

KINDS = ("clinical", "dermoscopic", "not_skin")


@dataclass(frozen=True)
class Embedded:
    """Embeddings (N, C) of pictures with the index of their kind (N,)."""

    values: NDArray[np.float32]
    kinds: NDArray[np.int64]


def degrade(photo: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    """A random crop of random size, sharpness, colour and compression."""
    height, width = photo.shape[:2]
    share = float(rng.uniform(0.45, 1.0)) if rng.random() < 0.7 else 1.0
    rows, columns = max(32, int(height * share)), max(32, int(width * share))
    top = int(rng.integers(0, max(1, height - rows + 1)))
    left = int(rng.integers(0, max(1, width - columns + 1)))
    view = photo[top : top + rows, left : left + columns]
    side = int(rng.integers(96, 257))
    factor = side / min(view.shape[:2])
    size = (max(32, round(view.shape[1] * factor)), max(32, round(view.shape[0] * factor)))
    ways = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)
    resized = cv2.resize(view, size, interpolation=ways[int(rng.integers(3))])
    view = np.asarray(resized, np.uint8)
    if rng.random() < 0.4:
        view = rescale(view, float(rng.uniform(0.25, 0.9)))
    if rng.random() < 0.2:
        view = np.asarray(cv2.GaussianBlur(view, (0, 0), float(rng.uniform(0.5, 2))), np.uint8)
    if rng.random() < 0.5:
        gain = 1 + rng.normal(0, 0.12, 3) + rng.normal(0, 0.12)
        view = np.clip(view * gain, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        view = np.ascontiguousarray(view[:, ::-1])
    return recompress(view, int(rng.integers(20, 95)), rng.random() < 0.5)


@torch.inference_mode()
def embed(
    net: SkinNet, photos: Sequence[NDArray[np.uint8]], pixels: PixelSpec
) -> NDArray[np.float32]:
    """Average features of photos, (N, C)."""
    batch = np.stack([to_network_input(photo, pixels) for photo in photos])
    inputs = torch.from_numpy(batch).to(memory_format=torch.channels_last)
    return np.asarray(net.features(inputs).mean((2, 3)).numpy(), np.float32)


def fit_linear(embedded: Embedded, penalty: float = 1e-4) -> nn.Linear:
    """Multinomial logistic regression in which each kind weighs the same."""
    values, kinds = torch.from_numpy(embedded.values), torch.from_numpy(embedded.kinds)
    centre, spread = values.mean(0), values.std(0) + 0.05
    scaled = (values - centre) / spread
    layer = nn.Linear(values.shape[1], len(KINDS))
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    weight = 1 / torch.bincount(kinds, minlength=len(KINDS)).float()
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=150, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        fit = nn.functional.cross_entropy(layer(scaled), kinds, weight / weight.mean())
        total: torch.Tensor = fit + penalty * (layer.weight**2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        layer.weight.div_(spread)
        layer.bias.sub_(layer.weight @ centre)
    return layer


def fit_scope(values: NDArray[np.float32], directions: int = 64) -> dict[str, NDArray[np.float32]]:
    """What scope distances need: mean, whitening projection (C, D) and one centre (1, D)."""
    unit = values / (np.linalg.norm(values, axis=1, keepdims=True) + 1e-9)
    mean = unit.mean(0)
    _, spread, axes = np.linalg.svd(unit - mean, full_matrices=False)
    scale = spread[:directions] / np.sqrt(len(values))
    projection = axes[:directions].T / scale
    centres = np.zeros((1, directions))
    return {
        "mean": mean.astype(np.float32),
        "projection": projection.astype(np.float32),
        "centres": centres.astype(np.float32),
    }
