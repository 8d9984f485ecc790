"""Which photos a released network was never trained on.

Photos were added to the data folder after networks had been trained. A model's data digest
says which list it saw; that list is rebuilt, and with it the very split it was trained with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from skin_core.catalogue import CLASSIFY, ModelSpec, file_digest, find_spec
from skin_core.evaluation.model_card import measured_runs
from skin_core.training.config import TrainConfig, config_from
from skin_core.training.layouts import photos_for
from skin_core.training.photos import Photo, digest_of
from skin_core.training.refusal import Refused
from skin_core.training.splits import Split, learned_too, split_by_group
from skin_core.training.tables import read_json

ADDED_NOVEMBER_2026 = frozenset(
    ("infinity", "amangoyal_rest", "arifegulsah", "tcobian", "shahryar", "rubyhan", "cs187")
)
ADDITIONS = (frozenset[str](), ADDED_NOVEMBER_2026)  # newest list first


@dataclass(frozen=True)
class HeldOut:
    """Photos no run was trained on.

    validation: thresholds are fitted on these. test: nothing was chosen on these; empty for
    networks trained without such a part. unseen: collections the training never had.
    """

    validation: tuple[Photo, ...]
    test: tuple[Photo, ...]
    unseen: tuple[Photo, ...]


def held_out(folder: Path) -> HeldOut:
    """The held-out photos of the model in this folder of weights/.

    Raises: Refused where today's photos hold no list of the model's data digest: any split
    of them would let photos of the training into the validation.
    """
    runs = read_measurable(folder)["runs"]
    config = config_from(runs[-1]["config"])
    parts = parts_of(runs, photos_for(config))
    if config.data is None:
        return parts
    own = {
        one.name: _lying_in(config.data.where, getattr(parts, one.name)) for one in fields(parts)
    }
    return HeldOut(**own)


def _lying_in(folder: Path, photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """Photos of a data set under paths that do not count from the data folder."""
    return tuple(replace(photo, path=str(folder / photo.path)) for photo in photos)


def find_classifier(name: str) -> ModelSpec:
    """The model of this name, which tells diseases apart.

    Raises: UnknownModel, Refused.
    """
    spec = find_spec(name)
    if spec.task != CLASSIFY:
        raise Refused(f"{name} is no classifier: this asks for a model that names diseases")
    return spec


def read_training(folder: Path) -> dict[str, Any]:
    """How a model was trained: configurations, seeds, revision, data digest."""
    record: dict[str, Any] = read_json(folder / "training.json")
    return record


def read_measurable(folder: Path) -> dict[str, Any]:
    """How a model was trained that can be measured on photos held back from it.

    Raises: Refused for one that went on with all photos after it was measured.
    """
    record = read_training(folder)
    if "measured" in record:
        last = measured_runs(record)[-1]["config"]["name"]
        raise Refused(
            f"{folder.name} has learned from all photos since it was measured: its figures are "
            f"those of the run {last}; release that under another name to measure it again"
        )
    return record


def read_figures(folder: Path) -> dict[str, Any]:
    """What was measured of the network that lies here.

    Raises: Refused where nothing was since it was released.
    """
    if not (folder / "evaluation.json").is_file():
        told = f"python -m skin_core.evaluation {folder.name}"
        raise Refused(f"{folder.name} was not measured since it was released: {told}")
    figures: dict[str, Any] = read_json(folder / "evaluation.json")
    return figures


def measured_digest(spec: ModelSpec) -> str:
    """Of the ONNX file of the network whose figures are told: that shipped, or that before."""
    measured = read_training(spec.folder).get("measured")
    return str(measured["onnx"]) if measured else file_digest(spec.onnx)


def parts_of(runs: Sequence[Mapping[str, Any]], today: Sequence[Photo]) -> HeldOut:
    """The held-out parts of these runs among today's photos; the last run's split counts.

    Raises: Refused.
    """
    splits = [_split(run, today) for run in runs]
    taught = {photo.group for split in splits for photo in split.train}
    last = splits[-1]
    used = {photo.group for photo in (*last.validation, *last.test)} | taught
    return HeldOut(
        tuple(photo for photo in last.validation if photo.group not in taught),
        tuple(photo for photo in last.test if photo.group not in taught),
        tuple(photo for photo in today if not photo.copy and photo.group not in used),
    )


def _split(run: Mapping[str, Any], today: Sequence[Photo]) -> Split:
    config: TrainConfig = config_from(run["config"])
    photos = photos_with(run["data_digest"], today)
    rng = np.random.default_rng(config.seed)
    split = split_by_group(photos, config.validation_share, rng, config.test_share)
    return learned_too(split, config.learn_too)


def photos_with(digest: str, today: Sequence[Photo]) -> list[Photo]:
    """The photos of a data digest: today's, or those before an addition.

    Raises: Refused.
    """
    for added in ADDITIONS:
        photos = [photo for photo in today if photo.source not in added]
        if digest_of(photos) == digest:
            return photos
    raise Refused(f"no list of photos has the digest {digest}: its split cannot be rebuilt")
