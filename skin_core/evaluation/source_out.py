"""python -m skin_core.evaluation.source_out RUN...: top-3 on collections nobody trained on.

Reads runs of configurations with `leave_out` from .runs/ and writes their figures to
weights/clinical/source_out.json, which the model card shows.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from skin_core.catalogue import WEIGHTS, PixelSpec
from skin_core.evaluation import metrics
from skin_core.imaging.network_input import to_network_input
from skin_core.models.checkpoint import release
from skin_core.models.classifier import SkinNet
from skin_core.training.cache import read_rgb
from skin_core.training.photos import Photo, data_folder, photos_of_kind
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.release import HALF, Fitting, fit_last_layer, joined, load_run

FITTING = Fitting(refit=False)  # the same for every recipe, so that they compare
SEED = 2026


def source_out(names: Sequence[str]) -> dict[str, Any]:
    """Figures of one run, or of several runs of one split joined, at the last size of the largest.

    Shares have 95 % intervals over groups.
    """
    loaded = [load_run(name) for name in names]
    record = loaded[0][1]
    for name, (_, other) in zip(names, loaded, strict=True):
        if not other["config"]["leave_out"]:
            raise Refused(f"{name} left no collection out: leave_out in its configuration")
        if other["validation"] != record["validation"]:
            raise Refused(f"{name} is judged by other photos than {names[0]}")
    known = {photo.path: photo for photo in photos_of_kind("clinical", data_folder())}
    photos = [known[path] for path in record["validation"]]
    taught = {known[path].label for path in record["train"]}
    labels: list[str] = record["labels"]
    size = max(int(one["config"]["sizes"][-1]) for _, one in loaded)
    pixels = PixelSpec(size, 1.0, HALF, HALF)
    net = joined(loaded)
    release(net)
    fit_last_layer(net, record, pixels, FITTING)
    logits = _logits(net, photos, pixels)
    logits[:, [i for i, label in enumerate(labels) if label not in taught]] = -1e9
    truths = np.array([labels.index(photo.label) for photo in photos])
    hit = (np.argsort(-logits, axis=1)[:, :3] == truths[:, None]).any(1)
    told = told_what_occurs(logits, truths, [photo.source for photo in photos])
    groups = np.array([photo.group for photo in photos])
    return {
        "runs": list(names),
        "recipe": {
            "augmentation": record["config"]["augmentation"],
            "backbone": " + ".join(one["config"]["backbone"] for _, one in loaded),
        },
        "size": size,
        "refitted": FITTING.refit,
        "steps": record["step"],
        "left_out": record["config"]["leave_out"],
        "photos": len(photos),
        "labels": len(set(truths)),
        **_shares(logits, truths, groups),
        **{f"told_{key}": share for key, share in _shares(told, truths, groups).items()},
        "per_label": _per_label(labels, truths, hit, record, known),
    }


def _shares(
    logits: NDArray[np.float64], truths: NDArray[np.int64], groups: NDArray[np.str_]
) -> dict[str, list[float]]:
    """How often the truth is named, with 95 % intervals over groups."""
    first, hit = logits.argmax(1), metrics.among(truths, logits, 3)

    def of_labels(places: NDArray[np.int64]) -> float:
        own = truths[places]
        return float(np.mean([hit[places][own == label].mean() for label in np.unique(own)]))

    def balanced(places: NDArray[np.int64]) -> float:
        return metrics.balanced_accuracy(truths[places], first[places])

    rng = np.random.default_rng(SEED)
    return {
        "top_1": metrics.share_with_interval(first == truths, groups, rng),
        "top_3": metrics.share_with_interval(hit, groups, rng),
        "top_3_mean_of_labels": metrics.with_interval(of_labels, groups, rng),
        "balanced_accuracy": metrics.with_interval(balanced, groups, rng),
    }


def told_what_occurs(
    logits: NDArray[np.float64], truths: NDArray[np.int64], sources: Sequence[str]
) -> NDArray[np.float64]:
    """Logits (N, K) where only diseases of a photo's own collection may be said."""
    told, named = np.full(logits.shape, -1e9), np.array(sources)
    for source in np.unique(named):
        mine = np.flatnonzero(named == source)
        cells = np.ix_(mine, np.unique(truths[mine]))
        told[cells] = logits[cells]
    return told


@torch.inference_mode()
def _logits(net: SkinNet, photos: Sequence[Photo], pixels: PixelSpec) -> NDArray[np.float64]:
    answers = []
    for start in range(0, len(photos), 32):
        some = [read_rgb(data_folder() / photo.path) for photo in photos[start : start + 32]]
        batch = torch.from_numpy(np.stack([to_network_input(photo, pixels) for photo in some]))
        answers.append(net(batch.to(memory_format=torch.channels_last)).numpy())
    return np.asarray(np.concatenate(answers), np.float64)


def _per_label(
    labels: Sequence[str],
    truths: NDArray[np.int64],
    hit: NDArray[np.bool_],
    record: Mapping[str, Any],
    known: Mapping[str, Photo],
) -> list[dict[str, Any]]:
    trained = [known[path].label for path in record["train"]]
    return [
        {
            "label": labels[label],
            "trained": trained.count(labels[label]),
            "photos": int((truths == label).sum()),
            "top_3": float(hit[truths == label].mean()),
        }
        for label in sorted(set(truths))
    ]


def main() -> None:
    """Measure the given runs, each alone; names joined by "+" are averaged."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation.source_out", description=__doc__)
    parser.add_argument("run", nargs="+", help='a run in .runs/, or several joined by "+"')
    given: list[str] = parser.parse_args().run
    torch.set_num_threads(1)
    with in_one_sentence():
        file = WEIGHTS / "clinical" / "source_out.json"
        figures: list[dict[str, Any]] = []
        for words in given:
            figures.append(source_out(words.split("+")))
            file.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
