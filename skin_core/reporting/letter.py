"""The letter to whoever sees the patient next: one page, two where needed.

Whom it goes to, why, what was done and what is asked are the writer's own words, as the case fills
them in until they are changed. It leaves nothing out; only a very long text is shortened, and says
so. The network's answer stands in it only where the writer wants that, worded as decision support.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from skin_core.domain.analysis import Advice, Urgency
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.narrative.answer import answer_notes
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
from skin_core.reporting.frame import date_text, signature_text
from skin_core.reporting.letter_facts import (
    DONE,
    LetterFacts,
    always_said,
    decisive,
    done_row,
    letter_facts,
)
from skin_core.reporting.letter_photos import photo_blocks
from skin_core.reporting.letter_words import letter_words
from skin_core.reporting.options import LetterWords, ReportImages, ReportOptions
from skin_core.reporting.people import one_line, patient_contact, person_text, referrer_text
from skin_core.reporting.shortening import shortened
from skin_core.rules.texts import in_sentence

MOST_PREDICTIONS = 3


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
    words, facts = options.letter or letter_words(case, speech), letter_facts(case, speech)
    date = date_text(created.date().isoformat(), speech)
    to = speech.t("letter.to_whom", name=one_line(words.to))
    yield Paragraph(speech.t("letter.dated", date=date), lead=to)
    yield _urgency(case.analysis.advice, (*facts.found, *decisive(case, speech)), speech)
    yield Paragraph(_greeting(case, speech))
    yield from _reason(case, words, options, room, speech)
    for name, value in always_said(case, speech):  # whatever else is shortened, these are whole
        yield Paragraph(value, lead=f"{name}:")
    yield from _typed("done", words.done, room, speech)
    yield from _known(case, facts, created, room, speech)
    yield from photo_blocks(case, images, room.photo_mm, speech)
    if words.with_network:
        yield from _support(case, speech)
    if room.pages > 1:
        yield NewPage()  # what is signed stays with its signature
    yield from _typed("question", words.question, room, speech)
    yield from _to_fill_in(case.analysis.advice, options, speech)
    labels = tuple(speech.t(f"letter.{name}") for name in ("signature", "name", "date"))
    if referrer := referrer_text(options, speech):
        yield Paragraph(referrer, lead=speech.t("letter.referrer"))
    yield Signature((), signature_text(options, created, speech), labels)
    yield Heading(_reply(case, words, speech))
    yield EmptyLines(room.reply_lines)
    yield Signature((), "", labels)


def _reply(case: Case, words: LetterWords, speech: Speech) -> str:
    """Whose answer is awaited, where the letter goes where the rules send it."""
    place = addressee(case.analysis.advice)
    known = words.to == speech.t(f"letter.to.{place}")
    return speech.t(f"letter.reply.{place}" if known else "letter.reply.other")


def _greeting(case: Case, speech: Speech) -> str:
    greeting = speech.t("letter.greeting", who=person_text(case, speech))
    contact = patient_contact(case, speech)
    return f"{greeting} {speech.t('letter.patient', contact=contact)}" if contact else greeting


def _urgency(advice: Advice, found: tuple[str, ...], speech: Speech) -> Notice:
    """How soon, what was found, and who else is needed."""
    word, when = speech.urgency(advice.urgency), in_sentence(speech.how_soon(advice))
    title = speech.t("letter.urgency", word=word, when=when)
    lines = []
    if found:
        lines.append(speech.t("letter.found", names=speech.in_a_row(found)))
    if others := [speech.t(f"letter.place.{key}") for key in also_needed(advice)]:
        lines.append(speech.t("letter.also", places=speech.listed(others)))
    if advice.urgency is Urgency.EMERGENCY:
        lines.append(speech.t("letter.emergency"))
    return Notice(advice.urgency, title, "\n".join(lines) or speech.t("letter.no_rule"))


def _reason(
    case: Case, words: LetterWords, options: ReportOptions, room: Room, speech: Speech
) -> Iterator[Block]:
    assessment = case.assessment or ClinicianAssessment()
    yield Heading(speech.t("letter.reason"))
    if words.reason.strip():
        yield Paragraph(shortened(words.reason, room.words, speech))
    if diagnosis := diagnosis_text(assessment, speech):
        lead = speech.t("letter.clinical_diagnosis")
        yield Paragraph(shortened(diagnosis, room.words, speech), lead=lead)
        if code := national_code(assessment.diagnosis, options.country):
            yield Paragraph(speech.t("letter.national_code", code=code), faint=True)
    else:
        yield Paragraph(speech.t("letter.no_diagnosis"))


def _typed(name: str, text: str, room: Room, speech: Speech) -> Iterator[Block]:
    """One field of the letter under its heading; lines for the pen where nothing was written."""
    yield Heading(speech.t(f"letter.{name}"))
    if text.strip():
        yield Paragraph(shortened(text, room.words, speech))
    else:
        yield EmptyLines(1)


def _known(
    case: Case, facts: LetterFacts, created: datetime, room: Room, speech: Speech
) -> Iterator[Block]:
    """What was answered, heaviest first; what stands elsewhere in the letter is left out."""
    told = {row[0] for key in DONE if (row := done_row(key, case, speech))}
    told |= {name for name, _ in always_said(case, speech)}
    rows = [row for row in facts.rows if row[0] not in told]
    excluded = excluded_text(case.assessment or ClinicianAssessment(), created, speech)
    if not (rows or facts.denied or excluded):
        return
    yield Heading(speech.t("letter.known"))
    if rows:
        yield Table(tuple((name, shortened(value, room.words, speech)) for name, value in rows))
    if facts.denied:
        yield Paragraph(speech.in_a_row(facts.denied), lead=speech.t("letter.denied"))
    if excluded:
        yield Paragraph(excluded, lead=f"{speech.t('report.excluded.title')}:")


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


def _to_fill_in(advice: Advice, options: ReportOptions, speech: Speech) -> Iterator[Block]:
    """Lines for the pen: vital signs of an emergency, numbers of the health insurance."""
    if advice.urgency is Urgency.EMERGENCY:
        yield Paragraph(speech.t("letter.vital_signs"))
    if country(options.country).insurance:
        yield Paragraph(speech.t("letter.insurance"))
