"""python -m skin_core.training configs/clinical.toml: train, or go on after a kill."""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch

from skin_core.diseases.taxonomy import all_diseases
from skin_core.settings import ROOT
from skin_core.training import parallel
from skin_core.training.cache import PhotoCache
from skin_core.training.checks import (
    FREE,
    check_collections,
    check_facts,
    check_multiplier,
    check_photos,
    check_run,
    check_settings,
    check_shares,
    check_split,
)
from skin_core.training.config import Distillation, TrainConfig, load_config
from skin_core.training.curve import Watch
from skin_core.training.distil import TaughtLoader, lesson_of
from skin_core.training.layouts import decoded, folder_of, photos_for
from skin_core.training.loader import Loader
from skin_core.training.loop import CHECKPOINT, check_backbone, train
from skin_core.training.machine import add_machine, on_machine, on_same_machine
from skin_core.training.photos import Photo, digest_of, labels_of
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.sheet import draw_sheet
from skin_core.training.splits import Split, learned_too, split_by_group, split_by_source
from skin_core.training.tables import read_json
from skin_core.training.teachers import asked, is_over, load_teacher
from skin_core.training.twins import twins_across, write_twins

CACHE = ROOT / ".cache"
RUNS = ROOT / ".runs"
OLD = (*FREE, "init", "precision")  # of a finished run: options may have named other ones
log = logging.getLogger(__name__)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="skin_core.training", description=__doc__)
    parser.add_argument("config", type=Path, help="TOML file of the experiment")
    parser.add_argument("--init", default=None, help='ImageNet weights: file or "package"')
    parser.add_argument("--sheet", type=Path, help="only draw what is shown into this picture")
    add_machine(parser)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        config = on_machine(load_config(given.config), given)
        check_backbone(config.backbone)
        parallel.join(config.device)
        if given.sheet:
            draw_sheet(Loader(*prepared(config)), given.sheet)
        else:
            run(config, config.init if given.init is None else given.init, given.config.parent)


def run(config: TrainConfig, init: str, configs: Path) -> None:
    """Train one experiment into .runs/<name>/, split and provenance beside it.

    configs: where the experiments of its teachers lie, if it has any.
    Raises: Refused, SettingsError.
    """
    if init != config.init:
        config = replace(config, init=init)
    check_teachers(config, configs)
    if parallel.is_first() and config.unheard:
        told = "a student sees what its teachers were asked about; without effect (also, without)"
        log.warning("%s: %s", told, ", ".join(config.unheard))
    folder = RUNS / config.name
    photos, split = photos_for(config), split_for(config)
    check_run(folder, digest_of(photos), config.to_dict())
    held_back = {photo.path for photo in (*split.validation, *split.test)}
    check_init(config, labels_of(photos), held_back)
    loader = Loader(*parallel.after_first(lambda: prepared(config)))
    folder.mkdir(parents=True, exist_ok=True)
    if config.distillation:
        loader = taught(loader, config.distillation, held_back, configs)
    if parallel.is_first() and not has_begun(folder):
        tell_twins(split, loader.cache, folder)
    watch = Watch(split.validation, loader.labels, loader.cache)
    if parallel.is_first() and not has_begun(folder):
        write_record(folder, config, photos, split, revision())
    train(config, loader, resolve(init), folder, watch)


def has_begun(folder: Path) -> bool:
    """Whether a run goes on, or is over: its record tells by which code it was begun."""
    return (folder / CHECKPOINT).exists() and (folder / "run.json").exists()


def write_record(
    folder: Path, config: TrainConfig, photos: Sequence[Photo], split: Split, revision: str
) -> None:
    """Write down what a run is trained on, and by which code and settings."""
    record = {
        "config": config.to_dict(),
        "labels": labels_of(photos),
        "revision": revision,
        "data_digest": digest_of(photos),
        "train": [photo.path for photo in split.train],
        "validation": [photo.path for photo in split.validation],
        "test": [photo.path for photo in split.test],
    }
    (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8")


def prepared(
    config: TrainConfig,
) -> tuple[tuple[Photo, ...], tuple[str, ...], PhotoCache, TrainConfig]:
    """What a loader of an experiment is made of, its photos checked and decoded.

    Raises: Refused naming the row that is wrong.
    """
    cv2.setNumThreads(1)
    photos = photos_for(config)
    check_photos(photos, all_diseases(), folder_of(config))
    split = split_for(config)
    check_split(split)
    check_shares(split, photos, config)
    check_facts(config.facts, split.train)
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

    Raises: Refused where a teacher has seen a photo the student is judged by.
    """
    for name in how.teachers:
        if not parallel.of_first(lambda folder=RUNS / name: is_over(folder)):  # type: ignore[misc]
            teacher = on_same_machine(load_config(configs / f"{name}.toml"), loader.config)
            run(teacher, teacher.init, configs)
    torch.set_num_threads(loader.config.threads)
    place = parallel.place_of(loader.config.device)
    teachers = [load_teacher(RUNS / name, loader.labels, held_back, place) for name in how.teachers]
    views, kept = how.views, CACHE / "teachers"
    logits = parallel.after_first(lambda: asked(teachers, loader, views, kept))
    truths = np.array([loader.labels.index(photo.label) for photo in loader.photos])
    parts = (loader.photos, loader.labels, loader.cache, loader.config)
    return TaughtLoader(*parts, lesson_of(logits, truths, how), how)


def check_teachers(config: TrainConfig, configs: Path, pupils: tuple[str, ...] = ()) -> None:
    """Each teacher, and each of theirs, is another experiment beside the file, or a finished run.

    Raises: Refused naming the teacher, before anything is trained.
    """
    pupils = (*pupils, config.name)
    for name in config.distillation.teachers if config.distillation else ():
        if name in pupils:
            raise Refused(f"teachers: {name} would teach itself ({' learns from '.join(pupils)})")
        file, over = configs / f"{name}.toml", is_over(RUNS / name)
        if not file.exists() and not over:
            raise Refused(f"teachers: no run {name} is finished, and there is no {file}")
        if not file.exists():
            continue
        teacher = load_config(file)
        if teacher.name != name:
            raise Refused(f"teachers: {file} is the experiment {teacher.name!r}, not {name!r}")
        if teacher.prepare != config.prepare:
            raise Refused(f"teachers: {name} learned from photos prepared in another way (prepare)")
        if teacher.facts:
            raise Refused(
                f"teachers: {name} reads facts of the patient, a teacher sees photos alone"
            )
        if over:
            check_settings(RUNS / name, read_json(RUNS / name / "run.json"), teacher.to_dict(), OLD)
        check_teachers(teacher, configs, pupils)


def check_init(config: TrainConfig, labels: tuple[str, ...], held_back: Collection[str]) -> None:
    """A file is there. A run that is gone on from is finished, of this kind, and saw no photo of
    those held back here.

    Raises: Refused.
    """
    if not config.init.startswith("run:"):
        resolve(config.init)
        return
    name = config.init.removeprefix("run:")
    folder = RUNS / name
    if not is_over(folder):
        raise Refused(f"init: no run {name} is finished in {RUNS}; train it first")
    record = read_json(folder / "run.json")
    for key in ("backbone", "facts"):
        if (began := record["config"][key]) != json.loads(json.dumps(getattr(config, key))):
            raise Refused(f"init: {name} has {key} {began!r}, not {getattr(config, key)!r}")
    if tuple(record["labels"]) != labels:
        other = sorted(set(record["labels"]) ^ set(labels))
        raise Refused(f"init: {name} has other labels, such as {other[0]!r}")
    if seen := sorted(set(record["train"]) & set(held_back)):
        raise Refused(f"init: {name} was trained on {seen[0]}, which is held back here")


def split_for(config: TrainConfig) -> Split:
    """The split of an experiment: by collection where some are left out, else by group.

    The test part of a kind of photo is the same for both: recipes are not compared on it either.
    """
    photos = photos_for(config)
    rng = np.random.default_rng(config.seed)
    split = split_by_group(photos, config.validation_share, rng, config.test_share)
    if config.leave_out:
        check_collections("leave_out", config.leave_out, photos)
        tested = set(split.test)
        apart = split_by_source([p for p in photos if p not in tested], config.leave_out)
        return Split(apart.train, apart.validation, split.test)
    return learned_too(split, config.learn_too)


def resolve(init: str) -> str:
    """The init file; a relative path counts from the repository, "run:NAME" is an earlier run.

    Several inits, one for each backbone, are joined by "+".
    Raises: Refused where there is no such file.
    """
    if init.startswith("run:"):
        name = init.removeprefix("run:")
        if not (RUNS / name / CHECKPOINT).is_file():
            raise Refused(f"init: there is no run {name!r} in {RUNS}: train it first")
        return str(RUNS / name / CHECKPOINT)
    if "+" in init:
        return "+".join(resolve(one) for one in init.split("+"))
    if init in ("", "package"):
        return init
    file = (ROOT / init).resolve()
    if not file.is_file():
        raise Refused(f"init: there is no file {file}")
    return str(file)


def revision() -> str:
    """The git revision of the code, "unknown" outside a repository."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
