"""Evaluate a network that grades: set its cuts, measure it on photos it never saw, write its card.

Cuts are fitted on the held-back photos by folds of groups, so that each is read by cuts that
never saw its group; what is shipped is fitted on all of them. Nothing else is chosen on them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.evaluation.cost import cost
from skin_core.evaluation.grade_answers import Told, answered, told_of
from skin_core.evaluation.grade_card import render_grade_card
from skin_core.evaluation.grade_cuts import Heights, chances_by, cross_fitted, fitted
from skin_core.evaluation.grade_figures import Read, all_figures, of_sign, stability
from skin_core.evaluation.grade_folds import BY_GROUP, BY_IMAGE, FILE, read_folds
from skin_core.evaluation.held_out import read_figures, read_measurable, read_training
from skin_core.models.ordinal import GRADES
from skin_core.models.spec_file import read_table, write_table
from skin_core.training.grades.__main__ import split_for
from skin_core.training.grades.config import config_from
from skin_core.training.grades.samples import Graded, GradeSplit, digest_of
from skin_core.training.refusal import Refused

SEED = 2026
ROUNDS = 200


def evaluate_grades(spec: ModelSpec) -> ModelSpec:
    """Set the cuts and write figures and card.

    Raises: Refused where today's photos are not those that the network was trained with.
    """
    rng = np.random.default_rng(SEED)
    kept = read_folds(spec.folder) if (spec.folder / FILE).exists() else {}
    told = kept.get(BY_GROUP) or told_of(held_back(spec).held, partial(answered, spec))
    read = _read(spec, told, rng)
    spec = fitted(spec, _heights(told))
    found = {"cost": cost(spec, ROUNDS), **all_figures(read, rng)}
    found |= {"folds": bool(kept), "test_retest": _retest(spec, told)}
    if BY_IMAGE in kept:
        leaky = _read(spec, kept[BY_IMAGE], rng)
        found[BY_IMAGE] = [
            {"photos": len(leaky.chances), **of_sign(leaky, place, rng)}
            for place in range(len(spec.labels))
        ]
    (spec.folder / "evaluation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    write_cuts(spec)
    rewrite_grade_card(spec)
    return spec


def _read(spec: ModelSpec, told: Told, rng: Generator) -> Read:
    """The photos as graded by cuts that were fitted without their groups."""
    assert spec.grades is not None
    heights = _heights(told)
    chances = cross_fitted(spec, heights, rng)
    readings = _readings(told.photos)
    return Read(spec.labels, chances, readings, heights.groups, spec.grades.certain_from)


def _heights(told: Told) -> Heights:
    return Heights(
        told.heights,
        np.stack([photo.above(GRADES) for photo in told.photos]).astype(np.float64),
        np.array([photo.group for photo in told.photos]),
    )


def held_back(spec: ModelSpec) -> GradeSplit:
    """The split that a model was trained with. Raises: Refused."""
    run = read_measurable(spec.folder)["runs"][-1]
    split = split_for(config_from(run["config"]))
    if digest_of((*split.train, *split.held)) != run["data_digest"]:
        raise Refused(f"no list of photos has the digest {run['data_digest']}")
    return split


def _readings(held: Sequence[Graded]) -> NDArray[np.float64]:
    """(readers, N, S); the mean of all as one reader where not everybody graded every photo."""
    if len({len(photo.readings) for photo in held}) > 1:
        return np.array([np.mean(photo.readings, 0) for photo in held])[None]
    return np.array([photo.readings for photo in held], np.float64).transpose(1, 0, 2)


def _retest(spec: ModelSpec, told: Told) -> list[dict[str, Any]]:
    """What becomes of the grades when the photos are otherwise cropped, flipped and lit."""
    plain = chances_by(spec, told.heights)
    rows = []
    for name, heights in told.changed.items():
        rows += stability(spec.labels, name, plain, chances_by(spec, heights))
    return rows


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
    card = render_grade_card(spec, read_figures(spec.folder), read_training(spec.folder))
    (spec.folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")
