"""Which parts of a pretrained network learn, when, and how fast: eight ways of fine-tuning.

A network's layers have a depth, 0 for the stem to 1 for the last linear layer. What a strategy
leaves alone stays bit for bit as it was, the statistics of its batch norms included.

full, linear_probing; gradual_last_first and gradual_first_last: layers join one after another
(Lee et al., Surgical Fine-Tuning, ICLR 2023); lp_ft: the last layer first, then all (Kumar et
al., ICLR 2022); l1_sp, l2_sp: all, held near where they started (Li et al., ICML 2018);
auto_rgn: all, each layer at a rate by its relative gradient norm (Lee et al.).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from timm.models import group_parameters
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from skin_core.models.classifier import SkinNet
from skin_core.training.config import HOLDS, TrainConfig

ANCHORED = tuple(HOLDS)
THAWING = ("gradual_last_first", "gradual_first_last", "lp_ft")
MEMORY = 0.9  # of the relative gradient norm, from step to step


@dataclass(frozen=True)
class Layer:
    """Parameters that learn or rest together, and the modules that hold them."""

    depth: float  # 0 the stem, 1 the last layer
    above: int  # how many layers of its backbone lie above it, the last one counted
    parameters: dict[str, nn.Parameter]
    norms: tuple[nn.Module, ...]
    fixed: bool  # never learns, whatever the strategy


def layers_of(net: SkinNet, frozen_blocks: int) -> list[Layer]:
    """The layers of a network: timm's groups of each backbone, then all that follows them.

    frozen_blocks: with n above 0, the stem and the n groups after it are fixed.
    """
    layers = []
    for place in range(len(net.backbones)):
        prefix, backbone = f"backbones.{place}.net.", net.backbone(place).net
        groups = group_parameters(backbone, backbone.group_matcher(coarse=True))
        for number, names in enumerate(groups[key] for key in sorted(groups)):
            fixed = number <= frozen_blocks and frozen_blocks > 0
            named = [prefix + name for name in names]
            above = len(groups) - number
            layers.append(_layer(net, named, (number / len(groups), above), fixed))
    last = [name for name, _ in net.named_parameters() if not name.startswith("backbones.")]
    return [*layers, _layer(net, last, (1.0, 0), False)]


def _layer(net: SkinNet, names: list[str], place: tuple[float, int], fixed: bool) -> Layer:
    modules = dict(net.named_modules())
    holders = {name.rpartition(".")[0]: None for name in names}
    norms = tuple(modules[name] for name in holders if isinstance(modules[name], _BatchNorm))
    return Layer(*place, {name: net.get_parameter(name) for name in names}, norms, fixed)


def learns(layer: Layer, config: TrainConfig, progress: float) -> bool:
    """Whether a layer learns at this share of the training, 0 to 1."""
    if layer.fixed:
        return False
    if layer.depth == 1.0:
        return True
    match config.strategy:
        case "linear_probing":
            return False
        case "lp_ft":
            return progress >= config.thaw_share
        case "gradual_last_first":
            return progress >= config.thaw_share * (1 - layer.depth)
        case "gradual_first_last":
            return progress >= config.thaw_share * layer.depth
        case _:
            return True


def set_learning(layers: list[Layer], config: TrainConfig, progress: float) -> None:
    """Let the layers of a network in training mode learn or rest."""
    for layer in layers:
        on = learns(layer, config, progress)
        for value in layer.parameters.values():
            value.requires_grad_(on)
        for norm in layer.norms:
            norm.train(on)


def build_optimiser(layers: list[Layer], config: TrainConfig) -> torch.optim.Optimizer:
    """AdamW; the last layer learns faster, norms and biases do not decay.

    A backbone that is held near its start does not decay towards zero as well.
    """
    backbone = [layer for layer in layers[:-1] if not layer.fixed]
    decay = 0.0 if config.strategy in ANCHORED else config.weight_decay
    if config.strategy == "auto_rgn" or config.layer_decay < 1.0:
        groups = [
            group
            for number, layer in enumerate(backbone)
            for group in _groups([layer], _rate(layer, config), decay, number)
        ]
    else:
        groups = _groups(backbone, config.learning_rate, decay)
    groups += _groups(layers[-1:], config.head_learning_rate, config.weight_decay)
    return torch.optim.AdamW(groups, foreach=True)


def _rate(layer: Layer, config: TrainConfig) -> float:
    """Peak learning rate: `layer_decay` to the power of the backbone's layers above this one."""
    return float(config.learning_rate * config.layer_decay ** (layer.above - 1))


def _groups(layers: list[Layer], rate: float, decay: float, number: int = -1) -> list[dict]:  # type: ignore[type-arg]
    """Two parameter groups, kernels and flat ones; `number` tells groups of one layer."""
    values = [value for layer in layers for value in layer.parameters.values()]
    return [
        {
            "params": [value for value in values if (value.ndim < 2) == flat],
            "lr": rate,
            "peak": rate,
            "weight_decay": 0.0 if flat else decay,
            "layer": number,
        }
        for flat in (False, True)
    ]


def anchors(layers: list[Layer], config: TrainConfig) -> list[Tensor]:
    """Copies of where the backbone started, for the strategies that hold it there; else none."""
    if config.strategy not in ANCHORED:
        return []
    return [value.detach().clone() for value in _free(layers)]


def hold_near(layers: list[Layer], start: list[Tensor], config: TrainConfig) -> None:
    """Add the gradient of the distance to the start, absolute or squared, times its strength."""
    for value, began in zip(_free(layers), start, strict=False):
        if value.grad is not None:
            away = value.detach() - began
            pull = away.sign() if config.strategy == "l1_sp" else away
            value.grad.add_(pull, alpha=config.hold)


def _free(layers: list[Layer]) -> Iterator[nn.Parameter]:
    for layer in layers[:-1]:
        if not layer.fixed:
            yield from layer.parameters.values()


def slow_by_gradient(optimiser: torch.optim.Optimizer) -> None:
    """Scale each backbone layer's rate by its gradient's norm over its weights', 1 the largest.

    The norms are averaged over steps and kept with the optimiser, so that resuming changes nothing.
    """
    gradient: dict[int, float] = {}
    weight: dict[int, float] = {}
    for group in optimiser.param_groups:
        for value in group["params"] if group["layer"] >= 0 else ():
            if value.grad is not None:
                number = group["layer"]
                gradient[number] = gradient.get(number, 0.0) + float(value.grad.square().sum())
                weight[number] = weight.get(number, 0.0) + float(value.detach().square().sum())
    now = {number: (gradient[number] / max(weight[number], 1e-12)) ** 0.5 for number in gradient}
    groups = [group for group in optimiser.param_groups if group["layer"] in now]
    for group in groups:
        old = group.get("relative_norm", now[group["layer"]])
        group["relative_norm"] = MEMORY * old + (1 - MEMORY) * now[group["layer"]]
    largest = max((group["relative_norm"] for group in groups), default=1.0)
    for group in groups:
        group["lr"] *= group["relative_norm"] / max(largest, 1e-12)
