"""Which questions stand together, and in which order: what decides first, and none jumps away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from skin_core.domain.analysis import FiredRule
from skin_core.rules.question import RuleInput
from skin_core.scoring.seven_point import SEVEN_POINTS

CHECKLIST = "seven-point"  # its questions stay together whatever else hangs on them
DECIDES = "decides"  # of the answer: how it is treated, and how soon
OTHERS = "others"  # sought by name, or answered before
SHOWN_QUESTIONS = 6
MOLES = frozenset({"melanoma", "melanocytic_nevus"})
SPEAK_OF_GROWTH = ("growing_lump", "new_mole")  # yes to one of these asks for the whole checklist


@dataclass(frozen=True)
class Group:
    """Questions under one caption.

    key: CHECKLIST, DECIDES, OTHERS or the urgency that the answers could bring. waiting: the rules
    that wait for them, most urgent first; () once all are answered.
    """

    key: str
    names: tuple[str, ...]
    waiting: tuple[FiredRule, ...] = ()


def is_checklist_begun(question: RuleInput) -> bool:
    """Whether one of the seven points is answered."""
    return any(key in question.facts for key in SEVEN_POINTS)


def needs_checklist(question: RuleInput) -> bool:
    """Whether all seven points are to be seen, whatever score is reached already.

    So where one is answered, where something grows or is new, and where a mole or melanoma is
    diagnosed, is the network's first answer or is in its prediction set.
    """
    labels = {question.known.diagnosis, *question.prediction_set}
    labels |= {one.label for one in question.differential[:1]}
    grows = any(question.facts.get(key) is True for key in SPEAK_OF_GROWTH)
    return grows or bool(labels & MOLES) or is_checklist_begun(question)


def telling_rules(rules: Iterable[FiredRule]) -> dict[str, FiredRule]:
    """The most urgent rule that hangs on each unanswered fact.

    Of equally urgent ones, that which hangs on the fewest facts: it says best why one is asked.
    """
    found: dict[str, FiredRule] = {}
    for one in sorted(rules, key=lambda one: (one.urgency.rank, len(one.would_change))):
        for key in one.would_change:
            found.setdefault(key, one)
    return found


def in_order(before: Sequence[str], asked: Sequence[str], others: Sequence[str]) -> list[str]:
    """The open questions as the rules order them, each other one behind what it stood behind.

    before: what was shown last. others: answered ones and added ones; new ones come last.
    """
    found = list(asked)
    for key in sorted(others, key=lambda one: _place(one, before)):
        if key in found:
            continue
        earlier = before[: _place(key, before)] if key in before else found
        behind = next((one for one in reversed(earlier) if one in found), None)
        found.insert(0 if behind is None else found.index(behind) + 1, key)
    return found


def grouped(
    names: Sequence[str],
    telling: Mapping[str, FiredRule],
    remembered: Mapping[str, str],
    deciding: Sequence[str] = (),
) -> list[Group]:
    """What decides, in the order of `deciding`; then the others by the urgency they could bring.

    remembered: the group in which each stood before it was answered. The seven points keep the
    order of the checklist.
    """
    members: dict[str, list[str]] = {DECIDES: [one for one in deciding if one in names]}
    for name in names:
        if name not in deciding:
            told = telling[name].urgency.value if name in telling else remembered.get(name, OTHERS)
            members.setdefault(CHECKLIST if name in SEVEN_POINTS else told, []).append(name)
    members.get(CHECKLIST, []).sort(key=list(SEVEN_POINTS).index)
    return [
        Group(one, tuple(found), _waiting(found, telling))
        for one, found in members.items()
        if found
    ]


def first_groups(
    groups: Sequence[Group], is_begun: bool = False
) -> tuple[list[Group], list[Group]]:
    """Whole groups until there are enough questions, and the rest; a begun checklist is seen."""
    count, shown, rest = 0, list[Group](), list[Group]()
    for group in groups:
        is_seen = count < SHOWN_QUESTIONS or (is_begun and group.key == CHECKLIST)
        (shown if is_seen else rest).append(group)
        count += len(group.names)
    return shown, rest


def _waiting(names: Iterable[str], telling: Mapping[str, FiredRule]) -> tuple[FiredRule, ...]:
    rules = (telling[name] for name in names if name in telling)
    return tuple({one.rule_id: one for one in rules}.values())


def _place(key: str, before: Sequence[str]) -> int:
    return before.index(key) if key in before else len(before)
