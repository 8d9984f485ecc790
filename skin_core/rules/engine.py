"""Apply the rules to a case: which fire, how urgent it is, what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.rules.allergies import forbidden_by_allergy
from skin_core.rules.clock import local
from skin_core.rules.finding import Finding
from skin_core.rules.known_facts import cued, known_facts
from skin_core.rules.question import RuleInput
from skin_core.rules.rule import Rule, all_rules
from skin_core.rules.situation import NETWORK_ROLES, ROLES, Situation, worst_urgency
from skin_core.rules.values import placeholder_values

Judged = tuple[Situation, Mapping[str, Finding]]
"""A case made ready, and what each rule finds in it: made once, read by all that speak of it."""

Found = tuple[Rule, Finding]
"""A rule and what it finds in a case."""

INTERNAL = ("undecided=", "tier_of=")  # pairs that fill a rule's words and are no reason to show


def advise(question: RuleInput, judged: Judged | None = None) -> Advice:
    """What the rules say of the case: the most urgent rule decides, and nothing lowers it.

    Without any rule that judges it, the urgency is UNKNOWN, which is no reassurance.
    judged: the same question, judged already. Raises: UnknownFact, InvalidFact.
    """
    situation, findings = judged or judge_rules(question)
    applying = _applying(findings)
    fired = tuple(entry_of(rule, found, situation) for rule, found in applying)
    urgency = min((entry.urgency for entry in fired), key=_rank, default=Urgency.UNKNOWN)
    asked = _questions((*applying, *_waiting(situation, findings)))
    called_for = [key for key in cued(question) if key not in situation.facts]
    return Advice(urgency, fired, tuple(dict.fromkeys((*called_for, *asked))))


def pending(question: RuleInput) -> tuple[FiredRule, ...]:
    """Rules that may still come true: what they would demand, and which answers they wait for.

    Raises: UnknownFact, InvalidFact.
    """
    situation, findings = judge_rules(question)
    waiting = _waiting(situation, findings)
    return tuple(entry_of(rule, found, situation) for rule, found in waiting)


def judge_rules(question: RuleInput) -> Judged:
    """The case made ready, and what each rule finds in it, by id.

    Raises: UnknownFact, InvalidFact.
    """
    findings: dict[str, Finding] = {}
    rules = all_rules()

    def judge(rule_id: str) -> Finding:
        if rule_id not in findings:
            findings[rule_id] = rules[rule_id].when.judge(situation)
        return findings[rule_id]

    situation = Situation(question, local(question.now), known_facts(question), judge)
    for rule_id in rules:
        judge(rule_id)
    return situation, findings


def _applying(findings: Mapping[str, Finding]) -> list[Found]:
    """Rules that apply, most urgent first, of equal ones what saves life first."""
    fired = [
        (all_rules()[key], found)
        for key, found in findings.items()
        if found.truth is True and not is_silenced(all_rules()[key], findings)
    ]
    return sorted(fired, key=_place)


def _waiting(situation: Situation, findings: Mapping[str, Finding]) -> list[Found]:
    """Rules that may still come true, in the same order."""
    waiting = [
        (all_rules()[key], found)
        for key, found in findings.items()
        if found.truth is None
        and found.missing
        and not is_silenced(all_rules()[key], findings)
        and _asks(all_rules()[key], found, situation)
    ]
    return sorted(waiting, key=_place)


def is_silenced(rule: Rule, findings: Mapping[str, Finding]) -> bool:
    """Whether a greater rule on the same matter applies, which says all that is left to say."""
    return any(findings[greater].truth is True for greater in rule.silenced_by)


def _asks(rule: Rule, found: Finding, situation: Situation) -> bool:
    """A rule asks once something known speaks for it, so that no case is met by every question."""
    if rule.asks_when is None:
        return bool(found.because)
    return rule.asks_when.judge(situation).truth is True


def entry_of(rule: Rule, judged: Finding, situation: Situation) -> FiredRule:
    """A rule with what made it fire and what fills its words."""
    found = replace(judged, because=situation.ordered(judged.because))
    return FiredRule(
        rule_id=rule.rule_id,
        version=rule.version,
        urgency=_urgency(rule, found),
        because=tuple(pair for pair in found.because if not pair.startswith(INTERNAL)),
        values={
            **placeholder_values(rule, found, situation),
            **_condition(rule, found, situation),
            **_allergy(rule, situation),
        },
        would_change=found.missing,
    )


def _condition(rule: Rule, found: Finding, situation: Situation) -> dict[str, str]:
    """The diseases on which an action hangs, unless one is diagnosed or the answers call for it."""
    if not rule.conditional:
        return {}
    if isinstance(rule.conditional, tuple):
        diagnosed = situation.question.known.diagnosis in rule.conditional
        labels = rule.conditional
    else:
        roles = (pair.split("=", 1) for pair in found.because)
        by_role = [(role, value) for role, value in roles if role in ROLES]
        diagnosed = any(role == "diagnosis" for role, _ in by_role)
        labels = tuple(value for role, value in by_role if role in NETWORK_ROLES)
        if labels and _stands_without_network(rule, situation):
            return {}
    return {"if": ",".join(dict.fromkeys(labels))} if labels and not diagnosed else {}


def _stands_without_network(rule: Rule, situation: Situation) -> bool:
    """Whether the answers alone make the rule fire, so that it hangs on no disease."""
    unseen = replace(situation, question=replace(situation.question, judged=False))
    return rule.when.judge(unseen).truth is True


def _allergy(rule: Rule, situation: Situation) -> dict[str, str]:
    """The medicines of the action that an entered allergy speaks against."""
    found = forbidden_by_allergy(rule.medicines, situation.facts)
    return {"allergy": ",".join(found)} if found else {}


def _urgency(rule: Rule, found: Finding) -> Urgency:
    """What the rule demands: its own urgency, or that of the worst disease it found."""
    if rule.urgency is not None:
        return rule.urgency
    pairs = (pair.split("=", 1) for pair in found.because)
    urgencies = [worst_urgency(label) for role, label in pairs if role in ROLES]
    return min(urgencies, key=_rank, default=Urgency.UNKNOWN)


def _questions(entries: Iterable[Found]) -> tuple[str, ...]:
    """Unanswered facts, those that could raise the urgency most first, then as the rules stand."""
    by_place = sorted(entries, key=_question_place)
    return tuple(dict.fromkeys(key for _, found in by_place for key in found.missing))


def _place(entry: Found) -> tuple[int, int]:
    return _urgency(*entry).rank, entry[0].priority


def _question_place(entry: Found) -> tuple[int, int]:
    return _urgency(*entry).rank, entry[0].asks_priority


def _rank(urgency: Urgency) -> int:
    return urgency.rank
