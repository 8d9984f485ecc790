"""python -m skin_core.training.outlines.compare: the founding networks beside ours, on our photos.

Every network starts from random weights, sees the same views in the same order for the same few
steps, and is measured on the same photos of the choosing part. On two cores that is a test of how
fast each learns and of what it costs, not of what it could reach.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn.functional import interpolate

from skin_core.evaluation import model_card
from skin_core.evaluation.results import write_results
from skin_core.models.segmenter import build_any
from skin_core.training.__main__ import RUNS
from skin_core.training.loader import to_tensor
from skin_core.training.outlines.__main__ import photos_of, split_for
from skin_core.training.outlines.config import OutlineConfig, load_config
from skin_core.training.outlines.loader import OutlineLoader
from skin_core.training.outlines.losses import outline_loss
from skin_core.training.outlines.samples import Outlined
from skin_core.training.outlines.views import whole_view
from skin_core.training.refusal import in_one_sentence

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


def compare(config: OutlineConfig, kept: Path) -> list[dict[str, Any]]:
    """One row a network, in the order of the founding table, ours last.

    kept: JSON file of the rows that are finished; a row takes minutes.
    """
    split = split_for(config, photos_of(config))
    with_lesion = [photo for photo in split.validation if photo.mask]
    order = np.random.default_rng(config.seed).permutation(len(with_lesion))[:TESTED]
    tested = [with_lesion[int(place)] for place in order]
    rows: list[dict[str, Any]] = []
    if kept.exists():
        rows = json.loads(kept.read_text(encoding="utf-8"))
    for name, architecture in list(ROWS.items())[len(rows) :]:
        rows.append(_row(name, architecture, OutlineLoader(split.train, config), tested))
        kept.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return rows


def told(config: OutlineConfig, rows: Sequence[dict[str, Any]]) -> list[str]:
    """The table and what to think of it, as Markdown."""
    return [
        f"Every network from random weights, {config.steps} steps of {config.batch} photos at "
        f"{config.sizes[-1]} px, the same views in the same order, dermoscopy and camera; Dice on "
        f"{TESTED} photos of the choosing part. It shows how fast each learns and what it costs, "
        "not what it could reach; one of Dice 0 draws nothing yet. Forward: processor time in "
        "PyTorch, one thread, least of five. FCN on MobileNetV3 is in neither torchvision nor "
        "segmentation-models-pytorch and is left out.",
        "",
        *model_card.table(rows),
    ]


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
    return {
        "network": name,
        "parameters_m": round(sum(value.numel() for value in net.parameters()) / 1e6, 1),
        "steps": config.steps,
        "photos_per_cpu_second": round(config.steps * config.batch / spent, 1),
        "forward_cpu_ms": round(_forward_ms(net.eval(), config.sizes[-1]), 1),
        "dice": round(_dice(net.eval(), tested, config.sizes[-1]), 3),
    }


@torch.inference_mode()
def _dice(net: nn.Module, tested: Sequence[Outlined], size: int) -> float:
    found = []
    for photo in tested:
        view = whole_view(photo.pixels(), size)
        logits = net(to_tensor(np.ascontiguousarray(view[None, ..., :3])))
        large = interpolate(logits, (size, size), mode="bilinear", align_corners=False)
        drawn, wanted = large[0, 0].numpy() > 0, view[..., 3] > 127
        found.append(2 * (drawn & wanted).sum() / max(1, drawn.sum() + wanted.sum()))
    return float(np.mean(found))


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
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--size", type=int, default=64)
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
