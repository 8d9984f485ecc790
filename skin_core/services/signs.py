"""Signs that networks grade on photos: of eczema, and of acne where there may be some."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import GRADE
from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.grade import ACNE, SignGrade, SignGrades, pooled
from skin_core.domain.photo import PhotoKind
from skin_core.inference import Networks
from skin_core.inference.grade import OF_ACNE, OF_ECZEMA, grade_photo

__all__ = ["ACNE", "SignGrades", "grader_of", "grades_asked", "pooled_over", "signs_of"]


def signs_of(
    pixels: NDArray[np.uint8], analysis: PhotoAnalysis, networks: Networks, force: bool = False
) -> SignGrades | None:
    """The signs of an analysed photo; None where it was refused.

    Acne is graded where it is in the prediction set, or with `force`. Of a dermoscopic photo
    nothing is certain: the networks never saw one.
    pixels: RGB (H, W, 3) uint8, upright. Raises: WeightsDamaged.
    """
    if not analysis.is_classified:
        return None
    kinds = (OF_ECZEMA, OF_ACNE) if force or ACNE in analysis.prediction_set else (OF_ECZEMA,)
    found: dict[str, SignGrade] = {}
    for kind in kinds:
        found |= grade_photo(pixels, kind, networks)
    if analysis.gate.kind is PhotoKind.CLINICAL:
        return found
    return {sign: replace(one, certain_from=math.inf) for sign, one in found.items()}


def grades_asked(pixels: NDArray[np.uint8], sign: str, networks: Networks) -> SignGrades:
    """What the network that grades this sign says of a photo, all its signs.

    Raises: WeightsDamaged.
    """
    return grade_photo(pixels, OF_ACNE if sign == ACNE else OF_ECZEMA, networks)


def grader_of(sign: str, networks: Networks) -> str | None:
    """The name of the network that grades a sign; None where none is installed."""
    kind = OF_ACNE if sign == ACNE else OF_ECZEMA
    spec = networks.models.playing(f"{kind}-{GRADE}")
    return spec.name if spec else None


def pooled_over(photos: Sequence[Mapping[str, SignGrade]], sign: str) -> SignGrade | None:
    """One sign over the photos of one place; None where no photo has it graded."""
    graded = [photo[sign] for photo in photos if sign in photo]
    return pooled(graded) if graded else None
