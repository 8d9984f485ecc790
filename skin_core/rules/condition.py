"""Read a condition from TOML into something that judges a case; docs/rules.md lists the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from skin_core.facts import fact
from skin_core.rules import allergies, disease_leaves, fact_leaves, score_leaves
from skin_core.rules.finding import Finding, all_of, any_of, opposite, possible
from skin_core.rules.leaf import Leaf
from skin_core.rules.situation import Situation

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold. facts: keys it reads; rules: ids it looks at."""

    judge: Callable[[Situation], Finding]
    facts: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()


def read_condition(table: Table) -> Condition:
    """One condition. Raises: ValueError for a word it does not know; UnknownFact."""
    for word, build in _OPERATORS.items():
        if word in table:
            _only(table, word)
            return build(table[word])
    for word, build_leaf in _LEAVES.items():
        if word in table:
            return _checked(build_leaf(table), table)
    raise ValueError(f"no such condition: {dict(table)}")


def _all(tables: list[Table]) -> Condition:
    return _join(tables, all_of)


def _any(tables: list[Table]) -> Condition:
    return _join(tables, any_of)


def _not(table: Table) -> Condition:
    return _wrap(table, opposite)


def _possible(table: Table) -> Condition:
    return _wrap(table, possible)


def _join(
    tables: list[Table],
    combine: Callable[[Iterable[Callable[[Situation], Finding]], Situation], Finding],
) -> Condition:
    parts = tuple(read_condition(table) for table in tables)
    return Condition(
        judge=partial(combine, [part.judge for part in parts]),
        facts=frozenset().union(*(part.facts for part in parts)),
        rules=frozenset().union(*(part.rules for part in parts)),
    )


def _wrap(table: Table, change: Callable[[Finding], Finding]) -> Condition:
    part = read_condition(table)
    return Condition(lambda situation: change(part.judge(situation)), part.facts, part.rules)


def _checked(leaf: Leaf, table: Table) -> Condition:
    _only(table, *leaf.words)
    for key in leaf.facts:
        fact(key)  # a misspelt key fails when the rules are read, not beside a patient
    return Condition(leaf.judge, frozenset(leaf.facts), frozenset(leaf.rules))


def _only(table: Table, *words: str) -> None:
    if extra := set(table) - set(words):
        raise ValueError(f"unknown words {sorted(extra)} in {dict(table)}")


_OPERATORS: Mapping[str, Callable[[Any], Condition]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "possible": _possible,
}
_LEAVES: Mapping[str, Callable[[Table], Leaf]] = {
    "fact": fact_leaves.fact_leaf,
    "allergic_to": allergies.allergy_leaf,
    "unanswered": fact_leaves.unanswered_leaf,
    "hours_since": fact_leaves.hours_leaf,
    "before": fact_leaves.before_leaf,
    "seven_point_at_least": fact_leaves.seven_point_leaf,
    "score": score_leaves.score_leaf,
    "score_worse": score_leaves.worse_leaf,
    "undecided": disease_leaves.undecided_leaf,
    "rule": disease_leaves.rule_leaf,
    "top": disease_leaves.top_leaf,
    "listed": disease_leaves.listed_leaf,
    "suspected": disease_leaves.suspected_leaf,
    "named": disease_leaves.named_leaf,
    "in_mind": disease_leaves.in_mind_leaf,
    "diagnosed": disease_leaves.diagnosed_leaf,
    "tier": disease_leaves.tier_leaf,
    "treatment_avoids": disease_leaves.treatment_leaf,
    "group": disease_leaves.group_leaf,
    "age_at_least": fact_leaves.age_leaf,
    "age_below": fact_leaves.age_leaf,
    "age_below_days": fact_leaves.age_leaf,
    "sex": fact_leaves.sex_leaf,
    "kind": disease_leaves.kind_leaf,
    "judged": disease_leaves.judged_leaf,
    "concluded": disease_leaves.concluded_leaf,
    "uncertain": disease_leaves.uncertain_leaf,
}
