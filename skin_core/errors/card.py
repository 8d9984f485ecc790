"""Why the printed card on a photo tells no scale."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.measure import MeasureError


@dataclass(eq=False, kw_only=True)
class CardHidden(MeasureError):
    """Parts of the card are covered or cut off. seen, needed: of its four markers."""

    code = "error.measure.card_hidden"
    seen: int
    needed: int


class CardBent(MeasureError):
    """The card is not flat, or two of them lie on the photo."""

    code = "error.measure.card_bent"


class CardMissing(MeasureError):
    """No card is seen where one was said to lie."""

    code = "error.measure.card_missing"


class CardOverLesion(MeasureError):
    """The outline of the lesion reaches over the card."""

    code = "error.measure.card_over_lesion"


class CardAslant(MeasureError):
    """The photo is so tilted that the lesion lies much farther off than the card."""

    code = "error.measure.card_aslant"
