"""How large a lesion is on each photo, with how far that may be off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import Case, ClinicianAssessment, StoredPhoto
from skin_core.domain.course import Area, Spread
from skin_core.domain.engine import LayerStore
from skin_core.domain.outline import DrawnOutline, HandScale, OutlinedBy, outline_of, scale_of
from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.errors import FileDamaged, MeasureError, OutlineError, PhotoError
from skin_core.imaging.frame import frame_of
from skin_core.imaging.hand_scale import told_scale
from skin_core.imaging.lighting import is_coloured_light
from skin_core.imaging.look import look_at
from skin_core.imaging.measures.cut_off import is_cut_off
from skin_core.imaging.measures.shape import touched_borders
from skin_core.imaging.scale_card import CARD_AREA_ERROR, find_card
from skin_core.services.outlines import Mask, counting_outline, layers_of
from skin_core.services.pictures import load_photo
from skin_core.storage.store import Store


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

    read: the bytes of a file of the store. An outline that is damaged counts as none. Where a
    network found no lesion, as on an overview, nothing is measured: that is no lesion of size 0.
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
                cut = _is_cut_off(stored[photo.photo_id], outlined.mask, read, kept)
                area = replace(
                    _scaled(area, photo, shown.scales),
                    is_coloured=lights[photo.photo_id],
                    is_dermoscopic=photo.gate.kind is PhotoKind.DERMOSCOPIC,
                    is_cut_off=cut,
                )
                yield area
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


def _is_cut_off(
    photo: StoredPhoto, mask: Mask, read: Callable[[str], bytes], kept: Remember
) -> bool:
    """Where the file is damaged it is told by the borders of the photo alone."""
    if any(touched_borders(mask)):
        return True

    def look() -> bytes:
        return b"1" if is_cut_off(mask, frame_of(load_photo(read(photo.key), "").pixels)) else b""

    try:
        return bool(kept(("cut off", photo.key, hash(np.packbits(mask).tobytes())), look))
    except (FileDamaged, PhotoError):
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
