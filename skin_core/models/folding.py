"""Batch norm folded into the convolution before it: fewer steps, the same answers."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeVar

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

Net = TypeVar("Net", bound=nn.Module)

PAIRS = (
    ("conv_stem", "bn1"),
    ("conv_pw", "bn1"),
    ("conv_dw", "bn1"),
    ("conv_dw", "bn2"),
    ("conv_pw", "bn2"),
    ("conv_pwl", "bn3"),
    ("conv_head", "bn2"),
)


def fold(net: Net, *, rows: bool = False) -> Net:
    """Fold every batch norm of a network in evaluation mode, in place.

    rows: those of neighbours in a sequence, too, as networks that outline are released. Those that
    classify are not: what was released would lack the biases.
    """
    for _, module, conv_name, norm_name in list(pairs_of(net, rows=rows)):
        conv, norm = getattr(module, conv_name), getattr(module, norm_name)
        with torch.no_grad():
            setattr(module, conv_name, fuse_conv_bn_eval(conv, norm))
        setattr(module, norm_name, getattr(norm, "act", nn.Identity()))
    return net


def pairs_of(net: nn.Module, *, rows: bool = False) -> Iterator[tuple[str, nn.Module, str, str]]:
    """Each convolution with the batch norm after it: name and module they lie in, their names."""
    for place, module in net.named_modules():
        for conv_name, norm_name in (*PAIRS, *(_in_a_row(module) if rows else ())):
            conv, norm = getattr(module, conv_name, None), getattr(module, norm_name, None)
            is_pair = isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d)
            if is_pair and _feeds(module, conv_name, norm_name):
                yield place, module, conv_name, norm_name


def _in_a_row(module: nn.Module) -> list[tuple[str, str]]:
    """Names of neighbours in a sequence, where each feeds the next."""
    names = [name for name, _ in module.named_children()]
    return list(pairwise(names)) if isinstance(module, nn.Sequential) else []


def _feeds(module: nn.Module, conv_name: str, norm_name: str) -> bool:
    """Whether the norm comes after the convolution, with no other between them."""
    names = [name for name, _ in module.named_children()]
    first, last = names.index(conv_name), names.index(norm_name)
    between = (getattr(module, name) for name in names[first + 1 : last])
    return first < last and not any(isinstance(part, nn.Conv2d) for part in between)
