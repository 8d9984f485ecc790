"""The single conditions: one fact, one label, the clock, the seven-point score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Urgency
from skin_core.domain.disease import Disease
from skin_core.domain.facts import FactValue
from skin_core.rules.clock import span
from skin_core.rules.finding import NO, Finding
from skin_core.rules.situation import SEVEN_POINTS, Situation, worst_urgency

Table = Mapping[str, Any]
UNSETTLED = Finding(None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition: the words its table may hold, the facts and rules it reads."""

    judge: Callable[[Situation], Finding]
    words: tuple[str, ...]
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def fact_leaf(table: Table) -> Leaf:
    """{fact} is yes; or `is`, `at_least`, `below` a value, or `in` some choices."""
    key, test = table["fact"], _test(table)

    def judge(situation: Situation) -> Finding:
        if key not in situation.facts:
            return Finding(None, missing=(key,))
        value = situation.facts[key]
        return Finding(True, (_pair(key, value),)) if test(value) else NO

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
        pair = _pair(key, situation.facts[key])
        if hours.low <= limit < hours.high:
            return Finding(None, (pair,), (key,))
        return Finding(True, (pair,)) if (hours.high <= limit) is early else NO

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
            return Finding(True, (_pair(first, situation.facts[first]),))
        return Finding(None, missing=(first, second))

    return Leaf(judge, ("before",), (first, second))


def seven_point_leaf(table: Table) -> Leaf:
    """The seven-point score reaches the number, whatever the open answers are."""
    limit = int(table["seven_point_at_least"])

    def judge(situation: Situation) -> Finding:
        low, high = situation.seven_point()
        held = tuple(_pair(key, True) for key in SEVEN_POINTS if situation.facts.get(key) is True)
        if low >= limit:
            return Finding(True, held)
        missing = tuple(key for key in SEVEN_POINTS if key not in situation.facts)
        return NO if high < limit else Finding(None, held, missing)

    return Leaf(judge, ("seven_point_at_least",), tuple(SEVEN_POINTS))


def undecided_leaf(table: Table) -> Leaf:
    """Any of the rules can still come true, because a fact it needs is unanswered."""
    ids = tuple(table["undecided"])

    def judge(situation: Situation) -> Finding:
        findings = {rule_id: situation.judge(rule_id) for rule_id in ids}
        open_ones = {key: found for key, found in findings.items() if found.truth is None}
        if not open_ones:
            return NO
        missing = dict.fromkeys(key for found in open_ones.values() for key in found.missing)
        return Finding(True, tuple(_pair("undecided", key) for key in open_ones), tuple(missing))

    return Leaf(judge, ("undecided",), rules=ids)


def top_leaf(table: Table) -> Leaf:
    """The most probable disease is one of these."""
    return _label_leaf("top", table, lambda case: {case.top: "top"} if case.top else {})


def listed_leaf(table: Table) -> Leaf:
    """One of these is in the prediction set, or suspected."""
    return _label_leaf("listed", table, Situation.listed)


def suspected_leaf(table: Table) -> Leaf:
    """One of these is on top, above its alert point, or the clinician's own diagnosis."""
    return _label_leaf("suspected", table, Situation.suspected)


def treatment_leaf(table: Table) -> Leaf:
    """A treatment of the own diagnosis, else of the top disease, has this contraindication."""
    reason = str(table["treatment_avoids"])
    warned = {label for label, entry in all_diseases().items() if reason in _avoided(entry)}
    if not warned:
        raise ValueError(f"no treatment avoids {reason}")

    def judge(situation: Situation) -> Finding:
        found = _at_hand(situation)
        pairs = tuple(_pair(role, label) for label, role in found.items() if label in warned)
        return Finding(True, pairs) if pairs else (NO if found else UNSETTLED)

    return Leaf(judge, ("treatment_avoids",))


def group_leaf(table: Table) -> Leaf:
    """A disease in a role: see GROUPS."""
    find = GROUPS[table["group"]]

    def judge(situation: Situation) -> Finding:
        pairs = tuple(_pair(role, label) for label, role in find(situation).items())
        return Finding(True, pairs) if pairs else NO

    return Leaf(judge, ("group",))


def age_leaf(table: Table) -> Leaf:
    """Age in years, `age_at_least` or `age_below`; unsettled where it is unknown."""
    old = "age_at_least" in table
    limit = float(table["age_at_least" if old else "age_below"])

    def judge(situation: Situation) -> Finding:
        age = situation.age_years
        if age is None:
            return UNSETTLED
        return Finding(True, (_pair("age_years", age),)) if (age >= limit) is old else NO

    return Leaf(judge, ("age_at_least", "age_below"))


def sex_leaf(table: Table) -> Leaf:
    """The sex as entered; unsettled where it is unknown."""
    wanted = str(table["sex"])

    def judge(situation: Situation) -> Finding:
        sex = situation.question.sex.value
        return UNSETTLED if sex == "unknown" else Finding(sex == wanted)

    return Leaf(judge, ("sex",))


def kind_leaf(table: Table) -> Leaf:
    """The kind of the pooled photos; unsettled where none was judged."""
    wanted = str(table["kind"])

    def judge(situation: Situation) -> Finding:
        kind = situation.question.kind
        return UNSETTLED if kind is None else Finding(kind.value == wanted)

    return Leaf(judge, ("kind",))


def judged_leaf(table: Table) -> Leaf:
    """Whether a photo was judged."""
    wanted = bool(table["judged"])
    return Leaf(lambda case: Finding(bool(case.top) is wanted), ("judged",))


def uncertain_leaf(table: Table) -> Leaf:
    """Whether the answer is uncertain."""
    wanted = bool(table["uncertain"])
    return Leaf(lambda case: Finding(case.question.uncertain is wanted), ("uncertain",))


def _label_leaf(word: str, table: Table, find: Callable[[Situation], dict[str, str]]) -> Leaf:
    wanted = tuple(table[word])
    if strangers := set(wanted) - set(all_diseases()):
        raise ValueError(f"not in the taxonomy: {sorted(strangers)}")

    def judge(situation: Situation) -> Finding:
        held = {label: role for label, role in find(situation).items() if label in wanted}
        if held:
            return Finding(True, tuple(_pair(role, label) for label, role in held.items()))
        return NO if situation.top else UNSETTLED  # nothing judged is not "not there"

    return Leaf(judge, (word,))


def _avoided(entry: Disease) -> set[str]:
    return {key for line in entry.memo.treatment for key in line.avoid} if entry.memo else set()


def _at_hand(situation: Situation) -> dict[str, str]:
    """The disease whose memo stands beside the case."""
    chosen = situation.question.diagnosis
    return {chosen: "diagnosis"} if chosen else _top(situation)


def _top(situation: Situation) -> dict[str, str]:
    return {situation.top: "top"} if situation.top else {}


def _growth_on_top(situation: Situation) -> dict[str, str]:
    known = all_diseases()
    return _top(situation) if situation.top in known and known[situation.top].growth else {}


def _above_alert(situation: Situation) -> dict[str, str]:
    return dict.fromkeys(situation.question.above_alert, "above_alert")


def _pressing_diagnosis(situation: Situation) -> dict[str, str]:
    chosen = situation.question.diagnosis
    pressing = bool(chosen) and worst_urgency(chosen).rank <= Urgency.SOON.rank
    return {chosen: "diagnosis"} if pressing else {}


def _mixed(situation: Situation) -> dict[str, str]:
    known = all_diseases()
    named = situation.listed().items()
    return {label: role for label, role in named if label in known and known[label].mixed_with}


GROUPS: Mapping[str, Callable[[Situation], dict[str, str]]] = {
    "top": _top,
    "growth_on_top": _growth_on_top,
    "above_alert": _above_alert,
    "pressing_diagnosis": _pressing_diagnosis,
    "mixed": _mixed,
}


def _test(table: Table) -> Callable[[FactValue], bool]:
    if "at_least" in table:
        return lambda value: float(value) >= table["at_least"]
    if "below" in table:
        return lambda value: float(value) < table["below"]
    if "in" in table:
        return lambda value: value in table["in"]
    return lambda value: value == table.get("is", True)


def _pair(key: str, value: FactValue) -> str:
    if isinstance(value, bool):
        return f"{key}={str(value).lower()}"
    return f"{key}={value:g}" if isinstance(value, int | float) else f"{key}={value}"
