"""The training loop: resumes after a kill, keeps a moving average of the weights and a curve."""

from __future__ import annotations

import difflib
import json
import logging
import math
import time
from dataclasses import dataclass, field
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import timm
import torch
from torch import Tensor, nn

from skin_core.errors import UnknownModel, WeightsDamaged
from skin_core.models import googlenet
from skin_core.models.classifier import SkinNet
from skin_core.models.facts_net import FactsNet
from skin_core.models.pretrained import load_imagenet
from skin_core.training import parallel
from skin_core.training.config import TrainConfig
from skin_core.training.curve import Watch, best_point, gave_up, is_point
from skin_core.training.distil import softened_loss
from skin_core.training.loader import Batch, Loader
from skin_core.training.machine import computing, drawn
from skin_core.training.refusal import Refused
from skin_core.training.strategy import (
    ANCHORED,
    Layer,
    anchors,
    build_optimiser,
    hold_near,
    layers_of,
    set_learning,
    slow_by_gradient,
)

SAVE_EVERY_S = 120.0
CHECKPOINT = "checkpoint.pt"
log = logging.getLogger(__name__)


@dataclass
class Training:
    """Everything a checkpoint holds, with the layers of the network and where they started."""

    net: SkinNet
    average: dict[str, Tensor]
    optimiser: torch.optim.Optimizer
    layers: list[Layer]
    began: list[Tensor]
    step: int = 0
    losses: list[float] = field(default_factory=list)  # since the last point of the curve
    curve: list[dict[str, float]] = field(default_factory=list)
    best: dict[str, Tensor] = field(default_factory=dict)  # the average where the curve was highest

    @property
    def device(self) -> torch.device:
        """Where the network is."""
        return self.net.head.weight.device


def start(config: TrainConfig, classes: int, init: str) -> Training:
    """A fresh training from ImageNet weights, an earlier run's checkpoint, or random weights."""
    torch.manual_seed(config.seed)
    net = build(config, classes)
    check_sizes_taken(net, config)
    if init.endswith(CHECKPOINT):
        net.load_state_dict(read_checkpoint(Path(init))["average"])
    elif init:
        fill(net, config, init)
    net.to(parallel.place_of(config.device)).to(memory_format=torch.channels_last)
    layers = layers_of(net, config.frozen_blocks)
    optimiser = build_optimiser(layers, config)
    return Training(net, _copy(net), optimiser, layers, anchors(layers, config))


def build(config: TrainConfig, classes: int) -> SkinNet:
    """The network of an experiment with random weights."""
    names = config.backbone.split("+")
    if config.facts:
        return FactsNet(names, classes, config.facts, config.drop_rate)
    return SkinNet(names, classes, config.drop_rate)


def check_backbone(backbone: str) -> None:
    """Every network that is joined by "+" can be built.

    Raises: Refused naming near names.
    """
    for name in backbone.split("+"):
        if name != googlenet.NAME and not timm.is_model(name):
            near = difflib.get_close_matches(name, timm.list_models(), n=3, cutoff=0.0)
            raise Refused(f"backbone: no network is called {name!r}; near are {', '.join(near)}")


@torch.inference_mode()
def check_sizes_taken(net: SkinNet, config: TrainConfig) -> None:
    """The network makes a map of features of a photo of every size that it is to be trained at.

    Raises: Refused for one that is not convolutional, or that a size is too small for.
    """
    net.eval()
    for size in config.sizes:
        try:
            shape = net.features(torch.zeros(1, 3, size, size)).shape
        except (RuntimeError, AssertionError, ValueError, IndexError) as error:
            reason = str(error).partition("\n")[0]
            raise Refused(f"backbone: {config.backbone} takes no {size} px ({reason})") from error
        if len(shape) != 4 or shape[1] != net.head.in_features:
            raise Refused(f"backbone: {config.backbone} is no convolutional network")


def fill(net: SkinNet, config: TrainConfig, init: str) -> None:
    """Fill the backbones with ImageNet weights: one init for all, or one for each."""
    names, inits = config.backbone.split("+"), init.split("+")
    if len(inits) not in (1, len(names)):
        raise Refused(f"init: {len(inits)} for {len(names)} networks; one for all, or one for each")
    for place, name in enumerate(names):
        one = inits[place] if len(inits) > 1 else init
        try:
            load_imagenet(net.backbone(place), name, one)
        except (WeightsDamaged, UnknownModel, RuntimeError) as error:
            raise Refused(f"init: {one} holds no weights that fit {name}") from error


def train(
    config: TrainConfig, loader: Loader, init: str, folder: Path, watch: Watch | None = None
) -> SkinNet:
    """Train to the end, or go on from the checkpoint in `folder`; the averaged network.

    Raises: FloatingPointError where the loss is no number any more; the checkpoint stays.
    """
    torch.set_num_threads(config.threads)
    training = start(config, len(loader.labels), init)
    checkpoint = folder / CHECKPOINT
    if checkpoint.exists():
        _resume(training, checkpoint)
    offset = (config.adjustment * torch.log(loader.prior())).to(training.device)
    began = saved = time.monotonic()
    first = training.step
    for batch in drawn(loader.batch, range(first, loader.steps), config.workers):
        if gave_up(training.curve, config, loader.steps):
            break
        loss = _step(training, batch, loader, config, offset)
        training.losses.append(loss)
        if training.step % 50 == 0:
            rate = (training.step - first) * config.batch / (time.monotonic() - began)
            log.info("step %d/%d loss %.3f %.0f/s", training.step, loader.steps, loss, rate)
        if is_point(training.step, loader.steps, config.curve_points):
            _add_point(training, config, loader.size_at(training.step), watch)
        if time.monotonic() - saved > SAVE_EVERY_S:
            save_checkpoint(training, config, folder)
            saved = time.monotonic()
    if training.best:
        training.average = training.best
    save_checkpoint(training, config, folder)
    return averaged(training)


def _step(
    training: Training, batch: Batch, loader: Loader, config: TrainConfig, offset: Tensor
) -> float:
    for group in training.optimiser.param_groups:
        group["lr"] = group["peak"] * schedule(training.step, loader.steps)
    batch = batch.on(training.device)
    torch.manual_seed(config.seed + training.step)  # dropout too depends on seed and step alone
    training.net.train()
    set_learning(training.layers, config, training.step / loader.steps)
    loss = _loss(training.net, batch, config, offset)
    told = float(parallel.average(loss.detach().clone()))
    if not math.isfinite(told):
        paths = ", ".join(loader.photos[i].path for i in loader.drawn(training.step))
        raise FloatingPointError(f"loss is no number at step {training.step}, photos: {paths}")
    training.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    for value in training.net.parameters():
        if value.grad is not None:
            parallel.average(value.grad)
    if config.strategy in ANCHORED:
        hold_near(training.layers, training.began, config)
    if config.strategy == "auto_rgn":
        slow_by_gradient(training.optimiser)
    training.optimiser.step()
    parallel.share_statistics(training.net)
    training.step += 1
    _follow(training, config.ema_decay)
    return told


def _loss(net: SkinNet, batch: Batch, config: TrainConfig, offset: Tensor) -> Tensor:
    """Cross entropy of a batch; of a student, mixed with what its teachers say."""
    with computing(config):
        logits = net(*batch.inputs).float()
    each = nn.functional.cross_entropy(
        logits + offset, batch.soft, reduction="none", label_smoothing=config.label_smoothing
    )
    loss = each.mean()
    if config.invariance:
        loss = loss + config.invariance * unlikeness(each, batch.sources)
    if how := config.distillation:
        taught = softened_loss(logits, batch.said, how.temperature)
        loss = (1 - how.weight) * loss + how.weight * taught
    return loss


def unlikeness(losses: Tensor, sources: Tensor) -> Tensor:
    """Variance of the mean losses (N,) of the collections of a batch; 0 for one collection.

    Reference: Krueger et al., Out-of-Distribution Generalization via Risk Extrapolation, ICML 2021.
    """
    counts = sources.bincount()
    sums = losses.new_zeros(len(counts)).index_add(0, sources, losses)
    means: Tensor = sums[counts > 0] / counts[counts > 0]
    return means.var(correction=0)


def _add_point(training: Training, config: TrainConfig, size: int, watch: Watch | None) -> None:
    """Write down the loss since the last point and what the averaged network would score now."""
    point = {"step": float(training.step), "loss": sum(training.losses) / len(training.losses)}
    if watch is not None:
        net = build(config, training.net.head.out_features).eval()
        net.load_state_dict(training.average)
        net.to(training.device).to(memory_format=torch.channels_last)
        point |= parallel.of_first(lambda: watch.measure(net, size))
    log.info("%s", ", ".join(f"{name} {value:.3f}" for name, value in point.items()))
    training.losses = []
    training.curve.append(point)
    if config.patience and best_point(training.curve) == len(training.curve) - 1:
        training.best = {name: value.clone() for name, value in training.average.items()}


def schedule(step: int, steps: int) -> float:
    """Share of the peak learning rate: linear rise over 4 %, then a cosine to 1 %."""
    rise = max(1, steps // 25)
    if step < rise:
        return (step + 1) / rise
    progress = (step - rise) / max(1, steps - rise)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))


def _copy(net: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in net.state_dict().items()}


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


def averaged(training: Training) -> SkinNet:
    """The network with the moving average of its weights, in evaluation mode."""
    training.net.load_state_dict(training.average)
    return training.net.eval()


def save_checkpoint(training: Training, config: TrainConfig, folder: Path) -> None:
    """Write the checkpoint, whole or not at all; of several processes the first does."""
    if not parallel.is_first():
        return
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "checkpoint.part"
    torch.save(
        {
            "net": training.net.state_dict(),
            "average": training.average,
            "optimiser": training.optimiser.state_dict(),
            "step": training.step,
            "losses": training.losses,
            "curve": training.curve,
            "best": training.best,
        },
        partial,
    )
    partial.replace(folder / CHECKPOINT)
    (folder / "config.json").write_text(json.dumps(config.to_dict(), indent=1), encoding="utf-8")
    (folder / "curve.json").write_text(json.dumps(training.curve, indent=1), encoding="utf-8")


def read_checkpoint(file: Path) -> dict[str, Any]:
    """What a checkpoint holds.

    Raises: Refused for a file that is none, or a damaged one.
    """
    try:
        saved: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, UnpicklingError) as error:
        raise Refused(f"{file}: no checkpoint that can be read; remove it to start anew") from error
    return saved


def _resume(training: Training, checkpoint: Path) -> None:
    saved = read_checkpoint(checkpoint)
    training.net.load_state_dict(saved["net"])
    for name, value in saved["average"].items():
        training.average[name].copy_(value)
    training.optimiser.load_state_dict(saved["optimiser"])
    training.step = int(saved["step"])
    training.losses, training.curve = saved.get("losses", []), saved.get("curve", [])
    training.best = saved.get("best", {})
