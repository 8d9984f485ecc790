"""Photos as they come from clinics: under coloured light, in frames, on pages, in screenshots.

Each function makes one from an RGB photo (H, W, 3) uint8; the same seed gives the same picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import cv2
import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Alteration = Callable[[Pixels, Generator], Pixels]
Colour = tuple[int, int, int]
T = TypeVar("T")

LIGHTS: Mapping[str, tuple[float, float, float]] = {
    "wood": (0.12, 0.06, 0.80),
    "violet": (0.35, 0.12, 1.00),
    "blue": (0.20, 0.30, 1.00),
    "cyan": (0.20, 0.90, 1.00),
    "green": (0.25, 1.00, 0.30),
    "red": (1.00, 0.12, 0.10),
    "magenta": (1.00, 0.15, 0.90),
    "amber": (1.00, 0.55, 0.08),
}
"""Share of red, green and blue light, linear."""

_FONT = cv2.FONT_HERSHEY_SIMPLEX
_WORDS = (
    "the",
    "rash",
    "began",
    "on",
    "Monday",
    "and",
    "itches",
    "more",
    "at",
    "night",
    "no",
    "fever",
)


def under(light: str, photo: Pixels, strength: float = 1.0) -> Pixels:
    """The photo as taken under one of LIGHTS, or under a mixture of it with white light."""
    share = 1 - strength + strength * np.array(LIGHTS[light])
    linear = (photo / 255.0) ** 2.2 * share
    return np.asarray(255 * np.clip(linear, 0, 1) ** (1 / 2.2), np.uint8)


def in_circle(photo: Pixels, rng: Generator) -> Pixels:
    """As dermatoscopes give it: the central square, black outside a circle, a little noise."""
    side = min(photo.shape[:2])
    top, left = (photo.shape[0] - side) // 2, (photo.shape[1] - side) // 2
    square = photo[top : top + side, left : left + side]
    wide = int(rng.choice([0, side // 6, side // 3]))
    canvas = cv2.copyMakeBorder(square, 0, 0, wide, wide, cv2.BORDER_CONSTANT, value=(0, 0, 0))
    y, x = np.mgrid[: canvas.shape[0], : canvas.shape[1]]
    radius = side / 2 * rng.uniform(0.9, 1.0 if wide else 1.15)
    distance = np.hypot(y - canvas.shape[0] / 2 + 0.5, x - canvas.shape[1] / 2 + 0.5)
    inside = np.clip((radius - distance) / max(1.0, side / 200), 0, 1)[..., None]
    noise = rng.integers(0, 8, canvas.shape)
    return np.asarray(canvas * inside + noise * (1 - inside), np.uint8)


def in_bars(photo: Pixels, rng: Generator) -> Pixels:
    """Between empty bars, black or white, on two or four sides."""
    height, width = photo.shape[:2]
    tone = int(rng.choice([0, 255]))
    rows, columns = (int(rng.uniform(0.08, 0.4) * n) for n in (height, width))
    if rng.random() < 0.5:
        rows, columns = (rows, 0) if rng.random() < 0.5 else (0, columns)
    return np.asarray(
        cv2.copyMakeBorder(
            photo, rows, rows, columns, columns, cv2.BORDER_CONSTANT, value=(tone,) * 3
        )
    )


def in_chat(photo: Pixels, rng: Generator) -> Pixels:
    """A screenshot of a chat, light or dark, with bubbles of text and the photo among them."""
    back, ink = _one(rng, ((178, 199, 217), (0, 0, 0)), ((236, 229, 221), (20, 20, 20)),
                     ((11, 20, 26), (230, 230, 230)), ((255, 255, 255), (0, 0, 0)))  # fmt: skip
    page = _blank(2000, 1080, back)
    _status_bar(page, ink, rng)
    width = int(rng.uniform(0.45, 0.85) * 1080)
    shown = _wide(photo, width)[:1200]
    left = int(_one(rng, 60, 1080 - 60 - width))
    y = 180
    while y < 1800:
        if y > 300 and shown.size and (rng.random() < 0.4 or y > 600):
            page[y : y + len(shown), left : left + width] = shown[: 2000 - y]
            y += len(shown) + 50
            shown = shown[:0]
            continue
        y = _bubble(page, y, rng) + 40
    return page


def in_viewer(photo: Pixels, rng: Generator) -> Pixels:
    """A screenshot of a phone showing the photo: status bar above, buttons below."""
    back, ink = _one(rng, ((0, 0, 0), (255, 255, 255)), ((255, 255, 255), (0, 0, 0)))
    page = _blank(2000, 1080, back)
    _status_bar(page, ink, rng)
    shown = _wide(photo, 1080)[:1500]
    top = 150 + (1750 - 150 - len(shown)) // 2
    page[top : top + len(shown)] = shown
    for x in range(150, 1080, 260):
        cv2.circle(page, (x, 1880), 34, ink, 5, cv2.LINE_AA)
        cv2.line(page, (x - 16, 1880), (x + 16, 1880), ink, 5, cv2.LINE_AA)
    return page


def in_article(photo: Pixels, rng: Generator) -> Pixels:
    """A page of a book or of the web: heading, text, the photo with a caption."""
    page = _blank(1500, 1080, (255, 255, 255))
    width = int(rng.uniform(0.5, 0.95) * 1080)
    shown = _wide(photo, width)[:900]
    left = int(rng.integers(0, 1080 - width + 1))
    y = _text(page, 60, 120, 40, 2, rng) if rng.random() < 0.7 else 40
    y = _text(page, y + 30, y + 30 + int(rng.uniform(0, 250)), 24, 1, rng) + 30
    page[y : y + len(shown), left : left + width] = shown[: 1500 - y]
    _text(page, y + len(shown) + 50, 1480, 24, 1, rng)
    return page


def on_paper(photo: Pixels, rng: Generator) -> Pixels:
    """A scanned sheet: text, the printed photo, grain, a little turned."""
    page = _blank(1754, 1240, (250, 250, 245))
    width = int(rng.uniform(0.35, 0.75) * 1240)
    shown = _wide(photo, width)[:900]
    top = int(rng.integers(300, 1750 - len(shown) - 100)) if len(shown) < 1300 else 300
    left = (1240 - width) // 2
    _lines(page, 80, top - 60, rng)
    page[top : top + len(shown), left : left + width] = shown[: 1754 - top]
    _lines(page, top + len(shown) + 60, 1700, rng)
    turn = cv2.getRotationMatrix2D((620, 877), float(rng.normal(0, 0.7)), 1.0)
    turned = cv2.warpAffine(page, turn, (1240, 1754), borderValue=(250, 250, 245))
    grain = turned + rng.normal(0, 2.5, turned.shape)
    return np.asarray(np.clip(grain, 0, 255), np.uint8)


def in_collage(photo: Pixels, rng: Generator) -> Pixels:
    """Two or four pictures in one, with or without a line between them."""
    side = 400
    pictures = [cv2.resize(photo, (side, side), interpolation=cv2.INTER_AREA)]
    for _ in range(3):
        pictures.append(_part(photo, side, rng))
    gap, tone = int(_one(rng, 0, 0, 8, 16)), int(_one(rng, 0, 255))
    beside = np.full((side, gap, 3), tone, np.uint8)
    upper = np.concatenate([pictures[0], beside, pictures[1]], 1)
    if rng.random() < 0.5:
        return upper if rng.random() < 0.5 else np.ascontiguousarray(upper.transpose(1, 0, 2))
    lower = np.concatenate([pictures[2], beside, pictures[3]], 1)
    below = np.full((gap, upper.shape[1], 3), tone, np.uint8)
    return np.concatenate([upper, below, lower], 0)


PAGES: Mapping[str, Alteration] = {
    "chat": in_chat,
    "viewer": in_viewer,
    "article": in_article,
    "paper": on_paper,
    "collage": in_collage,
}
FRAMES: Mapping[str, Alteration] = {"circle": in_circle, "bars": in_bars}


def altered(name: str, photo: Pixels, seed: int = 0) -> Pixels:
    """The photo in one of PAGES, FRAMES or LIGHTS."""
    if name in LIGHTS:
        return under(name, photo)
    return {**PAGES, **FRAMES}[name](photo, default_rng(seed))


def _one(rng: Generator, *choices: T) -> T:
    return choices[int(rng.integers(len(choices)))]


def _blank(height: int, width: int, colour: Colour) -> Pixels:
    return np.full((height, width, 3), colour, np.uint8)


def _wide(photo: Pixels, width: int) -> Pixels:
    height = max(1, round(photo.shape[0] * width / photo.shape[1]))
    return np.asarray(cv2.resize(photo, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _part(photo: Pixels, side: int, rng: Generator) -> Pixels:
    """Another view: a part of the photo, turned and a little brighter or darker."""
    height, width = photo.shape[:2]
    rows, columns = max(8, int(height * 0.6)), max(8, int(width * 0.6))
    top, left = int(rng.integers(0, height - rows + 1)), int(rng.integers(0, width - columns + 1))
    view = np.rot90(photo[top : top + rows, left : left + columns], int(rng.integers(1, 4)))
    lit = np.clip(np.ascontiguousarray(view) * rng.uniform(0.75, 1.2), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(lit, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _status_bar(page: Pixels, ink: Colour, rng: Generator) -> None:
    clock = f"{int(rng.integers(1, 24))}:{int(rng.integers(10, 60))}"
    cv2.putText(page, clock, (50, 62), _FONT, 1.2, ink, 3, cv2.LINE_AA)
    cv2.rectangle(page, (960, 36), (1020, 62), ink, 4)


def _bubble(page: Pixels, top: int, rng: Generator) -> int:
    lines, width = int(rng.integers(1, 4)), int(rng.uniform(0.3, 0.7) * 1080)
    left = int(_one(rng, 60, 1080 - 60 - width))
    colour = _one(rng, (255, 235, 59), (255, 255, 255), (217, 253, 211), (38, 60, 60))
    bottom = top + 40 + 44 * lines
    cv2.rectangle(page, (left, top), (left + width, bottom), colour, -1)
    for line in range(lines):
        words = " ".join(rng.choice(_WORDS, 4))[: width // 22]
        ink = (20, 20, 20) if sum(colour) > 380 else (235, 235, 235)
        cv2.putText(page, words, (left + 20, top + 54 + 44 * line), _FONT, 1.0, ink, 2, cv2.LINE_AA)
    return bottom


def _text(page: Pixels, top: int, bottom: int, size: int, weight: int, rng: Generator) -> int:
    """Lines of words from top to bottom; returns where they end."""
    y = top
    while y < bottom:
        words = " ".join(rng.choice(_WORDS, 30))[: int(900 / (size * 0.55))]
        cv2.putText(page, words, (70, y), _FONT, size / 30, (25, 25, 25), weight, cv2.LINE_AA)
        y += int(size * 1.7)
    return y


def _lines(page: Pixels, top: int, bottom: int, rng: Generator) -> None:
    """Print, either as words or, as from afar, as dark lines."""
    if rng.random() < 0.5:
        _text(page, top, bottom, 24, 1, rng)
        return
    for y in range(top, bottom, 36):
        page[y : y + 6, 100 : int(rng.integers(900, 1140))] = (70, 70, 75)
