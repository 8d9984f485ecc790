"""Drawn pictures that show no skin: the gate learns to refuse them beside animals and things."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
WORDS = (
    "Rechnung",
    "Invoice 2026",
    "Settings",
    "환자 기록",
    "Total: 128",
    "File Edit View",
    "LOREM",
)


def draw_nonskin(side: int, rng: Generator) -> Pixels:
    """Noise, a flat colour, a gradient, a page of text, a chart or a pattern; RGB (S, S, 3)."""
    ways = (_noise, _flat, _gradient, _page, _chart, _pattern)
    return ways[int(rng.integers(len(ways)))](side, rng)


def _cold(rng: Generator) -> tuple[int, int, int]:
    """A colour that skin does not have: not red above green above blue."""
    colour = sorted(int(value) for value in rng.integers(0, 256, 3))
    if rng.random() < 0.3:
        grey = int(rng.integers(0, 256))
        return grey, grey, grey
    return colour[0], colour[1], colour[2]


def _noise(side: int, rng: Generator) -> Pixels:
    grain = int(rng.choice([1, 2, 4, 8]))
    channels = 1 if rng.random() < 0.4 else 3
    small = rng.integers(0, 256, (side // grain + 1, side // grain + 1, channels)).astype(np.uint8)
    if channels == 1:
        small = np.repeat(small, 3, axis=2)
    return np.asarray(cv2.resize(small, (side, side), interpolation=cv2.INTER_NEAREST), np.uint8)


def _flat(side: int, rng: Generator) -> Pixels:
    return np.full((side, side, 3), _cold(rng), np.uint8)


def _gradient(side: int, rng: Generator) -> Pixels:
    ramp = np.linspace(0, 1, side)[:, None, None]
    first, second = np.array(_cold(rng)), np.array(_cold(rng))
    picture = np.broadcast_to(first * (1 - ramp) + second * ramp, (side, side, 3))
    turned = np.rot90(picture, int(rng.integers(4)))
    return np.ascontiguousarray(turned).astype(np.uint8)


def _page(side: int, rng: Generator) -> Pixels:
    dark = rng.random() < 0.3
    picture = np.full((side, side, 3), int(rng.integers(10, 50) if dark else 245), np.uint8)
    ink = (220, 220, 220) if dark else (20, 20, 20)
    step = int(rng.integers(9, 24))
    for row in range(step, side, step):
        word = " ".join(WORDS[int(i)] for i in rng.integers(0, len(WORDS), 4))
        start, scale = int(rng.integers(0, 30)), step / 40
        cv2.putText(picture, word, (start, row), cv2.FONT_HERSHEY_SIMPLEX, scale, ink, 1)
    if rng.random() < 0.5:
        cv2.rectangle(picture, (0, 0), (side, side // 10), _cold(rng), -1)
    return picture


def _chart(side: int, rng: Generator) -> Pixels:
    picture = np.full((side, side, 3), 255, np.uint8)
    for left in range(side // 10, side, side // 8):
        top = int(rng.integers(side // 8, side))
        cv2.rectangle(picture, (left, top), (left + side // 12, side - 5), _cold(rng), -1)
    return picture


def _pattern(side: int, rng: Generator) -> Pixels:
    step = int(rng.integers(4, 40))
    rows, columns = np.indices((side, side)) // step
    which = (rows + columns) % 2 if rng.random() < 0.5 else rows % 2
    return np.where(which[..., None] == 0, _cold(rng), _cold(rng)).astype(np.uint8)
