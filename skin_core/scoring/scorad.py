"""SCORing Atopic Dermatitis, with and without what the patient feels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from skin_core.errors import ScoreContradicts
from skin_core.scoring.asked import asked, checked
from skin_core.scoring.result import Part, Score, tidy

INDEX, OBJECTIVE_INDEX = "scorad", "objective_scorad"
_MILD_BELOW, _SEVERE_ABOVE = 25, 50
_OBJECTIVE_MILD_BELOW, _OBJECTIVE_SEVERE_ABOVE = 15, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveScoradInput:
    """What a doctor sees: the extent in per cent of the body, by the rule of nines, and six signs.

    The signs, 0 to 3, are those of a typical place, and none is without an extent; dryness is
    judged beside the lesions, and so may be.
    """

    extent_percent: float = asked(0, 100)
    erythema: float = asked(0, 3, 1, unless_zero="extent_percent")
    papulation: float = asked(0, 3, 1, unless_zero="extent_percent")
    oozing: float = asked(0, 3, 1, unless_zero="extent_percent")
    excoriation: float = asked(0, 3, 1, unless_zero="extent_percent")
    lichenification: float = asked(0, 3, 1, unless_zero="extent_percent")
    dryness: float = asked(0, 3, 1)

    @property
    def signs(self) -> Mapping[str, float]:
        """The six signs. Papulation stands for oedema, oozing for crusts as well."""
        return {
            "erythema": self.erythema,
            "papulation": self.papulation,
            "oozing": self.oozing,
            "excoriation": self.excoriation,
            "lichenification": self.lichenification,
            "dryness": self.dryness,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoradInput(ObjectiveScoradInput):
    """What SCORAD asks for besides: itch and loss of sleep, 0 to 10, over the last three days."""

    itch: float = asked(0, 10)
    sleep_loss: float = asked(0, 10)


Seen = TypeVar("Seen", bound=ObjectiveScoradInput)


def scorad(given: ScoradInput) -> Score:
    """SCORAD, 0 to 103: mild below 25, severe above 50; 0 has no band.

        SCORAD = A / 5 + 7 B / 2 + C

    A: extent 0-100; B: six signs, 0-18; C: itch and sleep loss, 0-20. Raises: ScoreIncomplete,
    ScoreOutOfRange, ScoreContradicts. Reference: Stalder et al., Dermatology 1993;186:23-31.
    """
    told = _checked(given, INDEX)
    felt = (Part("", "itch", told.itch), Part("", "sleep_loss", told.sleep_loss))
    parts = (*_seen(told), *felt)
    total = tidy(sum(part.points for part in parts))
    band = _band(total, _MILD_BELOW, _SEVERE_ABOVE)
    return Score(INDEX, total, 0, 103, band, parts)


def objective_scorad(given: ObjectiveScoradInput) -> Score:
    """Objective SCORAD, 0 to 83: mild below 15, severe above 40; 0 has no band.

        objective SCORAD = A / 5 + 7 B / 2

    Raises: ScoreIncomplete, ScoreOutOfRange, ScoreContradicts.
    Reference: Kunz et al., Dermatology 1997;195:10-19; bands: Oranje et al.,
    Br J Dermatol 2007;157:645-648.
    """
    parts = _seen(_checked(given, OBJECTIVE_INDEX))
    total = tidy(sum(part.points for part in parts))
    band = _band(total, _OBJECTIVE_MILD_BELOW, _OBJECTIVE_SEVERE_ABOVE)
    return Score(OBJECTIVE_INDEX, total, 0, 83, band, parts)


def _checked(given: Seen, index: str) -> Seen:
    """The input without contradiction: an extent of eczema shows some sign."""
    told = checked(given, index)
    if told.extent_percent > 0 and not any(told.signs.values()):
        raise ScoreContradicts(index=index, place="extent_percent")
    return told


def _seen(told: ObjectiveScoradInput) -> tuple[Part, ...]:
    signs = (Part("", sign, 3.5 * grade) for sign, grade in told.signs.items())
    return (Part("", "extent", tidy(told.extent_percent / 5)), *signs)


def _band(total: float, mild_below: float, severe_above: float) -> str:
    if not total:
        return ""  # no eczema is not a mild one
    if total < mild_below:
        return "mild"
    return "severe" if total > severe_above else "moderate"
