"""When two sizes of a lesion differ by more than measuring errs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from skin_core.domain.course import Area, Changed, Spread, Unit, Verdict
from skin_core.domain.outline import OutlinedBy
from skin_core.imaging.scale_card import CARD_AREA_ERROR

_CARDS_SAID = 2  # times what two cards may be off by: from there on they contradict each other


@dataclass(frozen=True, slots=True)
class OwnError:
    """What the clinic measured of itself: areas of the same lesion drawn and taken twice.

    ratio: beyond which two areas differ by more than that, above 1. pairs: it rests on.
    is_dermoscopic: of photos through a dermatoscope; it holds for no others.
    """

    ratio: float
    pairs: int
    is_dermoscopic: bool = False

    def tells(self, area: Area) -> bool:
        """Whether it tells how far that area errs."""
        is_drawn = area.by is OutlinedBy.CLINICIAN
        return is_drawn and area.is_dermoscopic is self.is_dermoscopic


def compare_areas(
    before: Area | None,
    after: Area | None,
    field: float | None = None,
    field_error: float = 0.0,
    own: OwnError | None = None,
) -> Verdict:
    """Whether a lesion changed by more than measuring errs.

    Never where one was taken under coloured light, or through a dermatoscope, and the other was
    not. Of a lesion that a photo
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
    if before.is_dermoscopic is not after.is_dermoscopic:
        return Verdict(Changed.OTHER_KIND)
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
    agree = _agree(before, after, _apart(before, after, field), field_error)
    if before.cm2 and after.cm2 and agree:
        pair, unit, error = (before.cm2, after.cm2), Unit.CM2, 0.0
    elif field is not None:
        pair, unit, error = (before.share, after.share.times(field)), Unit.FIELD, field_error
    else:
        return Verdict(Changed.NO_FIELD)
    if own and own.tells(before) and own.tells(after):
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

    None where that is no more than both scales may be off, by card or by hand, and where no common
    field tells. Two cards are off by more where a lesion lies far from them: it is said of them
    beyond twice that, and up to there the skin is compared (imaging.registration lays by it).
    """
    by_cards = not (before.scale_error or after.scale_error)
    apart = _apart(before, after, field)
    agree = _agree(before, after, apart, field_error, _CARDS_SAID if by_cards else 1)
    return None if agree or apart is None else math.sqrt(apart)


def _apart(before: Area, after: Area, field: float | None) -> float | None:
    """How many times as large the same skin is by the later scale; None where nothing tells."""
    if field is None or not (before.cm2 and after.cm2):
        return None
    if not (before.share.value and after.share.value):
        return None
    by_scales = after.cm2.value / before.cm2.value
    return by_scales / (after.share.value * field / before.share.value)


def _agree(
    before: Area, after: Area, apart: float | None, field_error: float, times: float = 1
) -> bool:
    """Whether two scales part by no more than so many times what they may be off by."""
    most = (1 + field_error) * math.prod(
        1 + times * (one.scale_error or max(one.card_error, CARD_AREA_ERROR))
        for one in (before, after)
    )
    return apart is None or 1 / most <= apart <= most


def bounded(spread: Spread, area: Area, own: OwnError | None, unit: Unit) -> Spread:
    """One drawn by hand has the bounds that the clinic's own error gives a single measure."""
    if own is None or not own.tells(area):
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
