"""The single conditions on what was answered: one fact, the clock, the score, age and sex."""

from __future__ import annotations

from collections.abc import Callable

from skin_core.domain.age import Age
from skin_core.domain.facts import FactValue
from skin_core.rules.clock import span
from skin_core.rules.finding import NO, Finding
from skin_core.rules.leaf import UNSETTLED, Leaf, Table, pair
from skin_core.rules.situation import BIRTH_DATE, Situation, needs_birth_date
from skin_core.scoring.seven_point import SEVEN_POINTS

_OPEN = "open"  # unit of an age in years that the date of birth would tell better


def fact_leaf(table: Table) -> Leaf:
    """{fact} is yes; or `is`, `at_least`, `below` a value, or `in` some choices."""
    key, test = table["fact"], _test(table)
    unanswered = Finding(None, missing=(key,))

    def judge(situation: Situation) -> Finding:
        if key not in situation.facts:
            return unanswered
        value = situation.facts[key]
        return Finding(True, (pair(key, value),)) if test(value) else NO

    return Leaf(judge, ("fact", "is", "at_least", "below", "in"), (key,))


def unanswered_leaf(table: Table) -> Leaf:
    """Any of the facts is not answered yet."""
    keys = tuple(table["unanswered"])

    def judge(situation: Situation) -> Finding:
        missing = tuple(key for key in keys if key not in situation.facts)
        return Finding(True, missing=missing) if missing else NO

    return Leaf(judge, ("unanswered",), keys)


def hours_leaf(table: Table) -> Leaf:
    """Hours since a date, `at_most` or `more_than`; unsettled where the hour would decide."""
    key = table["hours_since"]
    early = "at_most" in table
    limit = float(table["at_most" if early else "more_than"])

    def judge(situation: Situation) -> Finding:
        hours = situation.hours(key)
        if hours is None:
            return Finding(None, missing=(key,))
        told = pair(key, situation.facts[key])
        if hours.low <= limit < hours.high:
            return Finding(None, (told,), (key,))
        return Finding(True, (told,)) if (hours.high <= limit) is early else NO

    return Leaf(judge, ("hours_since", "at_most", "more_than"), (key,))


def before_leaf(table: Table) -> Leaf:
    """The first date lies before the second; unsettled where the hours would decide."""
    first, second = table["before"]

    def judge(situation: Situation) -> Finding:
        missing = tuple(key for key in (first, second) if key not in situation.facts)
        if missing:
            return Finding(None, missing=missing)
        one, two = (span(str(situation.facts[key])) for key in (first, second))
        if one.start >= two.end or one == two:
            return NO
        if one.end <= two.start:
            return Finding(True, (pair(first, situation.facts[first]),))
        return Finding(None, missing=(first, second))

    return Leaf(judge, ("before",), (first, second))


def seven_point_leaf(table: Table) -> Leaf:
    """The seven-point score reaches the number, whatever the open answers are."""
    limit = int(table["seven_point_at_least"])

    def judge(situation: Situation) -> Finding:
        low, high = situation.seven_point()
        held = tuple(pair(key, True) for key in SEVEN_POINTS if situation.facts.get(key) is True)
        if low >= limit:
            return Finding(True, held)
        missing = tuple(key for key in SEVEN_POINTS if key not in situation.facts)
        return NO if high < limit else Finding(None, held, missing)

    return Leaf(judge, ("seven_point_at_least",), tuple(SEVEN_POINTS))


def age_leaf(table: Table) -> Leaf:
    """Age `age_at_least` or `age_below` so many years, or `age_below_days`.

    Unsettled where nothing is known of the age; any doubt goes to the safe side. The date of birth
    is asked for where it would tell more.
    """
    old = "age_at_least" in table
    word = next(word for word in ("age_at_least", "age_below", "age_below_days") if word in table)
    limit = float(table[word])
    in_days = word == "age_below_days"

    def judge(situation: Situation) -> Finding:
        ages = situation.ages
        below = [age.is_below_days(limit) if in_days else age.is_below(limit) for age in ages]
        if (not old) in below:
            return Finding(True, (_age_pair(situation.ages[0]),))
        if None not in below and below:
            return NO
        if not ages:
            return Finding(None, missing=(BIRTH_DATE,))
        if needs_birth_date(ages):
            return Finding(True, (_age_pair(ages[0], _OPEN),), (BIRTH_DATE,))
        return Finding(True, (_age_pair(ages[0]),))

    return Leaf(judge, ("age_at_least", "age_below", "age_below_days"))


def _age_pair(age: Age, unit: str = "") -> str:
    """An age as it is told: "age=20 days"."""
    told, number = age.told()
    return pair("age", f"{number} {unit or told}")


def sex_leaf(table: Table) -> Leaf:
    """The sex as entered; unsettled where it is unknown."""
    wanted = str(table["sex"])

    def judge(situation: Situation) -> Finding:
        sex = situation.question.known.sex.value
        return UNSETTLED if sex == "unknown" else Finding(sex == wanted)

    return Leaf(judge, ("sex",))


def _test(table: Table) -> Callable[[FactValue], bool]:
    if "at_least" in table:
        return lambda value: float(value) >= table["at_least"]
    if "below" in table:
        return lambda value: float(value) < table["below"]
    if "in" in table:
        return lambda value: value in table["in"]
    return lambda value: value == table.get("is", True)
