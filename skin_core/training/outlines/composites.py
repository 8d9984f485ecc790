"""Depigmented patches laid on healthy skin: more outlines than people drew, and exact ones.

Shapes and colours are those of the photos that are trained on. A patch brightens the skin by the
ratio that real patches have to the skin around them, so that shading, hair and creases stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.training.outlines.samples import Outlined
from skin_core.training.refusal import Refused

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
RING = 0.06  # of the short side: skin this near a patch is what it is compared with
LIGHTER = 1.08  # ratio of green below which a ring is no healthy skin
SKIN_LOW, SKIN_HIGH = (30, 135, 77), (255, 180, 130)  # YCrCb; Chai and Ngan 1999, a bit wider
GAMMA = 2.2
LINEAR = (np.arange(256) / 255) ** GAMMA  # light of each level of a photo
UNTOUCHED = 0.002  # share of a patch's light below which a level of 8 bits stays what it is
WHITEST = 0.8  # of linear light, on average over a patch: a lighter one would have no shading left


@dataclass(frozen=True)
class Patches:
    """Shapes, (H, W) 0 or 255 each, and ratios of patch to skin in linear light, (N, 3)."""

    shapes: tuple[Pixels, ...]
    ratios: Floats


def patches_of(photos: Sequence[Outlined]) -> Patches:
    """The patches of photos that people outlined. Raises: ValueError where there is none."""
    pixels = [photo.pixels() for photo in photos if photo.mask]
    ratios = [ratio for one in pixels if (ratio := _ratio(one)) is not None]
    if not ratios:
        raise Refused("no outlined patch is lighter than the skin around it")
    return Patches(tuple(one[..., 3] for one in pixels), np.array(ratios))


def _ratio(pixels: Pixels) -> Floats | None:
    """How much lighter a patch is than the skin around it, per channel; None where it is not."""
    reach = max(3, round(RING * min(pixels.shape[:2])))
    patch = pixels[..., 3] > 127
    wide = cv2.dilate(patch.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    ring = wide & ~patch & skin_of(pixels[..., :3])
    if ring.sum() < 50 or patch.sum() < 50:
        return None
    linear = (pixels[..., :3] / 255.0) ** GAMMA
    ratio = linear[patch].mean(0) / np.maximum(linear[ring].mean(0), 1e-3)
    return np.asarray(ratio, np.float64) if ratio[1] > LIGHTER else None


def skin_of(photo: Pixels) -> NDArray[np.bool_]:
    """Where a photo has the colour of skin, roughly, (H, W)."""
    found = cv2.inRange(cv2.cvtColor(photo, cv2.COLOR_RGB2YCrCb), SKIN_LOW, SKIN_HIGH)
    closed = cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return np.asarray(closed > 0)


def composite(skin: Pixels, patches: Patches, rng: Generator) -> Pixels:
    """Healthy skin (H, W, 3 or 4) with patches: (H, W, 4), the last channel where they lie."""
    photo, height, width = skin[..., :3], *skin.shape[:2]
    shape = patches.shapes[int(rng.integers(len(patches.shapes)))]
    mask = _bent(shape, height, width, rng) & skin_of(photo)
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), float(rng.uniform(0.6, 2.5)))
    ratio = patches.ratios[int(rng.integers(len(patches.ratios)))] * rng.normal(1, 0.08, 3)
    if mask.any():
        ratio = np.minimum(ratio, WHITEST / LINEAR[photo[mask]].mean(0))
    uneven = cv2.resize(rng.normal(1, 0.12, (5, 5)), (width, height), interpolation=cv2.INTER_CUBIC)
    made, near = photo.copy(), soft > UNTOUCHED
    gain = 1 + soft[near, None] * (np.maximum(ratio, 1.02) * uneven[near, None] - 1)
    light = np.clip(LINEAR[photo[near]] * gain, 0, 1)
    made[near] = np.rint(light ** (1 / GAMMA) * 255).astype(np.uint8)
    return np.dstack([made, np.where(soft > 0.5, 255, 0).astype(np.uint8)])


def _bent(shape: Pixels, height: int, width: int, rng: Generator) -> NDArray[np.bool_]:
    """A shape turned, scaled, moved, and with an edge as uneven as real ones are."""
    rows, columns = shape.shape
    turn, scale = float(rng.uniform(0, 360)), float(np.exp(rng.uniform(-0.6, 0.5)))
    middle = (columns / 2, rows / 2)
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, turn, scale * height / rows), np.float64)
    matrix[:, 2] += (width - columns) / 2, (height - rows) / 2
    matrix[:, 2] += rng.uniform(-0.25, 0.25, 2) * (width, height)
    moved = cv2.warpAffine(shape, matrix, (width, height), flags=cv2.INTER_LINEAR)
    sigma = float(rng.uniform(0.01, 0.03)) * min(height, width)
    smooth = cv2.GaussianBlur(moved.astype(np.float32) / 255, (0, 0), sigma)
    rough = cv2.GaussianBlur(rng.normal(0, 1, (height, width)), (0, 0), sigma)
    return np.asarray(smooth + 0.25 * rough / max(float(rough.std()), 1e-6) > 0.5)
