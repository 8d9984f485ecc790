"""python -m skin_core.evaluation robustness clinical --reference RUN: errors on spoiled photos.

One draw of photos of the test part, 300 if time allows, is spoiled in 75 ways and shown to the
released network and to a reference, one of the runs in .runs/, at the network's size; what else it
differs in is said. Goes on where it was interrupted, corruption by corruption; writes
weights/<model>/robustness.json, which the card shows.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.random import default_rng
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, PixelSpec, file_digest
from skin_core.evaluation.classifier import rewrite_card
from skin_core.evaluation.corruptions import CORRUPTIONS, SEVERITIES, SIDE_PX, Pixels, corrupted
from skin_core.evaluation.held_out import find_classifier, held_out, read_training
from skin_core.evaluation.metrics import interval
from skin_core.evaluation.predictions import session_of
from skin_core.evaluation.reference import of_run, told
from skin_core.imaging.network_input import central_square, to_network_input
from skin_core.models.checkpoint import release
from skin_core.models.onnx_export import export_onnx
from skin_core.settings import ROOT
from skin_core.training.cache import read_rgb
from skin_core.training.config import config_from
from skin_core.training.loop import CHECKPOINT
from skin_core.training.photos import Photo, data_folder, digest_of
from skin_core.training.refusal import Refused
from skin_core.training.release import HALF, RUNS, load_run, phases

SEED, PHOTOS, BATCH = 2026, 300, 20
KEPT = ROOT / ".runs" / "robustness"
CLEAN = "clean"
BLURS = ("defocus_blur", "glass_blur", "motion_blur", "zoom_blur")
# What a distortion of training is alike to; "curriculum" is skin_core/training/corrupt.py.
ALIKE = {
    "noise": ("gaussian_noise", "shot_noise", "impulse_noise"),
    "blur": BLURS,
    "brightness": ("brightness",),
    "contrast": ("contrast",),
    "rescale": ("pixelate",),
    "compression": ("jpeg",),
    "curriculum": (
        *("gaussian_noise", "shot_noise", "impulse_noise", *BLURS),
        *("fog", "brightness", "contrast", "pixelate", "jpeg"),
    ),
}
Wrong = NDArray[np.bool_]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Subject:
    """A network that is asked: labels, classes said of squares, what its training met."""

    name: str
    digest: str
    labels: tuple[str, ...]
    met: frozenset[str]  # corruptions that its training distorted photos alike
    classes_of: Callable[[Sequence[Pixels]], NDArray[np.int64]]


def mean_corruption_error(errors: NDArray[np.float64], reference: NDArray[np.float64]) -> float:
    """Per cent of the reference's errors, meant over corruptions (mCE); the reference has 100.

    errors, reference: shares of wrong first guesses, (corruptions, severities).
    Reference: Hendrycks & Dietterich 2019, unadjusted for the clean error.
    """
    return float(100 * np.mean(errors.sum(1) / reference.sum(1)))


def met_by(configs: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Corruptions whose like any of these trainings showed its network."""
    words: set[str] = set()
    for table in configs:
        config = config_from(dict(table))
        words |= config.distortions
        if config.distillation and config.distillation.corruption:
            words.add("curriculum")
    return frozenset(name for word in words for name in ALIKE.get(word, ()))


def some_of(photos: Sequence[Photo], count: int) -> list[Photo]:
    """The same photos each time, drawn by the seed, by path; fewer are some of those of more."""
    known = sorted(photos, key=lambda photo: photo.path)
    chosen = default_rng(SEED).permutation(len(known))[:count]
    return [known[place] for place in sorted(chosen)]


def square_224(photo: Pixels) -> Pixels:
    """The central square at the size that the corruptions' strengths were published for."""
    square = central_square(photo, 1.0)
    way = cv2.INTER_AREA if len(square) > SIDE_PX else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(square, (SIDE_PX, SIDE_PX), interpolation=way), np.uint8)


def spoiled(squares: Sequence[Pixels], name: str) -> Iterator[list[Pixels]]:
    """All squares with one corruption, a list for each severity; the same at every call."""
    if name == CLEAN:
        yield list(squares)
        return
    kind = list(CORRUPTIONS).index(name)
    for severity in SEVERITIES:
        yield [
            corrupted(square, name, severity, default_rng((SEED, kind, severity, place)))
            for place, square in enumerate(squares)
        ]


def wrong_by_corruption(
    subjects: Sequence[Subject], photos: Sequence[Photo], squares: Sequence[Pixels], kept: Path
) -> list[dict[str, Wrong]]:
    """Of each network and corruption, which first guesses are wrong, (severities, N).

    Answers are kept in a folder, a file for each network and corruption.
    """
    found: list[dict[str, Wrong]] = [{} for _ in subjects]
    listed = digest_of(photos)[:8]
    for name in (CLEAN, *CORRUPTIONS):
        files = [kept / f"{s.name}-{s.digest[:8]}-{listed}-{name}.npy" for s in subjects]
        lacking = [place for place, file in enumerate(files) if not file.exists()]
        if lacking:
            log.info("%s: asking %s", name, ", ".join(subjects[place].name for place in lacking))
            answers = _ask([subjects[place] for place in lacking], photos, squares, name)
            for place, wrong in zip(lacking, answers, strict=True):
                np.save(files[place], wrong)
        for place, file in enumerate(files):
            found[place][name] = np.load(file)
    return found


def _ask(
    subjects: Sequence[Subject], photos: Sequence[Photo], squares: Sequence[Pixels], name: str
) -> list[Wrong]:
    rows: list[list[Wrong]] = [[] for _ in subjects]
    truths = [np.array([s.labels.index(photo.label) for photo in photos]) for s in subjects]
    for some in spoiled(squares, name):
        for place, subject in enumerate(subjects):
            rows[place].append(subject.classes_of(some) != truths[place])
    return [np.stack(one) for one in rows]


def figures_of(
    wrong: Mapping[str, Wrong],
    reference: Mapping[str, Wrong],
    groups: NDArray[np.str_],
    met: frozenset[str],
) -> dict[str, Any]:
    """mCE, clean errors with intervals over groups, and a row for each corruption."""
    rng = default_rng(SEED)

    def between(measure: Callable[[NDArray[np.int64]], float]) -> list[float]:
        return [measure(np.arange(len(groups))), *interval(measure, groups, rng)]

    def mce(names: Sequence[str]) -> list[float] | None:
        mine, other = (np.stack([of[name] for name in names]) for of in (wrong, reference))
        return between(lambda i: mean_corruption_error(mine[..., i].mean(2), other[..., i].mean(2)))

    unmet = [name for name in CORRUPTIONS if name not in met]
    return {
        "photos": len(groups),
        "groups": len(set(groups)),
        "mce": mce(list(CORRUPTIONS)),
        "mce_of_what_training_had_no_like_of": mce(unmet) if unmet else None,
        "clean_error": between(lambda i: float(wrong[CLEAN][:, i].mean())),
        "clean_error_of_reference": between(lambda i: float(reference[CLEAN][:, i].mean())),
        "corruptions": [_row(name, wrong[name], reference[name], met) for name in CORRUPTIONS],
    }


def _row(name: str, wrong: Wrong, reference: Wrong, met: frozenset[str]) -> dict[str, Any]:
    errors, others = wrong.mean(1), reference.mean(1)
    return {
        "corruption": name,
        "training_had_its_like": "yes" if name in met else "no",
        **{f"error_{level}": float(errors[level - 1]) for level in SEVERITIES},
        "mean_error": float(errors.mean()),
        "mean_error_of_reference": float(others.mean()),
        "ce": mean_corruption_error(errors[None], others[None]),
    }


def measure_robustness(spec: ModelSpec, reference: str, count: int) -> dict[str, Any]:
    """The figures of a released network beside a run of .runs/, on so many photos.

    Raises: ValueError where the reference was trained on a photo it is judged by.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    photos = some_of(held_out(spec.folder).test or held_out(spec.folder).validation, count)
    plain, record = _run(reference, spec.pixels.size)
    if strange := {photo.label for photo in photos} - set(plain.labels):
        raise Refused(f"--reference: {reference} does not know {min(strange)}")
    if seen := {photo.path for photo in photos} & set(record["train"]):
        raise Refused(f"{min(seen)}: {reference} was trained on it")
    squares = [square_224(read_rgb(data_folder() / photo.path)) for photo in photos]
    subjects = [_released(spec), plain]
    wrong, other = wrong_by_corruption(subjects, photos, squares, KEPT)
    groups = np.array([photo.group for photo in photos])
    epochs = sum(float(phase["config"]["epochs"]) for phase in phases(reference))
    plainly = of_run(reference, record["config"], epochs, spec.pixels.size)
    history = [run["config"] for run in read_training(spec.folder)["runs"]]
    log.info("%s", told(plainly, history, spec.pixels.size))
    return {
        "network": subjects[0].digest,
        "reference": plainly,
        "reference_met": sorted(subjects[1].met),
        **figures_of(wrong, other, groups, subjects[0].met),
    }


def _released(spec: ModelSpec) -> Subject:
    met = met_by([run["config"] for run in read_training(spec.folder)["runs"]])
    return _subject(spec.name, spec.onnx, spec.labels, met, spec.pixels)


def _run(name: str, size: int) -> tuple[Subject, dict[str, Any]]:
    """A run as the network it stands beside is asked: at its size, not at that of the training."""
    net, record = load_run(name)
    file = KEPT / f"{name}-{file_digest(RUNS / name / CHECKPOINT)[:12]}-{size}.onnx"
    if not file.exists():
        release(net)
        export_onnx(net, size, file)
    pixels = PixelSpec(size, 1.0, HALF, HALF)
    return _subject(name, file, record["labels"], met_by([record["config"]]), pixels), record


def _subject(
    name: str, file: Path, labels: Sequence[str], met: frozenset[str], pixels: PixelSpec
) -> Subject:
    session = session_of(file)

    def classes_of(squares: Sequence[Pixels]) -> NDArray[np.int64]:
        found = []
        for start in range(0, len(squares), BATCH):
            some = squares[start : start + BATCH]
            batch = np.stack([to_network_input(square, pixels) for square in some])
            found.append(session.run(["logits"], {"pixels": batch})[0].argmax(1))
        return np.concatenate(found)

    return Subject(name, file_digest(file), tuple(labels), met, classes_of)


def main(words: Sequence[str]) -> None:
    """Read the command line, measure, write robustness.json and the card anew."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation robustness", description=__doc__)
    parser.add_argument("model", help="name of a classifier in weights/")
    parser.add_argument("--reference", required=True, help="a run in .runs/, which counts as 100")
    parser.add_argument("--photos", type=int, default=PHOTOS, help="fewer where time is short")
    given = parser.parse_args(words)
    torch.set_num_threads(1)
    spec = find_classifier(given.model)
    if given.photos < 1:
        raise Refused(f"--photos: {given.photos} cannot be; possible: from 1")
    found = measure_robustness(spec, given.reference, given.photos)
    file = spec.folder / "robustness.json"
    file.write_text(json.dumps(found, indent=1), encoding="utf-8")
    rewrite_card(spec)
