"""python -m skin_core.evaluation labels: photos whose label is contradicted by who never saw them.

`labels MODEL` asks a released network about held-back photos: of those it learned from, it believes
what it was told. `labels --before CONFIG.toml` asks a weak judge (early_judge.py) about every photo
of an experiment before it is trained. The list is for a person to look through; nothing is left out
or renamed by it.
"""

from __future__ import annotations

import argparse
import csv
import logging
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from skin_core.evaluation.classifier import measure
from skin_core.evaluation.early_judge import Judged, judge_before
from skin_core.evaluation.held_out import find_classifier, held_out
from skin_core.inference.calibrate import probabilities
from skin_core.training.__main__ import RUNS
from skin_core.training.config import load_config

log = logging.getLogger(__name__)
NO_DOUBT = -1
SURE = 0.9  # probability of the other class


def doubts(chances: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The other class that each photo likely is, (N,), or NO_DOUBT.

    chances: calibrated, out of sample, (N, K). A class is likely where it is at least as probable
    as it is on average on the photos labelled so; of several, the most probable counts.
    Reference: Northcutt, Jiang & Chuang, J Artif Intell Res 2021; 70: 1373 (confident learning).
    """
    usual = np.full(chances.shape[1], np.inf)
    for label in np.unique(labels):
        usual[label] = chances[labels == label, label].mean()
    likely = np.where(chances >= usual, chances, NO_DOUBT)
    best = likely.argmax(1)
    return np.where((likely.max(1) < 0) | (best == labels), NO_DOUBT, best)


def main(words: Sequence[str]) -> None:
    """Write the doubts, the surest first, and say how many there are."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation labels", description=__doc__)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("model", nargs="?", help="a classifier in weights/")
    asked.add_argument("--before", type=Path, metavar="CONFIG.toml", help="of a training to come")
    given = parser.parse_args(words)
    if given.before:
        doubt_before(given.before)
        return
    spec = find_classifier(given.model)
    parts = held_out(spec.folder)
    photos = (*parts.validation, *parts.test)
    measured = measure(spec, photos)
    chances = probabilities(measured.logits, spec)
    judged = Judged(photos, spec.labels, measured.truths, chances)
    write_doubts(judged, doubts(chances, measured.truths), RUNS / f"{spec.name}_label_doubts.csv")


def doubt_before(file: Path) -> None:
    """Write .runs/<name>/label_doubts.csv of an experiment, and say how many of each label.

    Raises: Refused, SettingsError, as the training would for its settings and photos.
    """
    torch.set_num_threads(1)
    config = load_config(file)
    judged, others = judge_before(config)
    other = doubts(judged.chances, judged.truths)
    for line in told_by_label(judged, other):
        log.info(line)
    if others:
        few = ", ".join(sorted({photo.label for photo in others}))
        log.warning("%d photos not judged, of labels learned nowhere else: %s", len(others), few)
    write_doubts(judged, other, RUNS / config.name / "label_doubts.csv")
    right = float(np.mean(judged.chances.argmax(1) == judged.truths))
    log.info(
        "The judge is weak: a last layer on features that learned from no photo of skin. It names "
        "%.0f %% as they are labelled, a floor of what a training reaches; many doubts are its own "
        "mistakes, and it misses errors. Look through the surest first.",
        100 * right,
    )


def told_by_label(judged: Judged, other: NDArray[np.int64]) -> list[str]:
    """A line for each label: how many of its photos are doubted, and as what most of them."""
    lines = []
    for place in np.unique(judged.truths):
        mine = other[judged.truths == place]
        line = f"{judged.labels[place]}: {int((mine >= 0).sum())} of {len(mine)} doubted"
        if named := Counter(mine[mine >= 0].tolist()).most_common(1):
            line += f", {named[0][1]} as {judged.labels[named[0][0]]}"
        lines.append(line)
    return lines


def write_doubts(judged: Judged, other: NDArray[np.int64], file: Path) -> None:
    """Write the doubted photos as a table, the surest doubts first, and say how many there are."""
    chances = judged.chances
    surest = sorted(np.flatnonzero(other >= 0), key=lambda i: -chances[i, other[i]])
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("image", "label", "its_probability", "likely", "probability"))
        for i in surest:
            places = (judged.truths[i], other[i])
            said = ((judged.labels[k], f"{chances[i, k]:.4f}") for k in places)
            writer.writerow((judged.photos[i].path, *chain.from_iterable(said)))
    sure = sum(chances[i, other[i]] >= SURE for i in surest)
    log.info("%d of %d contradicted, %d surely: %s", len(surest), len(judged.photos), sure, file)
