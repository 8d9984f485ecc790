"""python -m skin_core.evaluation.lesion_first: does cutting to the outline help the classifier?

The founding system cut the lesion out of the photo before it was classified. Here the photos on
which settings are chosen are asked about whole, cut to a square around the outline, and both ways;
of camera photos those that the app would outline.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, find_spec
from skin_core.diseases import all_diseases
from skin_core.domain.photo import PhotoKind
from skin_core.evaluation import metrics, model_card
from skin_core.evaluation.held_out import held_out
from skin_core.evaluation.predictions import open_session
from skin_core.evaluation.reading import read
from skin_core.evaluation.results import write_results
from skin_core.imaging.frame import SeenPart, seen_part
from skin_core.imaging.look import look_at
from skin_core.imaging.network_input import squares_of, to_network_input
from skin_core.inference.outline import OutlineMap
from skin_core.training.cache import read_rgb
from skin_core.training.photos import Photo, data_folder
from skin_core.training.prepare import outliner, square_around
from skin_core.training.refusal import in_one_sentence

NETWORKS = ("dermoscopy", "clinical")
MARGINS = (0.15, 0.5)  # of the outline's longer side, left around it on every side
SEED = 2026
Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]


class Asked:
    """One classifier and the network that outlines, asked about photos."""

    def __init__(self, spec: ModelSpec) -> None:
        self.spec, self._classifier, self._outliner = spec, open_session(spec), outliner()

    def whole(self, seen: SeenPart) -> Floats:
        """Logits of a photo, as the app asks, (K,)."""
        return self._logits(seen.squares)

    def cut(self, seen: SeenPart, drawn: OutlineMap, margin: float) -> Floats:
        """Logits of the square around its outline; of the whole photo where nothing is drawn."""
        return self._logits(squares_of(look_at(square_around(seen.pixels, drawn.likely, margin))))

    def drawn(self, seen: SeenPart) -> OutlineMap:
        """The outline within what is seen of the photo."""
        return self._outliner.drawn(seen.look, PhotoKind(self.spec.kind))

    def _logits(self, squares: Sequence[Pixels]) -> Floats:
        pixels = np.stack([to_network_input(square, self.spec.pixels) for square in squares])
        answer = self._classifier.run(["logits"], {"pixels": pixels})[0]
        return np.asarray(answer.mean(0), np.float64)


def rows_of(spec: ModelSpec, photos: Sequence[Photo]) -> list[dict[str, Any]]:
    """A row for each way of asking about the photos that are outlined."""
    asked, whole, kept, cuts = Asked(spec), [], [], {margin: list[Floats]() for margin in MARGINS}
    for photo in photos:
        seen = seen_part(read_rgb(data_folder() / photo.path))
        logits = asked.whole(seen)
        if not has_edge(spec, logits):
            continue
        kept.append(photo)
        whole.append(logits)
        drawn = asked.drawn(seen)
        for margin in MARGINS:
            cuts[margin].append(asked.cut(seen, drawn, margin))
    first = np.array(whole)
    ways = {"whole photo": first}
    for margin in MARGINS:
        cut = np.array(cuts[margin])
        ways[f"cut, margin {margin:.0%}"] = cut
        ways[f"both, margin {margin:.0%}"] = (first + cut) / 2
    return [_row(spec, kept, name, logits, first) for name, logits in ways.items()]


def has_edge(spec: ModelSpec, logits: Floats) -> bool:
    """Whether the app would outline a growth here: see the stage of outlines."""
    if spec.kind == PhotoKind.DERMOSCOPIC:
        return True
    reading = read(spec, logits[None])
    likely = [spec.labels[k] for k in np.argsort(-reading.chances[0]) if reading.sets[0, k]]
    known = all_diseases()
    first = (one for one in likely if one == "vitiligo" or known[one].growth)
    return next(first, "vitiligo") != "vitiligo"


def _row(
    spec: ModelSpec, photos: Sequence[Photo], name: str, logits: Floats, whole: Floats
) -> dict[str, Any]:
    truths = np.array([spec.labels.index(photo.label) for photo in photos], np.int64)
    groups = np.array([photo.group for photo in photos])
    guesses, before = logits.argmax(1), whole.argmax(1)

    def right(places: NDArray[np.int64]) -> float:
        return metrics.balanced_accuracy(truths[places], guesses[places])

    def gain(places: NDArray[np.int64]) -> float:
        return right(places) - metrics.balanced_accuracy(truths[places], before[places])

    rng = np.random.default_rng(SEED)
    return {
        "network": spec.name,
        "asked about": name,
        "photos": len(truths),
        "balanced accuracy": metrics.with_interval(right, groups, rng),
        "gain": metrics.with_interval(gain, groups, rng),
        "accuracy": float(np.mean(truths == guesses)),
    }


def told(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The table and what to think of it, as Markdown."""
    return [
        "Photos of the choosing part; of camera photos those on which the app would outline a "
        "growth, so that other diseases among them were taken for one. 95 % intervals by bootstrap "
        "over groups; the gain is paired with the whole photo. The network that outlines was "
        "trained on some of the dermoscopic photos, which favours the cut.",
        "",
        *model_card.table(rows),
    ]


def main() -> None:
    """Measure and write docs/results.md."""
    name = "skin_core.evaluation.lesion_first"
    argparse.ArgumentParser(prog=name, description=__doc__).parse_args()
    cv2.setNumThreads(1)
    with in_one_sentence():
        specs = [find_spec(network) for network in NETWORKS]
        rows = [row for one in specs for row in rows_of(one, held_out(one.folder).validation)]
        write_results("lesion_first", rows, told(rows))


if __name__ == "__main__":
    main()
