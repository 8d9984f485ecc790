"""Rules for what must not be missed: data, cited, apart from every model."""

from skin_core.rules.engine import advise, judge_rules, pending
from skin_core.rules.question import Known, RuleInput, question_of
from skin_core.rules.rule import Citation, Rule, all_rules, rule
from skin_core.rules.texts import (
    because_text,
    known_rules,
    rule_action,
    rule_citation,
    rule_name,
    rule_reason,
    rule_text,
    rule_timing,
)
from skin_core.rules.zoster_screen import zoster_screen

__all__ = [
    "Citation",
    "Known",
    "Rule",
    "RuleInput",
    "advise",
    "all_rules",
    "because_text",
    "judge_rules",
    "known_rules",
    "pending",
    "question_of",
    "rule",
    "rule_action",
    "rule_citation",
    "rule_name",
    "rule_reason",
    "rule_text",
    "rule_timing",
    "zoster_screen",
]
