"""Evaluate a classifier: calibrate it on validation photos, measure it, write its card."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import figures, metrics, model_card
from skin_core.evaluation.calibration import Measured, fit
from skin_core.evaluation.cost import cost
from skin_core.evaluation.predictions import predict
from skin_core.evaluation.reading import Reading, dangers, read, read_cross_fitted
from skin_core.training.__main__ import split_for
from skin_core.training.config import config_from
from skin_core.training.photos import Photo, data_folder, unknown_photos

SEED = 2026


def validation_photos(spec: ModelSpec) -> tuple[Photo, ...]:
    """The photos that none of a model's runs was trained on."""
    training = read_training(spec.folder)
    splits = [split_for(config_from(run["config"])) for run in training["runs"]]
    taught = {photo.group for split in splits for photo in split.train}
    return tuple(photo for photo in splits[0].validation if photo.group not in taught)


def read_training(folder: Path) -> dict[str, Any]:
    """How a model was trained: configurations, seeds, revision, data digest."""
    record: dict[str, Any] = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    return record


def measure(spec: ModelSpec, photos: Sequence[Photo]) -> Measured:
    """The released network's answers on labelled photos."""
    return Measured(
        predict(spec, photos, data_folder()).logits,
        np.array([spec.labels.index(photo.label) for photo in photos], np.int64),
        np.array([photo.group for photo in photos]),
    )


def evaluate_classifier(spec: ModelSpec) -> ModelSpec:
    """Calibrate, measure, write MODEL_CARD.md and the tables; the calibrated spec."""
    rng = np.random.default_rng(SEED)
    photos = validation_photos(spec)
    measured = measure(spec, photos)
    reading = read_cross_fitted(spec, measured, rng)
    fitted = fit(spec, measured, dangers(spec))
    found = _figures(fitted, photos, measured, reading, rng)
    (spec.folder / "evaluation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    _write_confusion(spec, measured, reading)
    card = render_card(fitted, found, read_training(spec.folder), source_out_of(spec))
    (spec.folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    return fitted


def rewrite_card(spec: ModelSpec) -> None:
    """Write MODEL_CARD.md anew from the stored figures."""
    found = json.loads((spec.folder / "evaluation.json").read_text(encoding="utf-8"))
    card = render_card(spec, found, read_training(spec.folder), source_out_of(spec))
    (spec.folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def source_out_of(spec: ModelSpec) -> list[dict[str, Any]]:
    """The stored source-out figures, empty where there are none."""
    file = spec.folder / "source_out.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


def _figures(
    spec: ModelSpec, photos: Sequence[Photo], measured: Measured, reading: Reading, rng: Generator
) -> dict[str, Any]:
    found = {
        "cost": cost(spec),
        "headline": figures.headline(measured, reading, rng),
        "dangers": figures.per_danger(spec, measured, reading),
        "urgency": figures.shares(reading.urgency),
        "classes": figures.per_class(spec, measured, reading, rng),
        "confused": figures.most_confused(spec, measured.truths, reading),
        "tones": figures.per_tone(photos, measured, reading),
    }
    if spec.kind == "clinical":
        found["unknown"] = unknown_figures(spec, reading)
    return found


def unknown_figures(spec: ModelSpec, known: Reading) -> list[dict[str, Any]]:
    """Share of diseases that were never taught called uncertain, beside that of known ones."""
    photos = unknown_photos(data_folder())
    reading = read(spec, predict(spec, photos, data_folder()).logits)
    rows = [_doubt("known (validation)", known.uncertain), _doubt("unknown", reading.uncertain)]
    labels = np.array([photo.label for photo in photos])
    return rows + [_doubt(str(x), reading.uncertain[labels == x]) for x in sorted(set(labels))]


def _doubt(name: str, uncertain: Any) -> dict[str, Any]:
    return {"photos of": name, "photos": len(uncertain), "uncertain": float(uncertain.mean())}


def _write_confusion(spec: ModelSpec, measured: Measured, reading: Reading) -> None:
    matrix = metrics.confusion(measured.truths, reading.chances.argmax(1), len(spec.labels))
    with (spec.folder / "confusion.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["is \\ called", *spec.labels])
        writer.writerows([label, *row] for label, row in zip(spec.labels, matrix, strict=True))


def render_card(
    spec: ModelSpec,
    found: Mapping[str, Any],
    training: Mapping[str, Any],
    source_out: Sequence[Mapping[str, Any]],
) -> str:
    """The model card as Markdown."""
    card, table, section = model_card, model_card.table, model_card.section
    share = training["runs"][0]["config"]["validation_share"]
    note = (
        f"One group-wise validation part, about {share:.0%} of the photos of each label, held back "
        "from training; no k-fold (the training time of two cores did not allow it), so small "
        "classes have wide intervals. Calibration cross-fitted over five folds of groups; 95 % "
        "intervals by bootstrap over groups. An ECE is to be read beside its floor, what a "
        "perfectly calibrated model would score here. The number of epochs, the refitting of the "
        "last layer, input size and preprocessing were chosen on these same photos, so the "
        "figures lean to the kind side."
    )
    lines = card.head(spec, training, found["cost"])
    lines += section("Validation", card.pairs(found["headline"]), note)
    if spec.kind == "clinical":
        lines += card.source_out_section(source_out)
        lines += section("Diseases it was never taught", table(found["unknown"]))
    lines += section("Dangers: alert points", table(found["dangers"]))
    urgency = [{"urgency": k, "share": v} for k, v in found["urgency"].items()]
    lines += section("Share of photos per urgency, no facts given", table(urgency))
    lines += section("Operating points", table(_points(spec)), "Fitted on all validation photos.")
    lines += section("Per class", table(found["classes"]))
    lines += section("Most confused", table(found["confused"]), "All pairs: confusion.csv.")
    lines += section("Per photo tone", table(found["tones"]), "Rough tone, uncontrolled light.")
    return "\n".join(lines).rstrip() + "\n"


def _points(spec: ModelSpec) -> list[dict[str, Any]]:
    rows = []
    for label, points in spec.operating_points.items():
        row: dict[str, Any] = {"label": label}
        for name, point in (("alert", points.alert), ("accept", points.accept)):
            row[name] = None if point is None else round(point.threshold, 4)
            row[f"{name} sensitivity"] = None if point is None else point.sensitivity
            row[f"{name} specificity"] = None if point is None else point.specificity
        rows.append(row)
    return [
        {key: ("none" if value is None else value) for key, value in row.items()} for row in rows
    ]
