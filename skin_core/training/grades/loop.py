"""The training loop of grades: goes on after a kill, keeps a moving average of the weights."""

from __future__ import annotations

import json
import logging
import math
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from skin_core.models.folding import fold
from skin_core.models.ordinal import GradeNet
from skin_core.models.pretrained import load_imagenet
from skin_core.training.grades.config import GradeConfig
from skin_core.training.grades.loader import GradeLoader
from skin_core.training.loop import CHECKPOINT, SAVE_EVERY_S, schedule
from skin_core.training.machine import computing, drawn
from skin_core.training.strategy import Layer, build_optimiser, layers_of, set_learning

REPORT_EVERY = 50
SHIPPED = "model.safetensors"  # of a folder in weights/
log = logging.getLogger(__name__)

Batch = tuple[Tensor, Tensor]  # pixels, and what is wanted of them


@dataclass
class Training:
    """Everything a checkpoint holds, and the layers of the network."""

    net: GradeNet
    average: AveragedModel
    optimiser: torch.optim.Optimizer
    layers: list[Layer]
    step: int = 0
    curve: list[dict[str, float]] = field(default_factory=list)


def start(config: GradeConfig, signs: int, init: str) -> Training:
    """A fresh training from an earlier run's checkpoint, shipped or ImageNet weights, or none."""
    torch.manual_seed(config.seed)
    net = GradeNet([config.backbone], signs, config.drop_rate)
    if init.endswith(CHECKPOINT):
        saved = torch.load(init, map_location="cpu", weights_only=True)["average"]
        if not any(name.endswith("running_mean") for name in saved):
            fold(net.eval())  # begun from a released network: it has no batch norms
        net.load_state_dict(net.state_dict() | _fitting(saved, net.state_dict()))
    elif Path(init).name == SHIPPED:
        fold(net.eval())  # as it was released: it goes on learning without batch norms
        net.load_state_dict(net.state_dict() | _fitting(load_file(init), net.state_dict()))
    elif init:
        load_imagenet(net.backbone(), config.backbone, init)
    net.to(torch.device(config.device)).to(memory_format=torch.channels_last)
    layers = layers_of(net, config.frozen_blocks)
    follow = get_ema_multi_avg_fn(config.ema_decay)  # type: ignore[no-untyped-call]
    average = AveragedModel(net, multi_avg_fn=follow, use_buffers=True)
    return Training(net, average, build_optimiser(layers, config.fine_tuning), layers)


def _fitting(saved: dict[str, Tensor], wanted: dict[str, Tensor]) -> dict[str, Tensor]:
    """What a classifier's or a grading network's weights have for this one."""
    named = {name.removeprefix("module."): value for name, value in saved.items()}
    return {
        name: value
        for name, value in named.items()
        if name in wanted and value.shape == wanted[name].shape
    }


def train(config: GradeConfig, loader: GradeLoader, init: str, folder: Path) -> GradeNet:
    """Train to the end, or go on from the checkpoint in `folder`; the averaged network.

    Raises: FloatingPointError where the loss is no number any more; the checkpoint stays.
    """
    torch.set_num_threads(config.threads)
    signs = len(loader.photos[0].readings[0])
    training = start(config, signs, init)
    if (folder / CHECKPOINT).exists():
        _resume(training, folder / CHECKPOINT)
    began = saved = time.monotonic()
    first, losses = training.step, list[float]()
    for batch in drawn(loader.batch, range(first, config.steps), config.workers):
        losses.append(_step(training, batch, loader, config))
        if training.step % REPORT_EVERY == 0:
            rate = (training.step - first) * config.batch / (time.monotonic() - began)
            loss = sum(losses) / len(losses)
            log.info("step %d/%d loss %.3f %.1f/s", training.step, config.steps, loss, rate)
            training.curve.append({"step": float(training.step), "loss": loss})
            losses = []
        if time.monotonic() - saved > SAVE_EVERY_S:
            save_checkpoint(training, config, folder)
            saved = time.monotonic()
    save_checkpoint(training, config, folder)
    return cast(GradeNet, training.average.module).eval()


def _step(training: Training, batch: Batch, loader: GradeLoader, config: GradeConfig) -> float:
    for group in training.optimiser.param_groups:
        group["lr"] = group["peak"] * schedule(training.step, config.steps)
    place = torch.device(config.device)
    pixels, wanted = (values.to(place) for values in batch)
    torch.manual_seed(config.seed + training.step)  # dropout too depends on seed and step alone
    training.net.train()
    set_learning(training.layers, config.fine_tuning, training.step / config.steps)
    with computing(config):
        answered = training.net(pixels).float()
    loss = binary_cross_entropy_with_logits(answered, wanted)
    if not math.isfinite(float(loss.detach())):
        paths = ", ".join(loader.photos[place].path for place in loader.drawn(training.step))
        raise FloatingPointError(f"loss is no number at step {training.step}, photos: {paths}")
    training.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    training.optimiser.step()
    training.step += 1
    training.average.update_parameters(training.net)
    return float(loss.detach())


def save_checkpoint(training: Training, config: GradeConfig, folder: Path) -> None:
    """Write the checkpoint, whole or not at all."""
    partial = folder / "checkpoint.part"
    torch.save(
        {
            "net": training.net.state_dict(),
            "average": training.average.state_dict(),
            "optimiser": training.optimiser.state_dict(),
            "step": training.step,
            "curve": training.curve,
        },
        partial,
    )
    partial.replace(folder / CHECKPOINT)
    (folder / "config.json").write_text(json.dumps(config.to_dict(), indent=1), encoding="utf-8")


def _resume(training: Training, checkpoint: Path) -> None:
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    training.net.load_state_dict(saved["net"])
    training.average.load_state_dict(saved["average"])
    training.optimiser.load_state_dict(saved["optimiser"])
    training.step, training.curve = int(saved["step"]), saved["curve"]
