"""Random views of a photo, so that a network learns the disease and not the collection.

Camera, compression, scale, colour cast and watermark differ from collection to collection;
each is varied here at random, on every photo of every collection alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
WHOLE = 0.25  # chance of the whole photo in place of its central square
WORDS = ("©Dermnet.com", "DermNet NZ", "Te Whatu Ora", "copyright", "©SFS", "www.skin.org", "12/07")


def augment(photo: Pixels, size: int, strong: bool, on: Collection[str], rng: Generator) -> Pixels:
    """A random view of an RGB photo (H, W, 3): RGB uint8 (size, size, 3).

    strong: crops may be smaller and colours may vary more. on: which distortions may happen.
    Switching one of those off that "strong" has leaves the draws of the others before it alone.
    """
    if "whole" in on and rng.random() < WHOLE:
        photo = _squeezed(photo)
    view = _crop_turned(photo, size, 0.25 if strong else 0.35, on, rng)
    view = _recolour(view, 1.0 if strong else 0.5, on, rng)
    for name, chance, distort in DISTORT:
        if name in on and rng.random() < chance:
            view = distort(view, rng)
    return view


def _squeezed(photo: Pixels) -> Pixels:
    """The whole photo made square: what lies beside the central square is seen, too."""
    side = min(photo.shape[:2])
    return np.asarray(cv2.resize(photo, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _crop_turned(
    photo: Pixels, size: int, smallest: float, on: Collection[str], rng: Generator
) -> Pixels:
    """Random crop of `smallest`..1 of the centre square's area, flipped and slightly turned."""
    height, width = photo.shape[:2]
    area, bend = rng.uniform(smallest, 1.1), rng.uniform(-0.22, 0.22)
    side = min(height, width) * (float(np.sqrt(area)) if "zoom" in on else 1.0)
    ratio = float(np.exp(bend)) if "stretch" in on else 1.0
    spare_x, spare_y = max(0.0, width - side * ratio), max(0.0, height - side / ratio)
    off_x, off_y = rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5)
    moves = float("translation" in on)
    centre_x = width / 2 + moves * off_x * spare_x
    centre_y = height / 2 + moves * off_y * spare_y
    turn = rng.normal(0, 0.2) + (np.pi / 2 * rng.integers(4) if rng.random() < 0.2 else 0.0)
    turn = turn if "rotation" in on else 0.0
    flip = -1.0 if rng.random() < 0.5 and "flip" in on else 1.0
    cosine, sine = float(np.cos(turn)), float(np.sin(turn))
    step_x, step_y = side * ratio / size, side / ratio / size
    matrix = np.array(
        [
            [cosine * step_x * flip, -sine * step_y, 0.0],
            [sine * step_x * flip, cosine * step_y, 0.0],
        ]
    )
    middle = matrix[:, :2] @ np.array([(size - 1) / 2, (size - 1) / 2])
    matrix[:, 2] = np.array([centre_x - 0.5, centre_y - 0.5]) - middle
    return np.asarray(
        cv2.warpAffine(
            photo,
            matrix,
            (size, size),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REFLECT_101,
        ),
        np.uint8,
    )


def _recolour(view: Pixels, strength: float, on: Collection[str], rng: Generator) -> Pixels:
    """Random exposure (gamma and gain), contrast, white balance and saturation."""
    levels = np.arange(256, dtype=np.float32) / 255
    gamma = float(np.exp(rng.normal(0, 0.18 * strength) * ("brightness" in on)))
    contrast = 1 + float(rng.normal(0, 0.15 * strength)) * ("contrast" in on)
    gain = 1 + float(rng.normal(0, 0.12 * strength)) * ("brightness" in on)
    casts = 1 + rng.normal(0, 0.06 * strength, 3) * ("white_balance" in on)
    curve = (levels**gamma - 0.5) * contrast + 0.5
    table = np.stack([curve * gain * cast for cast in casts], axis=-1)
    table = np.clip(table * 255, 0, 255).astype(np.uint8).reshape(1, 256, 3)
    view = np.asarray(cv2.LUT(view, table), np.uint8)
    saturation = 1 + float(rng.normal(0, 0.2 * strength))
    if rng.random() < 0.05 * strength:
        saturation = 0.0
    if "saturation" not in on:
        return view
    grey = cv2.cvtColor(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.addWeighted(view, saturation, grey, 1 - saturation, 0), np.uint8)


def _rescaled(view: Pixels, rng: Generator) -> Pixels:
    return rescale(view, float(rng.uniform(0.4, 0.9)))


def rescale(view: Pixels, factor: float) -> Pixels:
    """The photo shrunk by `factor` and enlarged again: detail is lost, size is kept."""
    height, width = view.shape[:2]
    size = (max(4, round(width * factor)), max(4, round(height * factor)))
    small = cv2.resize(view, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _blurred(view: Pixels, rng: Generator) -> Pixels:
    return np.asarray(cv2.GaussianBlur(view, (0, 0), float(rng.uniform(0.5, 1.5))), np.uint8)


def _recompressed(view: Pixels, rng: Generator) -> Pixels:
    return recompress(view, int(rng.integers(25, 92)), rng.random() < 0.3)


def recompress(view: Pixels, quality: int, webp: bool) -> Pixels:
    """The photo after lossy compression, JPEG or WebP."""
    flags = [cv2.IMWRITE_WEBP_QUALITY if webp else cv2.IMWRITE_JPEG_QUALITY, quality]
    _, code = cv2.imencode(".webp" if webp else ".jpg", view, flags)
    decoded = cv2.imdecode(code, cv2.IMREAD_COLOR)
    return view if decoded is None else np.asarray(decoded, np.uint8)


def _watermark(view: Pixels, rng: Generator) -> Pixels:
    """A faint word across the photo, or a mark in its lower left corner."""
    size = view.shape[0]
    layer = view.copy()
    shade = int(rng.integers(120, 256))
    word = WORDS[int(rng.integers(len(WORDS)))]
    if rng.random() < 0.5:
        place = (int(rng.integers(0, size // 3)), int(rng.uniform(0.35, 0.65) * size))
    else:
        place = (int(0.03 * size), int(rng.uniform(0.85, 0.98) * size))
        cv2.circle(layer, (size // 8, int(size * 0.85)), size // 16, (shade,) * 3, 2)
    scale = float(rng.uniform(0.3, 0.6)) * size / 160
    cv2.putText(layer, word, place, cv2.FONT_HERSHEY_SIMPLEX, scale, (shade,) * 3, 1, cv2.LINE_AA)
    faint = float(rng.uniform(0.3, 0.9))
    return np.asarray(cv2.addWeighted(layer, faint, view, 1 - faint, 0), np.uint8)


def _erase(view: Pixels, rng: Generator) -> Pixels:
    """A box of one random colour, at most a quarter of the photo; often a corner."""
    size = view.shape[0]
    height, width = (int(side) for side in rng.uniform(0.12, 0.5, 2) * size)
    top, left = int(rng.integers(0, size - height)), int(rng.integers(0, size - width))
    view = view.copy()
    view[top : top + height, left : left + width] = rng.integers(0, 256, 3)
    return view


def _hue_turned(view: Pixels, rng: Generator) -> Pixels:
    """All colours turned round the colour circle by at most about 10 degrees."""
    colours = cv2.cvtColor(view, cv2.COLOR_RGB2HSV)
    colours[..., 0] = (colours[..., 0].astype(np.int16) + int(rng.integers(-5, 6))) % 180
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_HSV2RGB), np.uint8)


def _noisy(view: Pixels, rng: Generator) -> Pixels:
    """Gaussian noise on every pixel and channel, of deviation 2 to 18."""
    grain = rng.standard_normal(view.shape, np.float32) * rng.uniform(2, 18)
    return np.asarray(np.clip(view + grain, 0, 255), np.uint8)


def _grid_masked(view: Pixels, rng: Generator) -> Pixels:
    """Boxes of a regular grid in mid grey (Chen et al., GridMask, arXiv 2001.04086, 2020)."""
    size = view.shape[0]
    step = max(4, round(size * rng.uniform(0.2, 0.45)))
    box = max(1, round(step * rng.uniform(0.3, 0.6)))
    rows, columns = (np.arange(size) + int(rng.integers(step)) for _ in range(2))
    covered = (rows % step < box)[:, None] & (columns % step < box)[None, :]
    view = view.copy()
    view[covered] = 127
    return view


def _shades_of_grey(view: Pixels, rng: Generator) -> Pixels:
    """White balance by the sixth norm (Finlayson & Trezzi, Color Imaging Conference 2004)."""
    norms = np.mean((view / np.float32(255)) ** 6, (0, 1)) ** (1 / 6) + np.float32(1e-3)
    return np.asarray(np.clip(view * (norms.mean() / norms), 0, 255), np.uint8)


def _framed(view: Pixels, rng: Generator) -> Pixels:
    """Bars at two opposite sides, or the dark round rim of a dermatoscope."""
    size, shade = view.shape[0], int(rng.choice([0, 0, 255, int(rng.integers(256))]))
    view = view.copy()
    if rng.random() < 0.3:
        y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
        view[x**2 + y**2 > rng.uniform(0.9, 1.5)] = shade
        return view
    width = max(1, round(size * rng.uniform(0.03, 0.15)))
    bars = view if rng.random() < 0.5 else view.swapaxes(0, 1)
    bars[:width] = bars[-width:] = shade
    return view


# What may follow crop and colour: name, chance, how. From hue on none is part of "strong"; they
# stand last, so that runs begun without them go on as they were.
DISTORT: tuple[tuple[str, float, Callable[[Pixels, Generator], Pixels]], ...] = (
    ("rescale", 0.3, _rescaled),
    ("blur", 0.1, _blurred),
    ("watermark", 0.25, _watermark),
    ("compression", 0.35, _recompressed),
    ("cutout", 0.2, _erase),
    ("hue", 0.5, _hue_turned),
    ("noise", 0.3, _noisy),
    ("grid_mask", 0.2, _grid_masked),
    ("colour_constancy", 0.5, _shades_of_grey),
    ("frame", 0.2, _framed),
)
