"""Rules for what must not be missed: data, cited, apart from every model."""

from skin_core.rules.engine import advise, pending, sections_for
from skin_core.rules.question import RuleInput
from skin_core.rules.rule import Citation, Rule, all_rules, rule, rules_using
from skin_core.rules.texts import (
    because_text,
    known_rules,
    rule_action,
    rule_citation,
    rule_name,
    rule_text,
)

__all__ = [
    "Citation",
    "Rule",
    "RuleInput",
    "advise",
    "all_rules",
    "because_text",
    "known_rules",
    "pending",
    "rule",
    "rule_action",
    "rule_citation",
    "rule_name",
    "rule_text",
    "rules_using",
    "sections_for",
]
