"""How a lesion differs in colour from healthy skin at each visit, and when two differ by more."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.domain.course import Area, Changed, Colour, ColourVerdict
from skin_core.domain.engine import LayerStore
from skin_core.domain.photo import PhotoKind
from skin_core.errors import FileDamaged, MeasureError, OutlineError
from skin_core.imaging.measures import Contrast
from skin_core.imaging.measures.scaled import contrast
from skin_core.services.lesion_area import Remember
from skin_core.services.outlines import counting_outline
from skin_core.services.pictures import load_photo
from skin_core.services.repeats import FEWEST_PAIRS, student_t

ColourPairs = Sequence[tuple[Colour, Colour]]
LEAST_COLOUR_ERROR = 1.0
"""In units of CIEDE2000: drawn lesions in another light, and compressed, part by as much."""


def colour_of(
    case: Case, area: Area | None, layers: LayerStore, read: Callable[[str], bytes], kept: Remember
) -> Colour | None:
    """Of the photo that the area was measured on; None where no colour is measurable there.

    read: the bytes of a file of the store.
    """
    if area is None or not area.share.value:
        return None
    by_hand = case.assessment or ClinicianAssessment()
    stored = next(one for one in case.photos if one.photo_id == area.photo_id)
    photo = next(one for one in case.analysis.photos if one.photo_id == area.photo_id)
    outlined = counting_outline(photo, by_hand.outlines, layers)
    if outlined is None or not outlined.mask.any():
        return None
    mask = outlined.mask

    def measure() -> bytes:
        try:
            pixels = load_photo(read(stored.key), "").pixels
            found, is_white_set = contrast(pixels, mask, photo.gate.kind)
        except MeasureError:
            return b""
        if not isinstance(found, Contrast):
            return b""
        return f"{found.delta_e00} {found.delta_l_normalised} {int(is_white_set)}".encode()

    told = kept(("colour", stored.key, hash(np.packbits(mask).tobytes())), measure)
    if not told:
        return None
    delta_e00, delta_l, is_white_set = map(float, told.split())
    is_dermoscopic = photo.gate.kind is PhotoKind.DERMOSCOPIC
    return Colour(delta_e00, delta_l, is_dermoscopic, bool(is_white_set))


def colour_or_none(
    case: Case, area: Area | None, layers: LayerStore, read: Callable[[str], bytes], kept: Remember
) -> Colour | None:
    """The same; None too where a file or an outline is damaged."""
    try:
        return colour_of(case, area, layers, read, kept)
    except (FileDamaged, OutlineError):
        return None


def own_colour_error(pairs: ColourPairs) -> float | None:
    """The smallest detectable change of a colour difference, in units of CIEDE2000.

    pairs: of one lesion photographed twice on a day; None below five of them. Never below what
    light and compression alone make of one lesion, since colours may agree by chance.
    Reference: Bland & Altman, Lancet 1986;1:307-310.
    """
    apart = [second.delta_e00 - first.delta_e00 for first, second in pairs]
    if len(apart) < FEWEST_PAIRS:
        return None
    spread = math.sqrt(sum(one**2 for one in apart) / len(apart))
    return max(student_t(len(apart)) * spread, LEAST_COLOUR_ERROR)


def compare_colours(
    before: Colour | None, after: Colour | None, own: float | None
) -> ColourVerdict | None:
    """What may be said of the colour at two visits; None where it was not measurable at one.

    own: what the clinic measured of its own error on photos of that kind and white.
    """
    if before is None or after is None:
        return None
    if before.is_dermoscopic is not after.is_dermoscopic:
        return ColourVerdict(Changed.OTHER_KIND, before, after)
    if before.is_white_set is not after.is_white_set:
        return ColourVerdict(Changed.OTHER_WHITE, before, after)
    if own is None:
        return ColourVerdict(Changed.ERROR_UNKNOWN, before, after)
    apart = after.delta_e00 - before.delta_e00
    changed = Changed.LARGER if apart > own else Changed.SMALLER
    return ColourVerdict(changed if abs(apart) > own else Changed.WITHIN_ERROR, before, after, own)
