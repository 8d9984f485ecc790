"""A light classifier: one or two backbones, one average, one linear layer.

Because nothing but an average and a linear layer follows the last feature map, the
class-weighted sum of that map is Grad-CAM up to scale; the network returns it for all
classes in the same forward pass.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import timm
import torch
from torch import Tensor, nn

FEATURES = 1280  # channels of the last feature map of every backbone used here


class Answer(NamedTuple):
    """What one forward pass returns."""

    logits: Tensor  # (N, K)
    features: Tensor  # (N, C, h, w)
    embedding: Tensor  # (N, C), the average of features
    cams: Tensor  # (N, K, h, w), class-weighted sums of features


class Backbone(nn.Module):
    """A timm convolutional network up to its last feature map, stride 32."""

    def __init__(self, name: str, frozen_blocks: int = 0) -> None:
        super().__init__()
        self.net: Any = timm.create_model(name, pretrained=False, num_classes=0, global_pool="")
        self.frozen_blocks = frozen_blocks

    def forward(self, pixels: Tensor) -> Tensor:
        """(N, 3, S, S) to (N, 1280, S/32, S/32)."""
        net = self.net
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.frozen_blocks == 0):
            x = net.bn1(net.conv_stem(pixels))
            for block in net.blocks[: self.frozen_blocks]:
                x = block(x)
        for block in net.blocks[self.frozen_blocks :]:
            x = block(x)
        features: Tensor = net.bn2(net.conv_head(x))
        return features

    def frozen_parts(self) -> list[nn.Module]:
        """The parts that training leaves as they are."""
        if self.frozen_blocks == 0:
            return []
        return [self.net.conv_stem, self.net.bn1, *self.net.blocks[: self.frozen_blocks]]

    def train(self, mode: bool = True) -> "Backbone":
        """Training mode; the frozen parts stay in evaluation mode."""
        super().train(mode)
        for part in self.frozen_parts():
            part.eval()
        return self


class SkinNet(nn.Module):
    """Classifier of skin photos; two backbones are averaged by sharing one linear layer."""

    def __init__(
        self, backbones: Sequence[str], classes: int, frozen_blocks: int = 0, drop: float = 0.0
    ) -> None:
        super().__init__()
        self.backbones = nn.ModuleList(Backbone(name, frozen_blocks) for name in backbones)
        self.drop = nn.Dropout(drop)
        self.head = nn.Linear(FEATURES * len(backbones), classes)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)

    def backbone(self, place: int = 0) -> Backbone:
        """One of the backbones."""
        return cast(Backbone, self.backbones[place])

    def features(self, pixels: Tensor) -> Tensor:
        """Last feature maps of all backbones, (N, C, h, w)."""
        return torch.cat([backbone(pixels) for backbone in self.backbones], dim=1)

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
