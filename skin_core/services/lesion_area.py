"""How large a lesion is, with how far that may be off; and when two sizes differ by more."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import Case, ClinicianAssessment, StoredPhoto
from skin_core.domain.course import Area, Changed, Spread, Unit, Verdict
from skin_core.domain.engine import LayerStore
from skin_core.domain.outline import DrawnOutline, HandScale, OutlinedBy, outline_of, scale_of
from skin_core.domain.photo import GateReason
from skin_core.errors import FileDamaged, MeasureError, OutlineError
from skin_core.imaging.hand_scale import told_scale
from skin_core.imaging.lighting import is_coloured_light
from skin_core.imaging.look import look_at
from skin_core.imaging.measures.shape import touched_borders
from skin_core.imaging.scale_card import CARD_AREA_ERROR, find_card
from skin_core.services.outlines import Mask, counting_outline, layers_of
from skin_core.services.pictures import load_photo
from skin_core.storage.store import Store


@dataclass(frozen=True, slots=True)
class OwnError:
    """What the clinic measured of itself: areas of the same lesion drawn and taken twice.

    ratio: beyond which two areas differ by more than that, above 1. pairs: it rests on.
    """

    ratio: float
    pairs: int


@dataclass(frozen=True, slots=True)
class OutlinedPhotos:
    """Photos of a case or a draft, with what was judged, drawn and scaled by hand on them."""

    photos: tuple[StoredPhoto, ...]
    analyses: tuple[PhotoAnalysis, ...]
    outlines: tuple[DrawnOutline, ...] = ()
    scales: tuple[HandScale, ...] = ()

    @classmethod
    def of(cls, case: Case) -> OutlinedPhotos:
        """Those of a saved case."""
        told = case.assessment or ClinicianAssessment()
        return cls(case.photos, case.analysis.photos, told.outlines, told.scales)

    @property
    def stored(self) -> dict[str, StoredPhoto]:
        """The photos by their ids."""
        return {one.photo_id: one for one in self.photos}

    @property
    def judged(self) -> list[PhotoAnalysis]:
        """What was found in those of them that were analysed, in the order pages count them."""
        stored = self.stored
        return [one for one in self.analyses if one.photo_id in stored]


Remember = Callable[[tuple[object, ...], Callable[[], bytes]], bytes]
"""Makes something once and keeps it for the next time."""


def area_of(
    case: Case, layers: LayerStore, read: Callable[[str], bytes], kept: Remember
) -> Area | None:
    """The area of the lesion of a case on its first photo that shows one; None where none does.

    read: the bytes of a file of the store.
    """
    return next(areas_of(OutlinedPhotos.of(case), layers, read, kept), None)


def numbered_areas(shown: OutlinedPhotos, store: Store) -> tuple[tuple[int, Area], ...]:
    """The area of each photo with a lesion outlined, by its number as pages count."""
    ids = [one.photo_id for one in shown.judged]
    found = areas_of(shown, layers_of(store, shown.analyses), store.read, store.figures.get)
    counted = ((ids.index(one.photo_id) + 1, one) for one in found)
    return tuple(sorted(counted, key=lambda one: one[0]))


def areas_of(
    shown: OutlinedPhotos, layers: LayerStore, read: Callable[[str], bytes], kept: Remember
) -> Iterator[Area]:
    """The area of each outlined photo, those under white light first, of these the hand-drawn.

    An outline that is damaged counts as none. Where a network found no lesion, as on an overview,
    nothing is measured: that is no lesion of size 0.
    """
    drawn, stored = shown.outlines, shown.stored
    lights = {
        one.photo_id: _is_coloured(one, stored[one.photo_id], read, kept) for one in shown.judged
    }
    for photo in sorted(
        shown.judged,
        key=lambda one: (lights[one.photo_id], outline_of(drawn, one.photo_id) is None),
    ):
        try:
            outlined = counting_outline(photo, drawn, layers)
            if outlined is None:
                continue
            by_card = partial(_by_card, stored[photo.photo_id], outlined.mask, read, kept)
            area = _by_network(photo, by_card)
            if outlined.by is OutlinedBy.CLINICIAN:
                cm2, error = by_card() or (None, 0.0)
                share, size = Spread(outlined.area_fraction), Spread(cm2) if cm2 else None
                area = Area(photo.photo_id, outlined.by, share, size, card_error=error)
            if area is not None and area.share.value:
                cut = any(touched_borders(outlined.mask))
                area = replace(area, is_coloured=lights[photo.photo_id], is_cut_off=cut)
                yield _scaled(area, photo, shown.scales)
        except (OutlineError, FileDamaged):
            continue


def _is_coloured(
    photo: PhotoAnalysis, stored: StoredPhoto, read: Callable[[str], bytes], kept: Remember
) -> bool:
    """The gate asks for the light only where it sees skin, and under a Wood's lamp may see none."""
    if GateReason.COLOURED_LIGHT in photo.gate.reasons or not photo.forced:
        return GateReason.COLOURED_LIGHT in photo.gate.reasons

    def look() -> bytes:
        pixels = load_photo(read(stored.key), "").pixels
        return b"1" if is_coloured_light(look_at(pixels), photo.gate.kind) else b""

    try:
        return bool(kept(("coloured light", stored.key, photo.gate.kind), look))
    except FileDamaged:
        return False


ByCard = Callable[[], tuple[float, float] | None]
"""Square centimetres by the card, and how far they may be off as a share; None without one."""


def _by_network(photo: PhotoAnalysis, by_card: ByCard) -> Area | None:
    lesion = photo.lesion
    if lesion is None:
        return None
    share = Spread(lesion.area_fraction, *lesion.area_interval)
    if lesion.area_cm2 is None or not lesion.is_found:
        return Area(photo.photo_id, OutlinedBy.NETWORK, share)
    try:
        _, error = by_card() or (0.0, CARD_AREA_ERROR)
    except FileDamaged:  # how exactly that card tells is not known any more
        return Area(photo.photo_id, OutlinedBy.NETWORK, share)
    cm2 = share.times(lesion.area_cm2 / lesion.area_fraction, error)
    return Area(photo.photo_id, OutlinedBy.NETWORK, share, cm2, card_error=error)


def _scaled(area: Area, photo: PhotoAnalysis, scales: tuple[HandScale, ...]) -> Area:
    """The same in square centimetres by a scale told by hand, where no card told them."""
    scale = scale_of(scales, photo.photo_id)
    if area.cm2 or scale is None or not area.share.value:
        return area
    try:
        told = told_scale(scale, photo.width_px, photo.height_px)
    except MeasureError:
        return area
    whole_cm2 = photo.width_px * photo.height_px / told.px_per_cm**2
    cm2 = area.share.times(whole_cm2, told.area_error)
    return replace(area, cm2=cm2, scale_error=told.area_error)


def _by_card(
    photo: StoredPhoto, mask: Mask, read: Callable[[str], bytes], kept: Remember
) -> tuple[float, float] | None:
    """What was outlined, in square centimetres, and how far that may be off by the card, a share.

    The photo is read for its card.
    """

    def measure() -> bytes:
        pixels = load_photo(read(photo.key), "").pixels
        try:
            card = find_card(pixels)
        except MeasureError:
            return b""
        size = (pixels.shape[0], pixels.shape[1])
        area = card.area_cm2(mask, size) if card else None
        return f"{area} {card.area_error(mask, size)}".encode() if card and area else b""

    told = kept(("area by card", photo.key, hash(np.packbits(mask).tobytes())), measure)
    if not told:
        return None
    cm2, error = map(float, told.split())
    return cm2, error


def compare_areas(
    before: Area | None,
    after: Area | None,
    field: float | None = None,
    field_error: float = 0.0,
    own: OwnError | None = None,
) -> Verdict:
    """Whether a lesion changed by more than measuring errs.

    Never where one was taken under coloured light and the other was not. Of a lesion that a photo
    cuts off, its part on the photo is the least that it may be, and tells no more than that.
    By square centimetres where both have them and a common field does not contradict the scales;
    else on that field. field: how much larger a share of the later photo is as a share of the
    earlier one, where it was laid upon it; field_error: how far that may be off, as a share. own:
    what the clinic measured of its own error, which alone tells that of outlines drawn by hand.
    """
    if before is None or after is None:
        return Verdict(Changed.NO_OUTLINE)
    if before.is_coloured is not after.is_coloured:
        return Verdict(Changed.OTHER_LIGHT)
    verdict = _compared(before, after, field, field_error, own)
    known = {Changed.LARGER: not before.is_cut_off, Changed.SMALLER: not after.is_cut_off}
    is_cut_off = before.is_cut_off or after.is_cut_off
    if not is_cut_off or verdict.unit is None or known.get(verdict.changed, False):
        return verdict
    return Verdict(Changed.CUT_OFF, scales_part=verdict.scales_part)


def _compared(
    before: Area, after: Area, field: float | None, field_error: float, own: OwnError | None
) -> Verdict:
    """What two areas on photos would come to if the whole lesion were on both."""
    part = scales_part(before, after, field, field_error)
    if before.cm2 and after.cm2 and part is None:
        pair, unit, error = (before.cm2, after.cm2), Unit.CM2, 0.0
    elif field is not None:
        pair, unit, error = (before.share, after.share.times(field)), Unit.FIELD, field_error
    else:
        return Verdict(Changed.NO_FIELD)
    if own and before.by is after.by is OutlinedBy.CLINICIAN:
        scales = (_beside_own(one) if unit is Unit.CM2 else 1.0 for one in (before, after))
        changed = _beyond(*pair, own.ratio * (1 + error) * math.prod(scales))
        return Verdict(changed, *pair, unit, part)
    first, second = (
        bounded(one, area, own, unit) for one, area in zip(pair, (before, after), strict=True)
    )
    second = second.times(1.0, error)
    return Verdict(_parted(first, second), first, second, unit, part)


def scales_part(
    before: Area, after: Area, field: float | None, field_error: float = 0.0
) -> float | None:
    """How many times as long the same skin is by the later scale as by the earlier.

    None where that is no more than both scales may be off, where none was told by hand (two cards
    that contradict each other are refused as they are laid), and where no common field tells.
    """
    if field is None or not (before.scale_error or after.scale_error):
        return None
    if not (before.cm2 and after.cm2 and before.share.value and after.share.value):
        return None
    by_scales = after.cm2.value / before.cm2.value
    apart = by_scales / (after.share.value * field / before.share.value)
    most = (1 + field_error) * math.prod(
        1 + (one.scale_error or max(one.card_error, CARD_AREA_ERROR)) for one in (before, after)
    )
    return math.sqrt(apart) if not 1 / most <= apart <= most else None


def bounded(spread: Spread, area: Area, own: OwnError | None, unit: Unit) -> Spread:
    """One drawn by hand has the bounds that the clinic's own error gives a single measure."""
    if area.by is OutlinedBy.NETWORK or own is None:
        return spread
    times = own.ratio ** (1 / math.sqrt(2))
    if unit is Unit.CM2:
        times *= _beside_own(area)
    return Spread(spread.value, spread.value / times, spread.value * times)


def _beside_own(area: Area) -> float:
    """What its scale adds to the clinic's own error, which holds that of a card seen from near."""
    return (1 + area.scale_error) * max(1.0, (1 + area.card_error) / (1 + CARD_AREA_ERROR))


def _beyond(before: Spread, after: Spread, ratio: float) -> Changed:
    if after.value > before.value * ratio:
        return Changed.LARGER
    return Changed.SMALLER if before.value > after.value * ratio else Changed.WITHIN_ERROR


def _parted(before: Spread, after: Spread) -> Changed:
    if None in (before.low, before.high, after.low, after.high):
        return Changed.ERROR_UNKNOWN
    if after.low > before.high:  # type: ignore[operator]
        return Changed.LARGER
    return Changed.SMALLER if after.high < before.low else Changed.WITHIN_ERROR  # type: ignore[operator]
