"""What to do next for one case, short enough to be read between two patients."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis, FiredRule, Urgency
from skin_core.facts import all_facts
from skin_core.narrative.speech import Speech
from skin_core.rules import known_rules

MOST_LINES = 5
MOST_QUESTIONS = 4
MOST_REFERRALS = 2
ANSWER_RULES = ("answer-disease", "top-disease")  # the latter in cases of earlier versions


def next_steps(
    case: CaseAnalysis, speech: Speech, diagnosis: str = "", *, with_questions: bool = True
) -> tuple[str, ...]:
    """At most five lines: what cannot wait, what to ask, what can wait, when the memo refers.

    diagnosis: the clinician's own, a taxonomy key or free words, which have no memo; "" while
    there is none: then the most probable disease is taken where it is not uncertain.
    with_questions: False where the questions stand beside the lines, to be answered there.
    """
    pressing, later = _actions(case, speech)
    lines = [
        *pressing,
        *(_questions(case, speech) if with_questions else ()),
        *later,
        *_memo_referrals(case, speech, diagnosis),
    ]
    return tuple(dict.fromkeys(lines))[:MOST_LINES]


def rule_step(fired: FiredRule, speech: Speech) -> str:
    """What a rule asks to do and, since many a line means little alone, what for; may be ""."""
    action = speech.rule_action(fired)
    return action and f"{action} ({speech.rule_name(fired)})"


def _actions(case: CaseAnalysis, speech: Speech) -> tuple[list[str], list[str]]:
    """What the rules ask for today, and what can wait; what two rules ask for stands once."""
    asked: set[str] = set()
    pressing: list[str] = []
    later: list[str] = []
    for fired in known_rules(case.advice):
        action = speech.rule_action(fired)
        if action and action not in asked:
            asked.add(action)
            is_pressing = fired.urgency.rank <= Urgency.URGENT.rank
            (pressing if is_pressing else later).append(rule_step(fired, speech))
    return pressing, later


def _questions(case: CaseAnalysis, speech: Speech) -> Iterator[str]:
    asked = [key for key in case.advice.questions if key in all_facts()]
    if asked:
        names = [speech.fact(key) for key in asked[:MOST_QUESTIONS]]
        yield speech.t("record.ask", questions=speech.listed(names))


def _memo_referrals(case: CaseAnalysis, speech: Speech, diagnosis: str) -> Iterator[str]:
    """When the memo refers; nothing in an emergency, or with fever, whose rules say what is next.

    The most urgent of many lines stands in the memo alone: the rules ask for emergencies.
    """
    entry = all_diseases().get(diagnosis or _answer(case))
    is_emergency = case.advice.urgency is Urgency.EMERGENCY
    if entry and entry.memo and not (is_emergency or _has_fever(case)):
        lines = speech.of(entry.memo.refer)
        first = 1 if len(lines) > MOST_REFERRALS else 0
        for line in lines[first : first + MOST_REFERRALS]:
            yield speech.t("record.refer", line=line)


def _answer(case: CaseAnalysis) -> str:
    """The disease that the rules took for the answer; "" where it was excluded or concluded."""
    for fired in case.advice.fired:
        if fired.rule_id in ANSWER_RULES:
            return next((one.partition("=")[2] for one in fired.because), "")
    return ""


def _has_fever(case: CaseAnalysis) -> bool:
    return case.facts.get("fever") is True or float(case.facts.get("fever_days", 0)) >= 1
