"""What a model of the clinic's own says of the same photos, beside the answer and never in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skin_core.domain.prediction import Prediction

OTHER = "other"
"""Label of all that a model names and the taxonomy does not."""


class Agreement(StrEnum):
    """How a second opinion stands to the first answer.

    APART: they cannot be held against each other, since one was never shown what the other names.
    """

    AGREE = "agree"
    DIFFER = "differ"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """The answer of another model to the photos that the first answer rests on.

    differential: its labels, taxonomy keys or OTHER, most probable first; sums to 1, empty where it
    failed. prediction_set: as of an answer. heatmap: "cams", "occlusion" or "none": how the maps in
    the layer "second" of each photo came about. failure: code of the error, "" for none.
    """

    model: str
    model_version: str
    weights_sha256: str
    differential: tuple[Prediction, ...] = ()
    prediction_set: tuple[str, ...] = ()
    agreement: Agreement = Agreement.APART
    heatmap: str = "none"
    failure: str = ""
