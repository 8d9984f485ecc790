"""python -m skin_core.training.grades configs/eczema_signs.toml: train, or go on after a kill.

With --folder and --table it learns from photos and grades of one's own, as the reading room writes
them.
"""

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
from skin_core.training.__main__ import split_for as split_of_classifier
from skin_core.training.cache import check_whole
from skin_core.training.checks import check_run
from skin_core.training.config import load_config as load_classifier
from skin_core.training.grades.config import GradeConfig, load_config
from skin_core.training.grades.loader import GradeLoader
from skin_core.training.grades.loop import train
from skin_core.training.grades.samples import (
    SIGNS,
    GradeSplit,
    digest_of,
    graded_photos,
    split_by_folds,
    split_by_groups,
    split_by_paths,
)
from skin_core.training.loop import check_backbone
from skin_core.training.machine import add_machine, on_machine
from skin_core.training.photos import data_folder
from skin_core.training.refusal import Refused, in_one_sentence

log = logging.getLogger(__name__)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="skin_core.training.grades", description=__doc__)
    parser.add_argument("config", type=Path, help="TOML file of the experiment")
    parser.add_argument("--init", default=None, help='ImageNet weights: file or "package"')
    parser.add_argument("--folder", type=Path, help="photos of one's own")
    parser.add_argument("--table", type=Path, help="their grades; labels.csv in the folder")
    add_machine(parser)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        config = on_machine(load_config(given.config), given)
        if given.table and not given.folder:
            raise Refused("--table: needs --folder, where its photos lie")
        if given.folder:
            config = of_own(config, given.folder, given.table)
        check_backbone(config.backbone)
        run(config, config.init if given.init is None else given.init)


def of_own(config: GradeConfig, folder: Path, table: Path | None) -> GradeConfig:
    """The experiment with photos of one's own. table: None for the one in their folder."""
    name = str(table.resolve()) if table else config.table
    return replace(config, folder=str(folder.resolve()), table=name, held_by="")


def run(config: GradeConfig, init: str) -> None:
    """Train one experiment into .runs/<name>/, split and provenance beside it."""
    cv2.setNumThreads(1)
    if init != config.init:
        config = replace(config, init=init)
    split = split_for(config)
    if not split.train:
        raise Refused(f"{config.folder}: every photo is held back, none is left to learn from")
    resolve(config.init)
    for one in (*split.train, *split.held):
        check_whole(data_folder() / one.path)
    if not split.held and config.fold < 0:
        log.warning("%s: too few groups, nothing is held back to measure on", config.folder)
    record = record_for(config, split, revision())
    folder = RUNS / config.name
    check_run(folder, record["data_digest"], config.to_dict())
    folder.mkdir(parents=True, exist_ok=True)
    if not has_begun(folder):
        (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    train(config, GradeLoader(split.train, config, data_folder()), resolve(init), folder)


def record_for(config: GradeConfig, split: GradeSplit, revision: str) -> dict[str, Any]:
    """What is written down of a run: settings, code, photos and their parts."""
    return {
        "config": config.to_dict(),
        "labels": SIGNS[config.kind],
        "revision": revision,
        "data_digest": digest_of((*split.train, *split.held)),
        "train": [one.path for one in split.train],
        "held": [one.path for one in split.held],
    }


def split_for(config: GradeConfig) -> GradeSplit:
    """The split of an experiment: a fold, that of the classifier it starts from, or by group."""
    photos = graded_photos(config.kind, config.folder, data_folder(), config.table)
    if config.fold >= 0:
        return split_by_folds(photos, config.fold, config.folds, config.split_seed, config.folds_by)
    if config.held_by:
        classifier = load_classifier(ROOT / "configs" / f"{config.held_by}.toml")
        learned_from = {photo.path for photo in split_of_classifier(classifier).train}
        return split_by_paths(photos, learned_from)
    return split_by_groups(photos, config.held_share, config.split_seed)


if __name__ == "__main__":
    main()
