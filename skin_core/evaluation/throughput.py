"""python -m skin_core.evaluation throughput CONFIG: photos a second, beside a plain loop.

The plain loop is what a first script does: torchvision's ImageFolder decodes each photo anew, and
all of the network learns. Both run in one process on one thread, on the photos of one experiment
at the size it ends with; counted is processor time, which other work on the machine leaves alone.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import timm
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from skin_core.evaluation import model_card
from skin_core.evaluation.results import write_results
from skin_core.training import __main__ as training
from skin_core.training import loop
from skin_core.training.config import TrainConfig, load_config
from skin_core.training.layouts import folder_of
from skin_core.training.loader import Loader
from skin_core.training.photos import Photo

SHORT, LONG = 2, 8  # steps; what both share (building, first step, checkpoint) cancels out
PLAIN_PHOTOS = 600  # of the training photos, linked into a folder for each label


def ours(loader: Loader) -> float:
    """Seconds of processor time a photo of our loop."""
    spent = {steps: _trained(loader, steps) for steps in (SHORT, LONG)}
    return (spent[LONG] - spent[SHORT]) / ((LONG - SHORT) * loader.config.batch)


def _trained(loader: Loader, steps: int) -> float:
    config = loader.config
    short = replace(
        config,
        epochs=steps * config.batch / len(loader.photos),
        sizes=config.sizes[-1:],
        size_ends=(1.0,),
        curve_points=0,
        distillation=None,
    )
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        loop.train(short, replace(loader, config=short), "", Path(folder))
        return time.process_time() - began


def plain(photos: Sequence[Photo], config: TrainConfig) -> float:
    """Seconds of processor time a photo of a loop over an ImageFolder."""
    torch.manual_seed(config.seed)
    with tempfile.TemporaryDirectory() as folder:
        _link(photos, folder_of(config), Path(folder))
        batches = _batches(Path(folder), config)
        labels = len({photo.label for photo in photos})
        net = timm.create_model(config.backbone, num_classes=labels).train()
        optimiser = torch.optim.AdamW(net.parameters(), config.learning_rate)
        spent = []
        for _ in range(LONG):
            began = time.process_time()
            pixels, truths = next(batches)
            loss = torch.nn.functional.cross_entropy(net(pixels), truths)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            spent.append(time.process_time() - began)
    return sum(spent[SHORT:]) / ((LONG - SHORT) * config.batch)


def _link(photos: Sequence[Photo], data: Path, folder: Path) -> None:
    for number, photo in enumerate(photos):
        place = folder / photo.label
        place.mkdir(exist_ok=True)
        (place / f"{number}{Path(photo.path).suffix}").symlink_to(data / photo.path)


def _batches(folder: Path, config: TrainConfig) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    size = config.sizes[-1]
    views = transforms.Compose(
        [
            transforms.RandomResizedCrop(size),
            transforms.RandomHorizontalFlip(),
            transforms.ColorJitter(0.2, 0.2, 0.2),
            transforms.ToTensor(),
            transforms.Normalize((0.5,) * 3, (0.5,) * 3),
        ]
    )
    photos = datasets.ImageFolder(str(folder), views)
    while True:
        yield from DataLoader(photos, config.batch, shuffle=True, drop_last=True)


def throughput(config: TrainConfig) -> dict[str, Any]:
    """Photos a second of processor time of both loops, and the most memory of this process."""
    torch.set_num_threads(1)
    loader = Loader(*training.prepared(config))
    mine, theirs = ours(loader), plain(loader.photos[:PLAIN_PHOTOS], config)
    return {
        "experiment": config.name,
        "network": config.backbone,
        "px": config.sizes[-1],
        "photos a second, ours": 1 / mine,
        "photos a second, ImageFolder": 1 / theirs,
        "times as fast": theirs / mine,
        "memory, GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }


def main(words: Sequence[str]) -> None:
    """Measure and write docs/results.md."""
    name = "skin_core.evaluation throughput"
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    parser.add_argument("config", nargs="+", type=Path, help="TOML files of experiments")
    configs = [load_config(file) for file in parser.parse_args(words).config]
    batches = " and ".join(dict.fromkeys(str(config.batch) for config in configs))
    rows = [throughput(config) for config in configs]
    note = (
        "One thread, processor time of both loops in one process, random weights, batches of "
        f"{batches}; "
        f"steps {SHORT + 1} to {LONG} counted. The plain loop decodes each photo anew (torchvision "
        "ImageFolder, crop, flip, colours) and lets the whole network learn; ours reads photos "
        "decoded once, leaves the first blocks as they were and keeps channels last. Memory: the "
        "most that the process held, photos of the cache that the system keeps for it counted."
    )
    write_results("throughput", rows, [note, "", *model_card.table(rows)])
