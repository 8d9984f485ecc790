"""The letter to whoever sees the patient next: one page, two where needed, signed by hand.

It is filled by clinical weight and leaves nothing out; only a very long text is shortened, and says
so. Its reason is the clinician's diagnosis; without one the network's answer stands there, worded
as decision support.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.i18n import t
from skin_core.narrative.answer import (
    advice_when,
    answer_notes,
    answer_sentence,
    label_text,
    percent_text,
    urgency_text,
)
from skin_core.reporting.addressee import addressee, also_needed
from skin_core.reporting.blocks import (
    Block,
    EmptyLines,
    Heading,
    NewPage,
    Notice,
    Paragraph,
    Signature,
    Table,
)
from skin_core.reporting.country import country, national_code
from skin_core.reporting.exclusions import excluded_text
from skin_core.reporting.first_page import diagnosis_text
from skin_core.reporting.frame import date_text
from skin_core.reporting.letter_facts import LetterFacts, letter_facts
from skin_core.reporting.letter_photos import photo_blocks
from skin_core.reporting.options import ReportImages, ReportOptions
from skin_core.reporting.people import patient_contact, person_text, referrer_text
from skin_core.rules import known_rules, rule, rule_action, rule_citation, rule_name

MOST_PREDICTIONS = 3
NAMED_DISEASES = "disease"  # the subject of those rules


@dataclass(frozen=True, slots=True)
class Room:
    """How a letter is laid out. words: characters of one free text; pages: at most."""

    words: int
    photo_mm: float
    reply_lines: int
    pages: int = 1


ROOMS = (
    Room(1500, 44, 3),
    Room(1500, 38, 2),
    Room(1500, 32, 1),
    Room(1500, 60, 4, pages=2),
    Room(700, 44, 3, pages=2),
    Room(350, 32, 2, pages=2),
)
"""The first that holds the letter is taken: smaller photos and fewer lines, then a second page."""


def letter_blocks(
    case: Case, images: ReportImages, options: ReportOptions, created: datetime, room: Room,
    language: str,
) -> Iterator[Block]:  # fmt: skip
    """The whole letter."""
    place, facts = addressee(case.analysis.advice), letter_facts(case, language)
    date = date_text(created.date().isoformat(), language)
    yield Paragraph(t("letter.dated", language, date=date), lead=t(f"letter.to.{place}", language))
    yield _urgency(case.analysis.advice, facts, language)
    yield Paragraph(_greeting(case, language))
    yield from _reason(case, options, created, room, language)
    yield from _known(facts, room, language)
    yield from photo_blocks(case, images, room.photo_mm, language)
    yield from _note(case, room, language)
    yield from _support(case, language)
    if room.pages > 1:
        yield NewPage()  # what is signed stays with its signature
    yield Heading(t("letter.question", language))
    yield Paragraph(t(f"letter.please.{place}", language))
    yield from _to_fill_in(case.analysis.advice, options, language)
    labels = tuple(t(f"letter.{name}", language) for name in ("signature", "name", "date"))
    if referrer := referrer_text(options, language):
        yield Paragraph(referrer, lead=t("letter.referrer", language))
    yield Signature((), "", labels)
    yield Heading(t(f"letter.reply.{place}", language))
    yield EmptyLines(room.reply_lines)
    yield Signature((), "", labels)


def _greeting(case: Case, language: str) -> str:
    greeting = t("letter.greeting", language, who=person_text(case, language))
    contact = patient_contact(case, language)
    return f"{greeting} {t('letter.patient', language, contact=contact)}" if contact else greeting


def _urgency(advice: Advice, facts: LetterFacts, language: str) -> Notice:
    """How soon, why, what was found, and who else is needed."""
    word, when = urgency_text(advice.urgency, language), advice_when(advice, language)
    title = t("letter.urgency", language, word=word, when=when)
    fired = _asking_rule(advice)
    lines = [_headline(fired, language) if fired else t("letter.no_rule", language)]
    if facts.found:
        lines.append(t("letter.found", language, names=_joined(facts.found, language)))
    if others := [t(f"letter.place.{key}", language) for key in also_needed(advice)]:
        lines.append(t("letter.also", language, places=_joined(others, language)))
    if advice.urgency is Urgency.EMERGENCY:
        lines.append(t("letter.emergency", language))
    return Notice(advice.urgency, title, "\n".join(lines))


def _asking_rule(advice: Advice) -> FiredRule | None:
    """The first rule that demands this urgency: it asks for an action, or names a disease."""
    for fired in known_rules(advice):
        speaks = _labels(fired) if _is_of_disease(fired) else rule_action(fired, "en")
        if fired.urgency is advice.urgency and speaks:
            return fired
    return None


def _headline(fired: FiredRule, language: str) -> str:
    """What the rule is about, with its sources; the diseases themselves where it names some."""
    name = rule_name(fired, language)
    if _is_of_disease(fired):
        name = _joined([label_text(label, language) for label in _labels(fired)], language)
        if rule(fired.rule_id).urgency is not None:  # a tier of the network, not one diagnosis
            name = t("letter.possible", language, names=name)
    citation = rule_citation(fired)
    if not citation:
        return t("letter.headline", language, name=name)
    return t("letter.headline_cited", language, name=name, citation=citation)


def _is_of_disease(fired: FiredRule) -> bool:
    """Whether it is a rule of the house on named diseases, whose own title says little."""
    return rule(fired.rule_id).subject == NAMED_DISEASES


def _labels(fired: FiredRule) -> list[str]:
    return [label for label in fired.values.get("labels", "").split(",") if label]


def _reason(
    case: Case, options: ReportOptions, created: datetime, room: Room, language: str
) -> Iterator[Block]:
    assessment = case.assessment or ClinicianAssessment()
    yield Heading(t("letter.reason", language))
    if diagnosis := diagnosis_text(assessment, language):
        lead = t("letter.clinical_diagnosis", language)
        yield Paragraph(_shortened(diagnosis, room.words, language), lead=lead)
        if code := national_code(assessment.diagnosis, options.country):
            yield Paragraph(t("letter.national_code", language, code=code), faint=True)
    elif case.analysis.has_photos:
        sentence = answer_sentence(case.analysis, language)
        yield Paragraph(t("letter.no_diagnosis", language, sentence=sentence))
    else:
        yield Paragraph(t("letter.no_diagnosis_no_photo", language))
    if excluded := excluded_text(assessment, created, language):
        yield Paragraph(excluded, lead=f"{t('report.excluded.title', language)}:")


def _known(facts: LetterFacts, room: Room, language: str) -> Iterator[Block]:
    """What was answered, heaviest first."""
    yield Heading(t("letter.known", language))
    if facts.rows:
        words = room.words
        yield Table(tuple((name, _shortened(value, words, language)) for name, value in facts.rows))
    for key, names in (("denied", facts.denied), ("unknown", facts.unknown)):
        if names:
            yield Paragraph(_joined(names, language), lead=t(f"letter.{key}", language))


def _support(case: Case, language: str) -> Iterator[Block]:
    """The network's three best on one line, with the model's name, and what limits them."""
    analysis, origin = case.analysis, case.analysis.provenance
    if not analysis.differential or origin is None:
        return
    best = [
        f"{label_text(one.label, language)} {percent_text(one.probability, language)}"
        for one in analysis.differential[:MOST_PREDICTIONS]
    ]
    model = f"{origin.model} {origin.model_version}"
    words = t("letter.support", language, model=model, answer=_joined(best, language))
    yield Paragraph(" ".join((words, *answer_notes(analysis, language))), faint=True)


def _note(case: Case, room: Room, language: str) -> Iterator[Block]:
    """The clinician's note; a line for what was started today, where neither tells."""
    note = case.assessment.note if case.assessment else ""
    if note.strip():
        yield Heading(t("letter.note", language))
        yield Paragraph(_shortened(note, room.words, language))
    elif "started_today" not in case.facts:
        yield Heading(t("letter.started", language))
        yield EmptyLines(1)


def _to_fill_in(advice: Advice, options: ReportOptions, language: str) -> Iterator[Block]:
    """Lines for the pen: vital signs of an emergency, numbers of the health insurance."""
    if advice.urgency is Urgency.EMERGENCY:
        yield Paragraph(t("letter.vital_signs", language))
    if country(options.country).insurance:
        yield Paragraph(t("letter.insurance", language))


def _joined(names: Iterator[str] | tuple[str, ...] | list[str], language: str) -> str:
    return t("answer.separator", language).join(names)


def _shortened(text: str, limit: int, language: str) -> str:
    """On one line; cut at a word, with a pointer to the report, where it is too long."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = text[:limit].rsplit(" ", 1)[0]
    return t("letter.shortened", language, text=kept)
