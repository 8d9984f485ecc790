"""What was answered at two visits, set beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.domain.facts import Facts
from skin_core.services.follow_up import undated


@dataclass(frozen=True, slots=True)
class ComparedFacts:
    """Keys of facts, in the order in which they were answered.

    changed: answered at both visits, otherwise. only_before, only_after: answered at one of them;
    a question that was not asked has not changed.
    """

    changed: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def compare_facts(before: Facts, after: Facts) -> ComparedFacts:
    """What is told of two visits beside what stayed the same, a day put before it or not."""
    both = [key for key in before if key in after]
    return ComparedFacts(
        changed=tuple(key for key in both if undated(before[key]) != undated(after[key])),
        only_before=tuple(key for key in before if key not in after),
        only_after=tuple(key for key in after if key not in before),
    )
