"""Networks that also grade, by heights that a test sets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import GradePoints, ModelSpec
from skin_core.domain.engine import Outputs
from skin_core.domain.grade import ACNE, ECZEMA_SIGNS
from skin_core.inference.networks import Models
from tests.fake_networks import FakeNetworks, make_spec

CUTS = (-4.0, 0.0, 4.0)  # heights at which a grade is as likely as not to be more


def grader(name: str, kind: str, signs: tuple[str, ...]) -> ModelSpec:
    """A network whose grades are sure where its heights are far from the cuts."""
    points = GradePoints(dict.fromkeys(signs, 1.0), dict.fromkeys(signs, CUTS), 0.5)
    return replace(make_spec(name, kind, signs), task="grade", outputs=("logits",), grades=points)


class Graders(FakeNetworks):
    """`heights`: what the graders answer, a number a sign."""

    def __init__(self, heights: tuple[float, ...]) -> None:
        super().__init__()
        signs = grader("signs", "eczema", ECZEMA_SIGNS)
        acne = grader("acne", "acne", (ACNE,))
        self.models = Models({**self.models.specs, "signs": signs, "acne": acne})
        self.heights = heights

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
        spec = self.models.specs[model]
        if spec.task != "grade":
            return super().run(model, pixels)
        self.asked.append(model)
        return {"logits": np.array(self.heights[: len(spec.labels)], np.float32)}
