"""Rendered pictures of skin with lesions, for a first look and for tests: nobody's photo.

Nothing is trained or measured on them. The same seed gives the same picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered_lesions import (
    Canvas,
    draw_blisters,
    draw_mole,
    draw_plaque,
    draw_pustules,
)

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SkinTone:
    """Mean colour of healthy skin in sRGB, and how strongly its small vessels show."""

    red: int
    green: int
    blue: int
    flush: float


TONES: Mapping[str, SkinTone] = {
    "very_light": SkinTone(233, 196, 176, 1.0),
    "light": SkinTone(221, 174, 148, 0.9),
    "tan": SkinTone(194, 143, 112, 0.7),
    "brown": SkinTone(148, 101, 74, 0.5),
    "dark": SkinTone(112, 76, 56, 0.35),
}
LESIONS: Mapping[str, Callable[[Canvas, Generator], None]] = {
    "none": lambda canvas, rng: None,
    "mole": draw_mole,
    "blisters": draw_blisters,
    "plaque": draw_plaque,
    "pustules": draw_pustules,
}
# Rendering takes seconds, so the first look is packaged: lesion, tone, seed.
SAMPLES: Mapping[str, tuple[str, str, int]] = {
    "mole": ("mole", "light", 11),
    "blisters": ("blisters", "tan", 5),
    "plaque": ("plaque", "very_light", 3),
    "pustules": ("pustules", "brown", 8),
}
FOLDER = Path(__file__).with_name("samples")


def render_skin(lesion: str, tone: str, seed: int, size: tuple[int, int] = (960, 720)) -> Pixels:
    """A picture of skin, RGB (H, W, 3) uint8, with its lesion in the middle.

    lesion: a key of LESIONS. tone: a key of TONES. size: width and height in pixels.
    """
    width, height = size
    rng = default_rng(seed)
    shade = TONES[tone]
    base = np.array([shade.red, shade.green, shade.blue], np.float32) / np.float32(255)
    skin = _reflectance(base, shade.flush, height, width, rng)
    canvas = Canvas(skin, base, np.zeros((height, width), np.float32), min(size), shade.flush)
    LESIONS[lesion](canvas, rng)
    _draw_hairs(canvas, rng)
    lit = canvas.skin * _light(_skin_relief(height, width, rng) + canvas.relief, rng)[..., None]
    return _photograph(lit, rng)


def render_sample(name: str) -> Pixels:
    """One picture of SAMPLES as it is packaged, before compression."""
    return render_skin(*SAMPLES[name])


def read_samples() -> Mapping[str, bytes]:
    """The packaged pictures for a first look, as JPEG files by name."""
    return {f"{name}.jpg": (FOLDER / f"{name}.jpg").read_bytes() for name in SAMPLES}


def write_samples() -> None:
    """Render the packaged pictures anew: `python -m skin_core.imaging.rendered`."""
    for name in SAMPLES:
        (FOLDER / f"{name}.jpg").write_bytes(to_jpeg(render_sample(name), 88))


def smooth_noise(height: int, width: int, grain: float, rng: Generator) -> Floats:
    """Noise of mean 0 and deviation 1 whose blobs are about `grain` pixels wide, (H, W)."""
    small = (max(4, round(height / grain)), max(4, round(width / grain)))
    coarse = rng.standard_normal(small, np.float32)
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray((fine - fine.mean()) / (fine.std() + 1e-6), np.float32)


def _reflectance(base: Floats, flush: float, height: int, width: int, rng: Generator) -> Floats:
    """Colour of healthy skin: pigment and blood in patches of several sizes."""
    unit = min(height, width)
    pigment = sum(
        weight * smooth_noise(height, width, unit * grain, rng)
        for grain, weight in ((0.5, 0.5), (0.12, 0.3), (0.03, 0.2), (0.008, 0.25))
    )
    blood = sum(
        weight * smooth_noise(height, width, unit * grain, rng)
        for grain, weight in ((0.3, 0.5), (0.06, 0.35), (0.015, 0.3))
    )
    skin = base * np.exp(np.asarray(pigment, np.float32)[..., None] * [-0.022, -0.032, -0.04])
    return np.asarray(
        skin * np.exp(np.asarray(blood)[..., None] * flush * np.array([0.004, -0.028, -0.02])),
        np.float32,
    )


def _skin_relief(height: int, width: int, rng: Generator) -> Floats:
    """Height of the skin's own surface: crossing fine lines and pores."""
    unit = min(height, width)
    lines = np.zeros((height, width), np.float32)
    for angle in rng.uniform(0, np.pi, 3):
        stretched = smooth_noise(height, width, unit * 0.006, rng)
        kernel = _line_kernel(max(5, round(unit * 0.03)), angle)
        lines -= np.abs(cv2.filter2D(stretched, -1, kernel))
    pores = np.minimum(smooth_noise(height, width, unit * 0.01, rng), -1.2) + 1.2
    return np.asarray(lines * unit * 0.0010 + pores * unit * 0.0005, np.float32)


def _line_kernel(length: int, angle: float) -> Floats:
    length |= 1
    kernel = np.zeros((length, length), np.float32)
    middle = length // 2
    reach = np.array([np.cos(angle), np.sin(angle)]) * middle
    ends = [tuple(round(v) for v in middle + sign * reach) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _draw_hairs(canvas: Canvas, rng: Generator) -> None:
    """Fine body hairs, lying mostly one way."""
    height, width = canvas.skin.shape[:2]
    unit, way = min(height, width), rng.uniform(0, 2 * np.pi)
    cover = np.zeros((height, width), np.float32)
    for _ in range(int(rng.integers(15, 45))):
        start = rng.uniform(0, [width, height])
        angles = way + rng.normal(0, 0.35) + np.linspace(0, rng.normal(0, 0.5), 8)
        steps = np.stack([np.cos(angles), np.sin(angles)], 1) * unit * rng.uniform(0.006, 0.016)
        path = np.round((start + np.cumsum(steps, 0)) * 8).astype(np.int32)
        cv2.polylines(cover, [path], False, float(rng.uniform(0.2, 0.6)), 1, cv2.LINE_AA, 3)
    hair = canvas.base * 0.35
    canvas.skin += cover[..., None] * (hair - canvas.skin)


def _light(relief: Floats, rng: Generator) -> Floats:
    """How bright each place is: a lamp from the side, rounded body, darker corners."""
    height, width = relief.shape
    angle = rng.uniform(0, 2 * np.pi)
    slope_y, slope_x = np.gradient(cv2.GaussianBlur(relief, (0, 0), 0.8))
    shading = 1 + 0.55 * (np.cos(angle) * slope_x + np.sin(angle) * slope_y)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    body = 1 - 0.16 * (np.sin(angle) * x - np.cos(angle) * y + 0.2) ** 2
    fall = 1 + 0.10 * (np.cos(angle) * x + np.sin(angle) * y)
    corners = 1 - 0.10 * (x**2 + y**2) / 2
    return np.asarray(np.clip(shading, 0.7, 1.35) * body * fall * corners, np.float32)


def _photograph(lit: Floats, rng: Generator) -> Pixels:
    """What a phone's camera makes of it: lens, noise, white balance, 8 bits."""
    balance = 1 + rng.normal(0, 0.015, 3)
    seen = cv2.GaussianBlur(lit * balance, (0, 0), 1.1)
    grain = 0.009 * rng.standard_normal(seen.shape, np.float32)
    return np.asarray(np.clip((seen + grain) * 255, 0, 255), np.uint8)


if __name__ == "__main__":
    write_samples()
