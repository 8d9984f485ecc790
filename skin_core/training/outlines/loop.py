"""The training loop of outlines: goes on after a kill, keeps a moving average of the weights."""

from __future__ import annotations

import json
import logging
import math
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from skin_core.models.segmenter import (
    ENCODERS,
    LIGHT,
    OutlineNet,
    build_any,
    start_from_imagenet,
)
from skin_core.training.loop import CHECKPOINT, SAVE_EVERY_S, schedule
from skin_core.training.machine import computing, drawn
from skin_core.training.outlines.config import OutlineConfig
from skin_core.training.outlines.loader import OutlineLoader
from skin_core.training.outlines.losses import outline_loss
from skin_core.training.refusal import Refused

REPORT_EVERY = 50
log = logging.getLogger(__name__)

Batch = tuple[Tensor, Tensor]  # pixels, and what is wanted of them


@dataclass
class Training:
    """Everything a checkpoint holds."""

    net: nn.Module
    average: dict[str, Tensor]
    optimiser: torch.optim.Optimizer
    step: int = 0
    curve: list[dict[str, float]] = field(default_factory=list)


def start(config: OutlineConfig, init: str) -> Training:
    """A fresh training from ImageNet weights, an earlier run's checkpoint, or random weights."""
    torch.manual_seed(config.seed)
    is_light = config.architecture.startswith(LIGHT)
    if not is_light and config.frozen_blocks:
        raise Refused(f"frozen_blocks: {config.architecture} has none that can rest; write 0")
    net = build_any(config.architecture, config.frozen_blocks)
    if init.endswith(CHECKPOINT):
        net.load_state_dict(torch.load(init, map_location="cpu", weights_only=True)["average"])
    elif init and not isinstance(net, OutlineNet):
        raise Refused(f"init: no weights to begin with fit {config.architecture}; leave it out")
    elif isinstance(net, OutlineNet) and init:
        start_from_imagenet(net, config.architecture, init)
    net.to(torch.device(config.device)).to(memory_format=torch.channels_last)
    average = {name: value.detach().clone() for name, value in net.state_dict().items()}
    return Training(net, average, build_optimiser(net, config))


def build_optimiser(net: nn.Module, config: OutlineConfig) -> torch.optim.Optimizer:
    """AdamW; the decoder learns faster, norms and biases do not decay."""
    groups = []
    for of_encoder in (True, False):
        rate = config.learning_rate if of_encoder else config.decoder_learning_rate
        for flat, decay in ((False, config.weight_decay), (True, 0.0)):
            chosen = [
                value
                for name, value in net.named_parameters()
                if value.requires_grad
                and name.startswith(ENCODERS) == of_encoder
                and (value.ndim < 2) == flat
            ]
            groups.append({"params": chosen, "lr": rate, "peak": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, foreach=True)


def train(config: OutlineConfig, loader: OutlineLoader, init: str, folder: Path) -> None:
    """Train to the end, or go on from the checkpoint in `folder`, which holds the result.

    Raises: FloatingPointError where the loss is no number any more; the checkpoint stays.
    """
    torch.set_num_threads(config.threads)
    training = start(config, init)
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


def _step(training: Training, batch: Batch, loader: OutlineLoader, config: OutlineConfig) -> float:
    for group in training.optimiser.param_groups:
        group["lr"] = group["peak"] * schedule(training.step, config.steps)
    place = torch.device(config.device)
    pixels, wanted = (values.to(place) for values in batch)
    training.net.train()
    with computing(config):
        answered = training.net(pixels).float()
    logits = interpolate(answered, size=wanted.shape[2:], mode="bilinear", align_corners=False)
    sure_only = config.unmasked > 0
    loss = outline_loss(logits, wanted, config.loss, config.dice_share, sure_only)
    if not math.isfinite(float(loss.detach())):
        paths = ", ".join(loader.photos[place].path for place in loader.drawn(training.step))
        raise FloatingPointError(f"loss is no number at step {training.step}, photos: {paths}")
    training.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    training.optimiser.step()
    training.step += 1
    _follow(training, config.ema_decay)
    return float(loss.detach())


def _follow(training: Training, decay: float) -> None:
    """Move the averaged weights towards the present ones; faster in the beginning."""
    decay = min(decay, (1 + training.step) / (10 + training.step))
    old, new = [], []
    for name, value in training.net.state_dict().items():
        if value.is_floating_point():
            old.append(training.average[name])
            new.append(value.detach())
        else:
            training.average[name].copy_(value)
    torch._foreach_lerp_(old, new, 1 - decay)


def save_checkpoint(training: Training, config: OutlineConfig, folder: Path) -> None:
    """Write the checkpoint, whole or not at all."""
    partial = folder / "checkpoint.part"
    torch.save(
        {
            "net": training.net.state_dict(),
            "average": training.average,
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
    for name, value in saved["average"].items():
        training.average[name].copy_(value)
    training.optimiser.load_state_dict(saved["optimiser"])
    training.step, training.curve = int(saved["step"]), saved["curve"]
