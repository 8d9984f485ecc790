"""The run of a released network that grades, made anew from its weights (training.restore)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from skin_core.catalogue import ModelSpec
from skin_core.models.checkpoint import load_network
from skin_core.models.ordinal import GradeNet
from skin_core.models.unfolding import unfold
from skin_core.training.__main__ import RUNS
from skin_core.training.checks import check_restorable
from skin_core.training.grades.__main__ import record_for, split_for
from skin_core.training.grades.config import config_from
from skin_core.training.grades.loader import GradeLoader
from skin_core.training.grades.loop import save_checkpoint, start
from skin_core.training.photos import data_folder

MEASURED_ON = 20  # batches that the batch norms are measured on


def restore(spec: ModelSpec, phases: list[dict[str, Any]]) -> Path:
    """Write the last run of a released network as if it had just ended; its folder."""
    phase = phases[-1]
    config = replace(config_from(phase["config"]), device="cpu")
    split = split_for(config)
    folder = RUNS / config.name
    record = record_for(config, split, phase["revision"])
    check_restorable(folder, record["data_digest"], phase)
    folder.mkdir(parents=True, exist_ok=True)
    loader = GradeLoader(split.train, config, data_folder())
    training = start(config, len(spec.labels), "")
    unfold(load_network(spec), training.net, _batches(loader))
    _set_cuts(training.net, spec)
    training.average.module.load_state_dict(training.net.state_dict())
    training.step = config.steps
    (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    save_checkpoint(training, config, folder)
    return folder


def _batches(loader: GradeLoader) -> Iterator[Tensor]:
    """Views of training photos at the last size."""
    last = loader.config.steps
    return (loader.batch(step)[0] for step in range(last - min(last, MEASURED_ON), last))


@torch.no_grad()
def _set_cuts(net: GradeNet, spec: ModelSpec) -> None:
    """Cuts as they were fitted at release, in heights: they learn from there."""
    assert spec.grades is not None
    pairs = [(spec.grades.slopes[sign], spec.grades.cuts[sign]) for sign in spec.labels]
    cuts = torch.tensor([[cut / slope for cut in cuts] for slope, cuts in pairs])
    net.first.copy_(cuts[:, :1])
    net.rises.copy_(cuts.diff(dim=1).clamp(min=1e-3).expm1().log())  # softplus, undone
