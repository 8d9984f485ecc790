"""A checkpoint of a timm network as an ONNX file, to be brought in like any other."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skin_core.catalogue import PixelSpec
from skin_core.errors import CheckpointUnfit, OwnFileUnreadable
from skin_core.imaging.network_input import CROP, STRETCH

_HOLDERS = ("state_dict_ema", "state_dict", "model")


def as_onnx(network: str, checkpoint: Path, classes: int, file: Path) -> PixelSpec:
    """Write the network with these weights, and tell how it wants its photos.

    checkpoint: safetensors, or what torch.save wrote of tensors alone: no code in it is run.
    Raises: CheckpointUnfit, OwnFileUnreadable.
    """
    import timm
    from timm.data import config as data_config

    from skin_core.models.onnx_export import export_graph

    tensors = _tensors(checkpoint)
    try:
        net: Any = timm.create_model(network, pretrained=False, num_classes=classes)
        net.load_state_dict(dict(tensors))
    except RuntimeError as error:  # an unknown name, too
        raise CheckpointUnfit(label=network) from error
    resolve: Any = data_config.resolve_data_config  # without types
    config: dict[str, Any] = resolve({}, model=net)
    side = int(config["input_size"][-1])
    export_graph(net.eval(), ("logits",), side, file)
    fit = STRETCH if config.get("crop_mode") == "squash" else CROP
    return PixelSpec(side, float(config["crop_pct"]), config["mean"], config["std"], fit)


def _tensors(checkpoint: Path) -> Mapping[str, Any]:
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

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
