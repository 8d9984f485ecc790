"""Evaluate the gate: thresholds on validation pictures, clean and degraded, and its card."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import model_card
from skin_core.evaluation.cost import cost
from skin_core.evaluation.gate import gate_figures, refusal_point, scope_limit, with_points
from skin_core.evaluation.held_out import read_figures, read_training
from skin_core.evaluation.predictions import Answers, predict_pixels
from skin_core.inference.calibrate import scope_distance
from skin_core.training.cache import read_rgb
from skin_core.training.gate import degrade
from skin_core.training.nonskin import draw_nonskin
from skin_core.training.photos import Photo, data_folder, unknown_photos
from skin_core.training.train_gate import SEED, gate_split, kind_of

DRAWN = 300
NOTE = (
    "Group-wise validation pictures, as they are and after random crop, rescaling, blur and "
    "compression; thresholds were set on the same pictures. Drawn: noise, flat colours, text, "
    "charts. Unknown diseases are skin and are to be accepted."
)


def evaluate_gate(spec: ModelSpec) -> ModelSpec:
    """Set the gate's thresholds, measure it, write MODEL_CARD.md; the finished spec."""
    rng = np.random.default_rng(SEED + 1)
    answers = _answers(spec, rng)
    skin = [name for name in answers if name.startswith(("clinical", "dermoscopic"))]
    things = [name for name in answers if name.startswith("not skin")]
    point = refusal_point(
        spec,
        np.concatenate([answers[name].logits for name in skin]),
        np.concatenate([answers[name].logits for name in things]),
    )
    distances = {name: _distances(spec, answer) for name, answer in answers.items()}
    limit = scope_limit(np.concatenate([distances[name] for name in skin]))
    spec = replace(spec, operating_points=with_points(spec, point), scope_threshold=limit)
    rows = gate_figures(spec, {name: a.logits for name, a in answers.items()}, distances)
    found = {"cost": cost(spec), "sets": rows, "refusal_point": point.threshold}
    (spec.folder / "evaluation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    rewrite_gate_card(spec)
    return spec


def rewrite_gate_card(spec: ModelSpec) -> None:
    """Write MODEL_CARD.md anew from the stored figures."""
    found = read_figures(spec.folder)
    lines = model_card.head(spec, read_training(spec.folder), found["cost"])
    among = dict.fromkeys(("refused", "out_of_scope", "clinical", "dermoscopic"), "pictures")
    rows = model_card.table(model_card.with_intervals(found["sets"], among))
    lines += model_card.section("What is refused", rows, f"{NOTE} {model_card.WILSON}")
    points = {
        "refused from p(not skin)": found["refusal_point"],
        "out of scope from distance": spec.scope_threshold,
    }
    lines += model_card.section("Operating points", model_card.pairs(points))
    card = "\n".join(lines).rstrip() + "\n"
    (spec.folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def _answers(spec: ModelSpec, rng: Generator) -> dict[str, Answers]:
    _, split = gate_split()
    sets: dict[str, list[Photo]] = {"clinical": [], "dermoscopic": [], "not skin": []}
    for photo in split.validation:
        sets[kind_of(photo).replace("_", " ")].append(photo)
    if unknown := unknown_photos(data_folder()):
        sets["unknown diseases"] = unknown
    answers = {}
    for name, photos in sets.items():
        pixels = _pixels(photos)
        answers[name] = predict_pixels(spec, pixels)
        if name != "unknown diseases":
            worse = [degrade(photo, rng) for photo in pixels]
            answers[f"{name}, degraded"] = predict_pixels(spec, worse)
    drawn = [draw_nonskin(int(rng.integers(80, 400)), rng) for _ in range(DRAWN)]
    answers["not skin, drawn"] = predict_pixels(spec, drawn)
    return answers


def _pixels(photos: Sequence[Photo]) -> list[NDArray[np.uint8]]:
    return [read_rgb(data_folder() / photo.path) for photo in photos]


def _distances(spec: ModelSpec, answers: Answers) -> NDArray[np.float64]:
    return np.array([scope_distance(row, spec) for row in answers.embeddings])
