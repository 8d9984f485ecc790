"""Numbers and keys that fill a rule's text; the words for them come with the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Urgency
from skin_core.rules.finding import Finding
from skin_core.rules.rule import Rule
from skin_core.rules.situation import Situation
from skin_core.scoring.indices import INDICES

ANTIVIRAL_WINDOW_H = 72


def placeholder_values(rule: Rule, found: Finding, situation: Situation) -> dict[str, str]:
    """A value for each placeholder of the rule's words."""
    return {name: VALUES[name](found, situation) for name in placeholders(rule)}


@cache
def _names(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(words) if name))


def placeholders(rule: Rule, language: str = "en") -> tuple[str, ...]:
    """Names in braces in the rule's text and action."""
    return _names(rule.text[language] + rule.action[language])


def _hours(found: Finding, situation: Situation) -> str:
    return str(situation.hours("rash_onset") or "")


def _hours_left(found: Finding, situation: Situation) -> str:
    hours = situation.hours("rash_onset")
    return "" if hours is None else f"{max(0, int(ANTIVIRAL_WINDOW_H - hours.high))}"


def _score(found: Finding, situation: Situation) -> str:
    """The score; where answers are missing the least that it can be."""
    low, high = situation.seven_point()
    return f"{low}" if low == high else f"≥ {low}"


def _total(found: Finding, situation: Situation) -> str:
    """The score that made the rule fire, as "index=total"."""
    return next((one for one in found.because if one.partition("=")[0] in INDICES), "")


def _weeks(found: Finding, situation: Situation) -> str:
    weeks = situation.facts.get("pregnancy_weeks")
    return "" if weeks is None else f"{float(weeks):g}"


def _fertile(found: Finding, situation: Situation) -> str:
    """Whether a pregnancy is to be excluded: not where sex, age or the answer rule it out."""
    return "no" if situation.facts.get("pregnancy") is False else "perhaps"


def _risk(found: Finding, situation: Situation) -> str:
    """What the network sees of the tier whose diseases are named, in whole per cent."""
    tier = next(pair for pair in found.because if pair.startswith("tier_of="))
    risk = situation.tier(Urgency(tier.partition("=")[2]))
    return f"{min(99, max(1, round(100 * risk.probability)))}" if risk else ""


def _labels(found: Finding, situation: Situation) -> str:
    return ",".join(_named(found))


def _members(found: Finding, situation: Situation) -> str:
    known = all_diseases()
    groups = (known[label].mixed_with for label in _named(found) if label in known)
    return ",".join(dict.fromkeys(member for group in groups for member in group))


def _dangers(found: Finding, situation: Situation) -> str:
    pairs = (pair.split("=", 1) for pair in found.because)
    return ",".join(value for key, value in pairs if key == "undecided")


def _named(found: Finding) -> list[str]:
    pairs = (pair.split("=", 1) for pair in found.because)
    return [value for _, value in pairs if value in all_diseases()]


VALUES: Mapping[str, Callable[[Finding, Situation], str]] = {
    "hours": _hours,
    "hours_left": _hours_left,
    "score": _score,
    "total": _total,
    "weeks": _weeks,
    "fertile": _fertile,
    "risk": _risk,
    "labels": _labels,
    "members": _members,
    "dangers": _dangers,
}
