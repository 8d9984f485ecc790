"""The zoster screen of a case: alarms, clock and lasting pain by the rules, beside the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from skin_core.diseases.taxonomy import NORMAL
from skin_core.domain.advice import FiredRule
from skin_core.domain.screen import ZosterScreen
from skin_core.facts import all_facts
from skin_core.rules.engine import Judged, entry_of, is_silenced, judge_rules
from skin_core.rules.finding import Finding
from skin_core.rules.question import RuleInput
from skin_core.rules.rule import Rule, all_rules
from skin_core.rules.situation import BIRTH_DATE, Situation

ZOSTER, AGE = "herpes_zoster", "age"
LIKELY, ALARM, CLOCK, NEURALGIA = "likely", "alarm", "clock", "neuralgia"
NEWBORN = "neonate-vesicles"
_TOLD_BY_SITE = {"near_eye": "zoster-ophthalmic", "nose_tip": "zoster-hutchinson"}
SITE, VESICLES = "site", "vesicles"  # with the site they tell those two, and alone they are no risk
Findings = Mapping[str, Finding]


def zoster_screen(question: RuleInput, judged: Judged | None = None) -> ZosterScreen | None:
    """What counts if the case is one of zoster; None where nothing gives reason to think of it.

    Reason is given by the network's answer (prediction set, ask points, the screen's own point),
    the clinician's diagnosis, or facts. A danger examined for and excluded is named by facts alone.
    judged: the same question, judged already. Raises: UnknownFact, InvalidFact.
    """
    situation, findings = judged or judge_rules(question)
    if not (_is_named(situation) or _facts_speak(findings)):
        return None
    known = replace(question.known, diagnosis=ZOSTER, concluded=True, excluded=())
    return _screen(situation, findings, *judge_rules(replace(question, known=known)))


def _screen(
    situation: Situation, findings: Findings, supposed: Situation, found: Findings
) -> ZosterScreen:
    """supposed, found: the same case, were it one of zoster."""
    alarms = [one for one in _rules(ALARM) if not is_silenced(one, found)]
    fired = [entry_of(one, found[one.rule_id], supposed) for one in alarms if _holds(one, found)]
    waiting = (key for one in _rules(ALARM) for key in _missing(found[one.rule_id]))
    question = situation.question
    chances = {one.label: one.probability for one in question.differential if question.judged}
    zoster, normal = chances.get(ZOSTER, 0.0), chances.get(NORMAL, 0.0)
    return ZosterScreen(
        is_judged=ZOSTER in chances,
        zoster=zoster,
        other=max(0.0, sum(chances.values()) - zoster - normal) if ZOSTER in chances else 0.0,
        normal=normal,
        point=question.zoster_point,
        is_settled=_facts_speak(findings),
        alarms=tuple(sorted(fired, key=_place)),
        unanswered=tuple(dict.fromkeys(waiting)),
        clock=_clock(supposed, found),
        neuralgia=next(map(_factors_alone, _fired(NEURALGIA, supposed, found)), None),
        unknown_risks=_unknown_risks(supposed, found),
    )


def _is_named(situation: Situation) -> bool:
    """Whether network or clinician give reason to think of zoster."""
    if ZOSTER in situation.listed or ZOSTER in situation.in_mind:
        return True
    asked = situation.question
    if not situation.speaks or asked.zoster_point is None or ZOSTER in asked.known.excluded:
        return False
    threshold = asked.zoster_point.threshold
    return any(one.label == ZOSTER and one.probability >= threshold for one in asked.differential)


def _facts_speak(findings: Findings) -> bool:
    """Whether it is to be acted on as zoster, whatever the network says."""
    return any(_holds(one, findings) for one in (*_rules(LIKELY), *_rules(ALARM)))


def _clock(supposed: Situation, found: Findings) -> FiredRule | None:
    """The most urgent of what the hours since the rash say, alarms beside it or not.

    Not of a newborn with vesicles: no hour makes a treatment by mouth of an intravenous one.
    """
    if _holds(all_rules()[NEWBORN], found):
        return None
    return min(_fired(CLOCK, supposed, found), key=_place, default=None)


def _factors_alone(fired: FiredRule) -> FiredRule:
    """Without what merely made zoster likely."""
    read = {AGE, *all_rules()[fired.rule_id].facts} - {VESICLES}
    kept = (pair for pair in fired.because if pair.partition("=")[0] in read)
    return replace(fired, because=tuple(dict.fromkeys(kept)))


def _unknown_risks(supposed: Situation, found: Findings) -> tuple[str, ...]:
    """Facts that could raise the risk of lasting pain, as they stand on the forms.

    What the site on the body tells is not unknown.
    """
    told = {key for key, rule in _TOLD_BY_SITE.items() if _holds(all_rules()[rule], found)}
    read = {key for one in _rules(NEURALGIA) for key in one.facts} - {SITE, VESICLES} - told
    unknown = [key for key in all_facts() if key in read and key not in supposed.facts]
    return tuple(unknown) if supposed.ages else (BIRTH_DATE, *unknown)


def _fired(role: str, supposed: Situation, found: Findings) -> Iterator[FiredRule]:
    for one in _rules(role):
        if _holds(one, found):
            yield entry_of(one, found[one.rule_id], supposed)


def _rules(role: str) -> Iterator[Rule]:
    return (one for one in all_rules().values() if one.screen == role)


def _holds(rule: Rule, findings: Findings) -> bool:
    return findings[rule.rule_id].truth is True


def _missing(finding: Finding) -> tuple[str, ...]:
    return finding.missing if finding.truth is None else ()


def _place(fired: FiredRule) -> tuple[int, int]:
    return fired.urgency.rank, all_rules()[fired.rule_id].priority
