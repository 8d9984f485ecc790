"""What is entered for the severity indices of one case, or of none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from skin_core.domain.score import KeptScore, MeasuredHands
from skin_core.domain.suggestion import Suggestion, SuggestionMode
from skin_core.scoring import INDICES
from skin_core.scoring.indices import SAME_RATER
from skin_core.scoring.suggested import suggested_sign

Value = float | bool
FIRST_INDEX = "easi"


@dataclass
class ScoreSheet:
    """What was entered so far; what nobody entered is not in it.

    index: the one looked at. values: by index, then by place such as "head.erythema". regions: by
    index, the one looked at. same_rater: whether one person scored this visit and the one before.
    case_age: the one filled in from the case, None where none was. mode: when suggestions are
    shown. chosen: ids of the photos of each region, by index and region; settled: regions whose
    photos are chosen for good. suggested: what was shown so far, by index and place; clearing the
    form takes nothing of it back. height_cm, weight_kg: of the patient, None where not entered.
    taken: areas taken from outlined photos, by index and place.
    """

    index: str = FIRST_INDEX
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    by_hands: bool = False
    same_rater: bool | None = None
    case_age: int | None = None
    mode: SuggestionMode = SuggestionMode.BLIND
    chosen: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    settled: set[tuple[str, str]] = field(default_factory=set)
    suggested: dict[str, dict[str, Suggestion]] = field(default_factory=dict)
    height_cm: float | None = None
    weight_kg: float | None = None
    taken: dict[tuple[str, str], MeasuredHands] = field(default_factory=dict)

    @property
    def is_mode_fixed(self) -> bool:
        """Whether suggestions were shown already: what was seen cannot be blind any more."""
        return any(self.suggested.values())

    def was_told(self, sign: str, photos: Collection[str]) -> bool:
        """Whether a suggestion for the sign was shown of one of the photos, in whatever index."""
        return any(
            suggested_sign(index, place) == sign and not set(photos).isdisjoint(one.photos)
            for index, shown in self.suggested.items()
            for place, one in shown.items()
        )

    @property
    def shown(self) -> Mapping[str, Suggestion]:
        """Suggestions of the index looked at that were shown, by place."""
        return self.suggested.get(self.index, {})

    def is_settled(self, region: str) -> bool:
        """Whether the photos of a region of the index looked at are chosen for good."""
        return (self.index, region) in self.settled

    def photos_at(self, region: str) -> tuple[str, ...]:
        """Ids of the photos chosen for a region of the index looked at."""
        return self.chosen.get((self.index, region), ())

    def show(self, place: str, suggestion: Suggestion) -> None:
        """Keep a suggestion as it is shown; the first at a place stays."""
        self.suggested.setdefault(self.index, {}).setdefault(place, suggestion)

    def remember(self, index: str, seen: Mapping[str, Suggestion]) -> None:
        """What another window showed for an index, by place, was seen, too."""
        for place, one in seen.items():
            if not self.is_mode_fixed or one.mode is SuggestionMode.BLIND:
                self.mode = one.mode  # blind first shows at once what was told before
            region = index, place.rpartition(".")[0]
            if region not in self.settled:
                self.chosen[region] = one.photos
                self.settled.add(region)
            self.suggested.setdefault(index, {}).setdefault(place, one)

    def go_on(self, kept: KeptScore) -> None:
        """Begin with a score as it was kept; of what is not asked any more nothing is taken."""
        if kept.index not in INDICES:
            return
        known = INDICES[kept.index]
        asked = {*known.asks, *known.yes_no}
        self.index = kept.index
        self.values[kept.index] = {
            place: value for place, value in as_values(kept.entered).items() if place in asked
        }
        self.taken |= {(kept.index, place): one for place, one in kept.hands.items()}
        if isinstance(rater := kept.entered.get(SAME_RATER), bool):
            self.same_rater = rater
        self.remember(kept.index, kept.suggested)

    def suggested_table(self) -> dict[str, object]:
        """What was shown of the index looked at, as it is kept: all of it, for what was seen of a
        photo stays seen, whatever became of the area.
        """
        return {place: one.to_table() for place, one in self.shown.items()}

    def take(self, place: str, measured: MeasuredHands) -> None:
        """Enter an area of the index looked at as it was measured on photos."""
        self.enter(place, measured.hand_units)
        self.taken[self.index, place] = measured

    def taken_at(self, place: str) -> MeasuredHands | None:
        """What the area entered at a place was taken from; None where it was typed since."""
        one = self.taken.get((self.index, place))
        return one if one and one.hand_units == self.entered.get(place) else None

    def taken_elsewhere(self, place: str, photo_id: str) -> str | None:
        """Where else of the index looked at the area on that photo was taken: it counts once."""
        others = (one for index, one in self.taken if index == self.index and one != place)
        found = ((one, self.taken_at(one)) for one in others)
        return next((one for one, taken in found if taken and photo_id in taken.photos), None)

    def measured_table(self) -> dict[str, object]:
        """What areas of the index looked at were taken from, as it is kept."""
        found = {place: self.taken_at(place) for place in self.entered}
        return {place: one.to_table() for place, one in found.items() if one}

    @property
    def entered(self) -> Mapping[str, Value]:
        """Of the index looked at."""
        return self.values.get(self.index, {})

    @property
    def region(self) -> str:
        """The one looked at; the first at first; "" where the index has none."""
        known = regions_of(self.index)
        chosen = self.regions.get(self.index, "")
        return chosen if chosen in known else next(iter(known), "")

    def enter(self, place: str, value: Value | None) -> None:
        """Keep a value of the index looked at; None takes it back. What is typed was not taken."""
        self.taken.pop((self.index, place), None)
        values = self.values.setdefault(self.index, {})
        if value is None:
            values.pop(place, None)
        else:
            values[place] = value

    def table(self) -> dict[str, object]:
        """The values as `score_of` reads them: a table of each region; what is idle is left out."""
        return as_table({key: one for key, one in self.entered.items() if not self.is_idle(key)})

    def missing_in(self, region: str) -> int:
        """How many numbers of a region are still asked for."""
        return sum(self.is_open(place) for place in places_of(self.index, region))

    def is_open(self, place: str) -> bool:
        """Whether a value is asked for and not entered."""
        return place not in self.entered and not self.is_idle(place)

    def is_idle(self, place: str) -> bool:
        """Whether nothing is asked there, as no sign is of a region without disease."""
        told = INDICES[self.index].asks.get(place)
        if told is None or not told.unless_zero:
            return False
        beside = f"{place.rpartition('.')[0]}.{told.unless_zero}".lstrip(".")
        return self.entered.get(beside) == 0


def regions_of(index: str) -> tuple[str, ...]:
    """Regions that an index asks about one by one, in its order; () where it asks of the whole."""
    regions = (place.rpartition(".")[0] for place in INDICES[index].asks)
    return tuple(dict.fromkeys(filter(None, regions)))


def places_of(index: str, region: str) -> tuple[str, ...]:
    """What is asked of a region, or with "" of the whole: numbers, then yes and no."""
    known = INDICES[index]
    asked = (*known.asks, *known.yes_no)
    return tuple(place for place in asked if place.rpartition(".")[0] == region)


def as_values(table: Mapping[str, object]) -> dict[str, Value]:
    """A table of tables as values by place."""
    values: dict[str, Value] = {}
    for name, one in table.items():
        if isinstance(one, Mapping):
            values |= {f"{name}.{place}": value for place, value in as_values(one).items()}
        elif isinstance(one, int | float):
            values[name] = one if isinstance(one, bool) else float(one)
    return values


def as_table(values: Mapping[str, Value]) -> dict[str, object]:
    """Values by place as a table of tables."""
    whole = {place: value for place, value in values.items() if "." not in place}
    regions: dict[str, dict[str, Value]] = {}
    for place, value in values.items():
        region, _, name = place.rpartition(".")
        if region:
            regions.setdefault(region, {})[name] = value
    return {**whole, **regions}
