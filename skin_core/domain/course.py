"""The course of a lesion: its size at each visit, and what may be said of the difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skin_core.domain.case import Case
from skin_core.domain.diary import Treatment
from skin_core.domain.outline import OutlinedBy


@dataclass(frozen=True, slots=True)
class Spread:
    """A size with the least and the most it may be; both None where its error is not known."""

    value: float
    low: float | None = None
    high: float | None = None

    def times(self, factor: float, error: float = 0.0) -> Spread:
        """As large on another scale, which may itself be off by a share."""
        low = None if self.low is None else self.low * factor * (1 - error)
        high = None if self.high is None else self.high * factor * (1 + error)
        return Spread(self.value * factor, low, high)


@dataclass(frozen=True, slots=True)
class Area:
    """Of the lesion on one photo. share: of the photo, 0..1, which depends on how it was framed.

    cm2: by a scale card on the photo, else by a scale told by hand, else None. scale_error: how
    far the latter may be off, as a share, and card_error the former; 0 for the other one.
    is_coloured: taken under coloured light, such as a Wood's lamp, which shows more of vitiligo
    than white does. is_dermoscopic: through a dermatoscope, which shows another edge. is_cut_off:
    the lesion reaches the border of the photo, and is at least so large.
    """

    photo_id: str
    by: OutlinedBy
    share: Spread
    cm2: Spread | None = None
    scale_error: float = 0.0
    card_error: float = 0.0
    is_coloured: bool = False
    is_dermoscopic: bool = False
    is_cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Colour:
    """How a lesion differs from the healthy skin beside it.

    delta_e00: CIEDE2000 at one exposure. delta_l: difference of L*, relative to that of the skin.
    is_dermoscopic: as of its `Area`. is_white_set: under the white that a card beside it told;
    without it colours part otherwise.
    """

    delta_e00: float
    delta_l: float
    is_dermoscopic: bool = False
    is_white_set: bool = False


class Unit(StrEnum):
    """In what two areas are compared."""

    CM2 = "cm2"
    FIELD = "field"  # share of the earlier photo, on which the later one was laid


class Changed(StrEnum):
    """What may be said of two areas."""

    LARGER = "larger"
    SMALLER = "smaller"
    WITHIN_ERROR = "within_error"
    NO_OUTLINE = "no_outline"
    NO_FIELD = "no_field"
    OTHER_LIGHT = "other_light"
    OTHER_KIND = "other_kind"
    OTHER_WHITE = "other_white"  # of colours alone
    CUT_OFF = "cut_off"
    ERROR_UNKNOWN = "error_unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was compared and what it comes to. before, after, unit: None where nothing was.

    scales_part: how many times as long the same skin is by the later scale as by the earlier, where
    they contradict each other; None where they do not, or nothing tells.
    """

    changed: Changed
    before: Spread | None = None
    after: Spread | None = None
    unit: Unit | None = None
    scales_part: float | None = None


@dataclass(frozen=True, slots=True)
class ColourVerdict:
    """What may be said of a colour difference at two visits. own: beyond which it is a change."""

    changed: Changed
    before: Colour
    after: Colour
    own: float | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One case of the lesion, with its area and colour; None where nobody outlined it.

    colour: None too where the photo lets none be measured.
    """

    case: Case
    area: Area | None
    colour: Colour | None = None

    @property
    def day(self) -> date:
        """Of the visit."""
        return date.fromisoformat(self.case.visit_date)

    def shares_photo(self, other: Visit) -> bool:
        """Whether both were measured on one photo: photos are named by their bytes."""
        return bool(self.area and other.area and self.area.photo_id == other.area.photo_id)

    def told(self, fact: str) -> float | None:
        """Itch or pain, 0 to 10, as it was answered at that visit."""
        value = self.case.facts.get(fact)
        return float(value) if isinstance(value, int | float) and value is not True else None


@dataclass(frozen=True, slots=True)
class Course:
    """All of one lesion. visits: the first one first. review: ISO date, "" where none is set."""

    visits: tuple[Visit, ...]
    treatments: tuple[Treatment, ...]
    review: str

    @property
    def last(self) -> Case:
        """The case of the newest visit, with patient and lesion as they are known now."""
        return self.visits[-1].case
