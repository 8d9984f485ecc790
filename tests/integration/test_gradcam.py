"""Our heatmap, taken from the forward pass, is the Grad-CAM of pytorch-grad-cam."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

from skin_core.catalogue import list_specs
from skin_core.imaging.network_input import to_network_input
from skin_core.imaging.rendered import render_skin
from skin_core.inference import build_engine
from skin_core.inference.explain import positive_part
from skin_core.models.checkpoint import load_network
from skin_core.settings import Settings

pytestmark = pytest.mark.weights


class LastMap(torch.nn.Module):
    """Hands the joint feature map on, so that there is one layer to explain."""

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        return features * 1.0


class Explained(torch.nn.Module):
    """The network with its last feature map as a layer of its own."""

    def __init__(self, net: Any) -> None:
        super().__init__()
        self.net, self.last = net, LastMap()

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        features = self.last(self.net.features(pixels))
        return self.net.head(features.mean((2, 3)))


@pytest.mark.parametrize("kind", ["clinical", "dermoscopic"])
def test_heatmap_equals_gradcam(weights: Path, kind: str) -> None:
    spec = next(spec for spec in list_specs(weights) if spec.kind == kind)
    engine = build_engine(Settings(weights=weights, device="cpu"))
    model = Explained(load_network(spec)).eval()
    picture = render_skin("plaque", "light", 3, (320, 240))
    output = engine.run(spec.name, picture)
    pixels = torch.from_numpy(to_network_input(picture, spec.pixels))[None]
    with GradCAM(model=model, target_layers=[model.last]) as cam:
        for place in np.argsort(-output["logits"])[:5]:
            reference = cam(pixels, targets=[ClassifierOutputTarget(int(place))])[0]
            ours = positive_part(output["cams"][place])
            resized = np.asarray(
                torch.nn.functional.interpolate(
                    torch.from_numpy(ours)[None, None], reference.shape, mode="bilinear"
                )[0, 0]
            )
            if reference.std() > 0 and resized.std() > 0:
                assert np.corrcoef(reference.ravel(), resized.ravel())[0, 1] >= 0.99
