"""python -m skin_core.training configs/clinical.toml: train, or go on after a kill."""

import argparse
import json
import logging
import subprocess
from pathlib import Path

import cv2
import numpy as np

from skin_core.diseases.taxonomy import all_diseases
from skin_core.settings import ROOT
from skin_core.training.cache import open_cache
from skin_core.training.checks import check_multiplier, check_photos, check_run, check_split
from skin_core.training.config import TrainConfig, load_config
from skin_core.training.curve import Watch
from skin_core.training.loader import Loader
from skin_core.training.loop import CHECKPOINT, train
from skin_core.training.photos import Photo, data_folder, digest_of, labels_of, photos_of_kind
from skin_core.training.splits import Split, split_by_group, split_by_source

CACHE = ROOT / ".cache"
RUNS = ROOT / ".runs"


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="skin_core.training", description=__doc__)
    parser.add_argument("config", type=Path, help="TOML file of the experiment")
    parser.add_argument("--init", default=None, help='ImageNet weights: file or "package"')
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    config = load_config(given.config)
    run(config, config.init if given.init is None else given.init)


def run(config: TrainConfig, init: str) -> None:
    """Train one experiment into .runs/<name>/, split and provenance beside it."""
    cv2.setNumThreads(1)
    photos = photos_for(config)
    folder = RUNS / config.name
    folder.mkdir(parents=True, exist_ok=True)
    split = split_for(config)
    check_photos(photos, all_diseases(), data_folder())
    check_split(split)
    check_run(folder, digest_of(photos))
    check_multiplier(config.multiplier, labels_of(photos))
    cache = open_cache(photos, data_folder(), CACHE)
    loader = Loader(split.train, labels_of(photos), cache, config)
    watch = Watch(split.validation, loader.labels, cache)
    record = {
        "config": config.to_dict(),
        "labels": loader.labels,
        "revision": revision(),
        "data_digest": digest_of(photos),
        "train": [photo.path for photo in split.train],
        "validation": [photo.path for photo in split.validation],
        "test": [photo.path for photo in split.test],
    }
    (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    train(config, loader, resolve(init), folder, watch)


def photos_for(config: TrainConfig) -> list[Photo]:
    """The photos of an experiment: of its kind, and of its collections where it names some."""
    photos = photos_of_kind(config.kind, data_folder())
    return [photo for photo in photos if not config.sources or photo.source in config.sources]


def split_for(config: TrainConfig) -> Split:
    """The split of an experiment: by collection where some are left out, else by group.

    The test part of a kind of photo is the same for both: recipes are not compared on it either.
    """
    photos = photos_for(config)
    rng = np.random.default_rng(config.seed)
    split = split_by_group(photos, config.validation_share, rng, config.test_share)
    if config.leave_out:
        tested = set(split.test)
        apart = split_by_source([p for p in photos if p not in tested], config.leave_out)
        return Split(apart.train, apart.validation, split.test)
    return split


def resolve(init: str) -> str:
    """The init file; a relative path counts from the repository, "run:NAME" is an earlier run.

    Several inits, one for each backbone, are joined by "+".
    """
    if init.startswith("run:"):
        return str(RUNS / init.removeprefix("run:") / CHECKPOINT)
    if "+" in init:
        return "+".join(resolve(one) for one in init.split("+"))
    return init if init in ("", "package") else str((ROOT / init).resolve())


def revision() -> str:
    """The git revision of the code, "unknown" outside a repository."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
