"""Which colours a lesion has, and how much of it each takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.measures.colour_space import Floats, Lab, Pixels, lab_of, light_of

Mask = NDArray[np.bool_]

_GROUPS, _ROUNDS, _PIXELS = 6, 12, 4000
_ALIKE = 8.0  # distance in CIELAB below which two groups are one colour
_LEAST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class LesionColour:
    """One colour of a lesion. share: of its area, 0..1; hex: as it looks, such as "#a07055"."""

    share: float
    hex: str
    lab: Lab


def colours_of(photo: Pixels, lesion: Mask) -> tuple[LesionColour, ...]:
    """Colours that take a twentieth of the lesion or more, the largest first.

    Grouped by nearness in CIELAB (k-means from fixed starts: the same photo, the same colours).
    photo: RGB (H, W, 3); lesion: (H, W), not empty.
    """
    pixels = photo[lesion]
    pixels = pixels[:: max(1, len(pixels) // _PIXELS)]
    labs = lab_of(light_of(pixels))
    group = _merged(labs, _grouped(labs))
    found = [
        LesionColour(float(inside.mean()), _hex(pixels[inside]), _lab(labs[inside]))
        for number in np.unique(group)
        if (inside := group == number).mean() >= _LEAST_SHARE
    ]
    return tuple(sorted(found, key=lambda one: -one.share))


def _grouped(labs: Floats) -> NDArray[np.intp]:
    """Number of the group of each colour; starts are spread evenly from dark to light."""
    order = labs[np.argsort(labs[:, 0], kind="stable")]
    starts = np.linspace(0, len(order) - 1, _GROUPS).round().astype(int)
    centres = order[starts]
    group = _nearest(labs, centres)
    for _ in range(_ROUNDS):
        centres = np.stack(
            [
                labs[group == number].mean(axis=0) if (group == number).any() else centres[number]
                for number in range(_GROUPS)
            ]
        )
        group = _nearest(labs, centres)
    return group


def _nearest(labs: Floats, centres: Floats) -> NDArray[np.intp]:
    return np.asarray(
        np.linalg.norm(labs[:, None] - centres[None], axis=-1).argmin(axis=1), np.intp
    )


def _merged(labs: Floats, group: NDArray[np.intp]) -> NDArray[np.intp]:
    """The same groups, those of like colour made one, the nearest first."""
    while len(numbers := np.unique(group)) > 1:
        means = np.stack([labs[group == number].mean(axis=0) for number in numbers])
        apart = np.linalg.norm(means[:, None] - means[None], axis=-1)
        np.fill_diagonal(apart, np.inf)
        first, second = np.unravel_index(apart.argmin(), apart.shape)
        if apart[first, second] >= _ALIKE:
            break
        group = np.where(group == numbers[second], numbers[first], group)
    return group


def _hex(pixels: Pixels) -> str:
    red, green, blue = np.rint(pixels.mean(axis=0)).astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _lab(labs: Floats) -> Lab:
    lightness, red, yellow = (float(value) for value in labs.mean(axis=0))
    return lightness, red, yellow
