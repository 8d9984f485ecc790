"""Signs graded on one photo by the networks for them; asked for, never part of an analysis."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import GRADE, ModelSpec
from skin_core.domain.grade import SignGrade, SignGrades
from skin_core.imaging.frame import seen_part
from skin_core.inference.networks import Networks
from skin_core.inference.stages.outline import squeezed

OF_ECZEMA, OF_ACNE = "eczema", "acne"
"""Of what there are networks: `kind` of their description."""


def grade_photo(pixels: NDArray[np.uint8], kind: str, networks: Networks) -> SignGrades:
    """The signs that the network of a kind grades; nothing where none is installed.

    pixels: RGB (H, W, 3) uint8, upright. Raises: WeightsDamaged.
    """
    spec = networks.models.playing(f"{kind}-{GRADE}")
    if spec is None:
        return {}
    looks = looks_of(seen_part(pixels).look, spec)
    heights = [networks.run(spec.name, look)["logits"] for look in looks]
    return grades_of(np.mean(heights, 0, np.float32), spec)


def looks_of(photo: NDArray[np.uint8], spec: ModelSpec) -> tuple[NDArray[np.uint8], ...]:
    """What a network is shown of a photo without frame: all of it as a square, and mirrored.

    Skin has no left and right: without the second one photo in ten changed its grade when flipped.
    """
    look = squeezed(photo, spec.pixels.size)
    return look, np.ascontiguousarray(look[:, ::-1])


def grades_of(heights: NDArray[np.float32], spec: ModelSpec) -> SignGrades:
    """What a network's heights of its signs, (S,), mean."""
    assert spec.grades is not None
    model = f"{spec.name} {spec.version}"
    return {
        sign: SignGrade(chances_of(float(height), spec, sign), spec.grades.certain_from, model)
        for sign, height in zip(spec.labels, heights, strict=True)
    }


def chances_of(height: float, spec: ModelSpec, sign: str) -> tuple[float, ...]:
    """Chances of grades 0 to 3 of one height."""
    assert spec.grades is not None
    at = spec.grades.slopes[sign] * height
    above = [1.0, *(_sigmoid(at - cut) for cut in spec.grades.cuts[sign]), 0.0]
    return tuple(more - less for more, less in pairwise(above))


def _sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))
