"""How a contraindication stands against a patient, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a contraindication stands against what was entered."""

    APPLIES = "applies"
    CHECK = "check"  # not answered, or not settled by the answer
    CLEAR = "clear"  # what was entered speaks against it


class Why(StrEnum):
    """What made it so; the words for it are `drugs.why.*`."""

    # applies
    AVOID = "avoid"  # a fact or the age: not to be given
    CARE = "care"  # a fact or the age: only with care
    KIDNEY_AVOID = "kidney_avoid"
    KIDNEY_LOOK_UP = "kidney_look_up"
    KIDNEY_CARE = "kidney_care"  # on the skin: no dose to look up
    OUTWEIGHED = "outweighed"  # the disease is the greater danger: given all the same
    NAMED = "named"  # an allergy to it, or to its group
    RELATED_SEVERE = "related_severe"  # a severe allergy to a relative
    TAKEN = "taken"  # with a medicine that is taken
    # check
    RELATED = "related"  # an allergy to a relative
    PERHAPS = "perhaps"  # a word that may mean it
    DENIED = "denied"  # named, and denied
    UNREAD = "unread"  # words that are not understood
    UNNAMED = "unnamed"  # nothing found in what was entered
    UNANSWERED = "unanswered"
    JUDGE = "judge"  # nothing that is asked settles it
    # clear
    CLEAR = "clear"


_APPLIES = {
    Why.AVOID,
    Why.CARE,
    Why.KIDNEY_AVOID,
    Why.KIDNEY_LOOK_UP,
    Why.KIDNEY_CARE,
    Why.OUTWEIGHED,
    Why.NAMED,
    Why.RELATED_SEVERE,
    Why.TAKEN,
}
_FORBIDS = {Why.AVOID, Why.KIDNEY_AVOID, Why.NAMED, Why.RELATED_SEVERE}
_FOUND = {Why.RELATED, Why.PERHAPS, Why.DENIED}
_NOT_CHECKED = {Why.UNREAD, Why.UNANSWERED}


@dataclass(frozen=True, slots=True)
class Caution:
    """One contraindication of a medicine.

    reason: one of REASONS. words: what was entered that made it so ("penicillin anaphylaxis",
    the eGFR), "" where the reason says it.
    """

    reason: str
    why: Why
    words: str = ""

    @property
    def standing(self) -> Standing:
        """Applies, to be checked, or clear."""
        if self.why in _APPLIES:
            return Standing.APPLIES
        return Standing.CLEAR if self.why is Why.CLEAR else Standing.CHECK

    @property
    def forbids(self) -> bool:
        """Whether it is not to be given; what applies otherwise is a matter of care or dose."""
        return self.why in _FORBIDS

    @property
    def is_found(self) -> bool:
        """Whether something that was entered points to it: it applies, or must be looked at."""
        return self.why in _APPLIES or self.why in _FOUND

    @property
    def is_unchecked(self) -> bool:
        """Whether nothing was entered that could be read."""
        return self.why in _NOT_CHECKED
