"""The single conditions on diseases: what network or clinician named, and other rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from skin_core.diseases import all_diseases
from skin_core.diseases.treatments import warns
from skin_core.domain.analysis import Urgency
from skin_core.drugs import REASONS
from skin_core.rules.finding import NO, Finding
from skin_core.rules.leaf import UNSETTLED, Leaf, Table, pair
from skin_core.rules.situation import Situation, worst_urgency


def undecided_leaf(table: Table) -> Leaf:
    """Any of the rules can still come true, because a fact it needs is unanswered."""
    ids = tuple(table["undecided"])

    def judge(situation: Situation) -> Finding:
        findings = {rule_id: situation.judge(rule_id) for rule_id in ids}
        open_ones = {key: found for key, found in findings.items() if found.truth is None}
        if not open_ones:
            return NO
        missing = dict.fromkeys(key for found in open_ones.values() for key in found.missing)
        return Finding(True, tuple(pair("undecided", key) for key in open_ones), tuple(missing))

    return Leaf(judge, ("undecided",), rules=ids)


def rule_leaf(table: Table) -> Leaf:
    """Another rule holds, so that a condition that many share is written once."""
    rule_id = str(table["rule"])
    return Leaf(lambda case: case.judge(rule_id), ("rule",), rules=(rule_id,))


def top_leaf(table: Table) -> Leaf:
    """The most probable disease is one of these, certain or not."""
    return _label_leaf("top", table, lambda case: {case.top: "top"} if case.top else {})


def listed_leaf(table: Table) -> Leaf:
    """One of these is in the prediction set, or suspected."""
    return _label_leaf("listed", table, lambda case: case.listed)


def suspected_leaf(table: Table) -> Leaf:
    """One of these is itself the network's answer, or the clinician's own diagnosis."""
    return _label_leaf("suspected", table, lambda case: case.suspected)


def named_leaf(table: Table) -> Leaf:
    """One of these was named by network or clinician, excluded or not: facts may speak for it."""
    return _label_leaf("named", table, lambda case: case.named)


def in_mind_leaf(table: Table) -> Leaf:
    """One of these is listed, or merely possible enough to be asked about."""
    return _label_leaf("in_mind", table, lambda case: case.in_mind | case.listed)


def diagnosed_leaf(table: Table) -> Leaf:
    """The clinician's own diagnosis is one of these; no diagnosis yet is a no."""
    wanted = _of_taxonomy(table["diagnosed"])

    def judge(situation: Situation) -> Finding:
        chosen = situation.question.known.diagnosis
        return Finding(True, (pair("diagnosis", chosen),)) if chosen in wanted else NO

    return Leaf(judge, ("diagnosed",))


def tier_leaf(table: Table) -> Leaf:
    """What the network sees of a tier together passes its act point; `led_by` one of these."""
    urgency = Urgency(table["tier"])
    leaders = _of_taxonomy(table.get("led_by", ()))

    def judge(situation: Situation) -> Finding:
        risk, members = situation.tier(urgency), situation.tier_members(urgency)
        if risk is None or not risk.acts or (leaders and members[:1] and members[0] not in leaders):
            return NO
        seen = tuple(pair("tier", label) for label in members)
        return Finding(True, (pair("tier_of", urgency.value), *seen))

    return Leaf(judge, ("tier", "led_by"))


def treatment_leaf(table: Table) -> Leaf:
    """A treatment of the own diagnosis, else of the top disease, has this contraindication."""
    reason = str(table["treatment_avoids"])
    if reason not in REASONS:
        raise ValueError(f"no treatment is held against {reason}")

    def judge(situation: Situation) -> Finding:
        found = _at_hand(situation)
        pairs = tuple(pair(role, label) for label, role in found.items() if warns(label, reason))
        return Finding(True, pairs) if pairs else (NO if found else UNSETTLED)

    return Leaf(judge, ("treatment_avoids",))


def group_leaf(table: Table) -> Leaf:
    """A disease in a role: see GROUPS."""
    find = GROUPS[table["group"]]

    def judge(situation: Situation) -> Finding:
        pairs = tuple(pair(role, label) for label, role in find(situation).items())
        return Finding(True, pairs) if pairs else NO

    return Leaf(judge, ("group",))


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
    return Leaf(lambda case: Finding(case.question.judged is wanted), ("judged",))


def concluded_leaf(table: Table) -> Leaf:
    """Whether the clinician has concluded: a diagnosis of the list, or free words."""
    wanted = str(table["concluded"])

    def judge(situation: Situation) -> Finding:
        known = situation.question.known
        how = "no" if not known.concluded else "listed" if known.diagnosis else "words"
        return Finding(how == wanted)

    return Leaf(judge, ("concluded",))


def uncertain_leaf(table: Table) -> Leaf:
    """Whether the answer is uncertain."""
    wanted = bool(table["uncertain"])
    return Leaf(lambda case: Finding(case.question.uncertain is wanted), ("uncertain",))


def _label_leaf(word: str, table: Table, find: Callable[[Situation], dict[str, str]]) -> Leaf:
    wanted = _of_taxonomy(table[word])

    def judge(situation: Situation) -> Finding:
        held = {label: role for label, role in find(situation).items() if label in wanted}
        if held:
            return Finding(True, tuple(pair(role, label) for label, role in held.items()))
        known = situation.question.judged or situation.question.known.concluded
        return NO if known else UNSETTLED  # nothing judged is not "not there"

    return Leaf(judge, (word,))


def _of_taxonomy(labels: Iterable[str]) -> frozenset[str]:
    """The labels, all of them diseases of the list. Raises: ValueError."""
    if strangers := set(labels) - set(all_diseases()):
        raise ValueError(f"not in the taxonomy: {sorted(strangers)}")
    return frozenset(labels)


def _at_hand(situation: Situation) -> dict[str, str]:
    """The disease whose memo stands beside the case."""
    chosen = situation.question.known.diagnosis
    return {chosen: "diagnosis"} if chosen else _top(situation)


def _top(situation: Situation) -> dict[str, str]:
    return {situation.top: "top"} if situation.top else {}


def _answer(situation: Situation) -> dict[str, str]:
    return {situation.answer: "top"} if situation.answer else {}


def _answer_within(urgency: Urgency) -> Callable[[Situation], dict[str, str]]:
    """The answer, where its own urgency is at least this."""

    def find(situation: Situation) -> dict[str, str]:
        found = _answer(situation)
        return {key: role for key, role in found.items() if worst_urgency(key).rank <= urgency.rank}

    return find


def _diagnosis(situation: Situation) -> dict[str, str]:
    chosen = situation.question.known.diagnosis
    return {chosen: "diagnosis"} if chosen else {}


def _growth(situation: Situation) -> dict[str, str]:
    """Growths that are named; words of the clinician's own that no list knows dismiss none."""
    known, named = all_diseases(), situation.listed | _top(situation)
    concluded = situation.question.known
    if concluded.concluded and not concluded.diagnosis and situation.question.judged:
        named = dict(list(situation.named.items())[:1]) | named
    return {key: role for key, role in named.items() if key in known and known[key].growth}


def _mixed(situation: Situation) -> dict[str, str]:
    known = all_diseases()
    named = situation.listed.items()
    return {label: role for label, role in named if label in known and known[label].mixed_with}


GROUPS: Mapping[str, Callable[[Situation], dict[str, str]]] = {
    "top": _top,
    "answer": _answer,
    "urgent_answer": _answer_within(Urgency.URGENT),
    "soon_answer": _answer_within(Urgency.SOON),
    "in_mind": lambda situation: situation.in_mind,
    "diagnosis": _diagnosis,
    "growth": _growth,
    "mixed": _mixed,
}
