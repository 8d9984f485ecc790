"""Evaluate a network that grades: set its cuts, measure it on photos it never saw, write its card.

Cuts are fitted on the held-back photos by folds of groups, so that each is read by cuts that
never saw its group; what is shipped is fitted on all of them. Nothing else is chosen on them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.evaluation.cost import cost
from skin_core.evaluation.grade_card import render_grade_card
from skin_core.evaluation.grade_cuts import Heights, chances_by, cross_fitted, fitted
from skin_core.evaluation.grade_figures import Read, all_figures, stability
from skin_core.evaluation.held_out import read_training
from skin_core.evaluation.predictions import open_session
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.grade import looks_of
from skin_core.models.ordinal import GRADES
from skin_core.models.spec_file import read_table, write_table
from skin_core.training.grades.__main__ import split_for
from skin_core.training.grades.config import config_from
from skin_core.training.grades.samples import Graded, GradeSplit, digest_of
from skin_core.training.photos import data_folder
from skin_core.training.refusal import Refused

SEED = 2026
ROUNDS = 200
Pixels = NDArray[np.uint8]


def evaluate_grades(spec: ModelSpec) -> ModelSpec:
    """Set the cuts and write figures and card.

    Raises: ValueError where today's photos are not those that the network was trained with.
    """
    held = held_back(spec).held
    photos = [photo.pixels(data_folder()) for photo in held]
    heights = answered(spec, photos)
    told = Heights(
        heights,
        np.stack([photo.above(GRADES) for photo in held]).astype(np.float64),
        np.array([photo.group for photo in held]),
    )
    rng = np.random.default_rng(SEED)
    chances = cross_fitted(spec, told, rng)
    spec = fitted(spec, told)
    assert spec.grades is not None
    read = Read(spec.labels, chances, _readings(held), told.groups, spec.grades.certain_from)
    found = {"cost": cost(spec, ROUNDS), **all_figures(read, rng)}
    found["test_retest"] = _retest(spec, photos, heights)
    (spec.folder / "evaluation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    write_cuts(spec)
    rewrite_grade_card(spec)
    return spec


def held_back(spec: ModelSpec) -> GradeSplit:
    """The split that a model was trained with. Raises: ValueError."""
    run = read_training(spec.folder)["runs"][-1]
    split = split_for(config_from(run["config"]))
    if digest_of((*split.train, *split.held)) != run["data_digest"]:
        raise Refused(f"no list of photos has the digest {run['data_digest']}")
    return split


def answered(spec: ModelSpec, photos: Sequence[Pixels]) -> NDArray[np.float64]:
    """Heights of every sign, (N, S), as the app asks for them."""
    session, heights = open_session(spec), []
    for photo in photos:
        looks = [to_network_input(look, spec.pixels) for look in looks_of(photo, spec)]
        heights.append(session.run(["logits"], {"pixels": np.stack(looks)})[0].mean(0))
    return np.array(heights, np.float64)


def _readings(held: Sequence[Graded]) -> NDArray[np.float64]:
    """(readers, N, S); the mean of all as one reader where not everybody graded every photo."""
    if len({len(photo.readings) for photo in held}) > 1:
        return np.array([np.mean(photo.readings, 0) for photo in held])[None]
    return np.array([photo.readings for photo in held], np.float64).transpose(1, 0, 2)


def _retest(
    spec: ModelSpec, photos: Sequence[Pixels], heights: NDArray[np.float64]
) -> list[dict[str, Any]]:
    """The same photos again, otherwise cropped, flipped and lit."""
    plain = chances_by(spec, heights)
    rows = []
    for name, change in CHANGES.items():
        again = chances_by(spec, answered(spec, [change(photo) for photo in photos]))
        rows += stability(spec.labels, name, plain, again)
    return rows


def _cropped(photo: Pixels, top: float, left: float) -> Pixels:
    height, width = photo.shape[:2]
    y, x = round(top * height), round(left * width)
    return np.ascontiguousarray(photo[y : y + round(0.85 * height), x : x + round(0.85 * width)])


def _lit(photo: Pixels, stops: float) -> Pixels:
    """Exposed more or less, in linear light."""
    levels = (np.arange(256) / 255) ** 2.2 * 2**stops
    table = np.clip(levels ** (1 / 2.2) * 255, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(photo, table), np.uint8)


CHANGES: dict[str, Callable[[Pixels], Pixels]] = {
    "crop, upper left 85 % of the sides": lambda photo: _cropped(photo, 0.0, 0.0),
    "crop, lower right 85 % of the sides": lambda photo: _cropped(photo, 0.15, 0.15),
    "upside down": lambda photo: np.ascontiguousarray(photo[::-1]),
    "half a stop more": lambda photo: _lit(photo, 0.5),
    "half a stop less": lambda photo: _lit(photo, -0.5),
}


def write_cuts(spec: ModelSpec) -> None:
    """Write the fitted cuts of a spec into its model.toml."""
    assert spec.grades is not None
    table = read_table(spec.folder)
    table["grades"]["signs"] = {
        sign: {"slope": spec.grades.slopes[sign], "cuts": spec.grades.cuts[sign]}
        for sign in spec.labels
    }
    write_table(spec.folder, table)


def rewrite_grade_card(spec: ModelSpec) -> None:
    """Write MODEL_CARD.md anew from the stored figures."""
    found = json.loads((spec.folder / "evaluation.json").read_text(encoding="utf-8"))
    card = render_grade_card(spec, found, read_training(spec.folder))
    (spec.folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")
