"""python -m skin_core.evaluation compare FILE...: the founding study's table of networks.

A file is a configuration of skin_core.training, or names files beside it whose runs' answers are
averaged (`name`, `mean_of`). A run that is finished is found, any other is trained first, or goes
on where it stopped; figures of a run are kept beside its checkpoint. All rows are judged by the
photos held back to choose by, so that the test part stays unseen until a release.
A file with a table `networks` asks for the table of networks that grade signs.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.random import default_rng
from numpy.typing import NDArray

from skin_core.catalogue import file_digest
from skin_core.evaluation import model_card
from skin_core.evaluation.compare_grades import compare_grades, names_networks
from skin_core.evaluation.cost import least_ms, macs
from skin_core.evaluation.figures import agreement, one_disease
from skin_core.evaluation.predictions import session_of
from skin_core.evaluation.results import RESULTS, write_results
from skin_core.inference.calibrate import softmax
from skin_core.models.checkpoint import release
from skin_core.models.classifier import SkinNet
from skin_core.models.facts_net import FactsNet
from skin_core.models.onnx_export import export_onnx
from skin_core.training import __main__ as training
from skin_core.training.__main__ import OLD
from skin_core.training.checks import check_settings
from skin_core.training.config import TrainConfig, config_from, load_config
from skin_core.training.curve import Watch
from skin_core.training.layouts import decoded, photos_for
from skin_core.training.loop import CHECKPOINT
from skin_core.training.photos import Photo
from skin_core.training.refusal import Refused
from skin_core.training.tables import checked, read_json, read_toml
from skin_core.training.teachers import is_over, load_teacher

SEED, ROUNDS, ZOSTER = 2026, 200, "herpes_zoster"
ANSWERS, FIGURES = "compare.npy", "compare.json"
MOBILE = ("mobilenet", "tf_efficientnet_lite", "mnasnet", "ghostnet", "tinynet", "lcnet")
CATEGORIES = ("basic", "mobile", "ensemble", "fusion", "with facts", "distilled")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """A line of the table to be: one configuration, or several whose answers are averaged."""

    name: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Mean:
    """The keys of a file whose row is a mean of others."""

    name: str
    mean_of: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """The held-back photos of a run and what it answers: logits (N, K)."""

    labels: tuple[str, ...]
    photos: tuple[Photo, ...]
    logits: NDArray[np.float64]


def read_row(file: Path) -> Row:
    """The row of a file.

    Raises: SettingsError; Refused before anything is trained.
    """
    table = read_toml(file)
    if "mean_of" in table:
        mean = Mean(**checked(table, Mean))
        members = tuple(file.parent / f"{name}.toml" for name in mean.mean_of)
        if len(set(members)) < 2:
            raise Refused(f"{file}: mean_of has to name at least two files beside it")
        for member in members:
            check_judged(load_config(member))
        return Row(mean.name, members)
    check_judged(load_config(file))
    return Row(file.stem, (file,))


def check_judged(config: TrainConfig) -> None:
    """An experiment holds photos back to choose by, by which it can be judged.

    Raises: Refused.
    """
    if not config.leave_out and ("validation" in config.learn_too or not config.validation_share):
        told = "validation_share above 0, and no validation in learn_too"
        raise Refused(f"{config.name} holds no photos back to be judged by: it needs {told}")


def category(config: TrainConfig) -> str:
    """Where a network stands in the founding study's table."""
    if config.distillation:
        return "distilled"
    if config.facts:
        return "with facts"
    if "+" in config.backbone:
        return "fusion"
    return "mobile" if config.backbone.startswith(MOBILE) else "basic"


def row_of(row: Row) -> dict[str, Any]:
    """The figures of a row; what of it is not trained or measured yet is, now.

    Raises: ValueError where averaged runs are judged by different photos.
    """
    runs = [trained(load_config(file), file.parent) for file in row.files]
    parts = [_measured(name) for name in runs]
    if len(parts) == 1:
        return parts[0]
    judged = [answers_of(name) for name in runs]
    if any(one.photos != judged[0].photos or one.labels != judged[0].labels for one in judged):
        raise Refused(f"{row.name}: its runs are judged by different photos or labels")
    chances = np.mean([softmax(one.logits) for one in judged], axis=0)
    return {
        "category": "ensemble",
        "model": f"{row.name}: mean of {' and '.join(runs)}",
        "px": ", ".join(str(part["px"]) for part in parts),
        **_figures(judged[0], chances),
        **{key: _sum([part[key] for part in parts]) for key in COSTS},
    }


COSTS = ("latency_ms", "parameters_m", "macs_m")


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _untrained(row: Row) -> bool:
    return not all(is_over(training.RUNS / load_config(file).name) for file in row.files)


def trained(config: TrainConfig, configs: Path) -> str:
    """The run of an experiment, trained unless it is over; configs: where its teachers lie."""
    if not is_over(training.RUNS / config.name):
        log.info("training %s", config.name)
        training.run(config, config.init, configs)
    check_settings(training.RUNS / config.name, _record(config.name), config.to_dict(), OLD)
    return config.name


def _record(name: str) -> dict[str, Any]:
    record: dict[str, Any] = read_json(training.RUNS / name / "run.json")
    return record


def answers_of(name: str) -> Judged:
    """What a finished run says of the photos held back to choose by; asked once."""
    folder, record = training.RUNS / name, _record(name)
    config = config_from(record["config"])
    every = photos_for(config)
    known = {photo.path: photo for photo in every}
    photos = tuple(known[path] for path in record["validation"])
    file = folder / f"{file_digest(folder / CHECKPOINT)[:8]}-{ANSWERS}"
    if not file.exists():
        log.info("asking %s about %d photos", name, len(photos))
        teacher = load_teacher(folder, record["labels"], record["validation"])
        watch = Watch(photos, record["labels"], decoded(config, every, training.CACHE))
        np.save(file, watch.logits(teacher.net, teacher.size))
    return Judged(tuple(record["labels"]), photos, np.asarray(np.load(file), np.float64))


def _measured(name: str) -> dict[str, Any]:
    """All figures of one run, kept beside its checkpoint."""
    folder = training.RUNS / name
    file = folder / f"{file_digest(folder / CHECKPOINT)[:8]}-{FIGURES}"
    config = config_from(_record(name)["config"])
    if not file.exists():
        judged = answers_of(name)
        measured = _figures(judged, softmax(judged.logits)) | _cost(folder, judged.labels)
        file.write_text(json.dumps(measured, indent=1), encoding="utf-8")
    kept = json.loads(file.read_text(encoding="utf-8"))
    told = {"category": category(config), "model": _model(config), "px": config.sizes[-1]}
    return {**kept, **told}


def _model(config: TrainConfig) -> str:
    strategy = "" if config.strategy == "full" else f", {config.strategy.replace('_', ' ')}"
    of = f", student of {' and '.join(config.distillation.teachers)}" if config.distillation else ""
    after = f" after {config.init.removeprefix('run:')}" if config.init.startswith("run:") else ""
    long = f"{config.epochs:g} epoch{'' if config.epochs == 1 else 's'}"
    return f"{config.name}: {config.backbone}, {long}{after}{strategy}{of}"


def _figures(judged: Judged, chances: NDArray[np.float64]) -> dict[str, Any]:
    truths = np.array([judged.labels.index(photo.label) for photo in judged.photos], np.int64)
    groups = np.array([photo.group for photo in judged.photos])
    rng = default_rng(SEED)
    found = {"photos": len(truths), **agreement(truths, chances, groups, rng), "f1_hz": None}
    if ZOSTER in judged.labels:
        zoster = one_disease(truths, chances, groups, judged.labels.index(ZOSTER), rng)
        found["f1_hz"], found[ZOSTER] = zoster["f1"], zoster
    return found


def _cost(folder: Path, labels: Sequence[str]) -> dict[str, Any]:
    """Parameters and MACs in millions; milliseconds of one photo in ONNX Runtime on one thread."""
    teacher = load_teacher(folder, labels, ())
    net, size = teacher.net, teacher.size
    return {
        "parameters_m": sum(value.numel() for value in net.parameters()) / 1e6,
        "macs_m": macs(net, size) / 1e6,
        "latency_ms": None if isinstance(net, FactsNet) else _latency(net, size, folder),
    }


def _latency(net: SkinNet, size: int, folder: Path) -> float:
    """No engine reads facts yet, so only networks of photos are timed."""
    file = folder / "compare.onnx"
    release(net)
    export_onnx(net, size, file)
    found = least_ms(session_of(file), ("logits", "cams"), size, ROUNDS)
    file.unlink()
    return found


HEADS = {
    "category": "category",
    "model": "model",
    "px": "px",
    "accuracy": "ACC",
    "f1_macro": "F1",
    "precision_macro": "PR",
    "recall_macro": "RE",
    "f1_hz": "F1-HZ",
    "auroc_macro": "AUROC",
    "cohen_kappa": "κ",
    "latency_ms": "latency, ms",
    "parameters_m": "parameters, M",
    "macs_m": "MACs, M",
}


def told(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The table as Markdown."""
    ordered = sorted(rows, key=lambda row: CATEGORIES.index(row["category"]))
    photos = " or ".join(str(count) for count in sorted({row["photos"] for row in rows}))
    return [
        f"Judged by the photos held back to choose by ({photos}); 95 % intervals by bootstrap over "
        "groups. F1, PR (precision), RE (recall, which is the balanced accuracy) and AUROC are "
        "plain means over classes; F1-HZ is that of herpes zoster against all others. Latency: one "
        "photo in ONNX Runtime, one thread, least of many, beside whatever else ran; of an "
        "ensemble the sum of its members. Its probabilities are averaged.",
        "",
        *model_card.table([{head: row[key] for key, head in HEADS.items()} for row in ordered]),
    ]


def compare(files: Sequence[Path], results: Path = RESULTS) -> None:
    """Make the table of these files, written anew after each row.

    What is trained comes first, so that a stopped command costs no row that stood there before.
    """
    rows: list[dict[str, Any]] = []
    waiting = [read_row(file) for file in files]
    for row in sorted(waiting, key=lambda row: (_untrained(row), len(row.files))):
        rows.append(row_of(row))
        write_results("compare", rows, told(rows), results)


def main(words: Sequence[str]) -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation compare", description=__doc__)
    parser.add_argument("file", nargs="+", type=Path, help="a TOML file for each row")
    torch.set_num_threads(1)
    files: list[Path] = parser.parse_args(words).file
    of_grades = [file for file in files if names_networks(file)]
    for file in of_grades:
        compare_grades(file)
    if classified := [file for file in files if file not in of_grades]:
        compare(classified)
