"""What to do for one case: the same five lines on every page, paper and interface.

They are made with the advice and kept with it, in every language, so that what was read at the
visit is what is read later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis, FiredRule, Step, StepKind, Urgency
from skin_core.domain.disease import Disease, Memo, Treatment
from skin_core.drugs import Standing, cautions
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES
from skin_core.narrative.answer import reasons_of, retake_text
from skin_core.narrative.speech import Speech
from skin_core.narrative.treatment_words import found_text, unchecked_text
from skin_core.rules import Known, known_rules, rule_action

MOST_LINES = 5
MOST_QUESTIONS = 4
MOST_PRESSING = 3  # orders of the rules; all of them stand under the list
ANSWER_RULES = ("answer-disease", "top-disease")  # the latter in cases of earlier versions
_SOONEST_REFERRAL = 1  # of a memo with several: the first is of emergencies, which the rules ask
_MANY_REFERRALS = 2


@dataclass(frozen=True, slots=True)
class _Line:
    kind: StepKind
    source: str
    words: Callable[[Speech], str]


def plan(case: CaseAnalysis, known: Known | None = None) -> tuple[Step, ...]:
    """At most five lines: what cannot wait, how to treat, what to tell, when to refer and review.

    Treatment and advice are of the clinician's own diagnosis, else of the answer where it is not
    uncertain, and are held against what was entered. In an emergency nothing follows the orders.
    """
    lines = islice(_lines(case, known or Known()), MOST_LINES)
    return tuple(Step(one.kind, _in_all(one.words), one.source) for one in lines)


def steps_of(case: CaseAnalysis) -> tuple[Step, ...]:
    """The lines that were kept with a case; of one from before they were, those of today."""
    return case.steps or plan(case)


def step_name(step: Step, speech: Speech) -> str:
    """What a line is about: "Treat"."""
    return speech.t(f"record.step.{step.kind}")


def step_text(step: Step, speech: Speech) -> str:
    """A line as it stands in a text: "Treat: Valaciclovir. As early as possible …"."""
    return f"{step_name(step, speech)}: {speech.of(step.words)}"


def texts(steps: Iterable[Step], speech: Speech) -> tuple[str, ...]:
    """The lines as they stand in a text."""
    return tuple(step_text(step, speech) for step in steps)


def open_questions(case: CaseAnalysis, speech: Speech) -> str:
    """What is still to be asked, the first few by name; "" where nothing would change a thing."""
    asked = [key for key in case.advice.questions if key in all_facts()]
    names = [speech.fact(key) for key in asked[:MOST_QUESTIONS]]
    return speech.t("record.ask", questions=speech.listed(names)) if names else ""


def _lines(case: CaseAnalysis, known: Known) -> Iterator[_Line]:
    pressing, later = _orders(case)
    yield from pressing
    if case.advice.urgency is Urgency.EMERGENCY:
        return
    if _wants_another_photo(case):
        yield _Line(StepKind.RETAKE, "gate", lambda speech: _retake(case, speech))
    yield from later[: 1 if pressing else MOST_PRESSING - 1]
    label = known.diagnosis or ("" if known.concluded else _answer(case))
    entry = all_diseases().get(label)
    if entry and entry.memo:
        yield from _of_memo(label, entry.memo, case, known)
    yield _review_line(case, entry)


def _orders(case: CaseAnalysis) -> tuple[list[_Line], list[_Line]]:
    """What the rules ask for today, and what can wait; what two rules ask for stands once."""
    orders: dict[str, _Line] = {}
    for fired in known_rules(case.advice):
        if action := rule_action(fired, "en"):
            is_pressing = fired.urgency.rank <= Urgency.URGENT.rank
            kind = StepKind.NOW if is_pressing else StepKind.ARRANGE
            orders.setdefault(action, _order(kind, fired))
    pressing = [one for one in orders.values() if one.kind is StepKind.NOW]
    later = [one for one in orders.values() if one.kind is StepKind.ARRANGE]
    return pressing[:MOST_PRESSING], later


def _order(kind: StepKind, fired: FiredRule) -> _Line:
    """What a rule asks for and, since many an order means little alone, what for."""
    return _Line(
        kind,
        fired.rule_id,
        lambda speech: f"{speech.rule_action(fired)} ({speech.rule_name(fired)})",
    )


def _of_memo(label: str, memo: Memo, case: CaseAnalysis, known: Known) -> Iterator[_Line]:
    if treatments := _first_line(memo, case, known):
        yield _Line(
            StepKind.TREAT, label, lambda speech: _treatment(treatments, case, known, speech)
        )
    yield _Line(StepKind.TELL, label, lambda speech: speech.of(memo.patient)[0])
    if not _has_fever(case):  # what its rules say comes next
        place = _SOONEST_REFERRAL if len(memo.refer["en"]) > _MANY_REFERRALS else 0
        yield _Line(StepKind.REFER, label, lambda speech: speech.of(memo.refer)[place])


def _first_line(memo: Memo, case: CaseAnalysis, known: Known) -> list[Treatment]:
    """First-line treatments against which nothing stands; all of them where each has something."""
    first = [one for one in memo.treatment if one.line == "first"]
    fitting = [
        one
        for one in first
        if all(
            caution.standing is not Standing.APPLIES
            for caution in cautions(one, case.facts, known.age, known.sex)
        )
    ]
    return fitting or first


def _treatment(
    treatments: list[Treatment], case: CaseAnalysis, known: Known, speech: Speech
) -> str:
    """The first of them with its cautions, and the names of the others."""
    first, *others = treatments
    found = cautions(first, case.facts, known.age, known.sex)
    drug = f"{speech.drug(first.inn)}. " if first.inn else ""
    drugs = dict.fromkeys(one.inn for one in others if one.inn not in ("", first.inn))
    told = [
        f"{drug[:1].upper()}{drug[1:]}{speech.of(first.text)}",
        found_text(found, speech),
        unchecked_text(found, speech),
    ]
    if drugs:
        names = speech.listed(map(speech.drug, drugs))
        told.append(speech.t("record.step.others", names=names))
    return " ".join(filter(None, told))


def _wants_another_photo(case: CaseAnalysis) -> bool:
    """Whether none could be judged, or those that were are unlike all that were learned from."""
    judged = [photo for photo in case.photos if photo.photo_id in case.pooled]
    return case.has_photos and all(photo.gate.reasons for photo in judged)


def _retake(case: CaseAnalysis, speech: Speech) -> str:
    again = speech.t("record.step.again")
    return f"{again} {retake_text(reasons_of(case.photos), speech)}".strip()


def _review_line(case: CaseAnalysis, entry: Disease | None) -> _Line:
    """The review of the memo, where the case is no more urgent than its disease, and no fever."""
    urgency, memo = case.advice.urgency, entry.memo if entry else None
    quiet = urgency.rank >= Urgency.SOON.rank and not _has_fever(case)
    fits = urgency is not Urgency.SOON or (entry and entry.urgency.rank <= Urgency.SOON.rank)
    if entry and memo and memo.review and quiet and fits:
        return _Line(StepKind.REVIEW, entry.key, lambda speech: _memo_review(entry, memo, speech))
    return _Line(StepKind.REVIEW, "", lambda speech: speech.t(_review(case)))


def _memo_review(entry: Disease, memo: Memo, speech: Speech) -> str:
    """When to see again, and, but for growths, that fever or worsening does not wait for it."""
    told = speech.of(memo.review)
    return told if entry.growth else f"{told} {speech.t('record.review.any_time')}"


def _review(case: CaseAnalysis) -> str:
    """When to look again where nothing more was said: sooner with fever, and with a danger."""
    if case.advice.urgency is Urgency.URGENT or _has_fever(case):
        return "record.review.urgent"
    return "record.review.soon" if case.advice.urgency is Urgency.SOON else "record.review.other"


def _answer(case: CaseAnalysis) -> str:
    """The disease that the rules took for the answer; "" where it was excluded or concluded."""
    for fired in case.advice.fired:
        if fired.rule_id in ANSWER_RULES:
            return next((one.partition("=")[2] for one in fired.because), "")
    return ""


def _has_fever(case: CaseAnalysis) -> bool:
    return case.facts.get("fever") is True or float(case.facts.get("fever_days", 0)) >= 1


def _in_all(words: Callable[[Speech], str]) -> dict[str, str]:
    return {language: words(Speech(language)) for language in LANGUAGES}
