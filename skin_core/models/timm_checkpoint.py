"""A checkpoint of a timm network as an ONNX file, to be brought in like any other."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import timm
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from timm.data import config as data_config
from torch import Tensor, nn

from skin_core.catalogue import PixelSpec
from skin_core.errors import CheckpointUnfit, OwnFileUnreadable
from skin_core.imaging.network_input import CROP, STRETCH
from skin_core.models.onnx_export import export_graph

_HOLDERS = ("state_dict_ema", "state_dict", "model")


class _OfPixels(nn.Module):
    """A network whose input is called as ours is."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, pixels: Tensor) -> Tensor:
        logits: Tensor = self.net(pixels)
        return logits


def as_onnx(network: str, checkpoint: Path, classes: int, file: Path) -> PixelSpec:
    """Write the network with these weights, and tell how it wants its photos.

    checkpoint: safetensors, or what torch.save wrote of tensors alone: no code in it is run.
    Raises: CheckpointUnfit, OwnFileUnreadable.
    """
    tensors = _tensors(checkpoint)
    if not timm.is_model(network):  # some names of others would be fetched from afar
        raise CheckpointUnfit(label=network)
    try:
        net: Any = timm.create_model(network, pretrained=False, num_classes=classes)
        net.load_state_dict(dict(tensors))
        resolve: Any = data_config.resolve_data_config  # without types
        config: dict[str, Any] = resolve({}, model=net)
        side = int(config["input_size"][-1])
        export_graph(_OfPixels(net).eval(), ("logits",), side, file)
    except RuntimeError as error:
        raise CheckpointUnfit(label=network) from error
    fit = STRETCH if config.get("crop_mode") == "squash" else CROP
    return PixelSpec(side, float(config["crop_pct"]), config["mean"], config["std"], fit)


def _tensors(checkpoint: Path) -> Mapping[str, Tensor]:
    try:
        if checkpoint.suffix == ".safetensors":
            return load_file(checkpoint)
        held: Any = torch.load(checkpoint, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError, SafetensorError) as error:
        raise OwnFileUnreadable(file=checkpoint.name) from error
    inner = next((held[key] for key in _HOLDERS if isinstance(held, dict) and key in held), held)
    if not isinstance(inner, dict):
        raise OwnFileUnreadable(file=checkpoint.name)
    return {str(key).removeprefix("module."): value for key, value in inner.items()}
