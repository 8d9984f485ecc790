"""The fifteen corruptions of ImageNet-C in five severities, by which robustness is measured.

Reference: Hendrycks & Dietterich, Benchmarking Neural Network Robustness to Common Corruptions
and Perturbations, ICLR 2019, arXiv 1903.12261. Strengths are those published for pictures of
224 px, as the package imagecorruptions has them. Four are drawn anew, since their originals need
photos of frost, a compiled loop or a drawing library: frost, fog, glass and motion blur
(docs/decisions/0020-robustness-and-comparison.md). Figures are compared within this project only.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Corruption = Callable[[Floats, int, Generator], Floats]
SIDE_PX = 224  # what the strengths were published for
SEVERITIES = (1, 2, 3, 4, 5)


def corrupted(photo: Pixels, name: str, severity: int, rng: Generator) -> Pixels:
    """A corrupted copy of a square RGB photo (S, S, 3) uint8.

    name: a key of CORRUPTIONS. severity: 1 (mild) to 5.
    """
    whole = np.asarray(photo, np.float32) / np.float32(255)
    values = CORRUPTIONS[name](whole, severity - 1, rng)
    return np.asarray(np.clip(values * 255 + 0.5, 0, 255), np.uint8)


def _gaussian_noise(photo: Floats, level: int, rng: Generator) -> Floats:
    deviation = (0.08, 0.12, 0.18, 0.26, 0.38)[level]
    return photo + deviation * rng.standard_normal(photo.shape, np.float32)


def _shot_noise(photo: Floats, level: int, rng: Generator) -> Floats:
    quanta = (60, 25, 12, 5, 3)[level]
    return np.asarray(rng.poisson(photo * quanta) / quanta, np.float32)


def _impulse_noise(photo: Floats, level: int, rng: Generator) -> Floats:
    amount = (0.03, 0.06, 0.09, 0.17, 0.27)[level]
    drawn = rng.random(photo.shape, np.float32)
    photo = np.where(drawn < amount / 2, np.float32(0), photo)
    return np.where(drawn > 1 - amount / 2, np.float32(1), photo)


def _defocus_blur(photo: Floats, level: int, rng: Generator) -> Floats:
    radius, edge = ((3, 0.1), (4, 0.5), (6, 0.5), (8, 0.5), (10, 0.5))[level]
    reach = np.arange(-max(8, radius), max(8, radius) + 1)
    disk = (reach[:, None] ** 2 + reach**2 <= radius**2).astype(np.float32)
    side = 3 if radius <= 8 else 5
    disk = np.asarray(cv2.GaussianBlur(disk / disk.sum(), (side, side), edge), np.float32)
    return _filtered(photo, disk)


def _glass_blur(photo: Floats, level: int, rng: Generator) -> Floats:
    """Each pixel is taken from a near place, drawn anew in each round."""
    deviation, reach, rounds = ((0.7, 1, 2), (0.9, 2, 1), (1, 2, 3), (1.1, 3, 2), (1.5, 4, 2))[
        level
    ]
    photo = _smooth(photo, deviation)
    rows, columns = np.indices(photo.shape[:2])
    for _ in range(rounds):
        down, right = rng.integers(-reach, reach, (2, *photo.shape[:2]))
        photo = photo[
            np.clip(rows + down, 0, photo.shape[0] - 1),
            np.clip(columns + right, 0, photo.shape[1] - 1),
        ]
    return _smooth(photo, deviation)


def _motion_blur(photo: Floats, level: int, rng: Generator) -> Floats:
    radius, deviation = ((10, 3), (15, 5), (15, 8), (15, 12), (20, 15))[level]
    return _smeared(photo, radius, deviation, float(rng.uniform(-45, 45)))


def _zoom_blur(photo: Floats, level: int, rng: Generator) -> Floats:
    most, step = ((1.11, 0.01), (1.16, 0.01), (1.21, 0.02), (1.26, 0.02), (1.31, 0.03))[level]
    factors = np.arange(1, most, step)
    layers = [photo, *(_zoomed(photo, float(factor)) for factor in factors)]
    return np.asarray(np.mean(layers, axis=0), np.float32)


def _snow(photo: Floats, level: int, rng: Generator) -> Floats:
    mean, spread, zoom, least, radius, deviation, kept = (
        (0.1, 0.3, 3, 0.5, 10, 4, 0.8),
        (0.2, 0.3, 2, 0.5, 12, 4, 0.7),
        (0.55, 0.3, 4, 0.9, 12, 8, 0.7),
        (0.55, 0.3, 4.5, 0.85, 12, 8, 0.65),
        (0.55, 0.3, 2.5, 0.85, 12, 12, 0.55),
    )[level]
    flakes = mean + spread * rng.standard_normal(photo.shape[:2], np.float32)
    flakes = _zoomed(flakes, zoom)
    flakes = np.where(flakes < least, np.float32(0), np.clip(flakes, 0, 1))
    flakes = _smeared(flakes, int(radius), deviation, float(rng.uniform(-135, -45)))[..., None]
    grey = np.asarray(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), np.float32)[..., None]
    pale = kept * photo + (1 - kept) * np.maximum(photo, grey * 1.5 + 0.5)
    return np.asarray(pale + flakes + np.rot90(flakes, 2), np.float32)


def _frost(photo: Floats, level: int, rng: Generator) -> Floats:
    """Bluish white needles, drawn: crossing smears of rare bright points over a cloudy film."""
    kept, added = ((1, 0.4), (0.8, 0.6), (0.7, 0.7), (0.65, 0.7), (0.6, 0.75))[level]
    ice = 0.5 * _cloud(photo.shape[0], photo.shape[1], 1.8, rng)
    for _ in range(4):
        points = (rng.random(photo.shape[:2]) > 0.985).astype(np.float32)
        ice = ice + 3 * _smeared(points, 20, 12, float(rng.uniform(-180, 180)))
    tint = np.array([0.88, 0.94, 1.0], np.float32)
    return np.asarray(kept * photo + added * np.clip(ice, 0, 1)[..., None] * tint, np.float32)


def _fog(photo: Floats, level: int, rng: Generator) -> Floats:
    amount, decay = ((1.5, 2), (2.0, 2), (2.5, 1.7), (2.5, 1.5), (3.0, 1.4))[level]
    brightest = float(photo.max())
    haze = amount * _cloud(photo.shape[0], photo.shape[1], decay, rng)[..., None]
    return np.asarray((photo + haze) * brightest / (brightest + amount), np.float32)


def _brightness(photo: Floats, level: int, rng: Generator) -> Floats:
    """Value of HSV raised: the ratio of the channels stays."""
    value = photo.max(2, keepdims=True)
    raised = np.clip(value + (0.1, 0.2, 0.3, 0.4, 0.5)[level], 0, 1)
    scaled = np.where(value > 0, photo * raised / np.maximum(value, 1e-6), raised)
    return np.asarray(scaled, np.float32)


def _contrast(photo: Floats, level: int, rng: Generator) -> Floats:
    mean = photo.mean((0, 1), keepdims=True)
    return np.asarray((photo - mean) * (0.4, 0.3, 0.2, 0.1, 0.05)[level] + mean, np.float32)


def _elastic(photo: Floats, level: int, rng: Generator) -> Floats:
    height, width = photo.shape[:2]
    strength = (12.5, 16.25, 21.25, 25, 30)[level]
    noise = rng.uniform(-0.005 * height, 0.005 * height, (height, width, 2)).astype(np.float32)
    bend = _smooth(noise, 0.01 * height) * strength
    columns, rows = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    across, down = columns + bend[..., 0], rows + bend[..., 1]
    moved = cv2.remap(photo, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(moved, np.float32)


def _pixelate(photo: Floats, level: int, rng: Generator) -> Floats:
    height, width = photo.shape[:2]
    share = (0.6, 0.5, 0.4, 0.3, 0.25)[level]
    size = (max(1, int(width * share)), max(1, int(height * share)))
    small = cv2.resize(photo, size, interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(large, np.float32)


def _jpeg(photo: Floats, level: int, rng: Generator) -> Floats:
    quality = (25, 18, 15, 10, 7)[level]
    whole = np.asarray(photo[..., ::-1] * 255, np.uint8)
    _, coded = cv2.imencode(".jpg", whole, [cv2.IMWRITE_JPEG_QUALITY, quality])
    again = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.float32)
    return again[..., ::-1] / np.float32(255)


def _smooth(values: Floats, deviation: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(values, (0, 0), deviation), np.float32)


def _filtered(values: Floats, kernel: Floats) -> Floats:
    return np.asarray(cv2.filter2D(values, -1, kernel), np.float32)


def _smeared(values: Floats, radius: int, deviation: float, degrees: float) -> Floats:
    """Moved along a line while exposed: weights fall off to one side as half of a normal curve."""
    width = 2 * radius + 1
    steps = np.arange(width)
    weights = np.exp(-(steps**2) / (2 * deviation**2))
    down = np.rint(steps * np.sin(np.deg2rad(degrees))).astype(int)
    right = np.rint(steps * np.cos(np.deg2rad(degrees))).astype(int)
    kernel = np.zeros((2 * width - 1, 2 * width - 1), np.float32)
    np.add.at(kernel, (width - 1 + down, width - 1 + right), weights / weights.sum())
    return _filtered(values, kernel)


def _zoomed(values: Floats, factor: float) -> Floats:
    """The middle, enlarged to the size of the whole."""
    height, width = values.shape[:2]
    rows, columns = int(np.ceil(height / factor)), int(np.ceil(width / factor))
    top, left = (height - rows) // 2, (width - columns) // 2
    middle = np.ascontiguousarray(values[top : top + rows, left : left + columns])
    return np.asarray(cv2.resize(middle, (width, height), interpolation=cv2.INTER_LINEAR))


def _cloud(height: int, width: int, decay: float, rng: Generator) -> Floats:
    """A cloudy field of 0 to 1: noise of ever finer grain, each `decay` times weaker."""
    field, grain, weight = np.zeros((height, width), np.float32), 2, 1.0
    while grain <= max(height, width):
        noise = rng.random((grain, grain), np.float32)
        field += weight * cv2.resize(noise, (width, height), interpolation=cv2.INTER_LINEAR)
        grain, weight = 2 * grain, weight / decay
    field -= field.min()
    return np.asarray(field / field.max(), np.float32)


CORRUPTIONS: dict[str, Corruption] = {
    "gaussian_noise": _gaussian_noise,
    "shot_noise": _shot_noise,
    "impulse_noise": _impulse_noise,
    "defocus_blur": _defocus_blur,
    "glass_blur": _glass_blur,
    "motion_blur": _motion_blur,
    "zoom_blur": _zoom_blur,
    "snow": _snow,
    "frost": _frost,
    "fog": _fog,
    "brightness": _brightness,
    "contrast": _contrast,
    "elastic": _elastic,
    "pixelate": _pixelate,
    "jpeg": _jpeg,
}
