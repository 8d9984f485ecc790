"""python -m skin_core.evaluation switches FILE: what each measure against the source brings.

The file holds a [base] experiment that leaves collections out, and [rows] that each change some of
its fields. A row that is not trained yet is trained, or goes on where it stopped; all are judged by
the left-out collections, the gain paired with the first row. The table is written after each row.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.random import default_rng
from numpy.typing import NDArray

from skin_core.evaluation import metrics, model_card
from skin_core.evaluation.compare import Judged, answers_of, trained
from skin_core.evaluation.results import RESULTS, write_results
from skin_core.evaluation.source_out import told_what_occurs
from skin_core.training.config import TrainConfig, config_from
from skin_core.training.refusal import Refused
from skin_core.training.tables import read_toml

SEED = 2026
Whole = NDArray[np.int64]


def experiments(file: Path) -> dict[str, TrainConfig]:
    """The experiment of each row, in the order of the file; its run is named after base and row.

    Raises: SettingsError, Refused.
    """
    table = read_toml(file)
    base, found = table.get("base"), dict[str, TrainConfig]()
    rows = table.get("rows")
    if not isinstance(base, dict) or not isinstance(rows, dict) or not rows or len(table) > 2:
        raise Refused(f"{file}: has to hold the tables [base] and [rows], and nothing else")
    if not base.get("leave_out"):
        raise Refused(f"{file}: leave_out in [base] has to name collections: they are judged by")
    for name, changes in rows.items():
        if not isinstance(changes, dict):
            raise Refused(f"{file}: the row {name} has to be a table of what it changes")
        config = config_from({**base, **changes})
        found[name] = replace(config, name=f"{config.name}_{name}")
    return found


def row_of(name: str, judged: Judged, first: Judged) -> dict[str, Any]:
    """Figures of a row on left-out photos; gains over the first, 95 % intervals over groups."""
    truths = np.array([judged.labels.index(photo.label) for photo in judged.photos], np.int64)
    groups = np.array([photo.group for photo in judged.photos])
    taken = told_what_occurs(judged.logits, truths, [photo.source for photo in judged.photos])
    logits, others = judged.logits, first.logits
    rng = default_rng(SEED)

    def between(measure: Any) -> list[float]:
        return metrics.with_interval(measure, groups, rng)

    def right(answers: NDArray[np.float64], places: Whole) -> float:
        return metrics.balanced_accuracy(truths[places], answers[places].argmax(1))

    def among(answers: NDArray[np.float64], places: Whole) -> float:
        return metrics.top_k(truths[places], answers[places], 3)

    return {
        "row": name.replace("_", " "),
        "balanced accuracy": between(lambda i: right(logits, i)),
        "gain": between(lambda i: right(logits, i) - right(others, i)),
        "top 3": between(lambda i: among(logits, i)),
        "gain in top 3": between(lambda i: among(logits, i) - among(others, i)),
        "told what occurs: top 3": metrics.top_k(truths, taken, 3),
    }


def told(rows: Sequence[Mapping[str, Any]], base: TrainConfig, photos: int) -> list[str]:
    """The table and what to think of it, as Markdown."""
    return [
        f"{base.backbone} at {base.sizes[-1]} px, {base.epochs:g} epoch"
        f"{'' if base.epochs == 1 else 's'}, one seed; {photos} photos of left-out collections "
        f"({', '.join(base.leave_out)}). Intervals by bootstrap over groups, gains paired with the "
        "first row; they hold the chance of the photos, not that of the seed. A longer training "
        "may gain by what costs here.",
        "",
        *model_card.table(rows),
    ]


def switches(file: Path, results: Path = RESULTS) -> None:
    """Train what is not trained, and write the table after each row."""
    rows: list[dict[str, Any]] = []
    first: Judged | None = None
    for name, config in experiments(file).items():
        judged = answers_of(trained(config, file.parent))
        first = judged if first is None else first
        rows.append(row_of(name, judged, first))
        write_results("switches", rows, told(rows, config, len(judged.photos)), results)


def main(words: Sequence[str]) -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation switches", description=__doc__)
    parser.add_argument("file", type=Path, help="a TOML file of [base] and [rows]")
    torch.set_num_threads(1)
    switches(parser.parse_args(words).file)
