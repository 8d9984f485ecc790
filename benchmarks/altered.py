"""Photos under coloured light, on pages and in frames: is the answer more often certain and wrong?

usage: python -m benchmarks.altered [COUNT [KIND]]
COUNT photos (200) of each KIND, none of which a network was trained on, as they are and altered
(tests/altered_photos.py). Needs the research photos.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.photo import GateReason, Photo, PhotoKind
from skin_core.evaluation.held_out import held_out
from skin_core.inference import Networks, build_engine
from skin_core.inference.layers import MemoryLayers
from skin_core.inference.pipeline import analyse_photo
from skin_core.inference.stages.work import Bench, RunOptions
from skin_core.settings import Settings
from skin_core.training.cache import read_rgb
from skin_core.training.photos import data_folder
from tests.altered_photos import FRAMES, LIGHTS, PAGES, altered, under

Pixels = NDArray[np.uint8]
Case = tuple[Pixels, str]

NOTICED = {GateReason.COLOURED_LIGHT, GateReason.NOT_A_PHOTO}
HALF = 0.7  # strength of a coloured light beside a white one


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    kinds = [PhotoKind(name) for name in sys.argv[2:]] or list(PhotoKind)
    networks = build_engine(Settings(device="cpu"))
    for kind in kinds:
        cases = list(_held_out(networks.models.answering(kind).folder, count))
        table = Table(f"{kind} ({len(cases)})", *COLUMNS)
        for name, alter in _alterations():
            table.add_row(name, *_figures(networks, kind, cases, alter))
        Console(width=120).print(table)


COLUMNS = ("refused", "noticed", "kind kept", "certain", "certain and wrong", "right")


def _held_out(model: Path, count: int) -> Iterator[Case]:
    parts = held_out(model)
    photos = [*parts.validation, *parts.test, *parts.unseen]
    for photo in random.Random(5).sample(photos, min(count, len(photos))):
        yield read_rgb(data_folder() / photo.path), photo.label


def _alterations() -> Iterator[tuple[str, Callable[[Pixels, int], Pixels]]]:
    yield "untouched", lambda photo, _: photo
    for name in (*FRAMES, *PAGES, *LIGHTS):
        yield name, partial(altered, name)
    for light in LIGHTS:
        yield f"{light}, weaker", partial(_weaker, light)


def _weaker(light: str, photo: Pixels, _: int) -> Pixels:
    return under(light, photo, HALF)


def _figures(
    networks: Networks,
    kind: PhotoKind,
    cases: Sequence[Case],
    alter: Callable[[Pixels, int], Pixels],
) -> list[str]:
    found = []
    for seed, (photo, label) in enumerate(cases):
        one = _analysed(networks, alter(photo, seed))
        wrong = not one.differential or one.differential[0].label != label
        certain = bool(one.differential) and not one.uncertain
        noticed = bool(NOTICED & set(one.gate.reasons))
        kept = one.gate.kind is kind
        found.append((not one.gate.accepted, noticed, kept, certain, certain and wrong, not wrong))
    return [f"{100 * share:.1f}" for share in np.mean(found, axis=0)]


def _analysed(networks: Networks, pixels: Pixels) -> PhotoAnalysis:
    height, width = pixels.shape[:2]
    photo = Photo("", "a", np.ascontiguousarray(pixels), b"", "image/png", width, height)
    events = list(analyse_photo(photo, 0, 1, Bench(networks, MemoryLayers(), RunOptions())))
    analysis = events[-1].analysis
    assert analysis is not None
    return analysis


if __name__ == "__main__":
    main()
