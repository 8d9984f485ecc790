"""The networks in PyTorch, on an NVIDIA (CUDA) or Apple (MPS) processor."""

from __future__ import annotations

from threading import Lock

import numpy as np
import torch  # noqa: TID253  only build_engine imports this module, where a device asks for it
from numpy.typing import NDArray

from skin_core.catalogue import OUTLINE, TORCH_FILE, ModelSpec
from skin_core.domain.engine import Outputs
from skin_core.errors import UnknownModel
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.networks import Models
from skin_core.models.checkpoint import load_network
from skin_core.models.classifier import SkinNet
from skin_core.models.segmenter import OutlineNet
from skin_core.models.segmenter_file import load_segmenter


def best_device() -> str:
    """The fastest device PyTorch finds: "cuda", "mps" or "cpu"."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


class TorchEngine:
    """The shipped networks on one device, each loaded when it is first asked.

    A plain forward pass hooks nothing and needs no lock; only loading is locked.
    """

    weights_file = TORCH_FILE

    def __init__(self, models: Models, device: str) -> None:
        self.models = models
        self.device = f"torch-{device}"
        self._device = torch.device(device)
        self._networks: dict[str, SkinNet | OutlineNet] = {}
        self._loading = {name: Lock() for name in models.specs}

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
        """One network's answer to one photo, RGB (H, W, 3) uint8.

        Raises: UnknownModel, WeightsDamaged.
        """
        network = self._network(model)
        spec = self.models.specs[model]
        normal = to_network_input(pixels, spec.pixels)
        with torch.inference_mode():
            answer = network.answer(torch.from_numpy(normal)[None].to(self._device))
        return {name: getattr(answer, name)[0].float().cpu().numpy() for name in spec.outputs}

    def warm(self) -> None:
        """Load the networks in use, so that no photo waits for them. Raises: WeightsDamaged."""
        for spec in self.models.waited_for():
            self._network(spec.name)

    def _network(self, model: str) -> SkinNet | OutlineNet:
        if model not in self.models.specs:
            raise UnknownModel(name=model, suggestion=next(iter(self.models.specs), ""))
        with self._loading[model]:
            if model not in self._networks:
                self._networks[model] = _loaded(self.models.specs[model]).to(self._device)
            return self._networks[model]


def _loaded(spec: ModelSpec) -> SkinNet | OutlineNet:
    return load_segmenter(spec) if spec.task == OUTLINE else load_network(spec)
