"""python -m skin_core.training.restore FOLDER: the runs of a released network, to go on from.

Checkpoints lie in an ignored folder and may be gone; a release keeps the weights. Their batch norms
are folded into the convolutions, so new ones are measured on training photos: the network answers
as before, and can be trained on or teach a student. Of a mean of several networks the mean of their
last layers' biases is all that is kept; each gets that one. Of a network that went on from another
(outlines) the last run is made, of those before the record alone.
"""

import argparse
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from skin_core.catalogue import CLASSIFY, GRADE, OUTLINE, load_spec
from skin_core.models.checkpoint import load_network
from skin_core.models.classifier import SkinNet
from skin_core.models.folding import fold
from skin_core.models.unfolding import unfold
from skin_core.training.__main__ import CACHE, OLD, RUNS, resolve, split_for, write_record
from skin_core.training.checks import check_restorable, check_settings
from skin_core.training.config import TrainConfig, config_from
from skin_core.training.grades import restore as grades
from skin_core.training.layouts import decoded, photos_for
from skin_core.training.loader import steps_of, to_tensor
from skin_core.training.loop import save_checkpoint, start
from skin_core.training.outlines import restore as outlines
from skin_core.training.photos import Photo, digest_of, labels_of
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.splits import Split
from skin_core.training.tables import read_json
from skin_core.training.views import fixed_view

MEASURED_ON = 512  # training photos that the batch norms are measured on
BATCH = 32
log = logging.getLogger(__name__)

Phase = dict[str, Any]  # of training.json: config, revision, data_digest


def restore(folder: Path) -> list[Path]:
    """Write a finished run for each network of a released model; their folders.

    Raises: Refused where a run of that name has a checkpoint, or the photos are others now.
    """
    spec, phases = load_spec(folder), read_json(folder / "training.json")["runs"]
    if spec.task == GRADE:
        return [grades.restore(spec, phases)]
    if spec.task == OUTLINE:
        return [outlines.restore(spec, phases)]
    if spec.task != CLASSIFY:
        raise Refused(f"{folder}: a network of the task {spec.task!r} cannot be gone on from")
    histories = chains(phases)
    for history in histories:
        _check(history[-1], tuple(spec.labels))
    backbones = [history[-1]["config"]["backbone"] for history in histories]
    if "+".join(backbones) != spec.architecture:
        raise Refused(f"{folder}: it was made of {spec.architecture}, its runs of {backbones}")
    networks = parted(load_network(spec), backbones)
    return [_write(one, of) for one, of in zip(networks, histories, strict=True)]


def chains(phases: list[Phase]) -> list[list[Phase]]:
    """The phases of each network, the first one first: the last are those no other goes on from."""
    named = {phase["config"]["name"]: phase for phase in phases}
    for name in (phase["config"]["init"] for phase in phases):
        if name.startswith("run:") and name.removeprefix("run:") not in named:
            raise Refused(f"training.json tells nothing of the {name}, which another went on from")
    starts = {phase["config"]["init"].removeprefix("run:") for phase in phases}
    found = []
    for name, phase in named.items():
        if name in starts:
            continue
        chain = [phase]
        while (before := chain[0]["config"]["init"]).startswith("run:"):
            chain.insert(0, named[before.removeprefix("run:")])
        found.append(chain)
    return found


def parted(net: SkinNet, backbones: list[str]) -> list[SkinNet]:
    """The networks whose mean a released one is, each of one backbone or several joined by "+"."""
    alone: list[SkinNet] = []
    place = channel = 0
    for names in (joined.split("+") for joined in backbones):
        one = fold(SkinNet(names, net.head.out_features).eval())
        for number in range(len(names)):
            one.backbone(number).load_state_dict(net.backbone(place + number).state_dict())
        own = net.head.weight[:, channel : channel + one.head.in_features]
        one.head.weight.data = own.detach() * len(backbones)
        one.head.bias.data = net.head.bias.detach().clone()
        place, channel = place + len(names), channel + one.head.in_features
        alone.append(one)
    return alone


def _check(phase: Phase, labels: tuple[str, ...]) -> None:
    config = config_from(phase["config"])
    photos = photos_for(config)
    check_restorable(RUNS / config.name, digest_of(photos), phase)
    if labels_of(photos) != labels:
        raise Refused(f"{config.name}: the photos have other labels now")


def _write(released: SkinNet, history: list[Phase]) -> Path:
    """The records of all phases, and the checkpoint of the last."""
    for phase in history:
        config = config_from(phase["config"])
        photos, split = photos_for(config), split_for(config)
        (RUNS / config.name).mkdir(parents=True, exist_ok=True)
        if (record := RUNS / config.name / "run.json").exists():
            check_settings(RUNS / config.name, read_json(record), config.to_dict(), OLD)
        else:
            write_record(RUNS / config.name, config, photos, split, phase["revision"])
    began = replace(config_from(history[0]["config"]), device="cpu")
    fresh = start(began, released.head.out_features, resolve(began.init)).net.eval()
    net = unfold(released, fresh, _batches(config, photos, split))
    training = start(replace(config, device="cpu"), released.head.out_features, "")
    training.net.load_state_dict(net.state_dict())
    training.average = net.state_dict()
    training.step = steps_of(config, len(split.train))
    save_checkpoint(training, config, RUNS / config.name)
    return RUNS / config.name


def _batches(config: TrainConfig, photos: Sequence[Photo], split: Split) -> Iterator[Tensor]:
    """Central squares of training photos as the network saw them last, drawn by the seed."""
    cache, size = decoded(config, photos, CACHE), config.sizes[-1]
    order = np.random.default_rng(config.seed).permutation(len(split.train))[:MEASURED_ON]
    for start_at in range(0, len(order), BATCH):
        paths = [split.train[number].path for number in order[start_at : start_at + BATCH]]
        views = [fixed_view(cache[path], path, 0, size, config.seed) for path in paths]
        yield to_tensor(np.stack(views))


def main() -> None:
    """Read the command line and restore."""
    parser = argparse.ArgumentParser(prog="skin_core.training.restore", description=__doc__)
    parser.add_argument("folder", type=Path, help="a released model, such as weights/clinical")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        for folder in restore(parser.parse_args().folder):
            log.info("%s can be gone on from", folder)


if __name__ == "__main__":
    main()
