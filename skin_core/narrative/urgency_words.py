"""How soon, what to do first and why, in the same words on page, report and text."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Advice, CaseAnalysis, FiredRule, Step, StepKind, Urgency
from skin_core.narrative.answer import answer_sentence, reasons_of, reasons_text
from skin_core.narrative.speech import Speech
from skin_core.rules import known_rules
from skin_core.rules.texts import in_sentence

OWN_DIAGNOSIS = "clinician-diagnosis"
OF_THE_DISEASE = ("answer-disease", OWN_DIAGNOSIS)  # their text says it all


@dataclass(frozen=True, slots=True)
class UrgencyWords:
    """soon: "Urgent – same day"; action: what to do first; reason: why. The last two may be "".

    Of photos that could not be judged: to take another, how, and that nothing is known.
    """

    soon: str
    action: str
    reason: str


def urgency_words(case: CaseAnalysis, speech: Speech) -> UrgencyWords:
    """How soon the case is to be seen, the first thing to do, and what of the case demands it."""
    if again := _retake(case):
        return _retake_words(case, speech.of(again.words), speech)
    lead = lead_rule(case.advice, speech)
    return UrgencyWords(
        soon_text(case.advice, speech),
        _action(case, lead, speech),
        reason_text(lead, speech) if lead else "",
    )


def asks_only_for_a_photo(case: CaseAnalysis) -> bool:
    """Whether nothing is known but that the photo must be taken again."""
    return _retake(case) is not None


def title_text(case: CaseAnalysis, speech: Speech, *, with_advice: bool = True) -> str:
    """What stands large: what the photos show; without one, the danger that the answers raise.

    with_advice: as of `answer_sentence`.
    """
    lead = lead_rule(case.advice, speech)
    is_danger = lead is not None and lead.urgency.rank <= Urgency.URGENT.rank
    if case.has_photos or lead is None or not is_danger or lead.rule_id in OF_THE_DISEASE:
        return answer_sentence(case, speech, with_advice=with_advice)
    return speech.rule_name(lead)


def soon_text(advice: Advice, speech: Speech) -> str:
    """Urgency and time: "Urgent – same day"."""
    when = speech.how_soon(advice)
    small = when if speech.language == "ko" else when[:1].lower() + when[1:]
    return f"{speech.urgency(advice.urgency)} – {small}"


def deciding_rules(advice: Advice) -> list[FiredRule]:
    """The rules that make the case as urgent as it is; mere notes demand nothing."""
    if advice.urgency is Urgency.UNKNOWN:
        return []
    return [rule for rule in known_rules(advice) if rule.urgency is advice.urgency]


def lead_rule(advice: Advice, speech: Speech) -> FiredRule | None:
    """The first of them that says what to do; where none does, the first."""
    deciding = deciding_rules(advice)
    acting = (rule for rule in deciding if speech.rule_action(rule))
    return next(acting, deciding[0] if deciding else None)


def reason_text(rule: FiredRule, speech: Speech) -> str:
    """A rule by name with what of this case made it fire, unless that says nothing more."""
    name, reason = speech.rule_name(rule), speech.rule_reason(rule)
    if rule.rule_id in OF_THE_DISEASE or reason.casefold() == name.casefold():
        return reason
    return f"{name} – {reason}"


def _retake(case: CaseAnalysis) -> Step | None:
    """The line that asks for another photo, where nothing else is known."""
    if case.advice.urgency is not Urgency.UNKNOWN:
        return None
    return next((one for one in case.steps if one.kind is StepKind.RETAKE), None)


def _retake_words(case: CaseAnalysis, told: str, speech: Speech) -> UrgencyWords:
    again, _, how = told.partition(". ")
    unknown, reasons = soon_text(case.advice, speech), reasons_of(case.photos)
    why = f"{unknown}: {reasons_text(reasons, speech)}" if reasons else unknown
    return UrgencyWords(again.rstrip("."), how, why)


def _action(case: CaseAnalysis, lead: FiredRule | None, speech: Speech) -> str:
    """What the rule asks for; of one that asks for nothing, to treat, or what the urgency means.

    What is less than soon has its steps and nothing before them.
    """
    if lead is None:
        return ""
    if action := speech.rule_action(lead):
        return action
    urgency = case.advice.urgency
    if urgency.rank <= Urgency.URGENT.rank and (treated := _treatment(case, lead, speech)):
        return treated
    return speech.t(f"urgency.{urgency}.meaning") if urgency.rank <= Urgency.SOON.rank else ""


def _treatment(case: CaseAnalysis, lead: FiredRule, speech: Speech) -> str:
    """Where a line "Treat" was kept, to decide on it: "If this is herpes zoster: decide ...".

    No medicine is named: with which, and what speaks against it, is for that line to say.
    """
    step = next((one for one in case.steps if one.kind is StepKind.TREAT), None)
    if step is None or step.source not in all_diseases():
        return ""
    treat = speech.t("urgency.decide_treatment")
    if lead.rule_id == OWN_DIAGNOSIS:
        return treat
    disease = speech.in_sentence(step.source)
    return speech.t("urgency.if_this_is", labels=disease, action=in_sentence(treat))
