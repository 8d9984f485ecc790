"""The pages after the first: facts, memo of the disease, limits, and the origin of the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case
from skin_core.domain.disease import MEMO_PARTS, Memo, Reference, Treatment
from skin_core.drugs import Caution, Taker, cautions
from skin_core.facts import all_facts
from skin_core.narrative.knowledge import known_only
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
from skin_core.reporting.blocks import Block, Heading, Item, Items, Pairs, Paragraph
from skin_core.reporting.frame import date_text, moment_text, patient_name

LONGEST_VALUE = 80  # characters; longer answers are told below the table
DIGEST_LENGTH = 16  # characters of a SHA-256 that tell two weight files apart
CASE_LENGTH = 12  # of a case id


def facts_blocks(case: Case, speech: Speech) -> Iterator[Block]:
    """Who, when, and what was asked: the short form with its unknowns, and all else answered."""
    yield Heading(speech.t("report.facts.title"))
    year = case.patient.birth_year
    rows = [
        (speech.t("report.facts.patient"), patient_name(case, speech)),
        (speech.t("report.facts.birth_year"), str(year) if year else speech.unknown()),
        (speech.t("report.facts.sex"), _capital(speech.t(f"app.sex.{case.patient.sex}"))),
        (speech.t("report.facts.visit"), date_text(case.visit_date, speech)),
    ]
    for key, spec in all_facts().items():
        if key in case.facts:
            rows.append((speech.fact(key), speech.answer(key, case.facts[key])))
        elif spec.section == "always":
            rows.append((speech.fact(key), speech.unknown()))
    yield Pairs(tuple(row for row in rows if len(row[1]) <= LONGEST_VALUE))
    for name, value in rows:
        if len(value) > LONGEST_VALUE:
            yield Paragraph(value, lead=f"{name}:")


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


def limits_blocks(case: Case, speech: Speech) -> Iterator[Block]:
    """What neither photo nor network can tell, or neither rules nor answers where there is none."""
    yield Heading(speech.t("report.limits.title"))
    yield from _knowledge(case.analysis, speech)
    origin = case.analysis.provenance
    limits = ["exclusion", "photo", "square", "calibration"] if origin else ["not_seen", "rules"]
    if origin is not None and origin.research_use:
        limits.append("research_use")
    yield Items(tuple(Item(speech.t(f"report.limits.{limit}")) for limit in limits))


def provenance_blocks(case: Case, created: datetime, speech: Speech) -> Iterator[Block]:
    """Which network and weights answered, if any did, when, and when this was written."""
    rows = {}
    if origin := case.analysis.provenance:
        rows = {
            "model": origin.model,
            "version": origin.model_version,
            "digest": f"{origin.weights_sha256[:DIGEST_LENGTH]}…",
            "gate": origin.gate_version,
            "program": f"SkinDesk {origin.app_version}",
            "device": origin.device,
            "analysed": moment_text(origin.created_at, created, speech),
        }
    rows["written"] = moment_text(created.isoformat(), created, speech)
    rows["case"] = case.case_id[:CASE_LENGTH]
    yield Heading(speech.t("report.limits.provenance_title"))
    yield Pairs(tuple((speech.t(f"report.limits.{name}"), value) for name, value in rows.items()))


def memo_label(case: Case) -> str:
    """The disease whose memo belongs to the case; "" where there is none."""
    chosen = case.assessment.diagnosis if case.assessment else ""
    if chosen in all_diseases():
        return chosen
    top = case.analysis.top
    return top.label if top is not None and top.label in all_diseases() else ""


def _knowledge(analysis: CaseAnalysis, speech: Speech) -> Iterator[Block]:
    """What the model cannot name, or, where that is less to read, all that it can."""
    known = known_only(analysis)
    labels = known or analysis.unknown_to_model
    if labels:
        lead, text = ("known_only", "known_list") if known else ("unknown_to_model", "unknown_list")
        names = speech.listed(speech.label(key) for key in labels)
        words = speech.t(f"report.limits.{text}", names=names)
        yield Paragraph(words, lead=speech.t(f"report.limits.{lead}"))


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
    for line in ("first", "second"):
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
        read = source_text(memo, True, speech)
        if known := source_text(memo, False, speech):
            known = f"{known} ({speech.t('analyse.memo.not_opened')})"
        for line in filter(None, (read, known, unsourced_text(memo, speech))):
            yield Paragraph(line, faint=True)


def _reference(entry: Reference, speech: Speech) -> str:
    key = "report.memo.reference_opened" if entry.opened else "report.memo.reference_known"
    return speech.t(key, source=entry.source, year=entry.year, title=entry.title)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
