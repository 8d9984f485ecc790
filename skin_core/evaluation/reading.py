"""What the app would say of every validation photo, each read with values fitted without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Prediction
from skin_core.domain.photo import PhotoKind
from skin_core.evaluation.calibration import Measured, cross_fitted
from skin_core.inference.calibrate import alerts, is_uncertain, prediction_set, probabilities
from skin_core.rules.engine import advise
from skin_core.rules.question import RuleInput

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)  # the rules need a clock; no photo has facts


@dataclass(frozen=True)
class Reading:
    """Calibrated statements on N photos of K classes."""

    chances: NDArray[np.float64]  # (N, K)
    sets: NDArray[np.bool_]  # (N, K), prediction sets
    uncertain: NDArray[np.bool_]  # (N,)
    alarms: NDArray[np.bool_]  # (N, K), above the alert point
    urgency: tuple[str, ...]  # (N,)


def dangers(spec: ModelSpec) -> tuple[str, ...]:
    """The dangerous diseases among a model's labels."""
    known = all_diseases()
    return tuple(label for label in spec.labels if label in known and known[label].danger)


def read(spec: ModelSpec, logits: NDArray[np.float64]) -> Reading:
    """What a calibrated model says of photos with these logits, (N, K)."""
    chances = probabilities(logits, spec)
    sets, alarms = np.zeros(chances.shape, bool), np.zeros(chances.shape, bool)
    uncertain = np.zeros(len(chances), bool)
    urgency = []
    for place, row in enumerate(chances):
        sets[place, list(prediction_set(row, spec))] = True
        above = alerts(row, spec)
        alarms[place, [spec.labels.index(label) for label in above]] = True
        uncertain[place] = is_uncertain(row, spec)
        urgency.append(_urgency(row, spec, above, bool(uncertain[place])))
    return Reading(chances, sets, uncertain, alarms, tuple(urgency))


def _urgency(
    row: NDArray[np.float64], spec: ModelSpec, above: Sequence[str], uncertain: bool
) -> str:
    order = np.argsort(-row, kind="stable")
    question = RuleInput(
        now=NOON,
        differential=tuple(Prediction(spec.labels[i], float(row[i])) for i in order),
        prediction_set=tuple(spec.labels[i] for i in prediction_set(row, spec)),
        above_alert=tuple(above),
        kind=PhotoKind(spec.kind),
        uncertain=uncertain,
        judged=True,
    )
    return str(advise(question).urgency)


def read_cross_fitted(spec: ModelSpec, measured: Measured, rng: Generator) -> Reading:
    """Statements on validation photos, each with values fitted on other groups."""
    shape = measured.logits.shape
    chances, sets, alarms = np.zeros(shape), np.zeros(shape, bool), np.zeros(shape, bool)
    uncertain, urgency = np.zeros(shape[0], bool), np.empty(shape[0], object)

    def keep(fitted: ModelSpec, places: NDArray[np.int64]) -> None:
        part = read(fitted, measured.logits[places])
        chances[places], sets[places], alarms[places] = part.chances, part.sets, part.alarms
        uncertain[places], urgency[places] = part.uncertain, np.array(part.urgency, object)

    cross_fitted(spec, measured, dangers(spec), keep, rng)
    return Reading(chances, sets, uncertain, alarms, tuple(str(word) for word in urgency))
