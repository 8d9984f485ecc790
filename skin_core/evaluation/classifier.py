"""Evaluate a classifier: calibrate it on validation photos, measure it, write its card.

Figures come from the test part, where the network was trained with one; else from the
validation part, each photo read with values fitted on other groups.
"""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import coverage, curves, figures, metrics, triage
from skin_core.evaluation.by_source import per_source
from skin_core.evaluation.by_tone_and_site import by_tone_and_site
from skin_core.evaluation.calibration import Measured, fit
from skin_core.evaluation.classifier_card import render_card
from skin_core.evaluation.cost import cost
from skin_core.evaluation.held_out import (
    HeldOut,
    held_out,
    measured_digest,
    read_figures,
    read_training,
)
from skin_core.evaluation.predictions import predict
from skin_core.evaluation.reading import Reading, dangers, read, read_cross_fitted
from skin_core.evaluation.unknown import never_taught, told_apart, unknown_figures
from skin_core.evaluation.zoster_screen import can_screen, screened, together
from skin_core.inference.calibrate import TIERS, probabilities, softmax
from skin_core.rules.zoster_screen import ZOSTER
from skin_core.training.photos import Photo, data_folder, unknown_photos
from skin_core.training.refusal import Refused

SEED = 2026


@dataclass(frozen=True)
class Judged:
    """Labelled photos with what the model answers and what the app would say of them."""

    photos: tuple[Photo, ...]
    measured: Measured
    reading: Reading


def measure(spec: ModelSpec, photos: Sequence[Photo]) -> Measured:
    """The released network's answers on labelled photos."""
    return Measured(
        predict(spec, photos, data_folder()).logits,
        np.array([spec.labels.index(photo.label) for photo in photos], np.int64),
        np.array([photo.group for photo in photos]),
    )


def evaluate_classifier(spec: ModelSpec) -> ModelSpec:
    """Calibrate, measure, write MODEL_CARD.md and the tables; the calibrated spec.

    Raises: Refused where the runs held nothing back to fit thresholds on.
    """
    rng = np.random.default_rng(SEED)
    parts = held_out(spec.folder)
    if not parts.validation:
        told = "validation_share above 0, and no validation in learn_too"
        raise Refused(f"{spec.name} held no photos back to fit thresholds on: it needs {told}")
    chosen_on = measure(spec, parts.validation)
    fitted = fit(spec, chosen_on, dangers(spec))
    judged = _judged(spec, fitted, parts, chosen_on, rng)
    found = _figures(fitted, parts, judged, rng)
    found["coverage"] = coverage_figures(fitted, chosen_on, judged, tested=bool(parts.test))
    if spec.kind == "clinical":
        found |= unknown_tables(fitted, chosen_on, judged)
    if ZOSTER in spec.labels:
        unlearned = together(chosen_on, judged.measured) if parts.test else chosen_on
        if can_screen(spec):
            screen_rng = np.random.default_rng(SEED)
            fitted, found["zoster_screen"] = screened(fitted, unlearned, screen_rng)
        found["zoster_unlearned"] = one_of(fitted, unlearned, ZOSTER)
    (spec.folder / "evaluation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    _write_confusion(spec, judged)
    _write_card(fitted, found)
    return fitted


def _judged(
    spec: ModelSpec, fitted: ModelSpec, parts: HeldOut, chosen_on: Measured, rng: Generator
) -> Judged:
    if not parts.test:
        return Judged(parts.validation, chosen_on, read_cross_fitted(spec, chosen_on, rng))
    return _answered(fitted, parts.test)


def _answered(fitted: ModelSpec, photos: tuple[Photo, ...]) -> Judged:
    measured = measure(fitted, photos)
    return Judged(photos, measured, read(fitted, measured.logits))


def as_released(spec: ModelSpec) -> Judged:
    """What is judged in a card, read anew with the values stored in model.toml."""
    parts = held_out(spec.folder)
    if parts.test:
        return _answered(spec, parts.test)
    chosen_on = measure(spec, parts.validation)
    return _judged(spec, spec, parts, chosen_on, np.random.default_rng(SEED))


def rewrite_card(spec: ModelSpec) -> None:
    """Write MODEL_CARD.md anew from the stored figures."""
    _write_card(spec, read_figures(spec.folder))


def _write_card(spec: ModelSpec, found: dict[str, Any]) -> None:
    beside = (source_out_of(spec), robustness_of(spec))
    card = render_card(spec, found, read_training(spec.folder), *beside)
    (spec.folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def robustness_of(spec: ModelSpec) -> dict[str, Any]:
    """The stored figures of spoiled photos, empty where there are none of these very weights."""
    file = spec.folder / "robustness.json"
    found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found if found.get("network") == measured_digest(spec) else {}


def source_out_of(spec: ModelSpec) -> list[dict[str, Any]]:
    """The stored source-out figures, empty where there are none."""
    file = spec.folder / "source_out.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


def _figures(spec: ModelSpec, parts: HeldOut, judged: Judged, rng: Generator) -> dict[str, Any]:
    photos, measured, reading = judged.photos, judged.measured, judged.reading
    found = {
        "cost": cost(spec),
        "measured_on": "test" if parts.test else "validation",
        "headline": figures.headline(measured, reading, rng),
        "triage": triage_figures(spec, judged, rng),
        "dangers": figures.per_danger(spec, measured, reading),
        "classes": figures.per_class(spec, measured, reading, rng),
        "confused": figures.most_confused(spec, measured.truths, reading),
        "strata": strata_figures(spec, judged),
        "sources": per_source(photos, measured, reading),
        "curves": curve_tables(spec, judged),
    }
    known = tuple(photo for photo in parts.unseen if photo.label in spec.labels)
    if known:
        unseen = _answered(spec, known)
        found["unseen"] = {
            "headline": figures.headline(unseen.measured, unseen.reading, rng),
            "triage": triage_figures(spec, unseen, rng),
        }
    answers = (measured.truths, reading.chances, measured.groups)
    found["agreement"] = figures.agreement(*answers, rng)
    if ZOSTER in spec.labels:
        found[ZOSTER] = figures.one_disease(*answers, spec.labels.index(ZOSTER), rng)
    return found


def curve_tables(spec: ModelSpec, judged: Judged) -> dict[str, Any]:
    """Reliability, mean ROC, those of zoster, and what following the risk is worth."""
    measured, reading = judged.measured, judged.reading
    plain = softmax(measured.logits)
    found: dict[str, Any] = {
        "calibration": curves.calibration(plain, reading.chances, measured.truths),
        "roc_mean": curves.mean_curve(measured.truths, reading.chances),
    }
    if ZOSTER in spec.labels:
        label = spec.labels.index(ZOSTER)
        answers = (reading.chances[:, label], measured.truths == label)
        found["roc_zoster"] = curves.receiver_operating(*answers)
        found["precision_recall_zoster"] = curves.precision_recall(*answers)
    triaged = triage.triage_of(spec, judged.photos, measured, reading)
    for column, tier in enumerate(TIERS):
        if triaged.must(tier).any():
            name = f"net_benefit_{tier}"
            found[name] = curves.net_benefit(reading.risks[:, column], triaged.must(tier))
    return found


def coverage_figures(
    spec: ModelSpec, chosen_on: Measured, judged: Judged, *, tested: bool
) -> dict[str, Any]:
    """Coverage of each class by the sets of today, and by sets with a mass for each class."""
    measured, reading = judged.measured, judged.reading
    if tested:
        masses = coverage.fit_masses(
            probabilities(chosen_on.logits, spec), chosen_on.truths, spec.set_mass
        )
        own = coverage.sets_of(reading.chances, masses)
    else:
        rng = np.random.default_rng(SEED)
        own = coverage.cross_fitted_sets(reading.chances, measured, spec.set_mass, rng)
    return coverage.compared(spec.labels, measured.truths, reading.sets, own)


def unknown_tables(spec: ModelSpec, chosen_on: Measured, judged: Judged) -> dict[str, Any]:
    """What is said of diseases that were never taught, and how well they are told apart.

    Empty where the data folder has no photos of any.
    """
    photos = never_taught(unknown_photos(data_folder()), spec.labels)
    if not photos:
        return {}
    logits = predict(spec, photos, data_folder()).logits
    apart = told_apart(
        probabilities(chosen_on.logits, spec).max(1),
        (judged.reading.chances.max(1), judged.measured.groups),
        (probabilities(logits, spec).max(1), np.array([photo.label for photo in photos])),
        np.random.default_rng(SEED),
    )
    rows = unknown_figures(photos, read(spec, logits), judged.reading)
    return {"unknown": rows, "told_apart": apart}


def one_of(spec: ModelSpec, measured: Measured, label: str) -> dict[str, Any]:
    """One disease against all others on all photos that were never learned from."""
    answers = (measured.truths, probabilities(measured.logits, spec), measured.groups)
    return figures.one_disease(*answers, spec.labels.index(label), np.random.default_rng(SEED))


def strata_figures(spec: ModelSpec, judged: Judged) -> dict[str, Any]:
    """Whom these photos show, by tone and site, and how well each is served."""
    triaged = triage.triage_of(spec, judged.photos, judged.measured, judged.reading)
    rng = np.random.default_rng(SEED)
    return by_tone_and_site(judged.photos, judged.measured.truths, triaged, rng)


def triage_figures(spec: ModelSpec, judged: Judged, rng: Generator) -> dict[str, Any]:
    """How safe and how quiet the urgency is that these photos were given."""
    triaged = triage.triage_of(spec, judged.photos, judged.measured, judged.reading)
    return {
        "promises": triage.promises(triaged, rng),
        "table": triage.table(triaged),
        "points": triage.per_point(triaged, rng),
        "curve": triage.cost_curve(triaged),
        "sources": triage.per_source(triaged),
    }


def _write_confusion(spec: ModelSpec, judged: Judged) -> None:
    truths, guesses = judged.measured.truths, judged.reading.chances.argmax(1)
    matrix = metrics.confusion(truths, guesses, len(spec.labels))
    with (spec.folder / "confusion.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["is \\ called", *spec.labels])
        writer.writerows([label, *row] for label, row in zip(spec.labels, matrix, strict=True))
