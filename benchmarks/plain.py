"""The same work done plainly: PyTorch eager and pytorch-grad-cam, as most projects do it."""

from __future__ import annotations

import io
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from torch import Tensor, nn

from skin_core.catalogue import ModelSpec
from skin_core.imaging.network_input import to_network_input
from skin_core.models.checkpoint import load_network


class Explained(nn.Module):
    """A network whose joint last feature map is a layer that Grad-CAM can hook."""

    def __init__(self, net: Any) -> None:
        super().__init__()
        self.net = net
        self.last = nn.Identity()

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits (N, K) of normalised pixels (N, 3, S, S)."""
        features = self.last(self.net.features(pixels) * 1.0)
        return cast(Tensor, self.net.head(features.mean((2, 3))))


class PlainPipeline:
    """Classifier and Grad-CAM of the most probable class, on `threads` processor threads."""

    def __init__(self, spec: ModelSpec, threads: int) -> None:
        torch.set_num_threads(threads)
        self._spec = spec
        self._model = Explained(load_network(spec)).eval()

    def classify_and_explain(self, photo: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Heatmap (S, S) of the most probable class of a photo (H, W, 3)."""
        pixels = torch.from_numpy(to_network_input(photo, self._spec.pixels))[None]
        with torch.no_grad():
            top = int(self._model(pixels)[0].argmax())
        with GradCAM(model=self._model, target_layers=[self._model.last]) as cam:
            return np.asarray(cam(pixels, targets=[ClassifierOutputTarget(top)])[0], np.float32)

    def photo_to_heatmap(self, data: bytes) -> NDArray[np.float32]:
        """From the bytes of a photo to a heatmap of its size: decoded whole."""
        photo = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
        small = self.classify_and_explain(photo)
        grey = Image.fromarray((small * 255).astype(np.uint8))
        return np.asarray(grey.resize((photo.shape[1], photo.shape[0])), np.float32) / np.float32(
            255
        )
