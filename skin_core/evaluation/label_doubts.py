"""python -m skin_core.evaluation labels MODEL: photos whose label the network contradicts.

Held-back photos only: of those it learned from, a network believes what it was told. The list is
for a person to look through before a training; nothing is left out or renamed by it.
"""

from __future__ import annotations

import argparse
import csv
import logging
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from skin_core.evaluation.classifier import measure
from skin_core.evaluation.held_out import find_classifier, held_out
from skin_core.inference.calibrate import probabilities
from skin_core.settings import ROOT

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
    """Write .runs/MODEL_label_doubts.csv, the surest doubts first, and say how many there are."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation labels", description=__doc__)
    parser.add_argument("model", help="a classifier in weights/")
    spec = find_classifier(parser.parse_args(words).model)
    parts = held_out(spec.folder)
    photos = (*parts.validation, *parts.test)
    measured = measure(spec, photos)
    chances, labels = probabilities(measured.logits, spec), measured.truths
    other = doubts(chances, labels)
    surest = sorted(np.flatnonzero(other >= 0), key=lambda i: -chances[i, other[i]])
    file = ROOT / ".runs" / f"{spec.name}_label_doubts.csv"
    file.parent.mkdir(exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("image", "label", "its_probability", "likely", "probability"))
        for i in surest:
            said = ((spec.labels[k], f"{chances[i, k]:.4f}") for k in (labels[i], other[i]))
            writer.writerow((photos[i].path, *chain.from_iterable(said)))
    sure = sum(chances[i, other[i]] >= SURE for i in surest)
    log.info("%d of %d contradicted, %d surely: %s", len(surest), len(photos), sure, file)
