"""What the app would say of every photo held back, each read with values fitted without it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Answer
from skin_core.domain.photo import PhotoKind
from skin_core.evaluation.calibration import Measured, cross_fitted
from skin_core.inference import calibrate
from skin_core.rules.engine import advise
from skin_core.rules.question import RuleInput

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)  # the rules need a clock; no photo has facts


@dataclass(frozen=True)
class Reading:
    """Calibrated statements on N photos of K classes; tiers stand in the order of TIERS."""

    chances: NDArray[np.float64]  # (N, K)
    sets: NDArray[np.bool_]  # (N, K), prediction sets
    uncertain: NDArray[np.bool_]  # (N,)
    alarms: NDArray[np.bool_]  # (N, K), above the ask point of a disease
    risks: NDArray[np.float64]  # (N, tiers), summed probability
    acts: NDArray[np.bool_]  # (N, tiers)
    asks: NDArray[np.bool_]  # (N, tiers)
    urgency: NDArray[np.str_]  # (N,), as the rules give it without any fact

    def only(self, places: NDArray[np.int64]) -> "Reading":
        """The same for some of the photos, in this order."""
        return Reading(*(getattr(self, field.name)[places] for field in fields(self)))


def dangers(spec: ModelSpec) -> tuple[str, ...]:
    """The dangerous diseases among a model's labels."""
    known = all_diseases()
    return tuple(label for label in spec.labels if label in known and known[label].danger)


def read(spec: ModelSpec, logits: NDArray[np.float64]) -> Reading:
    """What a calibrated model says of photos with these logits, (N, K)."""
    chances = calibrate.probabilities(logits, spec)
    sets, alarms = np.zeros(chances.shape, bool), np.zeros(chances.shape, bool)
    uncertain = np.zeros(len(chances), bool)
    shape = (len(chances), len(calibrate.TIERS))
    risks, acts, asks = np.zeros(shape), np.zeros(shape, bool), np.zeros(shape, bool)
    urgency, column_of = [], {label: column for column, label in enumerate(spec.labels)}
    for place, row in enumerate(chances):
        answer = calibrate.answer_of(row, spec)
        sets[place, [column_of[label] for label in answer.prediction_set]] = True
        alarms[place, [column_of[label] for label in answer.above_alert]] = True
        uncertain[place] = answer.uncertain
        for column, risk in enumerate(answer.tiers):
            risks[place, column] = risk.probability
            acts[place, column], asks[place, column] = risk.acts, risk.asks
        urgency.append(_urgency(answer, spec))
    return Reading(chances, sets, uncertain, alarms, risks, acts, asks, np.array(urgency, np.str_))


def _urgency(answer: Answer, spec: ModelSpec) -> str:
    kind = PhotoKind(spec.kind)
    question = RuleInput(now=NOON, kind=kind, judged=True, **answer.as_fields())
    return str(advise(question).urgency)


def read_cross_fitted(spec: ModelSpec, measured: Measured, rng: Generator) -> Reading:
    """Statements on validation photos, each with values fitted on other groups."""
    order: list[NDArray[np.int64]] = []
    parts: list[Reading] = []

    def keep(fitted: ModelSpec, places: NDArray[np.int64]) -> None:
        order.append(places)
        parts.append(read(fitted, measured.logits[places]))

    cross_fitted(spec, measured, dangers(spec), keep, rng)
    return _joined(parts).only(np.argsort(np.concatenate(order)))


def _joined(parts: Sequence[Reading]) -> Reading:
    return Reading(
        *(
            np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Reading)
        )
    )
