"""What to do next for one case, short enough to be read between two patients."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.diseases import disease
from skin_core.domain.analysis import CaseAnalysis
from skin_core.facts import fact_name
from skin_core.i18n import t
from skin_core.rules import rule_action

MOST_LINES = 5
MOST_QUESTIONS = 4


def next_steps(case: CaseAnalysis, language: str, diagnosis: str = "") -> tuple[str, ...]:
    """At most five lines: what the rules ask, what to ask the patient, when the memo refers.

    diagnosis: the clinician's own, a taxonomy key; else the most probable disease is taken where
    it is not uncertain.
    """
    return tuple(dict.fromkeys(_lines(case, language, diagnosis)))[:MOST_LINES]


def _lines(case: CaseAnalysis, language: str, diagnosis: str) -> Iterator[str]:
    actions = [line for fired in case.advice.fired if (line := rule_action(fired, language))]
    yield from actions[:1]
    if case.advice.questions:
        names = [fact_name(key, language) for key in case.advice.questions[:MOST_QUESTIONS]]
        yield t("record.ask", language, questions=t("answer.separator", language).join(names))
    yield from actions[1 : MOST_LINES - 2]
    yield from _memo_referral(case, language, diagnosis)
    yield from actions[MOST_LINES - 2 :]


def _memo_referral(case: CaseAnalysis, language: str, diagnosis: str) -> Iterator[str]:
    top = "" if case.uncertain or case.top is None else case.top.label
    memo = disease(key).memo if (key := diagnosis or top) else None
    if memo and memo.refer[language]:
        yield memo.refer[language][0]
