"""Networks that outline: a photo in, one logit per pixel out, at a quarter of its sides.

"light:NAME": any timm encoder with a decoder of our own, a small pyramid whose deepest level
also sees the whole photo (Lin et al., CVPR 2017; Howard et al., ICCV 2019). To train and compare,
not to ship: "torchvision:NAME", and "smp:DECODER:ENCODER" of segmentation-models-pytorch.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import timm
import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from skin_core.errors import UnknownModel
from skin_core.models.classifier import Backbone
from skin_core.models.pretrained import load_imagenet

LIGHT = "light:"
ENCODERS = ("encoder.", "network.encoder.", "network.backbone.")  # where parameters of one lie
WIDTHS = (32, 48, 64, 96)  # channels of the decoder at strides 4, 8, 16 and 32


class Separable(nn.Sequential):
    """A 3x3 convolution of each channel by itself, then one across channels."""

    def __init__(self, channels: int, out: int) -> None:
        super().__init__(
            nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False),
            nn.Conv2d(channels, out, 1, bias=False),
            nn.BatchNorm2d(out),
            nn.ReLU(inplace=True),
        )


class OutlineAnswer(NamedTuple):
    """What one forward pass returns."""

    logits: Tensor  # (N, 1, S/4, S/4)


class OutlineNet(nn.Module):
    """A timm encoder and a light decoder."""

    def __init__(self, encoder: str, frozen_blocks: int = 0) -> None:
        super().__init__()
        self.encoder: Any = timm.create_model(
            encoder, pretrained=False, features_only=True, out_indices=(1, 2, 3, 4)
        )
        self.frozen_blocks = frozen_blocks
        info: Any = self.encoder.feature_info
        channels: list[int] = info.channels()
        self.laterals = nn.ModuleList(
            nn.Sequential(nn.Conv2d(c, w, 1, bias=False), nn.BatchNorm2d(w))
            for c, w in zip(channels, WIDTHS, strict=True)
        )
        self.gate = nn.Conv2d(channels[-1], WIDTHS[-1], 1)
        steps = zip(WIDTHS[1:], WIDTHS[:-1], strict=True)
        self.ups = nn.ModuleList(Separable(deep, shallow) for deep, shallow in steps)
        self.last = Separable(WIDTHS[0], WIDTHS[0])
        self.head = nn.Conv2d(WIDTHS[0], 1, 1)
        for part in self._frozen_parts():
            part.requires_grad_(False)

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits (N, 1, S/4, S/4) of normalised pixels (N, 3, S, S)."""
        maps = self.encoder(pixels)
        whole = torch.sigmoid(self.gate(maps[-1].mean((2, 3), keepdim=True)))
        x = torch.relu(self.laterals[3](maps[3])) * whole
        for level in (2, 1, 0):
            size = maps[level].shape[2:]
            x = interpolate(self.ups[level](x), size, mode="bilinear", align_corners=False)
            x = torch.relu(x + self.laterals[level](maps[level]))
        logits: Tensor = self.head(self.last(x))
        return logits

    def answer(self, pixels: Tensor) -> OutlineAnswer:
        """The same by name, as an engine asks for it."""
        return OutlineAnswer(self(pixels))

    def _frozen_parts(self) -> list[nn.Module]:
        if self.frozen_blocks == 0:
            return []
        net = self.encoder
        return [net.conv_stem, net.bn1, *net.blocks[: self.frozen_blocks]]

    def train(self, mode: bool = True) -> OutlineNet:
        """Training mode; the frozen parts stay in evaluation mode."""
        super().train(mode)
        for part in self._frozen_parts():
            part.eval()
        return self


def build_segmenter(architecture: str, frozen_blocks: int = 0) -> OutlineNet:
    """A network that can be shipped, with random weights. Raises: UnknownModel."""
    if not architecture.startswith(LIGHT):
        raise UnknownModel(name=architecture, suggestion=f"{LIGHT}mobilenetv2_100")
    return OutlineNet(architecture.removeprefix(LIGHT), frozen_blocks)


class Whole(nn.Module):
    """Another library's network, with logits (N, 1, h, w) for an answer."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits (N, 1, h, w) of normalised pixels (N, 3, S, S)."""
        found = self.network(pixels)
        logits: Tensor = found["out"] if isinstance(found, dict) else found
        return logits


def build_any(architecture: str, frozen_blocks: int = 0) -> nn.Module:
    """Any network that this module knows, with random weights. Raises: UnknownModel.

    frozen_blocks: of a light network alone.
    """
    library, _, name = architecture.partition(":")
    if library == "torchvision":
        return Whole(_of_torchvision(name))
    if library == "smp":
        return Whole(_of_smp(*name.partition(":")[::2]))
    return build_segmenter(architecture, frozen_blocks)


def _of_torchvision(name: str) -> nn.Module:
    from torchvision.models import list_models, segmentation

    known = list_models(segmentation)
    if name not in known:
        raise UnknownModel(name=f"torchvision:{name}", suggestion=", ".join(known))
    make: Any = getattr(segmentation, name)
    made: nn.Module = make(weights=None, weights_backbone=None, num_classes=1, aux_loss=False)
    return made


def _of_smp(decoder: str, encoder: str) -> nn.Module:
    import segmentation_models_pytorch as smp

    try:
        made: nn.Module = smp.create_model(decoder, encoder, encoder_weights=None, classes=1)
    except (KeyError, RuntimeError, ValueError) as error:
        name = f"smp:{decoder}:{encoder}"
        raise UnknownModel(name=name, suggestion="smp:unet:resnet50") from error
    return made


def start_from_imagenet(net: OutlineNet, architecture: str, init: str) -> None:
    """Fill the encoder with ImageNet weights; afterwards it expects mean = std = 0.5.

    init: a safetensors file in timm names, or "package". Raises: UnknownModel, WeightsDamaged.
    """
    name = architecture.removeprefix(LIGHT)
    backbone = Backbone(name)
    load_imagenet(backbone, name, init)
    tensors = backbone.net.state_dict()
    net.encoder.load_state_dict({key: tensors[key] for key in net.encoder.state_dict()})
