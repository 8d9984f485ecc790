"""GoogLeNet up to its last feature map, in the shape of timm's networks, which lack it.

Reference: Szegedy et al., Going deeper with convolutions, CVPR 2015; from torchvision, without its
two side outputs.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn

NAME = "googlenet"
_LAYERS = (
    *("conv1", "maxpool1", "conv2", "conv3", "maxpool2", "inception3a", "inception3b", "maxpool3"),
    *(f"inception4{letter}" for letter in "abcde"),
    *("maxpool4", "inception5a", "inception5b"),
)


class GoogLeNet(nn.Module):
    """Random weights. features: (N, 1024, h, w) of pixels (N, 3, S, S); stride 32."""

    num_features = 1024

    def __init__(self) -> None:
        from torchvision.models import googlenet  # slow to import, and asked for in tables only

        super().__init__()
        whole: Any = googlenet(weights=None, aux_logits=False, init_weights=True)
        self.layers = nn.Sequential(*(getattr(whole, name) for name in _LAYERS))

    def forward_features(self, pixels: Tensor) -> Tensor:
        """The last feature map."""
        features: Tensor = self.layers(pixels)
        return features

    def group_matcher(self, coarse: bool = False) -> dict[str, object]:
        """Which parameters belong together, as timm asks its networks."""
        return {"stem": r"^layers\.[0-3]\.", "blocks": [(r"^layers\.(\d+)\.", None)]}
