"""What was seen and entered; what is not known is left out, or called not measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.facts import Facts, FactType
from skin_core.facts import all_facts
from skin_core.narrative.lesion import lesion_lines
from skin_core.narrative.scores import kept_line
from skin_core.narrative.seen import Entered, Seen, observed
from skin_core.narrative.speech import Speech
from skin_core.narrative.writer.grammar import Grammar, ended
from skin_core.narrative.writer.sentence import Subject

WIDESPREAD = "widespread"
TOLD_APART = ("site", "side", "duration", "rash_onset", "age_days")
"""Facts that have a sentence of their own."""


def findings(
    analysis: CaseAnalysis, subject: Subject, grammar: Grammar, speech: Speech
) -> Iterator[str]:
    """Photos, patient, place, course, answers, and what was measured."""
    yield _photos(analysis, grammar)
    seen = observed(entered_of(analysis, subject))
    answers = [
        *_person(seen, subject, grammar),
        *_place(analysis.facts, grammar, speech),
        *_course(seen, analysis.facts, grammar, speech),
        *_answers(analysis.facts, grammar, speech),
    ]
    yield from answers or [grammar.tell("findings.nothing")]
    yield from _measured(analysis, subject, grammar, speech)


def entered_of(analysis: CaseAnalysis, subject: Subject) -> Entered:
    """What was entered, as it is held against the pictures of diseases."""
    return Entered(analysis.facts, subject.age, subject.sex, subject.now)


def _photos(analysis: CaseAnalysis, grammar: Grammar) -> str:
    taken, judged = len(analysis.photos), len(analysis.pooled)
    if not taken:
        return grammar.tell("findings.no_photo")
    if not judged or analysis.kind is None:
        key = "findings.photo_none_one" if taken == 1 else "findings.photo_none_many"
        return grammar.tell(key, count=taken)
    kind, kinds = (grammar.word(f"{form}.{analysis.kind}") for form in ("kind", "kinds"))
    key = "findings.photo_one" if judged == 1 else "findings.photo_many"
    return grammar.tell(key, count=judged, kind=kind, kinds=kinds)


def _person(seen: Sequence[Seen], subject: Subject, grammar: Grammar) -> Iterator[str]:
    known = next((one for one in seen if one.topic == "age"), None)
    age = grammar.counted(f"age.{known.states[0]}", known.count) if known else ""
    sex = f"sex.{subject.sex}_child" if subject.is_child else f"sex.{subject.sex}"
    word = grammar.word(sex) if grammar.has(sex) else ""
    if age or word:
        key = "person" if age and word else "person_age" if age else "person_sex"
        yield grammar.tell(f"findings.{key}", age=age, sex=word)


def _place(facts: Facts, grammar: Grammar, speech: Speech) -> Iterator[str]:
    site, side = (str(facts.get(key, "")) for key in ("site", "side"))
    if site == WIDESPREAD:
        yield grammar.tell("findings.place_widespread")
    elif site:
        name = _small(speech.answer_as_kept("site", site), speech)
        if not grammar.has(f"side.{side}"):
            yield grammar.tell("findings.place", site=name)
        else:
            word = grammar.word(f"side.{side}")
            yield grammar.tell("findings.place_side", site=name, side=word)


def _course(seen: Sequence[Seen], facts: Facts, grammar: Grammar, speech: Speech) -> Iterator[str]:
    """How long it is there; of a date that no clock can be held against, the date alone."""
    known = next((one for one in seen if one.topic == "course"), None)
    when = speech.answer("rash_onset", facts["rash_onset"]) if "rash_onset" in facts else ""
    if known is None:
        if when:
            told = grammar.word("findings.value", name=speech.fact("rash_onset"), value=when)
            yield grammar.tell("findings.values", values=_small(told, speech))
    elif known.count:
        span = grammar.counted(f"span.{known.states[0]}", known.count)
        yield grammar.tell("findings.course", span=span, when=when)
    else:
        yield grammar.tell(f"findings.course_{known.states[0]}", when=when)


def _answers(facts: Facts, grammar: Grammar, speech: Speech) -> Iterator[str]:
    """Yes, no, numbers and choices, each in a row; words that were typed, as they are."""
    known = [spec for key, spec in all_facts().items() if key in facts and key not in TOLD_APART]
    for answer, key in ((True, "present"), (False, "absent")):
        keys = [one.key for one in known if facts[one.key] is answer]
        if names := [_small(speech.fact(one), speech) for one in keys]:
            yield grammar.tell(f"findings.{key}", names=grammar.listed(names))
    told = (FactType.NUMBER, FactType.CHOICE, FactType.WHEN)
    values = [_value(one.key, facts, grammar, speech) for one in known if one.type in told]
    if values:
        yield grammar.tell("findings.values", values=grammar.listed(values))
    for one in known:
        if one.type is FactType.TEXT:
            text = " ".join(str(facts[one.key]).split())
            yield grammar.tell("findings.typed", name=speech.fact(one.key), text=text)


def _value(key: str, facts: Facts, grammar: Grammar, speech: Speech) -> str:
    """An answer behind its name."""
    told = speech.answer_as_kept(key, facts[key])
    kind = all_facts()[key].type
    if kind is FactType.NUMBER:
        told = grammar.decimal(told)
    elif kind is FactType.CHOICE:
        told = _small(told, speech)
    name = _small(speech.fact(key), speech)
    return grammar.word("findings.value", name=name, value=told)


def _measured(
    analysis: CaseAnalysis, subject: Subject, grammar: Grammar, speech: Speech
) -> Iterator[str]:
    """Outlines and scores; and what of these was not measured."""
    outlines = [*lesion_lines(analysis, subject.assessment.outlines, speech)]
    yield from outlines
    last = {one.index: one for one in subject.scores}
    yield from (ended(kept_line(one, speech)) for one in last.values())
    missing = [] if outlines else [grammar.word("measure.area")]
    missing += [] if last else [grammar.word("measure.severity")]
    if missing:
        yield grammar.tell("findings.not_measured", names=grammar.listed(missing))


def _small(text: str, speech: Speech) -> str:
    """Words as they read in the middle of a sentence; abbreviations keep their capitals."""
    if speech.language == "ko" or text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]
