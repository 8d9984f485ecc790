"""What to do for one case: the same five lines on every page, paper and interface.

They are made with the advice and kept with it, in every language, so that what was read at the
visit is what is read later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from skin_core.diseases import all_diseases
from skin_core.diseases.taxonomy import NORMAL
from skin_core.domain.age import age_of_days
from skin_core.domain.analysis import CaseAnalysis, FiredRule, Step, StepKind, Urgency
from skin_core.domain.disease import Disease, Memo, Treatment
from skin_core.drugs import Caution, cautions
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES
from skin_core.narrative.answer import reasons_of, retake_text
from skin_core.narrative.speech import Speech
from skin_core.narrative.treatment_words import caution_text, found_text, unchecked_text
from skin_core.rules import Known, known_rules, rule, rule_action
from skin_core.rules.known_facts import with_implied
from skin_core.rules.texts import in_sentence

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
    told = replace(case, facts=with_implied(case.facts))
    lines = list(_lines(told, known or Known()))
    if len(lines) > MOST_LINES:  # the last, when to see again, is never what gives way
        lines = [*lines[: MOST_LINES - 1], lines[-1]]
    return tuple(Step(one.kind, _in_all(one.words), one.source) for one in lines)


def steps_of(case: CaseAnalysis) -> tuple[Step, ...]:
    """The lines that were kept with a case; of one from before they were, those of today."""
    return case.steps or plan(case)


def ordered_by(case: CaseAnalysis) -> frozenset[str]:
    """The rules whose orders stand in the list."""
    return frozenset(step.source for step in steps_of(case))


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
    return speech.t("record.ask", questions=speech.in_a_row(names)) if names else ""


def _lines(case: CaseAnalysis, known: Known) -> Iterator[_Line]:
    pressing, later = _orders(case)
    if case.advice.urgency is Urgency.EMERGENCY:
        yield from pressing[:MOST_LINES]
        return
    yield from pressing[:MOST_PRESSING]
    if _wants_another_photo(case):
        yield _Line(StepKind.RETAKE, "gate", lambda speech: _retake(case, speech))
        if case.advice.urgency is Urgency.UNKNOWN and not known.concluded:
            return  # nothing is known that could be seen again
    yield from later[: 1 if pressing else MOST_PRESSING - 1]
    label = known.diagnosis or ("" if known.concluded else _answer(case))
    entry = all_diseases().get(label)
    if entry and entry.memo and label != NORMAL:
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
    return pressing, later


def _order(kind: StepKind, fired: FiredRule) -> _Line:
    """What a rule asks for and, since many an order means little alone, what for."""
    return _Line(
        kind,
        fired.rule_id,
        lambda speech: f"{speech.rule_action(fired)} ({speech.rule_name(fired)})",
    )


def _of_memo(label: str, memo: Memo, case: CaseAnalysis, known: Known) -> Iterator[_Line]:
    if _is_infant(case, known):
        yield _Line(StepKind.TREAT, label, lambda speech: speech.t("record.step.infant"))
        return
    is_told = _is_referred(all_diseases()[label]) or not _replaced(label, case, known)
    if is_told and any(one.line == "first" for one in memo.treatment):
        yield _Line(StepKind.TREAT, label, lambda speech: _treat(label, memo, case, known, speech))
    yield _Line(StepKind.TELL, label, lambda speech: speech.of(memo.patient)[0])
    if not _has_fever(case):  # what its rules say comes next
        place = _SOONEST_REFERRAL if len(memo.refer["en"]) > _MANY_REFERRALS else 0
        yield _Line(StepKind.REFER, label, lambda speech: _closed(speech.of(memo.refer)[place]))


def _closed(text: str) -> str:
    """The line of a memo as a sentence, as all others of the list are."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _replaced(label: str, case: CaseAnalysis, known: Known) -> bool:
    """Whether a rule already says how to treat, or that it is examined for a cancer first.

    A rash that grows is treated all the same, unless the reader calls it a mole, a lump or a sore
    and has diagnosed nothing: what the network took for eczema may be a cancer.
    """
    replaced = [rule(one.rule_id).replaces_treatment for one in known_rules(case.advice)]
    is_lump = case.facts.get("mole_or_lump") is True and not known.diagnosis
    return any(label in one or (is_lump and one) for one in replaced)


def _treat(label: str, memo: Memo, case: CaseAnalysis, known: Known, speech: Speech) -> str:
    """How to treat; of a possible cancer, which is referred, that others than the reader do it."""
    told = _treatment(memo, case, known, speech)
    if not _is_referred(all_diseases()[label]):
        return told
    return speech.t("record.step.after_referral", treatment=told)


def _is_referred(entry: Disease) -> bool:
    """Whether others than the reader treat it: a possible cancer."""
    return entry.growth and entry.urgency.rank <= Urgency.SOON.rank


def _treatment(memo: Memo, case: CaseAnalysis, known: Known, speech: Speech) -> str:
    """The first line of the memo with its cautions, and the others by name with theirs.

    None moves up where the first is forbidden: it may be meant for another stage of the disease,
    or be half of a pair. What is forbidden is said, with the reason.
    """
    first, *others = (one for one in memo.treatment if one.line == "first")
    found = _cautions(first, case, known)
    named = dict.fromkeys(one.inn for one in others if one.inn not in ("", first.inn))
    told = [_with_cautions(one, found_of, speech) for one, found_of in _each(others, case, known)]
    listed = speech.in_a_row(dict.fromkeys(filter(None, told)))
    open_ones = [*found, *(one for _, of in _each(others, case, known) for one in of)]
    if any(one.forbids for one in found):
        drug = in_sentence(speech.drug(first.inn))
        parts = [speech.t("record.step.not_first", drug=drug), found_text(found, speech)]
    else:
        drug = f"{speech.drug(first.inn)}. " if first.inn else ""
        text = f"{drug[:1].upper()}{drug[1:]}{speech.of(first.text)}"
        parts = [text, found_text(found, speech)]
    parts.append(unchecked_text(open_ones if named else found, speech))
    if named:
        parts.append(speech.t("record.step.others", names=listed))
    return " ".join(filter(None, parts))


def _each(
    treatments: Iterable[Treatment], case: CaseAnalysis, known: Known
) -> Iterator[tuple[Treatment, tuple[Caution, ...]]]:
    return ((one, _cautions(one, case, known)) for one in treatments if one.inn)


def _with_cautions(entry: Treatment, found: Iterable[Caution], speech: Speech) -> str:
    """A medicine with what was entered against it: "doxycycline (Child: do not give)"."""
    cautions_told = (caution_text(one, speech) for one in found if one.is_found)
    against = "; ".join(map(in_sentence, cautions_told))
    return f"{speech.drug(entry.inn)} ({against})" if against else speech.drug(entry.inn)


def _cautions(entry: Treatment, case: CaseAnalysis, known: Known) -> tuple[Caution, ...]:
    return cautions(entry, case.facts, known.age, known.sex)


def _is_infant(case: CaseAnalysis, known: Known) -> bool:
    """Whether the patient may be under one: memos are written for those who are older.

    Days that contradict the age count too, for safety's sake.
    """
    days = case.facts.get("age_days")
    told = None if days is None else age_of_days(float(days))
    return any(age is not None and age.is_below(1) is not False for age in (told, known.age))


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
    return case.facts.get("fever") is True


def _in_all(words: Callable[[Speech], str]) -> dict[str, str]:
    return {language: words(Speech(language)) for language in LANGUAGES}
