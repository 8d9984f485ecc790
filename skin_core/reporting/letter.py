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
from skin_core.narrative.answer import answer_notes, answer_sentence
from skin_core.narrative.speech import Speech
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
from skin_core.rules import known_rules, rule, rule_citation

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
    speech: Speech,
) -> Iterator[Block]:  # fmt: skip
    """The whole letter."""
    place, facts = addressee(case.analysis.advice), letter_facts(case, speech)
    date = date_text(created.date().isoformat(), speech)
    yield Paragraph(speech.t("letter.dated", date=date), lead=speech.t(f"letter.to.{place}"))
    yield _urgency(case.analysis.advice, facts, speech)
    yield Paragraph(_greeting(case, speech))
    yield from _reason(case, options, created, room, speech)
    yield from _known(facts, room, speech)
    yield from photo_blocks(case, images, room.photo_mm, speech)
    yield from _note(case, room, speech)
    yield from _support(case, speech)
    if room.pages > 1:
        yield NewPage()  # what is signed stays with its signature
    yield Heading(speech.t("letter.question"))
    yield Paragraph(speech.t(f"letter.please.{place}"))
    yield from _to_fill_in(case.analysis.advice, options, speech)
    labels = tuple(speech.t(f"letter.{name}") for name in ("signature", "name", "date"))
    if referrer := referrer_text(options, speech):
        yield Paragraph(referrer, lead=speech.t("letter.referrer"))
    yield Signature((), "", labels)
    yield Heading(speech.t(f"letter.reply.{place}"))
    yield EmptyLines(room.reply_lines)
    yield Signature((), "", labels)


def _greeting(case: Case, speech: Speech) -> str:
    greeting = speech.t("letter.greeting", who=person_text(case, speech))
    contact = patient_contact(case, speech)
    return f"{greeting} {speech.t('letter.patient', contact=contact)}" if contact else greeting


def _urgency(advice: Advice, facts: LetterFacts, speech: Speech) -> Notice:
    """How soon, why, what was found, and who else is needed."""
    word, when = speech.urgency(advice.urgency), speech.how_soon(advice)
    title = speech.t("letter.urgency", word=word, when=when)
    fired = _asking_rule(advice)
    lines = [_headline(fired, speech) if fired else speech.t("letter.no_rule")]
    if facts.found:
        lines.append(speech.t("letter.found", names=speech.listed(facts.found)))
    if others := [speech.t(f"letter.place.{key}") for key in also_needed(advice)]:
        lines.append(speech.t("letter.also", places=speech.listed(others)))
    if advice.urgency is Urgency.EMERGENCY:
        lines.append(speech.t("letter.emergency"))
    return Notice(advice.urgency, title, "\n".join(lines))


def _asking_rule(advice: Advice) -> FiredRule | None:
    """The first rule that demands this urgency: it asks for an action, or names a disease."""
    for fired in known_rules(advice):
        speaks = _labels(fired) if _is_of_disease(fired) else Speech("en").rule_action(fired)
        if fired.urgency is advice.urgency and speaks:
            return fired
    return None


def _headline(fired: FiredRule, speech: Speech) -> str:
    """What the rule is about, with its sources; the diseases themselves where it names some."""
    name = speech.rule_name(fired)
    if _is_of_disease(fired):
        name = speech.listed(speech.label(label) for label in _labels(fired))
        if rule(fired.rule_id).urgency is not None:  # a tier of the network, not one diagnosis
            name = speech.t("letter.possible", names=name)
    citation = rule_citation(fired)
    if not citation:
        return speech.t("letter.headline", name=name)
    return speech.t("letter.headline_cited", name=name, citation=citation)


def _is_of_disease(fired: FiredRule) -> bool:
    """Whether it is a rule of the house on named diseases, whose own title says little."""
    return rule(fired.rule_id).subject == NAMED_DISEASES


def _labels(fired: FiredRule) -> list[str]:
    return [label for label in fired.values.get("labels", "").split(",") if label]


def _reason(
    case: Case, options: ReportOptions, created: datetime, room: Room, speech: Speech
) -> Iterator[Block]:
    assessment = case.assessment or ClinicianAssessment()
    yield Heading(speech.t("letter.reason"))
    if diagnosis := diagnosis_text(assessment, speech):
        lead = speech.t("letter.clinical_diagnosis")
        yield Paragraph(_shortened(diagnosis, room.words, speech), lead=lead)
        if code := national_code(assessment.diagnosis, options.country):
            yield Paragraph(speech.t("letter.national_code", code=code), faint=True)
    elif case.analysis.has_photos:
        sentence = answer_sentence(case.analysis, speech)
        yield Paragraph(speech.t("letter.no_diagnosis", sentence=sentence))
    else:
        yield Paragraph(speech.t("letter.no_diagnosis_no_photo"))
    if excluded := excluded_text(assessment, created, speech):
        yield Paragraph(excluded, lead=f"{speech.t('report.excluded.title')}:")


def _known(facts: LetterFacts, room: Room, speech: Speech) -> Iterator[Block]:
    """What was answered, heaviest first."""
    yield Heading(speech.t("letter.known"))
    if facts.rows:
        words = room.words
        yield Table(tuple((name, _shortened(value, words, speech)) for name, value in facts.rows))
    for key, names in (("denied", facts.denied), ("unknown", facts.unknown)):
        if names:
            yield Paragraph(speech.listed(names), lead=speech.t(f"letter.{key}"))


def _support(case: Case, speech: Speech) -> Iterator[Block]:
    """The network's three best on one line, with the model's name, and what limits them."""
    analysis, origin = case.analysis, case.analysis.provenance
    if not analysis.differential or origin is None:
        return
    best = [
        f"{speech.label(one.label)} {speech.percent(one.probability)}"
        for one in analysis.differential[:MOST_PREDICTIONS]
    ]
    model = f"{origin.model} {origin.model_version}"
    words = speech.t("letter.support", model=model, answer=speech.listed(best))
    yield Paragraph(" ".join((words, *answer_notes(analysis, speech))), faint=True)


def _note(case: Case, room: Room, speech: Speech) -> Iterator[Block]:
    """The clinician's note; a line for what was started today, where neither tells."""
    note = case.assessment.note if case.assessment else ""
    if note.strip():
        yield Heading(speech.t("letter.note"))
        yield Paragraph(_shortened(note, room.words, speech))
    elif "started_today" not in case.facts:
        yield Heading(speech.t("letter.started"))
        yield EmptyLines(1)


def _to_fill_in(advice: Advice, options: ReportOptions, speech: Speech) -> Iterator[Block]:
    """Lines for the pen: vital signs of an emergency, numbers of the health insurance."""
    if advice.urgency is Urgency.EMERGENCY:
        yield Paragraph(speech.t("letter.vital_signs"))
    if country(options.country).insurance:
        yield Paragraph(speech.t("letter.insurance"))


def _shortened(text: str, limit: int, speech: Speech) -> str:
    """On one line; cut at a word, with a pointer to the report, where it is too long."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = text[:limit].rsplit(" ", 1)[0]
    return speech.t("letter.shortened", text=kept)
