"""The founding study's table of networks for eczema signs: each network alone for each sign.

The file is a configuration of skin_core.training.grades with a table `networks` of backbones and
what each begins with. Groups to learn from and to be judged by are drawn once, the same for every
row. A row that is finished is found, any other is trained, or goes on where it stopped; then its
checkpoint is removed, for the largest holds a gigabyte.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.random import default_rng
from numpy.typing import NDArray

from skin_core.evaluation import model_card
from skin_core.evaluation.cost import macs
from skin_core.evaluation.grade_figures import Read, of_sign
from skin_core.evaluation.results import RESULTS, write_results
from skin_core.models.ordinal import GradeNet
from skin_core.training import __main__ as training
from skin_core.training.grades.config import GradeConfig, config_from
from skin_core.training.grades.loader import GradeLoader
from skin_core.training.grades.loop import train
from skin_core.training.grades.samples import (
    SIGNS,
    Graded,
    GradeSplit,
    graded_photos,
    split_by_groups,
)
from skin_core.training.loader import to_tensor
from skin_core.training.loop import CHECKPOINT, check_backbone
from skin_core.training.photos import data_folder
from skin_core.training.refusal import Refused
from skin_core.training.tables import read_toml

SEED, BATCH = 2026, 16
CERTAIN_FROM = 0.5
NETWORKS, FIGURES, MARKS = "networks", "figures.json", "compare_grades"
TOLD = ("weighted_kappa", "within_one", "exact", "accuracy", "readers_own_weighted_kappa")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """One network for one sign. place: of the sign among those that the photos are graded for."""

    sign: str
    place: int
    config: GradeConfig

    @property
    def folder(self) -> Path:
        """Where it is trained."""
        one = self.config
        return training.RUNS / f"{one.name}_{one.steps}x{one.batch}at{one.sizes[-1]}"


def names_networks(file: Path) -> bool:
    """Whether a file asks for this table."""
    return NETWORKS in read_toml(file)


def read_rows(file: Path) -> tuple[GradeConfig, list[Row]]:
    """The experiment of a file, and its rows in the order of the file. Raises: SettingsError."""
    table = read_toml(file)
    networks: Mapping[str, str] = table.pop(NETWORKS)
    if not isinstance(networks, dict) or not networks:
        raise Refused(
            f"{file}: {NETWORKS} has to be a table of backbones and what each begins with"
        )
    for backbone, init in networks.items():
        check_backbone(backbone)
        if not isinstance(init, str):
            raise Refused(f"{file}: {NETWORKS}.{backbone} has to be text in quotes")
    config = config_from(table)
    rows = [
        Row(sign, place, replace(config, name=f"{config.name}_{sign}_{net}", backbone=net, init=at))
        for net, at in networks.items()
        for place, sign in enumerate(SIGNS[config.kind])
    ]
    return config, rows


def compare_grades(file: Path, results: Path = RESULTS) -> None:
    """Make the table of a file, written anew after each row; rows that are finished come first."""
    config, rows = read_rows(file)
    photos = graded_photos(config.kind, config.folder, data_folder(), config.table)
    split = split_by_groups(photos, config.held_share, config.seed)
    cv2.setNumThreads(1)
    found: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: not (row.folder / FIGURES).exists()):
        found.append(figures_of(row, split))
        write_results(MARKS, found, told(config, split, found), results)


def figures_of(row: Row, split: GradeSplit) -> dict[str, Any]:
    """The figures of a row; it is trained unless they are kept."""
    kept, config = row.folder / FIGURES, row.config
    if not kept.exists():
        log.info("training %s", row.folder.name)
        row.folder.mkdir(parents=True, exist_ok=True)
        loader = GradeLoader(_for_sign(split.train, row.place), config, data_folder())
        net = train(config, loader, training.resolve(config.init), row.folder)
        measured = _measured(net, row, _for_sign(split.held, row.place))
        kept.write_text(json.dumps(measured, indent=1), encoding="utf-8")
        (row.folder / CHECKPOINT).unlink()
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def _for_sign(photos: Sequence[Graded], place: int) -> tuple[Graded, ...]:
    """The same photos, graded for one sign."""
    return tuple(
        replace(one, readings=tuple((reading[place],) for reading in one.readings))
        for one in photos
    )


def _measured(net: GradeNet, row: Row, held: Sequence[Graded]) -> dict[str, Any]:
    size = row.config.sizes[-1]
    readings = np.array([photo.readings for photo in held], np.float64).transpose(1, 0, 2)
    groups = np.array([photo.group for photo in held])
    read = Read((row.sign,), chances(net, held, size), readings, groups, CERTAIN_FROM)
    found = of_sign(read, 0, default_rng(SEED))
    return {
        "sign": row.sign,
        "network": row.config.backbone,
        "begins_with": Path(row.config.init).stem or "random",
        **{key: found[key] for key in TOLD if key in found},
        "parameters_m": round(sum(value.numel() for value in net.parameters()) / 1e6, 1),
        "macs_m": round(macs(net, size) / 1e6),
    }


@torch.inference_mode()
def chances(net: GradeNet, photos: Sequence[Graded], size: int) -> NDArray[np.float64]:
    """Chances of every grade, (N, 1, 4), by the cuts the network learned, of photos as squares."""
    above = []
    for at in range(0, len(photos), BATCH):
        looks = [photo.pixels(data_folder()) for photo in photos[at : at + BATCH]]
        squares = [cv2.resize(one, (size, size), interpolation=cv2.INTER_AREA) for one in looks]
        above.append(torch.sigmoid(net(to_tensor(np.stack(squares)))).numpy())
    more = np.concatenate(above).astype(np.float64)
    ends = np.ones((*more.shape[:2], 1))
    return np.asarray(-np.diff(np.concatenate([ends, more, 0 * ends], -1), axis=-1), np.float64)


def told(
    config: GradeConfig, split: GradeSplit, rows: Sequence[Mapping[str, Any]]
) -> Sequence[str]:
    """The table and what to think of it, as Markdown."""
    order = SIGNS[config.kind]
    return [
        f"Each network alone for each sign, {config.steps} steps of {config.batch} photos at "
        f"{config.sizes[-1]} px; {len(split.train)} photos to learn from, judged by the other "
        f"{len(split.held)}, no group in both. Agreement with the mean of the readers, exact with "
        "the first; 95 % intervals by bootstrap over groups. Cuts between grades are those the "
        "network learned. VGG stands without its layers of 4096, under the average of its last "
        "feature map as all do here. MACs: convolutions alone. A kappa of 0 is one grade for every "
        "photo: few steps from random weights teach no more, and say what a row costs, not what "
        "the network could reach.",
        "",
        *model_card.table(sorted(rows, key=lambda row: order.index(row["sign"]))),
    ]
