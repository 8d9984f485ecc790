"""Random views of a photo and of its outline, turned, cut and coloured alike."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.training.augment import recompress, rescale

Pixels = NDArray[np.uint8]


def whole_view(pixels: Pixels, size: int) -> Pixels:
    """A photo with its outline, (H, W, C), squeezed to (size, size, C), as the app does it."""
    way = cv2.INTER_AREA if min(pixels.shape[:2]) > size else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (size, size), interpolation=way), np.uint8)


def founding_view(pixels: Pixels, size: int, rng: Generator) -> Pixels:
    """The founding recipe at another size: resize 312, random crop 256, flips, brightness."""
    larger = round(size * 312 / 256)
    view = whole_view(pixels, larger)
    top, left = (int(rng.integers(0, larger - size + 1)) for _ in range(2))
    view = view[top : top + size, left : left + size].copy()
    if rng.random() < 0.5:
        view = view[:, ::-1].copy()
    if rng.random() < 0.5:
        gain = rng.uniform(0.7, 1.3)
        view[..., :3] = np.clip(view[..., :3] * gain, 0, 255).astype(np.uint8)
    return view


def strong_view(pixels: Pixels, size: int, rng: Generator) -> Pixels:
    """Turned by any angle, flipped, zoomed, stretched; colour, light, blur, compression vary.

    pixels: photo and outline (H, W, 4). Returns: (size, size, 4).
    """
    view = _moved(pixels, size, rng)
    photo = _coloured(view[..., :3].copy(), rng)
    if rng.random() < 0.2:
        photo = rescale(photo, float(rng.uniform(0.4, 0.9)))
    if rng.random() < 0.1:
        photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), float(rng.uniform(0.5, 1.5))), np.uint8)
    if rng.random() < 0.2:
        photo = recompress(photo, int(rng.integers(30, 92)), rng.random() < 0.3)
    return np.dstack([photo, view[..., 3]])


def _moved(pixels: Pixels, size: int, rng: Generator) -> Pixels:
    height, width = pixels.shape[:2]
    zoom = float(np.exp(rng.uniform(-0.7, 0.15)))  # share of the photo's sides that is seen
    stretch = float(np.exp(rng.normal(0, 0.12)))
    turn = rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.normal(0, 0.1)
    flip = np.array([1.0 if rng.random() < 0.5 else -1.0, 1.0 if rng.random() < 0.5 else -1.0])
    cosine, sine = float(np.cos(turn)), float(np.sin(turn))
    turned = np.array([[cosine, -sine], [sine, cosine]]) * flip
    step = np.array([width * zoom * stretch, height * zoom / stretch]) / size
    matrix = np.zeros((2, 3))
    matrix[:, :2] = step[:, None] * turned
    spare = max(0.0, 1 - zoom)
    centre = (0.5 + rng.uniform(-0.5, 0.5, 2) * spare) * (width, height) - 0.5
    matrix[:, 2] = centre - matrix[:, :2] @ np.full(2, (size - 1) / 2)
    if zoom * max(height, width) > 1.6 * size:  # without this, a shrunk photo would be jagged
        pixels = np.asarray(cv2.blur(pixels, (2, 2)), np.uint8)
    moved = cv2.warpAffine(
        pixels,
        matrix,
        (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REFLECT_101,
    )
    return np.asarray(moved, np.uint8)


def _coloured(photo: Pixels, rng: Generator) -> Pixels:
    """Random exposure, gamma, contrast, white balance and saturation; at times a shadow."""
    levels = np.arange(256, dtype=np.float32) / 255
    curve = (levels ** float(np.exp(rng.normal(0, 0.15))) - 0.5) * (1 + rng.normal(0, 0.15)) + 0.5
    casts = (1 + rng.normal(0, 0.12)) * (1 + rng.normal(0, 0.06, 3))
    table = np.clip(np.stack([curve * cast for cast in casts], -1) * 255, 0, 255)
    photo = np.asarray(cv2.LUT(photo, table.astype(np.uint8).reshape(1, 256, 3)), np.uint8)
    grey = cv2.cvtColor(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    amount = 1 + float(rng.normal(0, 0.2))
    photo = np.asarray(cv2.addWeighted(photo, amount, grey, 1 - amount, 0), np.uint8)
    return _shaded(photo, rng) if rng.random() < 0.2 else photo


def _shaded(photo: Pixels, rng: Generator) -> Pixels:
    """Light that falls off along one direction."""
    size = photo.shape[0]
    angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.5)
    ramp = np.linspace(-0.5, 0.5, size)
    slope = np.cos(angle) * ramp[None, :] + np.sin(angle) * ramp[:, None]
    return np.asarray(np.clip(photo * (1 + depth * slope[..., None]), 0, 255), np.uint8)
