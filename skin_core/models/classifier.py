"""A classifier: one backbone or several, one average, one linear layer.

Because nothing but an average and a linear layer follows the last feature map, the
class-weighted sum of that map is Grad-CAM up to scale; the network returns it for all
classes in the same forward pass.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import timm
import torch
from torch import Tensor, nn

from skin_core.models import googlenet


class Answer(NamedTuple):
    """What one forward pass returns."""

    logits: Tensor  # (N, K)
    features: Tensor  # (N, C, h, w)
    embedding: Tensor  # (N, C), the average of features
    cams: Tensor  # (N, K, h, w), class-weighted sums of features


class Backbone(nn.Module):
    """A timm convolutional network of any name, or GoogLeNet, up to its last feature map."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.net: Any = _network(name)
        self.channels = int(cast(Any, self.net).num_features)

    def forward(self, pixels: Tensor) -> Tensor:
        """(N, 3, S, S) to (N, C, h, w); most networks have a stride of 32."""
        features: Tensor = self.net.forward_features(pixels)
        return features


def _network(name: str) -> nn.Module:
    """Without what follows the last feature map, such as the layers of VGG that see all of it."""
    if name == googlenet.NAME:
        return googlenet.GoogLeNet()
    net = timm.create_model(name, pretrained=False, num_classes=0, global_pool="")
    if hasattr(net, "pre_logits"):
        net.pre_logits = nn.Identity()
    return net


class SkinNet(nn.Module):
    """Classifier of skin photos; several backbones share one linear layer."""

    def __init__(self, backbones: Sequence[str], classes: int, drop: float = 0.0) -> None:
        super().__init__()
        self.backbones = nn.ModuleList(Backbone(name) for name in backbones)
        self.drop = nn.Dropout(drop)
        channels = sum(self.backbone(place).channels for place in range(len(backbones)))
        self.head = nn.Linear(channels, classes)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)

    def backbone(self, place: int = 0) -> Backbone:
        """One of the backbones."""
        return cast(Backbone, self.backbones[place])

    def features(self, pixels: Tensor) -> Tensor:
        """Last feature maps of all backbones, (N, C, h, w): as large as those of the first."""
        first, *others = (backbone(pixels) for backbone in self.backbones)
        others = [
            one
            if one.shape[-2:] == first.shape[-2:]
            else nn.functional.interpolate(one, first.shape[-2:], mode="bilinear")
            for one in others
        ]
        return torch.cat([first, *others], dim=1)

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits (N, K) of normalised pixels (N, 3, S, S): all that training needs."""
        logits: Tensor = self.head(self.drop(self.features(pixels).mean((2, 3))))
        return logits

    def answer(self, pixels: Tensor) -> Answer:
        """Logits with feature map, embedding and class maps."""
        features = self.features(pixels)
        cams = nn.functional.conv2d(features, self.head.weight[:, :, None, None])
        logits = cams.mean((2, 3)) + self.head.bias
        return Answer(logits, features, features.mean((2, 3)), cams)
