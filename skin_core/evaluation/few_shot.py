"""python -m skin_core.evaluation few_shot: what 1, 5 and 10 photos a disease of a clinic bring.

Each collection of several diseases plays a clinic whose like nobody trained on: features of a
network as ImageNet left it, and a last layer fitted to all other collections. Then the network is
told which diseases occur there, and is given a few of its photos, groups apart from those judged.
With --model FOLDER a released network is asked about collections added after its training.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from skin_core.catalogue import CLASSIFY, ModelSpec, load_spec
from skin_core.evaluation import metrics, model_card
from skin_core.evaluation.frozen import (
    BACKBONE,
    PENALTY,
    SIZE,
    Values,
    Whole,
    answered,
    frozen_features,
)
from skin_core.evaluation.held_out import held_out, read_measurable
from skin_core.evaluation.predictions import predict
from skin_core.evaluation.results import write_results
from skin_core.training.photos import Photo, data_folder
from skin_core.training.refit import fit_layer
from skin_core.training.refusal import Refused

SEED, DRAWS = 2026, 10
SHOTS = (1, 5, 10)
LEAST_GROUPS, LEAST_DISEASES = 12, 2  # of a disease that counts, and of a collection that plays
HELD = 1e-2  # how firmly the last layer is held at its start; chosen beforehand, not by figures
Floats = NDArray[np.float64]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Clinic:
    """One collection as a network sees it that never learned from it."""

    name: str
    values: Values  # features, (N, C)
    logits: Floats  # of all that the network knows, (N, K)
    truths: Whole  # (N,)
    groups: NDArray[np.str_]  # (N,)


def few_shot_row(clinic: Clinic, rng: Generator) -> dict[str, Any]:
    """Balanced accuracy as it comes, told what occurs, and with so many photos a disease.

    The mean over draws, and where nine in ten of them lie. All columns of a draw are judged by the
    same photos: those whose group gives none of its up to ten. A disease of fewer groups than
    twice the photos asked gives half of its groups.
    """
    occur = np.unique(clinic.truths)
    found: dict[str, list[float]] = {}
    for _ in range(DRAWS):
        given, judged = _drawn(clinic, rng)
        truths = clinic.truths[judged]
        told = np.full_like(clinic.logits, -np.inf)
        told[:, occur] = clinic.logits[:, occur]
        ways = {"as it comes": clinic.logits[judged], "told what occurs": told[judged]}
        for shots in SHOTS:
            shown = np.concatenate([one[:shots] for one in given])
            ways[f"prototypes, k = {shots}"] = _by_prototype(clinic, shown, judged)
            ways[f"last layer, k = {shots}"] = _by_adapted(clinic, told, shown, judged)
        for name, logits in ways.items():
            found.setdefault(name, []).append(metrics.balanced_accuracy(truths, logits.argmax(1)))
    spread = {
        name: [float(np.mean(all_)), *np.percentile(all_, (5, 95)).tolist()]
        for name, all_ in found.items()
    }
    return {
        "collection": clinic.name,
        "photos": len(clinic.truths),
        "diseases": len(occur),
        **spread,
    }


def _drawn(clinic: Clinic, rng: Generator) -> tuple[list[Whole], Whole]:
    """Photos that are given, of each disease one a group, and the photos that are judged."""
    given, used = [], set[str]()
    for label in np.unique(clinic.truths):
        mine = rng.permutation(np.flatnonzero(clinic.truths == label))
        _, first = np.unique(clinic.groups[mine], return_index=True)
        one_each = mine[np.sort(first)]
        given.append(one_each[: min(max(SHOTS), len(one_each) // 2)])
        used |= set(clinic.groups[given[-1]].tolist())
    return given, np.flatnonzero([group not in used for group in clinic.groups])


def _by_prototype(clinic: Clinic, shown: Whole, judged: Whole) -> Floats:
    """Cosine to the mean of the shown photos of each disease (Snell et al., NeurIPS 2017)."""
    scale = clinic.values[shown].std(0) + clinic.values.std(0).mean()
    units = (clinic.values - clinic.values[shown].mean(0)) / scale
    units = units / np.linalg.norm(units, axis=1, keepdims=True)
    found = np.full((len(judged), clinic.logits.shape[1]), -np.inf)
    for label in np.unique(clinic.truths[shown]):
        middle = units[shown[clinic.truths[shown] == label]].mean(0)
        found[:, label] = units[judged] @ (middle / max(float(np.linalg.norm(middle)), 1e-6))
    return found


def _by_adapted(clinic: Clinic, told: Floats, shown: Whole, judged: Whole) -> Floats:
    """The last layer of what occurs, adapted to the shown photos and held where it was.

    A layer is added to what was told: cross entropy of the shown photos, its squares held back.
    """
    occur = np.unique(clinic.truths)
    inputs = torch.from_numpy(clinic.values - clinic.values[shown].mean(0))
    inputs = inputs / inputs[torch.from_numpy(shown)].std()
    began = torch.from_numpy(told[:, occur]).float()
    wanted = torch.from_numpy(np.searchsorted(occur, clinic.truths[shown]))
    layer = torch.nn.Linear(inputs.shape[1], len(occur))
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=30, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        logits = began[shown] + layer(inputs[shown])
        total = torch.nn.functional.cross_entropy(logits, wanted)
        total = total + HELD * (layer.weight**2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    found = np.full((len(judged), clinic.logits.shape[1]), -np.inf)
    with torch.no_grad():
        found[:, occur] = (began[judged] + layer(inputs[judged])).numpy()
    return found


def playing(photos: Sequence[Photo]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Collections that can play a clinic, and their photos of diseases of enough groups, (N,)."""
    for source in sorted({photo.source for photo in photos}):
        groups = {(photo.label, photo.group) for photo in photos if photo.source == source}
        counts = Counter(label for label, _ in groups)
        kept = {label for label, count in counts.items() if count >= LEAST_GROUPS}
        if len(kept) >= LEAST_DISEASES:
            yield source, np.array([p.source == source and p.label in kept for p in photos])


def left_out_clinics() -> Iterator[Clinic]:
    """Each collection, seen by a last layer that was fitted to photos of all others."""
    every = frozen_features()
    for name, mine in playing(every.photos):
        log.info("without %s", name)
        clinic = every.only(mine)
        strange = (every.sources != name) & ~np.isin(every.groups, clinic.groups)
        taught = every.only(strange)
        layer = fit_layer(taught.values, taught.truths, len(every.labels), PENALTY)
        logits = answered(layer, clinic.values)
        logits[:, np.setdiff1d(np.arange(len(every.labels)), taught.truths)] = -np.inf
        known = np.isin(clinic.truths, taught.truths)
        if len(set(clinic.truths[known])) < LEAST_DISEASES:
            continue  # what it had, no other collection has
        yield Clinic(
            name,
            clinic.values[known],
            logits[known],
            clinic.truths[known],
            clinic.groups[known],
        )


def find_released(folder: Path) -> ModelSpec:
    """The classifier in a folder, before hours are spent on the other rows.

    Raises: WeightsDamaged, Refused.
    """
    if not (folder / "model.toml").is_file():
        raise Refused(f"--model: there is no model in {folder}")
    spec = load_spec(folder)
    if spec.task != CLASSIFY or not (folder / "training.json").is_file():
        raise Refused(f"--model: {folder} is no classifier that was trained here")
    read_measurable(folder)
    return spec


def added_clinics(spec: ModelSpec) -> Iterator[Clinic]:
    """Collections added after a released network was trained, as it sees them."""
    photos = [photo for photo in held_out(spec.folder).unseen if photo.label in spec.labels]
    for name, mine in playing(photos):
        some = [photo for photo, one in zip(photos, mine, strict=True) if one]
        log.info("%s: asking %s about %d photos", name, spec.name, len(some))
        answers = predict(spec, some, data_folder())
        yield Clinic(
            name,
            answers.embeddings,
            answers.logits,
            np.array([spec.labels.index(photo.label) for photo in some], np.int64),
            np.array([photo.group for photo in some]),
        )


def told(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The table and what to think of it, as Markdown."""
    return [
        f"Balanced accuracy, mean of {DRAWS} draws, in brackets where nine in ten of them lie. "
        f"Diseases of fewer than {LEAST_GROUPS} groups in a collection are left out. Frozen: "
        f"{BACKBONE} as ImageNet left it at {SIZE} px, under a last layer fitted to all other "
        "collections; a network of a version: a released one, on collections added after its "
        "training. The photos given come from the same place as those judged, as in a clinic.",
        "",
        *model_card.table(rows),
    ]


def main(words: Sequence[str]) -> None:
    """Measure and write docs/results.md."""
    name = "skin_core.evaluation few_shot"
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    parser.add_argument("--model", type=Path, help="folder of a released network of before")
    given = parser.parse_args(words)
    torch.set_num_threads(1)
    before = find_released(given.model) if given.model else None
    version = before.version if before else ""
    rows: list[dict[str, Any]] = []
    for one in left_out_clinics():
        rows.append({"network": "frozen", **few_shot_row(one, default_rng(SEED))})
        write_results("few_shot", rows, told(rows))
    for one in added_clinics(before) if before else ():
        rows.append({"network": version, **few_shot_row(one, default_rng(SEED))})
        write_results("few_shot", rows, told(rows))
