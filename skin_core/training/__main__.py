"""python -m skin_core.training configs/clinical.toml: train, or go on after a kill."""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
from collections.abc import Collection
from pathlib import Path

import cv2
import numpy as np
import torch

from skin_core.diseases.taxonomy import all_diseases
from skin_core.imaging.overlay import to_jpeg
from skin_core.settings import ROOT
from skin_core.training import parallel
from skin_core.training.cache import PhotoCache
from skin_core.training.checks import check_multiplier, check_photos, check_run, check_split
from skin_core.training.config import Distillation, TrainConfig, load_config
from skin_core.training.curve import Watch
from skin_core.training.distil import TaughtLoader, lesson_of
from skin_core.training.layouts import decoded, folder_of, photos_for
from skin_core.training.loader import Loader
from skin_core.training.loop import CHECKPOINT, train
from skin_core.training.photos import Photo, digest_of, labels_of
from skin_core.training.splits import Split, split_by_group, split_by_source
from skin_core.training.teachers import asked, is_over, load_teacher
from skin_core.training.twins import twins_across, write_twins

CACHE = ROOT / ".cache"
RUNS = ROOT / ".runs"
SHEET_ROWS = 4
log = logging.getLogger(__name__)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="skin_core.training", description=__doc__)
    parser.add_argument("config", type=Path, help="TOML file of the experiment")
    parser.add_argument("--init", default=None, help='ImageNet weights: file or "package"')
    parser.add_argument("--sheet", type=Path, help="only draw the first batches into this picture")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    config = load_config(given.config)
    parallel.join(config.device)
    if given.sheet:
        draw_sheet(Loader(*prepared(config)), given.sheet)
    else:
        run(config, config.init if given.init is None else given.init, given.config.parent)


def run(config: TrainConfig, init: str, configs: Path) -> None:
    """Train one experiment into .runs/<name>/, split and provenance beside it.

    configs: where the experiments of its teachers lie, if it has any.
    """
    folder = RUNS / config.name
    folder.mkdir(parents=True, exist_ok=True)
    photos, split = photos_for(config), split_for(config)
    check_run(folder, digest_of(photos))
    loader = Loader(*parallel.after_first(lambda: prepared(config)))
    if config.distillation:
        held_back = {photo.path for photo in (*split.validation, *split.test)}
        loader = taught(loader, config.distillation, held_back, configs)
    if parallel.is_first() and not (folder / CHECKPOINT).exists():
        tell_twins(split, loader.cache, folder)
    watch = Watch(split.validation, loader.labels, loader.cache)
    record = {
        "config": config.to_dict(),
        "labels": loader.labels,
        "revision": revision(),
        "data_digest": digest_of(photos),
        "train": [photo.path for photo in split.train],
        "validation": [photo.path for photo in split.validation],
        "test": [photo.path for photo in split.test],
    }
    if parallel.is_first():
        (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    train(config, loader, resolve(init), folder, watch)


def prepared(
    config: TrainConfig,
) -> tuple[tuple[Photo, ...], tuple[str, ...], PhotoCache, TrainConfig]:
    """What a loader of an experiment is made of, its photos checked and decoded.

    Raises: ValueError naming the row that is wrong.
    """
    cv2.setNumThreads(1)
    photos, split = photos_for(config), split_for(config)
    check_photos(photos, all_diseases(), folder_of(config))
    check_split(split)
    check_multiplier(config.multiplier, labels_of(photos))
    return split.train, labels_of(photos), decoded(config, photos, CACHE), config


def tell_twins(split: Split, cache: PhotoCache, folder: Path) -> None:
    """Write down which held-back photos seem to be among those learned from, and warn of them."""
    twins = twins_across(split, cache)
    write_twins(twins, folder / "twins.csv")
    if twins:
        log.warning(
            "%d held-back photos look like learned ones: %s", len(twins), folder / "twins.csv"
        )


def taught(
    loader: Loader, how: Distillation, held_back: Collection[str], configs: Path
) -> TaughtLoader:
    """The loader of a student, after its teachers were trained and asked.

    Raises: ValueError where a teacher has seen a photo the student is judged by.
    """
    for name in how.teachers:
        if not parallel.of_first(lambda folder=RUNS / name: is_over(folder)):  # type: ignore[misc]
            teacher = load_config(configs / f"{name}.toml")
            run(teacher, teacher.init, configs)
    torch.set_num_threads(loader.config.threads)
    teachers = [load_teacher(RUNS / name, loader.labels, held_back) for name in how.teachers]
    views, kept = how.views, CACHE / "teachers"
    logits = parallel.after_first(lambda: asked(teachers, loader, views, kept))
    truths = np.array([loader.labels.index(photo.label) for photo in loader.photos])
    parts = (loader.photos, loader.labels, loader.cache, loader.config)
    return TaughtLoader(*parts, lesson_of(logits, truths, how), how)


def draw_sheet(loader: Loader, file: Path) -> None:
    """A contact sheet of what the network is shown at first, one batch a row."""
    rows = [loader.batch(step).pixels.permute(0, 2, 3, 1).numpy() for step in range(SHEET_ROWS)]
    rows = [np.concatenate(list(row), axis=1) for row in rows]
    sheet = np.clip(np.concatenate(rows) * 127.5 + 127.5, 0, 255).astype(np.uint8)
    file.write_bytes(to_jpeg(sheet, 90))


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
