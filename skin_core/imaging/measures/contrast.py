"""How a lesion differs in colour from the healthy skin around it, as vitiligo is followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.measures.colour_space import (
    Floats,
    Lab,
    Pixels,
    colour_difference,
    individual_typology_angle,
    lab_of,
    light_of,
    luminance,
)
from skin_core.imaging.measures.constancy import gains_for

Mask = NDArray[np.bool_]

MOST_CLIPPED = 0.01
EXAMPLES: Mapping[str, float] = {"mild": 17.0, "moderate": 26.2, "severe": 44.8}
"""The three examples of the project's founding study; three photos make no threshold."""

_FEWEST_PX, _ENOUGH_PX = 100, 10_000
_FULL = 254
_HEALTHY_LIGHTNESS = 60.0
_TRIMMED = (5, 95)  # per cent of luminance: hair and glare are left out


class NotMeasurable(StrEnum):
    """Why no colour is told."""

    CLIPPED = "clipped"
    NO_HEALTHY_SKIN = "no_healthy_skin"
    COLOURED_LIGHT = "coloured_light"
    DERMOSCOPIC = "dermoscopic"  # of redness alone
    NO_OUTLINE = "no_outline"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Colour of a lesion beside healthy skin.

    contrast: mean RGB of the lesion minus that of the skin, as the file holds them even where a
    card tells the white, in levels of 0..255; contrast_word: the founding study's example next to
    it, "" for a darker lesion.
    The rest after colour constancy. delta_e00: with the exposure at which the skin has L* 60.
    delta_l: difference of L*, relative to L* + 16 of the skin, which exposure leaves alone.
    ita_*_deg: individual typology angle; it moves with exposure.
    """

    contrast: float
    contrast_word: str
    delta_e00: float
    delta_l_normalised: float
    lesion_lab: Lab
    healthy_lab: Lab
    ita_lesion_deg: float
    ita_healthy_deg: float
    cast_corrected: bool


@dataclass(frozen=True, slots=True)
class LightBeside:
    """Linear light of pixels of lesion and healthy skin, (N, 3) each, after colour constancy."""

    lesion: Floats
    healthy: Floats
    cast_corrected: bool


def clipped_share(photo: Pixels, where: Mask, held: Pixels | None = None) -> float:
    """Share of pixels in which a channel is full, or all are empty; 0 where there are none.

    held: the same pixels as the file holds them, where the white of the photo was set: what is
    clipped there has no colour any more that could be set right.
    """
    clipped = _clipped(photo[where])
    if held is not None:
        clipped |= _clipped(held[where])
    return float(clipped.mean()) if len(clipped) else 0.0


def _clipped(pixels: Pixels) -> Mask:
    """Which of the pixels, (N, 3), are; (N,)."""
    return np.asarray((pixels >= _FULL).any(axis=1) | (pixels == 0).all(axis=1), np.bool_)


def measure_contrast(
    photo: Pixels, lesion: Mask, ring: Mask, held: Pixels | None = None
) -> Contrast | NotMeasurable:
    """Contrast of a lesion to a ring of skin, both (H, W); photo: RGB (H, W, 3).

    held: the same pixels as the file holds them, where the white of the photo was set.
    ITA: Chardon et al., Int J Cosmet Sci 1991;13:191-208. CIEDE2000: Sharma et al., Color Res Appl
    2005;30:21-30.
    """
    seen = light_beside(photo, lesion, ring, held)
    if isinstance(seen, NotMeasurable):
        return seen
    file = photo if held is None else held
    lesion_lab, healthy_lab = mean_lab(seen.lesion), mean_lab(seen.healthy)
    founding = float(file[lesion].mean() - file[ring].mean())
    return Contrast(
        contrast=founding,
        contrast_word=_word(founding),
        delta_e00=_difference_at_one_exposure(seen),
        delta_l_normalised=(lesion_lab[0] - healthy_lab[0]) / (healthy_lab[0] + 16),
        lesion_lab=lesion_lab,
        healthy_lab=healthy_lab,
        ita_lesion_deg=individual_typology_angle(lesion_lab),
        ita_healthy_deg=individual_typology_angle(healthy_lab),
        cast_corrected=seen.cast_corrected,
    )


def light_beside(
    photo: Pixels, lesion: Mask, ring: Mask, held: Pixels | None = None
) -> LightBeside | NotMeasurable:
    """Light of a lesion and of a ring of skin, both (H, W); photo: RGB (H, W, 3).

    held: the same pixels as the file holds them, where the white of the photo was set.
    """
    if ring.sum() < _FEWEST_PX:
        return NotMeasurable.NO_HEALTHY_SKIN
    if max(clipped_share(photo, where, held) for where in (lesion, ring)) > MOST_CLIPPED:
        return NotMeasurable.CLIPPED
    inside, healthy = _some(photo, lesion), _trimmed(_some(photo, ring))
    gains = gains_for(healthy.mean(axis=0))
    return LightBeside(inside * gains, healthy * gains, bool((gains != 1).any()))


def mean_lab(light: Floats) -> Lab:
    """Mean CIELAB of linear light (N, 3)."""
    lightness, red, yellow = (float(value) for value in lab_of(light).mean(axis=0))
    return lightness, red, yellow


def gain_to_one_exposure(healthy: Floats) -> float:
    """The factor for light, (N, 3), at which healthy skin has L* 60."""
    wanted = ((_HEALTHY_LIGHTNESS + 16) / 116) ** 3
    return wanted / float(luminance(healthy).mean())


def _word(contrast: float) -> str:
    if contrast <= 0:
        return ""
    return min(EXAMPLES, key=lambda word: abs(EXAMPLES[word] - contrast))


def _some(photo: Pixels, where: Mask) -> Floats:
    """Light of the pixels there; of very many, evenly chosen ones."""
    pixels = photo[where]
    return light_of(pixels[:: max(1, len(pixels) // _ENOUGH_PX)])


def _trimmed(light: Floats) -> Floats:
    bright = luminance(light)
    low, high = np.percentile(bright, _TRIMMED)
    return np.asarray(light[(bright >= low) & (bright <= high)], np.float64)


def _difference_at_one_exposure(seen: LightBeside) -> float:
    gain = gain_to_one_exposure(seen.healthy)
    return colour_difference(mean_lab(seen.lesion * gain), mean_lab(seen.healthy * gain))
