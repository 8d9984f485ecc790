"""How much redder a lesion is than the healthy skin around it: an index of blood, and a*.

Blood takes green light and hardly any red, so that the logarithm of red to green light grows with
it. Pigment that lies over lesion and skin alike, exposure, shading and the colour of the light fall
out of the difference; brown pigment of the lesion alone, scab and hair do not, and count as red.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.measures.colour_space import Floats, Pixels, individual_typology_angle
from skin_core.imaging.measures.contrast import (
    Mask,
    NotMeasurable,
    gain_to_one_exposure,
    light_beside,
    mean_lab,
)
from skin_core.imaging.measures.tone import PhotoTone, photo_tone

_LEAST_OWN = 2.0  # of healthy skin's own value, below which a share of it says nothing
_NO_LIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class Redness:
    """Redness of a lesion and of the healthy skin around it, after colour constancy.

    *_index: 100 log10 of mean red to mean green light. *_a: mean a* of CIELAB at the exposure that
    gives the healthy skin L* 60. tone: of the healthy skin, which moves with exposure.
    """

    lesion_index: float
    healthy_index: float
    lesion_a: float
    healthy_a: float
    tone: PhotoTone

    @property
    def index_difference(self) -> float:
        """Above 0 where the lesion is redder."""
        return self.lesion_index - self.healthy_index

    @property
    def index_share(self) -> float | None:
        """The difference as a share of the healthy skin's own index; None where that is nil."""
        return _share(self.index_difference, self.healthy_index)

    @property
    def a_difference(self) -> float:
        """Above 0 where the lesion is redder."""
        return self.lesion_a - self.healthy_a

    @property
    def a_share(self) -> float | None:
        """The difference as a share of the healthy skin's own a*; None where that is nil."""
        return _share(self.a_difference, self.healthy_a)


def measure_redness(
    photo: Pixels,
    lesion: Mask,
    ring: Mask,
    kind: PhotoKind = PhotoKind.CLINICAL,
    held: Pixels | None = None,
) -> Redness | NotMeasurable:
    """Redness of a lesion beside a ring of skin, both (H, W); photo: RGB (H, W, 3).

    held: the same pixels as the file holds them, where the white of the photo was set.
    Under white light only, which the caller knows; a dermatoscope can press blood out of the skin
    and has a light of its own. Index: Takiwaki, J Med Invest 1998;44:121-126, after Dawson et al.,
    Phys Med Biol 1980;25:695-709 and Diffey et al., Br J Dermatol 1984;111:663-672 (neither was
    opened), with the red and green of a camera instead of narrow bands: its numbers are not those
    of an instrument.
    """
    if kind is PhotoKind.DERMOSCOPIC:
        return NotMeasurable.DERMOSCOPIC
    seen = light_beside(photo, lesion, ring, held)
    if isinstance(seen, NotMeasurable):
        return seen
    gain = gain_to_one_exposure(seen.healthy)
    return Redness(
        lesion_index=_index(seen.lesion),
        healthy_index=_index(seen.healthy),
        lesion_a=mean_lab(seen.lesion * gain)[1],
        healthy_a=mean_lab(seen.healthy * gain)[1],
        tone=photo_tone(individual_typology_angle(mean_lab(seen.healthy))),
    )


def _index(light: Floats) -> float:
    """Of the mean light, in which hair and noise weigh less than in a mean of logarithms."""
    red, green = (max(float(one), _NO_LIGHT) for one in light.mean(axis=0)[:2])
    return 100 * math.log10(red / green)


def _share(difference: float, own: float) -> float | None:
    return difference / own if own >= _LEAST_OWN else None
