"""All that is measured of one outlined lesion on one photo."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.domain.photo import PhotoKind
from skin_core.errors import LesionFillsPhoto, MaskEmpty, MaskSizeDiffers, ScaleImpossible
from skin_core.imaging.frame import frame_of
from skin_core.imaging.lighting import is_coloured_light
from skin_core.imaging.look import look_at
from skin_core.imaging.measures.colour_space import Pixels
from skin_core.imaging.measures.colours import LesionColour, colours_of
from skin_core.imaging.measures.contrast import (
    Contrast,
    NotMeasurable,
    clipped_share,
    measure_contrast,
)
from skin_core.imaging.measures.cut_off import is_cut_off
from skin_core.imaging.measures.redness import Redness, measure_redness
from skin_core.imaging.measures.shape import Shape, measure_shape, touched_borders
from skin_core.imaging.measures.skin import ring_of, ring_px, skin_around
from skin_core.imaging.scale_card import seen_cards

Mask = NDArray[np.bool_]

_SKIN_SIDE_PX, _COLOUR_SIDE_PX = 400, 400
_SMALLEST_PX_PER_CM = 1  # a whole adult on 200 pixels
_LARGEST_PX_PER_CM = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class AsFiled:
    """What the file holds of a photo whose tilt was taken away and whose white was set.

    pixels: the same pixels as before that, (H, W, 3). card: (H, W), where the scale card lies.
    """

    pixels: Pixels
    card: Mask


@dataclass(frozen=True, slots=True)
class LesionMeasures:
    """What is measured of a lesion.

    area_fraction_of_skin: share of the skin to be seen, None where none is recognised beside the
    lesion; like area_fraction_of_photo it depends on how the photo is framed. *_cm: None
    without a scale. contrast, redness: or why none is told. clipped_*: share of clipped pixels.
    """

    shape: Shape
    area_fraction_of_photo: float
    area_fraction_of_skin: float | None
    area_cm2: float | None
    perimeter_cm: float | None
    diameter_cm: float | None
    contrast: Contrast | NotMeasurable
    redness: Redness | NotMeasurable
    clipped_lesion: float
    clipped_ring: float
    colours: tuple[LesionColour, ...]


def measure_lesion(
    photo: Pixels,
    lesion: Mask,
    px_per_cm: float | None = None,
    kind: PhotoKind = PhotoKind.CLINICAL,
    full_size: tuple[int, int] | None = None,
    filed: AsFiled | None = None,
) -> LesionMeasures:
    """Measures of an outlined lesion. photo: RGB (H, W, 3); lesion: (H, W).

    px_per_cm: pixels of the photo on a centimetre of skin; without it nothing is told in cm.
    full_size: height and width of the photo, and so of the mask, where the pixels are a reduced
    copy. Form is measured on the mask as it is, colour on the copy.
    filed: what is clipped, and the light the photo was taken in, are told by it; without it by the
    photo, on which cards are sought. A card is no skin, however bright its paper is.
    Raises: MaskSizeDiffers, MaskEmpty, LesionFillsPhoto, ScaleImpossible.
    """
    _check(full_size or photo.shape[:2], lesion, px_per_cm)
    shape = replace(measure_shape(lesion), cut_off=is_cut_off(lesion, frame_of(photo)))
    height, width = photo.shape[:2]
    lesion = _resized(lesion, (width, height))
    part = _near(lesion)
    filed = filed or _as_filed(photo)
    near, inside, file = photo[part], lesion[part], filed.pixels[part]
    ring = ring_of(inside, skin_around(near, inside, file, filed.card[part]))
    contrast = _contrast(filed.pixels, kind, (near, inside, ring, file))
    return LesionMeasures(
        shape=shape,
        area_fraction_of_photo=float(lesion.mean()),
        area_fraction_of_skin=_fraction_of_skin(lesion, _reduced(photo), filed.card),
        area_cm2=px_per_cm and shape.area_px / px_per_cm**2,
        perimeter_cm=px_per_cm and shape.perimeter_px / px_per_cm,
        diameter_cm=px_per_cm and shape.diameter_px / px_per_cm,
        contrast=contrast,
        redness=(
            measure_redness(near, inside, ring, kind, file)
            if isinstance(contrast, Contrast)
            else contrast
        ),
        clipped_lesion=clipped_share(near, inside, file),
        clipped_ring=clipped_share(near, ring, file),
        colours=colours_of(near, inside),
    )


def lesion_contrast(
    photo: Pixels,
    lesion: Mask,
    kind: PhotoKind = PhotoKind.CLINICAL,
    filed: AsFiled | None = None,
) -> Contrast | NotMeasurable:
    """The contrast alone, in half the time. photo: RGB (H, W, 3); lesion: (H, W) of its shape.

    filed: as of `measure_lesion`. Raises: MaskEmpty, LesionFillsPhoto.
    """
    _check(lesion.shape, lesion, None)
    lesion = _resized(lesion, photo.shape[1::-1])
    part = _near(lesion)
    filed = filed or _as_filed(photo)
    near, inside, file = photo[part], lesion[part], filed.pixels[part]
    ring = ring_of(inside, skin_around(near, inside, file, filed.card[part]))
    return _contrast(filed.pixels, kind, (near, inside, ring, file))


def _as_filed(photo: Pixels) -> AsFiled:
    cards = seen_cards(photo)
    return AsFiled(photo, np.zeros(photo.shape[:2], np.bool_) if cards is None else cards)


def _contrast(
    held: Pixels, kind: PhotoKind, near: tuple[Pixels, Mask, Mask, Pixels]
) -> Contrast | NotMeasurable:
    """held: the whole photo as the file holds it. near: what `measure_contrast` takes."""
    if is_coloured_light(look_at(_reduced(held)), kind):
        return NotMeasurable.COLOURED_LIGHT
    return measure_contrast(*near)


def _check(size: tuple[int, ...], lesion: Mask, px_per_cm: float | None) -> None:
    if lesion.shape != size:
        height, width = lesion.shape
        raise MaskSizeDiffers(mask=f"{width} × {height}", photo=f"{size[1]} × {size[0]}")
    if not lesion.any():
        raise MaskEmpty
    if all(touched_borders(lesion)):
        raise LesionFillsPhoto
    if px_per_cm is not None and not _SMALLEST_PX_PER_CM <= px_per_cm <= _LARGEST_PX_PER_CM:
        raise ScaleImpossible(value=px_per_cm)


def _fraction_of_skin(lesion: Mask, small: Pixels, card: Mask) -> float | None:
    """Share of the visible skin, the lesion's own included, that is lesion."""
    size = small.shape[1::-1]
    skin = skin_around(small, _resized(lesion, size), card=_resized(card, size))
    beside = float(skin.mean())
    own = float(lesion.mean())
    return own / (own + beside) if beside else None


def _near(lesion: Mask) -> tuple[slice, slice]:
    """The part of the photo that holds lesion and ring; reduced where that is still large.

    Pixels are left out rather than averaged, so that what is clipped stays so.
    """
    reach = math.ceil(sum(ring_px(lesion))) + 4
    rows, columns = np.flatnonzero(lesion.any(axis=1)), np.flatnonzero(lesion.any(axis=0))
    (top, bottom), (left, right) = (
        (max(0, places[0] - reach), min(side, places[-1] + 1 + reach))
        for places, side in zip((rows, columns), lesion.shape, strict=True)
    )
    step = max(1, max(bottom - top, right - left) // _COLOUR_SIDE_PX)
    return slice(top, bottom, step), slice(left, right, step)


def _reduced(photo: Pixels) -> Pixels:
    """The photo no larger than needed to tell skin."""
    height, width = photo.shape[:2]
    share = _SKIN_SIDE_PX / max(height, width)
    if share >= 1:
        return photo
    step = max(1, int(0.5 / share))  # the rest is averaged over at least two pixels
    size = (max(1, round(width * share)), max(1, round(height * share)))
    small = cv2.resize(photo[::step, ::step], size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _resized(lesion: Mask, size: tuple[int, int]) -> Mask:
    """A mask at another width and height; of a lesion at least a pixel stays."""
    if lesion.shape == size[::-1]:
        return lesion
    levels = lesion.astype(np.uint8) * np.uint8(255)
    cover = cv2.resize(levels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cover >= min(128, max(1, int(cover.max()))), np.bool_)
