"""python -m skin_core.evaluation.grade_folds MODEL RECIPE [BY_IMAGE]: keep what the folds said.

What ships has learned from all photos; each photo is answered by the network of the fold that never
saw its group. The answers are kept beside the weights, so that cuts and card can be made without
the checkpoints. BY_IMAGE is the same recipe split by image, as others published theirs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from skin_core.catalogue import GRADE, ModelSpec, find_spec
from skin_core.evaluation.grade_answers import Asked, Told, heights_of, told_of
from skin_core.evaluation.held_out import read_training
from skin_core.models.classifier import SkinNet
from skin_core.models.folding import fold
from skin_core.training.__main__ import RUNS
from skin_core.training.checks import check_finished
from skin_core.training.grades.__main__ import split_for
from skin_core.training.grades.config import config_from
from skin_core.training.grades.release import load_run
from skin_core.training.grades.samples import Graded, graded_photos
from skin_core.training.loop import CHECKPOINT
from skin_core.training.photos import data_folder
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.tables import fold_name

FILE, RECIPE = "folds.npz", "recipe"
BY_GROUP, BY_IMAGE = "by_group", "by_image"


def keep_folds(spec: ModelSpec, recipes: Mapping[str, str]) -> None:
    """Write the out-of-fold answers into the folder of a model.

    recipes: BY_GROUP and, where it was trained, BY_IMAGE, each the name of a configuration whose
    folds were run.
    Raises: Refused where a fold is missing, or the model does not grade.
    """
    if spec.task != GRADE:
        raise Refused(f"{spec.name} does not grade")
    arrays: dict[str, NDArray[np.generic]] = {RECIPE: np.array(recipes[BY_GROUP])}
    for way, recipe in recipes.items():
        told = list(_folds(spec, recipe, way=way))
        photos = [photo.path for one in told for photo in one.photos]
        arrays[f"{way}.paths"] = np.array(photos)
        arrays[f"{way}.heights"] = np.concatenate([one.heights for one in told]).astype(np.float32)
        for name in told[0].changed:
            both = np.concatenate([one.changed[name] for one in told]).astype(np.float32)
            arrays[f"{way}.changed.{name}"] = both
    np.savez_compressed(spec.folder / FILE, **arrays)  # type: ignore[arg-type]


def _folds(spec: ModelSpec, recipe: str, *, way: str) -> Iterator[Told]:
    """Of a split by image, which is only shown beside, the folds that were trained suffice."""
    config = config_from(load_run(fold_name(recipe, 0))[1]["config"])
    for number in range(config.folds):
        name = fold_name(recipe, number)
        if way == BY_IMAGE and not (RUNS / name / CHECKPOINT).is_file():
            continue
        net, record = load_run(name)
        check_finished(name, record)
        held = split_for(config_from(record["config"])).held
        yield told_of(held, _asking(fold(net), spec), again=way == BY_GROUP)


def _asking(net: SkinNet, spec: ModelSpec) -> Asked:
    """A way to ask a network that is not released."""

    @torch.inference_mode()
    def answer(looks: NDArray[np.float32]) -> NDArray[np.float32]:
        said: NDArray[np.float32] = net(torch.from_numpy(looks)).numpy()
        return said

    return lambda photos: heights_of(photos, spec, answer)


def read_folds(folder: Path) -> dict[str, Told]:
    """The kept answers, by way of splitting.

    Raises: Refused where they are those of another recipe than the released network's.
    """
    config = config_from(read_training(folder)["runs"][-1]["config"])
    found = graded_photos(config.kind, config.folder, data_folder(), config.table)
    by_path = {photo.path: photo for photo in found}
    with np.load(folder / FILE, allow_pickle=False) as kept:
        if (recipe := str(kept[RECIPE])) != config.name:
            raise Refused(
                f"{folder / FILE} holds folds of {recipe}, not of {config.name}: make it anew"
            )
        ways = [name.removesuffix(".paths") for name in kept.files if name.endswith(".paths")]
        return {way: _told(kept, way, by_path) for way in ways}


def _told(kept: Mapping[str, NDArray[np.generic]], way: str, by_path: Mapping[str, Graded]) -> Told:
    paths = [str(path) for path in kept[f"{way}.paths"]]
    if strange := [path for path in paths if path not in by_path]:
        raise Refused(f"{strange[0]}: the folds were asked about it, and it is not there any more")
    start = f"{way}.changed."
    changed = {
        name.removeprefix(start): np.asarray(kept[name], np.float64)
        for name in kept
        if name.startswith(start)
    }
    heights = np.asarray(kept[f"{way}.heights"], np.float64)
    return Told(tuple(by_path[path] for path in paths), heights, changed)


def main() -> None:
    """Read the command line and keep the answers."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(prog="skin_core.evaluation.grade_folds", description=__doc__)
    parser.add_argument("model")
    parser.add_argument("recipe", help="name of the configuration whose folds were run")
    parser.add_argument("by_image", nargs="?", help="the same with folds_by = 'image'")
    given = parser.parse_args()
    recipes = {BY_GROUP: given.recipe} | ({BY_IMAGE: given.by_image} if given.by_image else {})
    with in_one_sentence():
        keep_folds(find_spec(given.model), recipes)


if __name__ == "__main__":
    main()
