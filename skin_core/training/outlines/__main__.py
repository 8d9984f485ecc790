"""python -m skin_core.training.outlines configs/lesion_outline.toml: train, or go on."""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2

from skin_core.settings import ROOT
from skin_core.training.__main__ import RUNS, has_begun, resolve, revision
from skin_core.training.checks import check_run
from skin_core.training.machine import add_machine, on_machine
from skin_core.training.outlines.config import OutlineConfig, load_config
from skin_core.training.outlines.loader import OutlineLoader
from skin_core.training.outlines.loop import train
from skin_core.training.outlines.samples import (
    UNMASKED,
    Outlined,
    OutlineSplit,
    check_outlined,
    collection,
    digest_of,
    fold_split,
    learned_too,
    own_folder,
    split_outlined,
)
from skin_core.training.outlines.self_training import outlined_by_teacher
from skin_core.training.photos import data_folder
from skin_core.training.refusal import Refused, in_one_sentence

log = logging.getLogger(__name__)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="skin_core.training.outlines", description=__doc__)
    parser.add_argument("config", type=Path, help="TOML file of the experiment")
    parser.add_argument("--init", default=None, help='ImageNet weights: file or "package"')
    add_machine(parser)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        config = on_machine(load_config(given.config), given)
        run(config, config.init if given.init is None else given.init)


def run(config: OutlineConfig, init: str) -> None:
    """Train one experiment into .runs/<name>/, split and provenance beside it."""
    cv2.setNumThreads(1)
    if init != config.init:
        config = replace(config, init=init)
    photos = photos_of(config)
    folder = RUNS / config.name
    check_run(folder, digest_of(photos), config.to_dict())
    folder.mkdir(parents=True, exist_ok=True)
    check_outlined(photos)
    resolve(config.init)
    split = with_unmasked(split_for(config, photos), config, folder)
    if not split.train:
        raise Refused(f"{config.name}: every photo is held back, none is left to learn from")
    if config.fold < 0 and not config.learn_too and not (split.validation and split.test):
        log.warning("%s: too few groups, nothing is held back to measure on", config.name)
    record = record_for(config, photos, split, revision())
    if not has_begun(folder):
        (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    train(config, OutlineLoader(split.train, config), resolve(init), folder)


def record_for(
    config: OutlineConfig, photos: list[Outlined], split: OutlineSplit, revision: str
) -> dict[str, Any]:
    """What is written down of a run: settings, code, photos and their parts."""
    parts = ("train", "validation", "test")
    return {
        "config": config.to_dict(),
        "revision": revision,
        "data_digest": digest_of(photos),
        **{part: [f"{one.source}/{one.path}" for one in getattr(split, part)] for part in parts},
    }


def with_unmasked(split: OutlineSplit, config: OutlineConfig, folder: Path) -> OutlineSplit:
    """The split with photos to learn from that the teacher outlined, if there is one."""
    if not config.unmasked:
        return split
    held_out = {photo.group for photo in (*split.validation, *split.test)}
    photos = collection(UNMASKED, data_folder())
    more = outlined_by_teacher(config, photos, held_out, folder / "outlined")
    return replace(split, train=(*split.train, *more))


def photos_of(config: OutlineConfig) -> list[Outlined]:
    """All outlined photos of an experiment, those to be tested on among them."""
    found = [one for name in config.shares for one in collection(name, data_folder())]
    return found + (own_folder(ROOT / config.folder) if config.folder else [])


def split_for(config: OutlineConfig, photos: list[Outlined]) -> OutlineSplit:
    """The split of an experiment: one of all runs, or a fold of a grouped cross-validation."""
    if config.fold >= 0:
        return fold_split(photos, config.folds, config.fold, config.seed)
    return learned_too(split_outlined(photos, config.seed), config.learn_too)


if __name__ == "__main__":
    main()
