"""What a report holds by choice: the facts that are known, and the memo of the disease."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.case import Case
from skin_core.domain.disease import MEMO_PARTS, TREATMENT_LINES, Memo, Reference, Treatment
from skin_core.drugs import Caution, Taker, cautions
from skin_core.narrative.speech import Speech
from skin_core.narrative.treatment_words import (
    against_text,
    class_text,
    found_text,
    source_text,
    unchecked_text,
    unnamed_text,
    unsourced_text,
)
from skin_core.reporting.blocks import Block, Heading, Item, Items, Paragraph
from skin_core.reporting.frame import date_text
from skin_core.reporting.letter_facts import facts_sentence

UNOPENED = "*"


def facts_blocks(case: Case, speech: Speech) -> Iterator[Block]:
    """What is known, in one sentence; what is not known is not listed."""
    if told := facts_sentence(case, speech):
        yield Paragraph(told, lead=speech.t("report.facts.known"))


def memo_blocks(case: Case, speech: Speech) -> Iterator[Block]:
    """The memo of the clinician's diagnosis, else of the network's first answer."""
    label = memo_label(case)
    if not label:
        return
    name, memo = speech.label(label), all_diseases()[label].memo
    yield Heading(speech.t("report.memo.title", name=name))
    if memo is None:
        yield Paragraph(speech.t("report.memo.not_written", name=name))
        return
    yield _review(memo, speech)
    yield Paragraph(speech.of(memo.summary))
    for part in MEMO_PARTS:
        if part == "treatment":
            yield from _treatment_blocks(memo, _taker(case), speech)
        elif part == "look_alikes":
            yield from _look_alikes(memo, speech)
        elif part == "review":
            yield from _bullets(part, {code: (one,) for code, one in memo.review.items()}, speech)
        else:
            yield from _bullets(part, getattr(memo, part), speech)
    yield from _unverified(memo, speech)
    yield from _references(memo, speech)


def memo_label(case: Case) -> str:
    """The disease whose memo belongs to the case; "" where there is none."""
    chosen = case.assessment.diagnosis if case.assessment else ""
    if chosen in all_diseases():
        return chosen
    top = case.analysis.top
    return top.label if top is not None and top.label in all_diseases() else ""


def _review(memo: Memo, speech: Speech) -> Paragraph:
    if not memo.reviewed_by:
        return Paragraph("", lead=speech.t("report.memo.not_reviewed"))
    date = date_text(memo.reviewed_on, speech) if memo.reviewed_on else ""
    return Paragraph(speech.t("report.memo.reviewed", name=memo.reviewed_by, date=date))


def _bullets(part: str, lists: Mapping[str, tuple[str, ...]], speech: Speech) -> Iterator[Block]:
    lines = lists.get(speech.language, ())
    if lines:
        yield Heading(speech.t(f"diseases.part.{part}"))
        yield Items(tuple(Item(line) for line in lines))


def _taker(case: Case) -> Taker:
    """The patient, as old as on the day of the visit."""
    visit = datetime.fromisoformat(case.visit_date).date()
    return Taker(case.facts, case.patient.age_on(visit), case.patient.sex)


def _treatment_blocks(memo: Memo, taker: Taker, speech: Speech) -> Iterator[Block]:
    for line in TREATMENT_LINES:
        given = [entry for entry in memo.treatment if entry.line == line]
        if given:
            yield Heading(speech.t(f"diseases.part.treatment_{line}"))
            yield Items(tuple(_treatment(entry, taker, speech) for entry in given))
    standing = [one for entry in memo.treatment for one in _cautions(entry, taker)]
    found = {one.reason for one in standing if one.is_found}
    silent = [one for one in standing if one.reason not in found]
    unsettled = (unchecked_text(standing, speech), unnamed_text(silent, speech))
    if told := " ".join(filter(None, unsettled)):
        yield Paragraph(told, faint=True)


def _treatment(entry: Treatment, taker: Taker, speech: Speech) -> Item:
    """One treatment with what speaks against it, what was found for this patient first."""
    told = [found_text(_cautions(entry, taker), speech)]
    if group := class_text(entry, speech):
        against = speech.t("drugs.against", text=against_text(entry, speech))
        told.append(f"{group}. {against}")
    lead = f"{speech.drug(entry.inn)}:" if entry.inn else ""
    return Item(speech.of(entry.text), lead, " ".join(filter(None, told)))


def _cautions(entry: Treatment, taker: Taker) -> tuple[Caution, ...]:
    return cautions(entry, taker.facts, taker.age, taker.sex)


def _look_alikes(memo: Memo, speech: Speech) -> Iterator[Block]:
    if memo.look_alikes:
        yield Heading(speech.t("diseases.part.look_alikes"))
        yield Items(
            tuple(
                Item(speech.of(entry.how), f"{speech.label(entry.label)}:")
                for entry in memo.look_alikes
            )
        )


def _unverified(memo: Memo, speech: Speech) -> Iterator[Block]:
    """What stands in the memo on one source alone."""
    if memo.unverified:
        yield Heading(speech.t("diseases.unverified"))
        for entry in memo.unverified:
            part = speech.t(f"diseases.part.{entry.section}")
            yield Paragraph(f"{part}: {speech.of(entry.what)}", faint=True)


def _references(memo: Memo, speech: Speech) -> Iterator[Block]:
    if memo.references:
        yield Heading(speech.t("diseases.part.references"))
        for entry in memo.references:
            yield Paragraph(_reference(entry, speech), faint=True)
        if not all(entry.opened for entry in memo.references):
            yield Paragraph(UNOPENED + speech.t("report.memo.unopened"), fine=True)
        read = source_text(memo, True, speech)
        if known := source_text(memo, False, speech):
            known = f"{known} ({speech.t('analyse.memo.not_opened')})"
        for line in filter(None, (read, known, unsourced_text(memo, speech))):
            yield Paragraph(line, faint=True)


def _reference(entry: Reference, speech: Speech) -> str:
    mark = "" if entry.opened else UNOPENED
    words = {"source": entry.source, "year": entry.year, "title": entry.title}
    return speech.t("report.memo.reference", **words) + mark
