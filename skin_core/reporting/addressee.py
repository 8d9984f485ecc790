"""To whom a patient is sent: the rules that fired say so, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.analysis import Advice, Urgency
from skin_core.rules import known_rules, rule

EMERGENCY = "emergency"
BY_DEFAULT = "dermatology"
"""Keys of their words, as `refer_to` of a rule: `letter.to`, `.please`, `.reply`, `.place`."""
GROWTHS = "growth"  # the subject of rules that refer for possible skin cancer


def addressee(advice: Advice) -> str:
    """Who gets the letter: "ophthalmology"; dermatology where no rule names anybody."""
    return sent_to(advice) or BY_DEFAULT


def sent_to(advice: Advice) -> str:
    """Where the rules send this patient; the emergency department in an emergency; else ""."""
    if advice.urgency is Urgency.EMERGENCY:
        return EMERGENCY
    return next(_named(advice), "")


def for_possible_cancer(advice: Advice) -> bool:
    """Whether a rule about growths is among those that send the patient there."""
    place = sent_to(advice)
    return any(
        rule(fired.rule_id).subject == GROWTHS and rule(fired.rule_id).refer_to == place
        for fired in known_rules(advice)
        if fired.urgency.rank <= Urgency.SOON.rank
    )


def also_needed(advice: Advice) -> tuple[str, ...]:
    """Others whom a rule wants the same day or sooner, beside the one who gets the letter."""
    first = addressee(advice)
    return tuple(place for place in dict.fromkeys(_named(advice, Urgency.URGENT)) if place != first)


def _named(advice: Advice, at_most: Urgency = Urgency.SOON) -> Iterator[str]:
    """Places that rules of this urgency or a greater one name, most urgent first."""
    for fired in known_rules(advice):
        place = rule(fired.rule_id).refer_to
        if fired.urgency.rank <= at_most.rank and place:
            yield place
