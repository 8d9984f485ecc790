"""What a network says of graded photos, and of the same photos otherwise taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.evaluation.predictions import open_session
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.grade import looks_of
from skin_core.training.grades.samples import Graded
from skin_core.training.photos import data_folder

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Asked = Callable[[Sequence[Pixels]], Floats]  # photos: heights of every sign, (N, S)


@dataclass(frozen=True)
class Told:
    """What networks said of photos that they never learned from.

    heights: (N, S). changed: the same of photos that were changed, by the name of the change; empty
    where that was not asked.
    """

    photos: tuple[Graded, ...]
    heights: Floats
    changed: Mapping[str, Floats]


def told_of(photos: Sequence[Graded], asked: Asked, *, again: bool = True) -> Told:
    """What a network says of photos, and of the same photos cropped, flipped and lit otherwise."""
    pixels = [photo.pixels(data_folder()) for photo in photos]
    ways = CHANGES if again else {}
    changed = {name: asked([change(one) for one in pixels]) for name, change in ways.items()}
    return Told(tuple(photos), asked(pixels), changed)


def answered(spec: ModelSpec, photos: Sequence[Pixels]) -> Floats:
    """Heights of every sign, (N, S), of a released network as the app asks it."""
    session = open_session(spec)
    return heights_of(photos, spec, lambda looks: session.run(["logits"], {"pixels": looks})[0])


def heights_of(
    photos: Sequence[Pixels],
    spec: ModelSpec,
    answer: Callable[[NDArray[np.float32]], NDArray[np.float32]],
) -> Floats:
    """Heights of every sign, (N, S): the mean over the looks that the app takes at a photo."""
    looks = ([to_network_input(one, spec.pixels) for one in looks_of(p, spec)] for p in photos)
    return np.array([answer(np.stack(some)).mean(0) for some in looks], np.float64)


def _cropped(photo: Pixels, top: float, left: float) -> Pixels:
    height, width = photo.shape[:2]
    y, x = round(top * height), round(left * width)
    return np.ascontiguousarray(photo[y : y + round(0.85 * height), x : x + round(0.85 * width)])


def _lit(photo: Pixels, stops: float) -> Pixels:
    """Exposed more or less, in linear light."""
    levels = (np.arange(256) / 255) ** 2.2 * 2**stops
    table = np.clip(levels ** (1 / 2.2) * 255, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(photo, table), np.uint8)


CHANGES: dict[str, Callable[[Pixels], Pixels]] = {
    "crop, upper left 85 % of the sides": lambda photo: _cropped(photo, 0.0, 0.0),
    "crop, lower right 85 % of the sides": lambda photo: _cropped(photo, 0.15, 0.15),
    "upside down": lambda photo: np.ascontiguousarray(photo[::-1]),
    "half a stop more": lambda photo: _lit(photo, 0.5),
    "half a stop less": lambda photo: _lit(photo, -0.5),
}
