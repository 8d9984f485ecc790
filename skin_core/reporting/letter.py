"""The letter to a dermatologist: one page, signed by hand.

Its reason is the clinician's diagnosis; without one the network's answer stands there, worded as
decision support. Long words are shortened and point to the report: the page is sent alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from skin_core.domain.analysis import CaseAnalysis, FiredRule, Urgency
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.facts import all_facts, fact_name, fact_text
from skin_core.i18n import t
from skin_core.narrative.answer import (
    answer_notes,
    answer_sentence,
    label_text,
    percent_text,
    urgency_text,
    urgency_when,
)
from skin_core.reporting.blocks import (
    Block,
    EmptyLines,
    Heading,
    Item,
    Items,
    Notice,
    Pairs,
    Paragraph,
    Pictures,
    Signature,
)
from skin_core.reporting.first_page import diagnosis_text
from skin_core.reporting.frame import date_text, place_text, provenance
from skin_core.reporting.options import ReportImages
from skin_core.reporting.pictures import large_picture, small_picture
from skin_core.rules import known_rules, rule_action, rule_citation, rule_name

MOST_PREDICTIONS = 3
LONGEST_PAIR = 40  # characters that stand in one of two columns
SMALL_PHOTOS = 3
PHOTO_MM = 32.0  # high; the words need the rest of the page


@dataclass(frozen=True, slots=True)
class Room:
    """How much a letter may hold. words: characters of a free text; facts, questions: at most."""

    words: int
    facts: int
    questions: int
    has_photo: bool = True
    reply_lines: int = 3


ROOMS = (
    Room(600, 24, 8),
    Room(320, 14, 8),
    Room(200, 10, 6, reply_lines=2),
    Room(160, 8, 4, reply_lines=1),
    Room(160, 8, 6, has_photo=False, reply_lines=2),
    Room(80, 4, 3, has_photo=False, reply_lines=1),
)


def letter_blocks(
    case: Case, images: ReportImages, created: datetime, room: Room, language: str
) -> Iterator[Block]:
    """The whole letter."""
    date = date_text(created.date().isoformat(), language)
    yield Paragraph(t("letter.dated", language, date=date), lead=t("letter.to", language))
    yield _urgency(case.analysis, language)
    greeting = "letter.greeting" if case.analysis.has_photos else "letter.greeting_no_photo"
    yield Paragraph(t(greeting, language))
    yield from _reason(case, room, language)
    yield from _known(case, room, language)
    if room.has_photo and images.photos:
        yield _photos(images, language)
    if not case.analysis.has_photos:
        yield Paragraph(t("letter.no_photo", language), faint=True)
    yield from _support(case, language)
    yield from _note(case, room, language)
    yield from _question(case.analysis, language)
    labels = tuple(t(f"letter.{name}", language) for name in ("signature", "name", "date"))
    yield Signature((), "", labels)
    yield Heading(t("letter.reply", language))
    yield EmptyLines(room.reply_lines)
    yield Signature((), "", labels)


def _urgency(analysis: CaseAnalysis, language: str) -> Notice:
    """How soon, and the rule that says so; a referral may also be the clinician's wish alone."""
    urgency = analysis.advice.urgency
    word, when = urgency_text(urgency, language), urgency_when(urgency, language)
    title = t("letter.urgency", language, word=word, when=when)
    fired = _asking_rule(analysis)
    if fired is None:
        return Notice(urgency, title, t("letter.no_rule", language))
    name = rule_name(fired, language)
    if urgency is Urgency.EMERGENCY:
        return Notice(urgency, title, t("letter.emergency", language, name=name))
    return Notice(urgency, title, name)


def _reason(case: Case, room: Room, language: str) -> Iterator[Block]:
    yield Heading(t("letter.reason", language))
    if diagnosis := diagnosis_text(case.assessment or ClinicianAssessment(), language):
        lead = t("letter.clinical_diagnosis", language)
        yield Paragraph(_shortened(diagnosis, room.words, language), lead=lead)
    elif case.analysis.has_photos:
        sentence = answer_sentence(case.analysis, language)
        yield Paragraph(t("letter.no_diagnosis", language, sentence=sentence))
    else:
        yield Paragraph(t("letter.no_diagnosis_no_photo", language))


def _known(case: Case, room: Room, language: str) -> Iterator[Block]:
    """The answers, in the order of the form, and what was asked and is unknown."""
    yield Heading(t("letter.known", language))
    answered = [
        (fact_name(key, language), fact_text(key, case.facts[key], language))
        for key in all_facts()
        if key in case.facts
    ]
    if "site" not in case.facts and (place := place_text(case, language)):
        answered.insert(0, (fact_name("site", language), place))
    rows = answered[: room.facts]
    if rows:
        yield Pairs(tuple(row for row in rows if len(row[1]) <= LONGEST_PAIR))
    for name, value in rows:
        if len(value) > LONGEST_PAIR:
            yield Paragraph(_shortened(value, room.words, language), lead=f"{name}:")
    if not answered:
        yield Paragraph(t("letter.nothing_known", language))
    if left := len(answered) - len(rows):
        yield Paragraph(t("letter.more_facts", language, count=left), faint=True)
    asked = [key for key in case.analysis.advice.questions if key in all_facts()]
    if asked:
        names = [fact_name(key, language) for key in asked[: room.questions]]
        text = t("answer.separator", language).join(names)
        yield Paragraph(text, lead=t("letter.unknown", language))


def _photos(images: ReportImages, language: str) -> Pictures:
    """Photos only: a heatmap would steer the eye of the one who is asked."""
    shown = images.photos[: SMALL_PHOTOS + 1]
    count = len(shown)
    names = [t("report.first.photo_name", language, number=n) for n in range(1, count + 1)]
    if count == 1:
        names = [t("letter.photo", language)]
    several = t("report.first.photo_names", language, first=2, last=count)
    return Pictures(
        (large_picture(shown[0], names[0]),),
        tuple(map(small_picture, shown[1:], names[1:])),
        names[1] if count == 2 else several,
        tallest_mm=PHOTO_MM,
    )


def _support(case: Case, language: str) -> Iterator[Block]:
    """The network's three best, with the model's name, and what limits them."""
    analysis, origin = case.analysis, provenance(case)
    if not analysis.differential or origin is None:
        return
    model = f"{origin.model} {origin.model_version}"
    yield Heading(t("letter.support", language, model=model))
    best = analysis.differential[:MOST_PREDICTIONS]
    yield Items(
        tuple(
            Item(percent_text(one.probability, language), label_text(one.label, language))
            for one in best
        ),
        numbered=True,
    )
    for note in answer_notes(analysis, language):
        yield Paragraph(note, faint=True)


def _note(case: Case, room: Room, language: str) -> Iterator[Block]:
    """The clinician's note as it stands, or a line for one."""
    note = case.assessment.note if case.assessment else ""
    yield Heading(t("letter.note", language))
    if note.strip():
        yield Paragraph(_shortened(note, room.words, language))
    else:
        yield EmptyLines(1)


def _question(analysis: CaseAnalysis, language: str) -> Iterator[Block]:
    """What is asked of the dermatologist, and the rule on which the urgency rests."""
    yield Heading(t("letter.question", language))
    yield Paragraph(t("letter.please", language))
    fired = _asking_rule(analysis)
    if fired is not None:
        key = "letter.rule_cited" if (citation := rule_citation(fired)) else "letter.rule"
        name = rule_name(fired, language)
        words = t(key, language, name=name, rule=fired.rule_id, citation=citation)
        yield Paragraph(words, faint=True)


def _asking_rule(analysis: CaseAnalysis) -> FiredRule | None:
    """The first rule that demands this urgency and asks for something to be done."""
    for fired in known_rules(analysis.advice):
        if fired.urgency == analysis.advice.urgency and rule_action(fired, "en"):
            return fired
    return None


def _shortened(text: str, limit: int, language: str) -> str:
    """On one line; cut at a word, with a pointer to the report, where it is too long."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = text[:limit].rsplit(" ", 1)[0]
    return t("letter.shortened", language, text=kept)
