"""Which photos a released network was never trained on.

Photos were added to the data folder after networks had been trained. A model's data digest
says which list it saw; that list is rebuilt, and with it the very split it was trained with.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from skin_core.training.config import TrainConfig, config_from
from skin_core.training.photos import Photo, data_folder, digest_of, photos_of_kind
from skin_core.training.splits import Split, split_by_group

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

    Raises: ValueError where today's photos hold no list of the model's data digest: any split
    of them would let photos of the training into the validation.
    """
    runs = read_training(folder)["runs"]
    today = photos_of_kind(runs[-1]["config"]["kind"], data_folder())
    return parts_of(runs, today)


def read_training(folder: Path) -> dict[str, Any]:
    """How a model was trained: configurations, seeds, revision, data digest."""
    record: dict[str, Any] = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    return record


def parts_of(runs: Sequence[Mapping[str, Any]], today: Sequence[Photo]) -> HeldOut:
    """The held-out parts of these runs among today's photos; the last run's split counts.

    Raises: ValueError.
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
    return split_by_group(photos, config.validation_share, rng, config.test_share)


def photos_with(digest: str, today: Sequence[Photo]) -> list[Photo]:
    """The photos of a data digest: today's, or those before an addition.

    Raises: ValueError.
    """
    for added in ADDITIONS:
        photos = [photo for photo in today if photo.source not in added]
        if digest_of(photos) == digest:
            return photos
    raise ValueError(f"no list of photos has the digest {digest}: its split cannot be rebuilt")
