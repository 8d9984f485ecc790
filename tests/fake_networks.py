"""Networks that answer by the photo's colour alone: for tests that need no weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, OperatingPoint, OperatingPoints, PixelSpec
from skin_core.domain.engine import Outputs
from skin_core.inference.networks import Models

CLINICAL = ("acne", "herpes_zoster", "melanoma", "normal_skin", "psoriasis", "vitiligo")
DERMOSCOPIC = ("melanocytic_nevus", "melanoma", "vascular_lesion")
GATE = ("clinical", "dermoscopic", "not_skin")


def make_spec(name: str, kind: str, labels: tuple[str, ...]) -> ModelSpec:
    alert, accept = OperatingPoint(0.2, 0.95, 0.8), OperatingPoint(0.5, 0.6, 0.95)
    danger = {"melanoma", "herpes_zoster"}
    return ModelSpec(
        name=name,
        task="gate" if kind == "gate" else "classify",
        kind=kind,
        version="test",
        folder=Path("nowhere"),
        architecture="none",
        labels=labels,
        pixels=PixelSpec(160, 1.0, (0.5,) * 3, (0.5,) * 3),
        temperature=1.0,
        set_mass=0.9,
        operating_points={
            label: OperatingPoints(alert if label in danger else None, accept) for label in labels
        },
        scope_threshold=None,
        sha256={},
        licence="test",
        research_use=False,
    )


class FakeNetworks:
    """Skin is what is redder than blue; `answers` sets the logits of a model."""

    device = "fake"
    weights_file = "model.onnx"

    def __init__(self) -> None:
        specs = {
            "clinical": make_spec("clinical", "clinical", CLINICAL),
            "dermoscopy": make_spec("dermoscopy", "dermoscopic", DERMOSCOPIC),
            "gate": make_spec("gate", "gate", GATE),
        }
        self.models = Models(specs)
        self.answers: dict[str, list[float]] = {}
        self.asked: list[str] = []

    def warm(self) -> None:
        """Nothing to load."""

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
        self.asked.append(model)
        labels = self.models.specs[model].labels
        red, _, blue = pixels.reshape(-1, 3).mean(0)
        logits = np.zeros(len(labels), np.float32)
        logits[0 if model != "gate" or red > blue + 5 else 2] = 6.0
        if model in self.answers:
            logits = np.array(self.answers[model], np.float32)
        spread = np.linspace(-1, 1, 25, dtype=np.float32).reshape(5, 5)
        cams = logits[:, None, None] + spread * np.arange(1, len(labels) + 1)[:, None, None]
        return {
            "logits": logits,
            "embedding": np.ones(8, np.float32),
            "cams": cams.astype(np.float32),
        }
