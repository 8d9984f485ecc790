"""python -m skin_core.training.outlines.compare: the founding networks beside ours, on our photos.

Every network starts from random weights, sees the same views in the same order for the same few
steps, and is measured on the same photos of the choosing part. On two cores that is a test of how
fast each learns and of what it costs, not of what it could reach. A row takes minutes, all of them
about an hour of one core; those that are finished are kept. Where what is kept was made with other
settings, photos or figures, the command refuses and names the file: nothing is mixed or lost.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn.functional import interpolate

from skin_core.evaluation import metrics, model_card
from skin_core.evaluation.outline_metrics import (
    boundary_distance,
    dice,
    iou,
    thresholded_jaccard,
)
from skin_core.evaluation.results import write_results
from skin_core.models.segmenter import build_any
from skin_core.training.__main__ import RUNS
from skin_core.training.loader import to_tensor
from skin_core.training.outlines.__main__ import photos_of, split_for
from skin_core.training.outlines.config import OutlineConfig, load_config
from skin_core.training.outlines.loader import OutlineLoader
from skin_core.training.outlines.losses import outline_loss
from skin_core.training.outlines.samples import Outlined, OutlineSplit, digest_of
from skin_core.training.outlines.views import whole_view
from skin_core.training.refusal import Refused, in_one_sentence

ROWS = {
    "DeepLabV3, ResNet-101": "torchvision:deeplabv3_resnet101",
    "DeepLabV3, ResNet-50": "torchvision:deeplabv3_resnet50",
    "DeepLabV3, MobileNetV3": "torchvision:deeplabv3_mobilenet_v3_large",
    "U-Net, ResNet-101": "smp:unet:resnet101",
    "U-Net, ResNet-50": "smp:unet:resnet50",
    "U-Net, MobileNetV3": "smp:unet:tu-mobilenetv3_large_100",
    "FCN, ResNet-101": "torchvision:fcn_resnet101",
    "FCN, ResNet-50": "torchvision:fcn_resnet50",
    "DeepLabV3+, MobileNetV2": "smp:deeplabv3plus:mobilenet_v2",
    "ours, MobileNetV2": "light:mobilenetv2_100",
}
TESTED = 60
ROUNDS = 5
LEARNING_RATE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Means over the tested photos, compared at the resolution of the person's outline.

    dice: with its 95 % interval, by bootstrap over groups. edge_distance: a share of the photo's
    diagonal, over the photos that have both edges; None where none has. without_edge: the photos of
    which nothing or all was drawn. by_collection: collection, photos and mean Dice.
    """

    dice: list[float]
    iou: float
    thresholded_jaccard: float
    edge_distance: float | None
    without_edge: int
    photos: int
    groups: int
    by_collection: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a network takes: parameters in millions, and processor time of one thread."""

    network: str
    parameters_m: float
    steps: int
    photos_per_cpu_second: float
    forward_cpu_ms: float


OF_ALL_ROWS = ("photos", "groups", "by_collection")  # told beside the table


def compare(config: OutlineConfig, kept: Path) -> list[dict[str, Any]]:
    """One row a network, in the order of the founding table, ours last.

    kept: JSON file of the rows that are finished, and of what they were made with.
    Raises: Refused where it was anything else than now, and where there is nothing to measure on.
    """
    split = split_for(config, photos_of(config))
    with_lesion = [photo for photo in split.validation if photo.mask]
    if not with_lesion:
        raise Refused(f"{config.name}: no photo of the choosing part is outlined")
    order = np.random.default_rng(config.seed).permutation(len(with_lesion))[:TESTED]
    tested = [with_lesion[int(place)] for place in order]
    setting = _setting(config, split, tested)
    rows = _kept_rows(kept, setting)
    for name, architecture in list(ROWS.items())[len(rows) :]:
        rows.append(_row(name, architecture, OutlineLoader(split.train, config), tested))
        partial = kept.with_suffix(".part")
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps({"setting": setting, "rows": rows}, indent=1), "utf-8")
        partial.replace(kept)
    return rows


def _setting(
    config: OutlineConfig, split: OutlineSplit, tested: Sequence[Outlined]
) -> dict[str, Any]:
    """All that rows of one table have in common, as JSON has it."""
    setting = {
        "config": config.to_dict(),
        "learning_rate": LEARNING_RATE,
        "networks": ROWS,
        "learned_from": digest_of(split.train),
        "tested_on": digest_of(tested),
        "figures": [one.name for kind in (Cost, Measured) for one in fields(kind)],
    }
    as_json: dict[str, Any] = json.loads(json.dumps(setting))
    return as_json


def _kept_rows(kept: Path, setting: dict[str, Any]) -> list[dict[str, Any]]:
    if not kept.exists():
        return []
    found = json.loads(kept.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or found.get("setting") != setting:
        raise Refused(
            f"{kept}: its rows were made with other settings, photos or figures; "
            "remove or rename it to begin anew"
        )
    rows: list[dict[str, Any]] = found["rows"]
    return rows


def told(config: OutlineConfig, rows: Sequence[dict[str, Any]]) -> list[str]:
    """The tables and what to think of them, as Markdown."""
    return [
        f"Every network from random weights, {config.steps} steps of {config.batch} photos at "
        f"{config.sizes[-1]} px, the same views in the same order, dermoscopy and camera; measured "
        f"on {rows[0]['photos']} photos of {rows[0]['groups']} lesions or patients of the choosing "
        "part, at the resolution of the person's outline. It shows how fast each learns and what "
        "it costs, not what it could reach; one of Dice 0 draws nothing yet. Dice, which is the F1 "
        "of pixels: 95 % interval by bootstrap over lesions or patients. Thresholded Jaccard: 0 "
        "where the IoU is below 0.65. Edge distance: mean distance of the two edges, share of the "
        "photo's diagonal, of the photos of which neither nothing nor all was drawn; the others "
        "are counted as without edge. Forward: processor time in PyTorch, one thread, least of "
        "five. FCN on MobileNetV3 is in neither torchvision nor segmentation-models-pytorch and is "
        "left out.",
        "",
        *model_card.table(
            [{key: row[key] for key in row if key not in OF_ALL_ROWS} for row in rows]
        ),
        "Mean Dice by collection:",
        "",
        *model_card.table([_by_collection(row) for row in rows]),
    ]


def _by_collection(row: dict[str, Any]) -> dict[str, Any]:
    collections = row["by_collection"]
    return {"network": row["network"]} | {
        f"{one['collection']}, {one['photos']} photos": one["dice"] for one in collections
    }


def _row(
    name: str, architecture: str, loader: OutlineLoader, tested: Sequence[Outlined]
) -> dict[str, Any]:
    config = loader.config
    torch.manual_seed(config.seed)
    net = build_any(architecture).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), lr=LEARNING_RATE)
    began = time.process_time()
    for step in range(config.steps):
        net.train()
        pixels, wanted = loader.batch(step)
        logits = interpolate(net(pixels), wanted.shape[2:], mode="bilinear", align_corners=False)
        optimiser.zero_grad(set_to_none=True)
        loss = outline_loss(logits, wanted, config.loss, config.dice_share)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    spent = time.process_time() - began
    cost = Cost(
        network=name,
        parameters_m=round(sum(value.numel() for value in net.parameters()) / 1e6, 1),
        steps=config.steps,
        photos_per_cpu_second=round(config.steps * config.batch / spent, 1),
        forward_cpu_ms=round(_forward_ms(net.eval(), config.sizes[-1]), 1),
    )
    return asdict(cost) | asdict(measured(net.eval(), tested, config))


@torch.inference_mode()
def measured(net: nn.Module, tested: Sequence[Outlined], config: OutlineConfig) -> Measured:
    """How a network outlines photos that have a lesion."""
    overlaps, indices, distances = [], [], []
    for photo in tested:
        pixels, size = photo.pixels(), config.sizes[-1]
        view = whole_view(np.ascontiguousarray(pixels[..., :3]), size)
        logits = net(to_tensor(np.ascontiguousarray(view[None])))
        large = interpolate(logits, pixels.shape[:2], mode="bilinear", align_corners=False)
        drawn, wanted = large[0, 0].numpy() > 0, pixels[..., 3] > 127
        overlaps.append(dice(drawn, wanted))
        indices.append(iou(drawn, wanted))
        distances.append(boundary_distance(drawn, wanted))
    of_each, apart = np.array(overlaps), np.array(distances)
    sources, groups = (np.array([getattr(one, of) for one in tested]) for of in ("source", "group"))
    rng = np.random.default_rng(config.seed)
    between = metrics.with_interval(lambda at: float(of_each[at].mean()), groups, rng)
    near = apart[~np.isnan(apart)]
    return Measured(
        dice=[round(value, 4) for value in between],
        iou=round(float(np.mean(indices)), 4),
        thresholded_jaccard=round(float(np.mean([thresholded_jaccard(i) for i in indices])), 4),
        edge_distance=round(float(near.mean()), 4) if len(near) else None,
        without_edge=len(apart) - len(near),
        photos=len(tested),
        groups=len(set(groups)),
        by_collection=[
            {
                "collection": str(source),
                "photos": int((sources == source).sum()),
                "dice": round(float(of_each[sources == source].mean()), 4),
            }
            for source in np.unique(sources)
        ],
    )


@torch.inference_mode()
def _forward_ms(net: nn.Module, size: int) -> float:
    """Least processor time of a forward pass in PyTorch on one thread, milliseconds."""
    pixels, best = torch.zeros(1, 3, size, size), np.inf
    for _ in range(ROUNDS):
        began = time.process_time()
        net(pixels)
        best = min(best, time.process_time() - began)
    return float(best * 1000)


def main() -> None:
    """Read the command line, train every row and write docs/results.md."""
    parser = argparse.ArgumentParser(
        prog="skin_core.training.outlines.compare", description=__doc__
    )
    parser.add_argument("config", type=Path, help="whose photos and loss are used")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--batch", type=int, default=8)
    given = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    with in_one_sentence():
        config = replace(
            load_config(given.config),
            steps=given.steps,
            batch=given.batch,
            sizes=(given.size,),
            size_ends=(1.0,),
        )
        settings = f"{given.steps}x{given.batch}at{given.size}"
        rows = compare(config, RUNS / f"{config.name}_compared_{settings}.json")
        write_results("outline_compare", rows, told(config, rows))


if __name__ == "__main__":
    main()
