"""python -m skin_core.evaluation.outline_folds MODEL RECIPE WITH:WITHOUT...: keep what folds said.

Where people outlined too few photos for a part to test on, every photo is answered by the network
of the fold that never saw its group. The answers are kept beside the weights, so that the card can
be written without the checkpoints. RECIPE is that of the shipped network; of each pair of recipes
the card says what the one brings beside the other, on the folds that both were trained for.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.random import Generator

from skin_core.catalogue import OUTLINE, ModelSpec, find_spec
from skin_core.evaluation import metrics
from skin_core.evaluation import outline_figures as figures
from skin_core.evaluation.outline_answers import Answered, calibrated
from skin_core.evaluation.outline_figures import Scored
from skin_core.evaluation.outline_limits import Floats
from skin_core.evaluation.outline_repeats import repeats
from skin_core.imaging.frame import Box, seen_part
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.stages.outline import squeezed
from skin_core.models import folding
from skin_core.training.__main__ import RUNS
from skin_core.training.loop import CHECKPOINT
from skin_core.training.outlines.__main__ import photos_of, split_for
from skin_core.training.outlines.config import config_from
from skin_core.training.outlines.release import load_run
from skin_core.training.outlines.samples import HEALTHY, Outlined
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.tables import fold_name

FILE = "folds.npz"
ARRAYS = ("fold", "paths", "logits", "boxes")  # of each recipe
HEALTHY_A_FOLD = 12  # photos without a lesion to answer; all of them would fill a megabyte


def keep_folds(spec: ModelSpec, shipped: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Write the out-of-fold answers of several recipes into the folder of a model.

    Of a recipe whose checkpoints are gone, what was kept of it before stays.
    Raises: Refused where a recipe has neither.
    """
    if spec.task != OUTLINE:
        raise Refused(f"{spec.name} does not outline")
    recipes = list(dict.fromkeys([shipped, *(recipe for pair in pairs for recipe in pair)]))
    arrays: dict[str, Any] = {"recipes": np.array(recipes), "pairs": np.array(pairs, np.str_)}
    earlier = _kept(spec.folder / FILE)
    for recipe in recipes:
        trained = (RUNS / fold_name(recipe, 0) / CHECKPOINT).is_file()
        if not trained and recipe not in earlier:
            raise Refused(f"{fold_name(recipe, 0)}: no checkpoint, and nothing is kept of {recipe}")
        answers = _answers_of(spec, recipe) if trained else earlier[recipe]
        for name, values in answers.items():
            arrays[f"{recipe}.{name}"] = values
    np.savez_compressed(spec.folder / FILE, **arrays)


def _kept(file: Path) -> dict[str, dict[str, Any]]:
    """The arrays of each recipe in a file of kept answers; none where there is no such file."""
    if not file.is_file():
        return {}
    with np.load(file, allow_pickle=False) as kept:
        return {
            str(recipe): {name: kept[f"{recipe}.{name}"] for name in ARRAYS}
            for recipe in kept["recipes"]
        }


def _answers_of(spec: ModelSpec, recipe: str) -> dict[str, Any]:
    found = [one for fold in finished_folds(recipe) for one in _fold(spec, recipe, fold)]
    fold, photos, logits, boxes = zip(*found, strict=True)
    return {
        "fold": np.array(fold),
        "paths": np.array([f"{one.source}/{one.path}" for one in photos]),
        "logits": np.array(logits, np.float16),
        "boxes": np.array([astuple(box) for box in boxes]),
    }


def finished_folds(recipe: str) -> list[int]:
    """The folds of a recipe that were trained to their end."""
    config = config_from(load_run(fold_name(recipe, 0))[1]["config"])
    return [
        fold
        for fold in range(config.folds)
        if (RUNS / fold_name(recipe, fold) / CHECKPOINT).exists()
        and load_run(fold_name(recipe, fold))[1]["step"] == config.steps
    ]


def _fold(
    spec: ModelSpec, recipe: str, fold: int
) -> Iterator[tuple[int, Outlined, np.ndarray[Any, Any], Box]]:
    net, record = load_run(fold_name(recipe, fold))
    config = config_from(record["config"])
    tested = split_for(config, photos_of(config)).test
    net = folding.fold(net, rows=True)
    for photo in _some(tested):
        seen = seen_part(np.ascontiguousarray(photo.pixels()[..., :3]))
        square = to_network_input(squeezed(seen.look, spec.pixels.size), spec.pixels)
        with torch.inference_mode():
            logits = net(torch.from_numpy(square)[None])[0].numpy()
        yield fold, photo, logits, seen.box


def _some(photos: Sequence[Outlined]) -> list[Outlined]:
    healthy = [photo for photo in photos if photo.source == HEALTHY]
    return [photo for photo in photos if photo.source != HEALTHY] + healthy[:HEALTHY_A_FOLD]


def read_folds(folder: Path) -> dict[str, list[tuple[int, Answered]]]:
    """The kept answers by recipe, each with its fold."""
    config = config_from(
        json.loads((folder / "training.json").read_text(encoding="utf-8"))["runs"][-1]["config"]
    )
    by_path = {f"{one.source}/{one.path}": one for one in photos_of(config)}
    with np.load(folder / FILE, allow_pickle=False) as kept:
        return {
            str(recipe): [
                (int(fold), _answered(by_path[str(path)], logits, box))
                for fold, path, logits, box in zip(
                    *(kept[f"{recipe}.{name}"] for name in ARRAYS),
                    strict=True,
                )
            ]
            for recipe in kept["recipes"]
        }


def _answered(photo: Outlined, logits: np.ndarray[Any, Any], box: np.ndarray[Any, Any]) -> Answered:
    wanted = photo.pixels()[..., 3] > 0
    return Answered(photo, wanted, {"logits": logits.astype(np.float32)}, Box(*map(float, box)))


def cross_fitted(spec: ModelSpec, found: Sequence[tuple[int, Answered]]) -> list[Scored]:
    """The figures of each photo, with lines set on the other folds."""
    by_fold: dict[int, list[Answered]] = defaultdict(list)
    for fold, one in found:
        by_fold[fold].append(one)
    scored = []
    for fold, mine in sorted(by_fold.items()):
        others = [one for other, some in by_fold.items() if other != fold for one in some]
        scored += figures.scored(calibrated(spec, others, by_patient=True), mine)
    return scored


def _gain(
    spec: ModelSpec,
    pair: tuple[str, str],
    kept: Mapping[str, list[tuple[int, Answered]]],
    rng: Generator,
) -> dict[str, Any]:
    """What one recipe brings beside another, photo by photo, on the folds of both.

    The overlap asks for no calibration: the outline is drawn at even odds.
    """
    common = set.intersection(*({fold for fold, _ in kept[recipe]} for recipe in pair))
    one, other = (
        figures.scored(spec, [answer for fold, answer in kept[recipe] if fold in common])
        for recipe in pair
    )
    lesions = [place for place, photo in enumerate(one) if photo.has_lesion]
    groups = np.array([one[place].group for place in lesions])
    overlaps = np.array([[some[place].dice for place in lesions] for some in (one, other)])

    def mean(of: Floats) -> list[float]:
        return [float(of.mean()), *metrics.interval(lambda at: float(of[at].mean()), groups, rng)]

    return {
        "recipe": pair[0],
        "beside": pair[1],
        "folds": len(common),
        "photos": len(lesions),
        "dice": mean(overlaps[0]),
        "dice_of_the_other": mean(overlaps[1]),
        "gain": mean(overlaps[0] - overlaps[1]),
    }


def fold_figures(spec: ModelSpec, rng: Generator) -> tuple[ModelSpec, dict[str, Any]]:
    """The spec calibrated on all kept answers, and the figures of every recipe."""
    kept = read_folds(spec.folder)
    first, *_ = kept
    mine = [one for _, one in kept[first]]
    finished, found = calibrated(spec, mine, by_patient=True), cross_fitted(spec, kept[first])
    with np.load(spec.folder / FILE, allow_pickle=False) as stored:
        pairs = [(str(one), str(other)) for one, other in stored["pairs"]]
    rows = [_gain(spec, pair, kept, rng) for pair in pairs]
    return finished, {
        "headline": figures.per_source(found, rng),
        "recipes": rows,
        "intervals": figures.intervals(found),
        "nothing_found": figures.nothing_found(found),
        "repeats": repeats(one.photo for one in mine),
        "labels": [],
        "pixel_ece": figures.pixel_error(finished, mine),
        "chosen_on": len(mine),
    }


def main() -> None:
    """Read the command line and keep the answers."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(prog="skin_core.evaluation.outline_folds", description=__doc__)
    parser.add_argument("model")
    parser.add_argument("recipe", help="name of the configuration whose folds were run")
    parser.add_argument("pairs", nargs="*", help="WITH:WITHOUT, names of two such configurations")
    given = parser.parse_args()
    pairs = [tuple(pair.split(":")) for pair in given.pairs]
    with in_one_sentence():
        if wrong := [pair for pair in given.pairs if pair.count(":") != 1]:
            raise Refused(f"{wrong[0]}: a pair is written WITH:WITHOUT")
        keep_folds(find_spec(given.model), given.recipe, pairs)


if __name__ == "__main__":
    main()
