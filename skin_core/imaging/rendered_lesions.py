"""Lesions painted on rendered skin; see `rendered`."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Place = tuple[float, float]


@dataclass(slots=True)
class Canvas:
    """Skin being painted: its colour (H, W, 3), 0..1; the healthy colour; the height of lesions.

    unit: the whole picture's short side, which sizes are shares of. flush: how strongly redness
    shows, 0..1; the darker the skin, the less.
    left, top: where a part of the picture (see `near`) lies in the whole.
    """

    skin: Floats
    base: Floats
    relief: Floats
    unit: int
    flush: float
    left: int = 0
    top: int = 0

    @property
    def middle(self) -> Place:
        """Centre (x, y)."""
        return self.relief.shape[1] / 2, self.relief.shape[0] / 2

    def near(self, place: Place, radius: float) -> Canvas:
        """The part around a place that a lesion of this radius reaches; painting it paints this."""
        reach = radius * 2.2 + 4
        x, y = place
        columns = slice(max(0, int(x - reach)), max(1, int(x + reach)))
        rows = slice(max(0, int(y - reach)), max(1, int(y + reach)))
        return Canvas(
            self.skin[rows, columns],
            self.base,
            self.relief[rows, columns],
            self.unit,
            self.flush,
            left=columns.start,
            top=rows.start,
        )

    def paint(self, cover: Floats, colour: Floats | list[float]) -> None:
        """Lay a colour over the skin, as densely as `cover` (H, W), 0..1."""
        self.skin += np.clip(cover, 0, 1)[..., None] * (np.asarray(colour) - self.skin)

    def tint(self, cover: Floats, factors: list[float]) -> None:
        """Multiply the skin's colour, fully where `cover` is 1: blood and pigment darken."""
        self.skin *= 1 + np.clip(cover, 0, 1)[..., None] * (np.asarray(factors) - 1)

    def redden(self, cover: Floats, factors: list[float]) -> None:
        """As `tint`, for blood: weaker on dark skin."""
        shown = 0.4 + 0.6 * self.flush
        self.tint(cover, [1 - shown * (1 - factor) for factor in factors])

    def blob(self, place: Place, radius: float, rng: Generator, rough: float = 0.12) -> Floats:
        """How far inside an irregular round shape each pixel lies: 1 centre, 0 border."""
        height, width = self.relief.shape
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        dx, dy = x + self.left - place[0], y + self.top - place[1]
        angle = np.arctan2(dy, dx)
        edge = np.ones_like(angle)
        for waves in range(2, 6):
            turn = np.float32(rng.uniform(0, 6.3))
            edge += np.float32(rough / waves**0.7 * rng.normal()) * np.cos(waves * angle + turn)
        return np.asarray(1 - np.hypot(dx, dy) / (radius * edge), np.float32)


def soft(inside: Floats, border: float) -> Floats:
    """Cover 0..1 that rises over `border` (in shares of the radius) from the outline inwards."""
    return np.asarray(np.clip(inside / border, 0, 1), np.float32)


def _speckle(canvas: Canvas, grain: float, rng: Generator) -> Floats:
    height, width = canvas.relief.shape
    small = rng.standard_normal(
        (max(4, round(height / grain)), max(4, round(width / grain))), np.float32
    )
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def draw_mole(canvas: Canvas, rng: Generator) -> None:
    """A pigmented mole, brown in two shades, slightly raised."""
    radius = canvas.unit * rng.uniform(0.08, 0.13)
    inside = canvas.blob(canvas.middle, radius, rng, 0.10)
    patchy = 0.12 * _speckle(canvas, canvas.unit * 0.02, rng)
    canvas.tint(soft(inside + patchy * 0.5, 0.3), [0.52, 0.42, 0.38])
    darker = canvas.blob(
        (canvas.middle[0] + radius * 0.2, canvas.middle[1] - radius * 0.1), radius * 0.6, rng, 0.2
    )
    canvas.tint(soft(darker + patchy, 0.6), [0.72, 0.66, 0.64])
    canvas.relief += soft(inside, 0.8) * canvas.unit * 0.01


def draw_blisters(canvas: Canvas, rng: Generator) -> None:
    """Grouped clear blisters on reddened skin, in a band: as in herpes zoster."""
    unit, (x, y) = canvas.unit, canvas.middle
    tilt = rng.uniform(-0.5, 0.5)
    for along in np.linspace(-0.32, 0.32, 4):
        centre = (
            x + along * unit * np.cos(tilt) + rng.normal(0, 0.02) * unit,
            y + along * unit * np.sin(tilt) + rng.normal(0, 0.04) * unit,
        )
        radius = unit * rng.uniform(0.11, 0.17)
        part = canvas.near(centre, radius)
        flush = part.blob(centre, radius, rng, 0.22) + 0.08 * _speckle(part, unit * 0.03, rng)
        part.redden(soft(flush, 0.5), [0.93, 0.62, 0.62])
        for _ in range(int(rng.integers(7, 12))):
            spot = (centre[0] + rng.normal(0, 0.05) * unit, centre[1] + rng.normal(0, 0.05) * unit)
            _draw_blister(canvas, spot, unit * rng.uniform(0.011, 0.024), rng)


def _draw_blister(canvas: Canvas, place: Place, radius: float, rng: Generator) -> None:
    canvas = canvas.near(place, radius)
    inside = canvas.blob(place, radius, rng, 0.08)
    ring = np.exp(-((inside / 0.18) ** 2)).astype(np.float32)
    canvas.redden(ring, [0.86, 0.55, 0.55])
    clear = canvas.base * 0.75 + np.array([0.24, 0.2, 0.14])
    canvas.paint(soft(inside, 0.5) * 0.65, np.clip(clear, 0, 0.97).astype(np.float32))
    canvas.relief += np.sqrt(np.clip(inside, 0, 1)) * radius * 0.7
    glint = canvas.blob((place[0] - radius * 0.3, place[1] - radius * 0.35), radius * 0.2, rng, 0.1)
    canvas.paint(soft(glint, 0.8) * 0.8, [1.0, 1.0, 0.98])


def draw_plaque(canvas: Canvas, rng: Generator) -> None:
    """A red, sharply bordered plaque with silvery scales, and two small ones: as in psoriasis."""
    unit, (x, y) = canvas.unit, canvas.middle
    places = [
        (x, y, 0.29),
        (x + 0.42 * unit, y - 0.3 * unit, 0.07),
        (x - 0.4 * unit, y + 0.3 * unit, 0.05),
    ]
    for left, top, size in places:
        inside = canvas.blob((left, top), unit * size, rng, 0.16)
        cover = soft(inside + 0.03 * _speckle(canvas, unit * 0.03, rng), 0.16)
        canvas.redden(cover, [0.95, 0.66, 0.62])
        canvas.relief += cover * unit * 0.004
        flakes = _speckle(canvas, unit * 0.014, rng) + 0.7 * _speckle(canvas, unit * 0.05, rng)
        scales = cover * np.clip((flakes - 0.2) * 0.55, 0, 0.8)
        canvas.paint(scales * 0.75, np.clip(canvas.base * 0.75 + 0.25, 0, 0.98))
        canvas.relief += scales * unit * 0.0015


def draw_pustules(canvas: Canvas, rng: Generator) -> None:
    """Red papules, some with a yellow head, and a few dark plugs: as in acne."""
    unit = canvas.unit
    height, width = canvas.relief.shape
    for _ in range(int(rng.integers(16, 24))):
        place = (width * rng.uniform(0.12, 0.88), height * rng.uniform(0.12, 0.88))
        radius = unit * rng.uniform(0.016, 0.042)
        part = canvas.near(place, radius * 1.9)
        part.redden(soft(part.blob(place, radius * 1.9, rng, 0.12), 0.9), [0.95, 0.60, 0.60])
        bump = part.blob(place, radius, rng, 0.08)
        part.redden(soft(bump, 0.5), [0.93, 0.72, 0.70])
        part.relief += np.sqrt(np.clip(bump, 0, 1)) * radius * 0.45
        if rng.random() < 0.45:
            head = part.blob(place, radius * 0.45, rng, 0.1)
            part.paint(soft(head, 0.5) * 0.85, [0.93, 0.86, 0.62])
    for _ in range(14):
        place = (width * rng.uniform(0.1, 0.9), height * rng.uniform(0.1, 0.9))
        part = canvas.near(place, unit * 0.007)
        plug = part.blob(place, unit * rng.uniform(0.004, 0.007), rng, 0.1)
        part.paint(soft(plug, 0.6) * 0.7, canvas.base * 0.35)
