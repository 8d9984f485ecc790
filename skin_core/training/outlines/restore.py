"""The runs of a released network that outlines, made anew from its weights (training.restore)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from torch import Tensor

from skin_core.catalogue import ModelSpec
from skin_core.models.segmenter_file import load_segmenter
from skin_core.models.unfolding import unfold
from skin_core.training.__main__ import RUNS
from skin_core.training.checks import check_restorable
from skin_core.training.outlines.__main__ import photos_of, record_for, split_for
from skin_core.training.outlines.config import config_from
from skin_core.training.outlines.loader import OutlineLoader
from skin_core.training.outlines.loop import save_checkpoint, start

MEASURED_ON = 20  # batches that the batch norms are measured on


def restore(spec: ModelSpec, phases: list[dict[str, Any]]) -> Path:
    """Write the runs of a released network, the last as if it had just ended; its folder.

    Of the runs before, the record alone.
    """
    records: dict[Path, dict[str, Any]] = {}
    for phase in phases:
        config = replace(config_from(phase["config"]), device="cpu")
        photos = photos_of(config)
        split = split_for(config, photos)
        folder = RUNS / config.name
        record = record_for(config, photos, split, phase["revision"])
        if phase is not phases[-1] and (folder / "run.json").exists():
            continue
        check_restorable(folder, record["data_digest"], phase)
        records[folder / "run.json"] = record
    for file, record in records.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(record, indent=1), encoding="utf-8")
    training = start(config, "")
    unfold(
        load_segmenter(spec), training.net, _batches(OutlineLoader(split.train, config)), rows=True
    )
    training.average = training.net.state_dict()
    training.step = config.steps
    save_checkpoint(training, config, folder)
    return folder


def _batches(loader: OutlineLoader) -> Iterator[Tensor]:
    """Views of training photos at the last size."""
    last = loader.config.steps
    return (loader.batch(step)[0] for step in range(last - min(last, MEASURED_ON), last))
