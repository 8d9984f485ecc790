"""python -m skin_core.training.lights: what tells coloured light from white, fitted anew.

White: photos as they are; for dermoscopy the darker camera photos too, since dermoscopies of dark
skin are missing. Coloured: the same under random saturated light. Fitted on one half of
the groups; the share of the other half that is wrongly told is printed.
"""

import colorsys
import hashlib
import random
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.frame import seen_part
from skin_core.imaging.lighting import LIGHTS_FILE, SIDE_PX, colours_of, terms
from skin_core.training.cache import read_rgb
from skin_core.training.photos import Photo, data_folder, photos_of_kind, unknown_photos

MOST_PHOTOS = 4000
LIGHTS_PER_PHOTO = 4
DARK = 125  # mean grey level
SATURATION = (0.6, 0.97)
FALSE_ALARMS, LARGE = (
    0.006,
    150,
)  # in no collection of so many photos more, of those it is fitted on
STEPS, DECAY = 30, 1.0

Floats = NDArray[np.float64]
Small = NDArray[np.uint8]


def main() -> None:
    """Fit each kind and write the file."""
    cv2.setNumThreads(1)
    lines = ["# Written by skin_core.training.lights; do not edit."]
    for kind in PhotoKind:
        photos = _photos(kind)
        small = [_small(photo) for photo in photos]
        if kind is PhotoKind.DERMOSCOPIC:
            for photo in _photos(PhotoKind.CLINICAL):
                if (one := _small(photo)).mean() < DARK:
                    photos.append(photo)
                    small.append(one)
        chosen = np.array([is_chosen(photo.group) for photo in photos])
        mine = np.flatnonzero(chosen)
        sources = np.array([photos[place].source for place in mine])
        weights = _fitted([small[place] for place in mine], sources)
        alarms = _scores(small, weights) > 0
        print(kind, len(photos), *(f"{alarms[half].mean():.4f}" for half in (chosen, ~chosen)))  # noqa: T201
        lines.append(f"{kind} = [{', '.join(f'{weight:.6g}' for weight in weights)}]")
    LIGHTS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def is_chosen(group: str) -> bool:
    """Whether limits may be chosen on the photos of a group; figures come from the others."""
    return hashlib.sha256(f"a{group}".encode()).digest()[-1] % 2 == 0


def _photos(kind: PhotoKind) -> list[Photo]:
    photos = [photo for photo in photos_of_kind(kind, data_folder()) if not photo.copy]
    photos = random.Random(4).sample(photos, min(MOST_PHOTOS, len(photos)))
    return photos + (list(unknown_photos(data_folder())) if kind is PhotoKind.CLINICAL else [])


def _small(photo: Photo) -> Small:
    look = seen_part(read_rgb(data_folder() / photo.path)).look
    return np.asarray(cv2.resize(look, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA), np.uint8)


def _fitted(small: Sequence[Small], sources: NDArray[np.str_]) -> Floats:
    """Weights of the terms; in each large collection at most FALSE_ALARMS lie above 0."""
    rng = default_rng(2026)
    lit = [_under_any_light(one, rng) for one in small for _ in range(LIGHTS_PER_PHOTO)]
    told = np.array([colours_of(one) is not None for one in small])
    white, coloured = np.array(list(_terms(small))), np.array(list(_terms(lit)))
    inputs = np.concatenate([white, coloured])
    middle, spread = inputs[:, 1:].mean(0), inputs[:, 1:].std(0)
    inputs[:, 1:] = (inputs[:, 1:] - middle) / spread
    truth = np.r_[np.zeros(len(white)), np.ones(len(coloured))]
    found = _logistic(inputs, truth, np.where(truth == 0, LIGHTS_PER_PHOTO, 1.0))
    slopes = found[1:] / spread
    weights = np.r_[found[0] - slopes @ middle, slopes]
    scores, of = white @ weights, sources[told]
    large = [name for name in set(of) if (of == name).sum() >= LARGE]
    weights[0] -= max(np.quantile(scores[of == name], 1 - FALSE_ALARMS) for name in large)
    return np.asarray(weights / np.abs(weights).max(), np.float64)


def _logistic(inputs: Floats, truth: Floats, counts: Floats) -> Floats:
    """Logistic regression by Newton's method; the first column is the constant."""
    decay = np.r_[0.0, np.full(inputs.shape[1] - 1, DECAY)]
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (counts * (chance - truth)) + decay * weights
        curve = (inputs * (counts * chance * (1 - chance))[:, None]).T @ inputs + np.diag(decay)
        weights -= np.linalg.solve(curve + 1e-6 * np.eye(len(curve)), slope)
    return weights


def _under_any_light(small: Small, rng: Generator) -> Small:
    light = np.array(colorsys.hsv_to_rgb(rng.random(), rng.uniform(*SATURATION), 1.0))
    return np.asarray(255 * ((small / 255.0) ** 2.2 * light) ** (1 / 2.2), np.uint8)


def _terms(small: Sequence[Small]) -> Iterator[Floats]:
    for one in small:
        if (colours := colours_of(one)) is not None:
            yield terms(colours)


def _scores(small: Sequence[Small], weights: Floats) -> Floats:
    found = (colours_of(one) for one in small)
    return np.array([-1.0 if one is None else terms(one) @ weights for one in found])


if __name__ == "__main__":
    main()
