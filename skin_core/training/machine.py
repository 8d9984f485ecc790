"""The machine that a training runs on: its device, how it computes, who draws the batches."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import torch
from torch.utils.data import DataLoader, Dataset

from skin_core.training.refusal import Refused
from skin_core.training.tables import DEVICES, PRECISIONS

T = TypeVar("T")
OPTIONS = ("device", "precision", "workers")
AHEAD = 4  # batches that each process may be ahead of the training


class OnMachine(Protocol):
    """What configurations of all kinds say of the machine."""

    @property
    def device(self) -> str:
        """One of DEVICES."""

    @property
    def precision(self) -> str:
        """One of PRECISIONS."""

    @property
    def workers(self) -> int:
        """Processes that draw batches; 0: the one that trains."""


Config = TypeVar("Config", bound=OnMachine)


def add_machine(parser: argparse.ArgumentParser) -> None:
    """Options that put a training on another machine than its configuration says."""
    parser.add_argument("--device", choices=DEVICES, help="processor, or graphics processor")
    parser.add_argument("--precision", choices=PRECISIONS, help="bf16: computes in half precision")
    parser.add_argument("--workers", type=int, help="processes that draw batches ahead")


def on_machine(config: Config, given: argparse.Namespace) -> Config:
    """The experiment on the machine of the command line.

    Raises: Refused where there is no such device.
    """
    config = replace(config, **_asked(given))  # type: ignore[type-var]
    if config.device == "cuda" and not torch.cuda.is_available():
        raise Refused("device: 'cuda' needs a graphics processor, and none is found; use 'cpu'")
    return config


def options_of(given: argparse.Namespace) -> list[str]:
    """The options of a machine as they were given, for another command."""
    return [f"--{name}={value}" for name, value in _asked(given).items()]


def _asked(given: argparse.Namespace) -> dict[str, Any]:
    asked = {name: getattr(given, name) for name in OPTIONS if getattr(given, name) is not None}
    if asked.get("workers", 0) < 0:
        raise Refused("--workers: 0 or more processes draw batches")
    return asked


def on_same_machine(config: Config, other: OnMachine) -> Config:
    """An experiment on the machine of another one."""
    return replace(  # type: ignore[type-var]
        config, device=other.device, precision=other.precision, workers=other.workers
    )


def computing(config: OnMachine) -> AbstractContextManager[None]:
    """In which the network computes as its configuration says."""
    return torch.autocast(config.device, torch.bfloat16, enabled=config.precision == "bf16")


class _Drawn(Dataset[T | Refused]):
    """What is drawn for each of some steps."""

    def __init__(self, draw: Callable[[int], T], steps: range) -> None:
        self.draw, self.steps = draw, steps

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, place: int) -> T | Refused:
        try:
            return self.draw(self.steps[place])
        except Refused as refused:  # raised here it would come as the trace of another process
            return refused


def drawn(draw: Callable[[int], T], steps: range, workers: int) -> Iterator[T]:
    """What `draw` makes of each step, in their order; drawn ahead by so many processes, if any.

    Raises: Refused where `draw` does.
    """
    ahead: dict[str, Any] = {"multiprocessing_context": "fork", "prefetch_factor": AHEAD}
    loader = DataLoader(
        _Drawn(draw, steps),
        batch_size=None,
        num_workers=workers,
        generator=torch.Generator(),  # of its own: that of the network's dropout stays as it is
        **(ahead if workers else {}),
    )
    for one in loader:
        if isinstance(one, Refused):
            raise one
        yield one
