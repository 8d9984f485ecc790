"""One training in several processes: torchrun --nproc-per-node 2 -m skin_core.training CONFIG.

Each process learns from its own part of every batch; gradients are averaged and the statistics of
batch norms are those of the first, so that all have the same weights after every step. Only the
first writes files.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn

from skin_core.training.refusal import Refused

T = TypeVar("T")
LONGEST_WAIT = timedelta(hours=12)  # the others wait while the first decodes or asks teachers


def join(device: str) -> None:
    """Meet the other processes that torchrun started; alone, do nothing."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not dist.is_initialized():
        if device == "cuda":
            torch.cuda.set_device(place_of(device))  # what is told to all goes over this one
        dist.init_process_group("nccl" if device == "cuda" else "gloo", timeout=LONGEST_WAIT)


def place_of(device: str) -> torch.device:
    """The device of this process: each has a graphics processor of its own."""
    if device == "cuda":
        return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    return torch.device(device)


def in_all() -> int:
    """How many processes train together."""
    return dist.get_world_size() if dist.is_initialized() else 1


def is_first() -> bool:
    """Whether this process is the one that writes."""
    return not dist.is_initialized() or dist.get_rank() == 0


def own_part(values: Tensor) -> Tensor:
    """The rows of a batch that this process learns from: as many in each.

    Raises: Refused where they cannot be shared out evenly.
    """
    if in_all() == 1:
        return values
    if len(values) % in_all():
        raise Refused(f"a batch of {len(values)} cannot be shared out to {in_all()} processes")
    return values[dist.get_rank() :: in_all()]


def average(value: Tensor) -> Tensor:
    """The mean of what all processes have, in place."""
    if in_all() > 1:
        dist.all_reduce(value)
        value /= in_all()
    return value


def share_statistics(net: nn.Module) -> None:
    """Every process takes over the buffers of the first."""
    if in_all() > 1:
        for value in net.buffers():
            dist.broadcast(value, 0)


def of_first(make: Callable[[], T]) -> T:
    """What the first process makes, in all of them; the others wait for it."""
    if in_all() == 1:
        return make()
    held: list[T | None] = [make() if is_first() else None]
    dist.broadcast_object_list(held, 0)
    return held[0]  # type: ignore[return-value]


def after_first(make: Callable[[], T]) -> T:
    """What each process makes for itself, the first before the others: they find its files."""
    if in_all() == 1:
        return make()
    if not is_first():
        dist.barrier()
    made = make()
    if is_first():
        dist.barrier()
    return made
