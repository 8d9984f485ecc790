"""Read the rules, one TOML file per subject."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Urgency
from skin_core.domain.disease import Words
from skin_core.rules.condition import Condition, read_condition

FOLDER = Path(__file__).parent
SUBJECTS = (
    "emergencies",
    "allergy",
    "drug_reactions",
    "infection",
    "children",
    "contagion",
    "exposure",
    "regional",
    "fever",
    "zoster",
    "growth",
    "severity",
    "diagnoses",
    "disease",
    "treatment",
)
OF_THE_DISEASE = "disease"
GROWTHS = "growths"
USUAL_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from."""

    source: str
    year: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for what must not be missed; no model speaks in it.

    urgency: what it demands at least; None: that of the disease it names. UNKNOWN: a note only.
    when: must be known to hold. asks_when: what opens its questions; None: anything that speaks
    for it does. priority: its place among equally urgent ones, what saves life first. silenced_by:
    greater rules on the same matter, beside which it has nothing to say. asks_priority: the place
    of its questions. conditional: its action begins with "If this is ...", where only a network
    named the disease (True), or wherever none of these diseases was diagnosed. refer_to: whom a
    letter is for, a key of "letter.to", or "". medicines: those that its action asks for, to be
    held against the allergies. replaces_treatment: the diseases of whose memo the first line
    of treatment is not told beside it, since its action is the treatment, or comes first.
    timing: words that stand for those of the urgency.
    screen: its place in the zoster screen: "likely", "alarm", "clock", "neuralgia", or "".
    name, text, action: words by language, with placeholders; action may be "".
    """

    rule_id: str
    version: str
    subject: str
    urgency: Urgency | None
    when: Condition
    asks_when: Condition | None
    name: Words
    text: Words
    action: Words
    citations: tuple[Citation, ...]
    priority: int = USUAL_PRIORITY
    asks_priority: int = USUAL_PRIORITY
    silenced_by: tuple[str, ...] = ()
    conditional: bool | tuple[str, ...] = False
    refer_to: str = ""
    medicines: tuple[str, ...] = ()
    replaces_treatment: frozenset[str] = frozenset()
    timing: Words | None = None
    screen: str = ""

    @property
    def facts(self) -> frozenset[str]:
        """Facts that the rule reads."""
        return self.when.facts


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by id, in the order of the subjects."""
    return {entry.rule_id: entry for subject in SUBJECTS for entry in _read(subject)}


def rule(rule_id: str) -> Rule:
    """One rule. Raises: KeyError."""
    return all_rules()[rule_id]


def _read(subject: str) -> tuple[Rule, ...]:
    with (FOLDER / f"{subject}.toml").open("rb") as file:
        entries = tomllib.load(file)["rule"]
    return tuple(_rule(subject, entry) for entry in entries)


def _conditional(given: bool | list[str]) -> bool | tuple[str, ...]:
    return given if isinstance(given, bool) else tuple(given)


def _replaced(given: bool | list[str]) -> frozenset[str]:
    """All diseases, none, or those named; "growths" are all growths. Raises: ValueError."""
    known = all_diseases()
    if isinstance(given, bool):
        return frozenset(known if given else ())
    growths = {label for label, entry in known.items() if entry.growth and GROWTHS in given}
    named = set(given) - {GROWTHS}
    if strangers := named - set(known):
        raise ValueError(f"not in the taxonomy: {sorted(strangers)}")
    return frozenset(growths | named)


def _rule(subject: str, entry: Mapping[str, Any]) -> Rule:
    demanded = entry["urgency"]
    return Rule(
        rule_id=entry["id"],
        version=entry["version"],
        subject=subject,
        urgency=None if demanded == OF_THE_DISEASE else Urgency(demanded),
        when=read_condition(entry["when"]),
        asks_when=read_condition(entry["asks_when"]) if "asks_when" in entry else None,
        name=entry["name"],
        text=entry["text"],
        action=entry.get("action", {"en": "", "ko": "", "vi": ""}),
        citations=tuple(Citation(**cited) for cited in entry.get("citations", ())),
        priority=entry.get("priority", USUAL_PRIORITY),
        asks_priority=entry.get("asks_priority", entry.get("priority", USUAL_PRIORITY)),
        silenced_by=tuple(entry.get("silenced_by", ())),
        conditional=_conditional(entry.get("conditional", False)),
        refer_to=entry.get("refer_to", ""),
        medicines=tuple(entry.get("medicines", ())),
        replaces_treatment=_replaced(entry.get("replaces_treatment", False)),
        timing=entry.get("timing"),
        screen=entry.get("screen", ""),
    )
