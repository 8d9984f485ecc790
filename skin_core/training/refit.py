"""The last layer fitted anew, on the finished features of all training photos.

A short training leaves the linear layer behind the features it reads. Logistic regression on
the averaged features of the undistorted training photos is convex and takes a minute; its
logits are added to those of the trained layer, so that the two correct each other.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from skin_core.catalogue import PixelSpec
from skin_core.imaging.network_input import to_network_input
from skin_core.models.classifier import SkinNet
from skin_core.models.onnx_export import export_onnx
from skin_core.training.cache import PhotoCache
from skin_core.training.photos import Photo

SMOOTHING = 0.05
BATCH = 8


def add_fitted_layer(
    net: SkinNet, values: NDArray[np.float32], truths: NDArray[np.int64], penalty: float
) -> None:
    """Add a newly fitted linear layer to the one of a network, in place.

    values: average features of the training photos, (N, C). truths: numbers of their labels, (N,).
    """
    layer = fit_layer(values, truths, net.head.out_features, penalty)
    with torch.no_grad():
        net.head.weight.add_(layer.weight)
        net.head.bias.add_(layer.bias)


def give_prior_back(net: SkinNet, truths: NDArray[np.int64], share: float) -> None:
    """Add a share of the logarithm of each label's frequency to the last layer, in place."""
    counts = np.bincount(truths, minlength=net.head.out_features).clip(1)
    with torch.no_grad():
        net.head.bias.add_(torch.tensor(share * np.log(counts / counts.sum()), dtype=torch.float32))


def embeddings(
    net: SkinNet, photos: Sequence[Photo], cache: PhotoCache, pixels: PixelSpec
) -> NDArray[np.float32]:
    """Average features of undistorted photos, (N, C), by ONNX Runtime: twice as fast on a CPU."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "network.onnx"
        export_onnx(net, pixels.size, file)
        session = ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    found = []
    for start in range(0, len(photos), BATCH):
        some = [cache[photo.path] for photo in photos[start : start + BATCH]]
        batch = np.stack([to_network_input(photo, pixels) for photo in some])
        found.append(np.asarray(session.run(["embedding"], {"pixels": batch})[0], np.float32))
    return np.concatenate(found)


def fit_layer(
    values: NDArray[np.float32],
    truths: NDArray[np.int64],
    classes: int,
    penalty: float,
    *,
    balanced: bool = True,
) -> nn.Linear:
    """Penalised logistic regression; for balanced classes half by weight, half by offset."""
    counts = np.bincount(truths, minlength=classes).clip(1) ** (1.0 if balanced else 0.0)
    weight = torch.tensor((counts**-0.5)[truths], dtype=torch.float32)
    weight /= weight.mean()
    offset = torch.tensor(np.log(counts**0.5 / np.sum(counts**0.5)), dtype=torch.float32)
    inputs, wanted = torch.from_numpy(values), torch.from_numpy(truths)
    centre, spread = inputs.mean(0), inputs.std(0) + 1e-3
    inputs = (inputs - centre) / spread
    layer = nn.Linear(values.shape[1], classes)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    optimiser = torch.optim.LBFGS(
        layer.parameters(), max_iter=60, history_size=8, line_search_fn="strong_wolfe"
    )

    def loss() -> Tensor:
        optimiser.zero_grad()
        each = nn.functional.cross_entropy(
            layer(inputs) + offset, wanted, reduction="none", label_smoothing=SMOOTHING
        )
        total: Tensor = (each * weight).mean() + penalty * (layer.weight**2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        layer.weight.div_(spread)
        layer.bias.sub_(layer.weight @ centre)
    return layer
