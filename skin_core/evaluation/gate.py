"""The gate's thresholds and figures: not-skin refused, skin accepted, kind recognised."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, OperatingPoint, OperatingPoints
from skin_core.inference.calibrate import probabilities

NOT_SKIN = "not_skin"
SKIN_REFUSED = 0.01  # aimed at, on validation
SCOPE_SHARE = 0.995  # share of validation skin photos that count as in scope

Logits = NDArray[np.float64]


def refusal_point(spec: ModelSpec, skin: Logits, things: Logits) -> OperatingPoint:
    """The probability of "not skin" from which a photo is refused.

    Half-way, in log odds, between what 1 % of the skin photos exceed and what 1 % of the other
    pictures stay below, where these two do not cross; else the former.
    """
    place = spec.labels.index(NOT_SKIN)
    of_skin, of_things = probabilities(skin, spec)[:, place], probabilities(things, spec)[:, place]
    upper = float(np.quantile(of_skin, 1 - SKIN_REFUSED))
    lower = float(np.quantile(of_things, 0.01))
    threshold = upper
    if lower > upper:
        odds = [np.log(p / (1 - p)) for p in np.clip([upper, lower], 1e-6, 1 - 1e-6)]
        threshold = float(1 / (1 + np.exp(-np.mean(odds))))
    return OperatingPoint(
        threshold,
        float(np.mean(of_things >= threshold)),
        float(np.mean(of_skin < threshold)),
    )


def with_points(spec: ModelSpec, point: OperatingPoint) -> Mapping[str, OperatingPoints]:
    """Operating points of a gate: one, at which a photo is refused."""
    return {NOT_SKIN: OperatingPoints(None, point)}


def scope_limit(distances: NDArray[np.float64]) -> float:
    """The scope distance that 99.5 % of validation skin photos stay below."""
    return float(np.quantile(distances, SCOPE_SHARE))


def gate_figures(
    spec: ModelSpec, logits: Mapping[str, Logits], distances: Mapping[str, NDArray[np.float64]]
) -> list[dict[str, Any]]:
    """Per set of pictures: share refused, share out of scope, share of each kind."""
    accept = spec.operating_points[NOT_SKIN].accept
    threshold = accept.threshold if accept else 0.5
    rows = []
    for name, values in logits.items():
        chances = probabilities(values, spec)
        kinds = chances[:, :2].argmax(1)
        limit = np.inf if spec.scope_threshold is None else spec.scope_threshold
        rows.append(
            {
                "set": name,
                "pictures": len(values),
                "refused": float(np.mean(chances[:, spec.labels.index(NOT_SKIN)] >= threshold)),
                "out_of_scope": float(np.mean(distances[name] > limit)),
                "clinical": float(np.mean(kinds == 0)),
                "dermoscopic": float(np.mean(kinds == 1)),
            }
        )
    return rows
