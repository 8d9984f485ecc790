"""The pages after the first: facts, memo of the disease, limits, and the origin of the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case
from skin_core.domain.disease import Memo, Reference, Treatment
from skin_core.drugs import Caution, Taker, cautions, drug_name
from skin_core.facts import all_facts, fact_name, fact_text, unknown_text
from skin_core.i18n import t
from skin_core.narrative.answer import label_text
from skin_core.narrative.knowledge import known_only
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


def facts_blocks(case: Case, language: str) -> Iterator[Block]:
    """Who, when, and what was asked: the short form with its unknowns, and all else answered."""
    yield Heading(t("report.facts.title", language))
    year = case.patient.birth_year
    rows = [
        (t("report.facts.patient", language), patient_name(case, language)),
        (t("report.facts.birth_year", language), str(year) if year else unknown_text(language)),
        (t("report.facts.sex", language), _capital(t(f"app.sex.{case.patient.sex}", language))),
        (t("report.facts.visit", language), date_text(case.visit_date, language)),
    ]
    for key, spec in all_facts().items():
        if key in case.facts:
            rows.append((fact_name(key, language), fact_text(key, case.facts[key], language)))
        elif spec.section == "always":
            rows.append((fact_name(key, language), unknown_text(language)))
    yield Pairs(tuple(row for row in rows if len(row[1]) <= LONGEST_VALUE))
    for name, value in rows:
        if len(value) > LONGEST_VALUE:
            yield Paragraph(value, lead=f"{name}:")


def memo_blocks(case: Case, language: str) -> Iterator[Block]:
    """The memo of the clinician's diagnosis, else of the network's first answer."""
    label = memo_label(case)
    if not label:
        return
    name, memo = label_text(label, language), all_diseases()[label].memo
    yield Heading(t("report.memo.title", language, name=name))
    if memo is None:
        yield Paragraph(t("report.memo.not_written", language, name=name))
        return
    yield _review(memo, language)
    yield Paragraph(memo.summary[language])
    yield from _bullets("symptoms", memo.symptoms, language)
    yield from _treatment_blocks(memo, _taker(case), language)
    yield from _look_alikes(memo, language)
    for part in ("red_flags", "refer", "patient"):
        yield from _bullets(part, getattr(memo, part), language)
    yield from _unverified(memo, language)
    yield from _references(memo, language)


def limits_blocks(case: Case, language: str) -> Iterator[Block]:
    """What neither photo nor network can tell, or neither rules nor answers where there is none."""
    yield Heading(t("report.limits.title", language))
    yield from _knowledge(case.analysis, language)
    origin = case.analysis.provenance
    limits = ["exclusion", "photo", "square", "calibration"] if origin else ["not_seen", "rules"]
    if origin is not None and origin.research_use:
        limits.append("research_use")
    yield Items(tuple(Item(t(f"report.limits.{limit}", language)) for limit in limits))


def provenance_blocks(case: Case, created: datetime, language: str) -> Iterator[Block]:
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
            "analysed": moment_text(origin.created_at, created, language),
        }
    rows["written"] = moment_text(created.isoformat(), created, language)
    rows["case"] = case.case_id[:CASE_LENGTH]
    yield Heading(t("report.limits.provenance_title", language))
    yield Pairs(
        tuple((t(f"report.limits.{name}", language), value) for name, value in rows.items())
    )


def memo_label(case: Case) -> str:
    """The disease whose memo belongs to the case; "" where there is none."""
    chosen = case.assessment.diagnosis if case.assessment else ""
    if chosen in all_diseases():
        return chosen
    top = case.analysis.top
    return top.label if top is not None and top.label in all_diseases() else ""


def _knowledge(analysis: CaseAnalysis, language: str) -> Iterator[Block]:
    """What the model cannot name, or, where that is less to read, all that it can."""
    known = known_only(analysis)
    labels = known or analysis.unknown_to_model
    if labels:
        lead, text = ("known_only", "known_list") if known else ("unknown_to_model", "unknown_list")
        names = t("answer.separator", language).join(label_text(key, language) for key in labels)
        words = t(f"report.limits.{text}", language, names=names)
        yield Paragraph(words, lead=t(f"report.limits.{lead}", language))


def _review(memo: Memo, language: str) -> Paragraph:
    if not memo.reviewed_by:
        return Paragraph("", lead=t("report.memo.not_reviewed", language))
    date = date_text(memo.reviewed_on, language) if memo.reviewed_on else ""
    return Paragraph(t("report.memo.reviewed", language, name=memo.reviewed_by, date=date))


def _bullets(part: str, lists: Mapping[str, tuple[str, ...]], language: str) -> Iterator[Block]:
    lines = lists.get(language, ())
    if lines:
        yield Heading(t(f"report.memo.{part}", language))
        yield Items(tuple(Item(line) for line in lines))


def _taker(case: Case) -> Taker:
    """The patient, as old as on the day of the visit."""
    visit = datetime.fromisoformat(case.visit_date).date()
    return Taker(case.facts, case.patient.age_on(visit), case.patient.sex)


def _treatment_blocks(memo: Memo, taker: Taker, language: str) -> Iterator[Block]:
    for line in ("first", "second"):
        given = [entry for entry in memo.treatment if entry.line == line]
        if given:
            yield Heading(t(f"report.memo.{line}_line", language))
            yield Items(tuple(_treatment(entry, taker, language) for entry in given))
    standing = [one for entry in memo.treatment for one in _cautions(entry, taker)]
    found = {one.reason for one in standing if one.is_found}
    silent = [one for one in standing if one.reason not in found]
    unsettled = (unchecked_text(standing, language), unnamed_text(silent, language))
    if told := " ".join(filter(None, unsettled)):
        yield Paragraph(told, faint=True)


def _treatment(entry: Treatment, taker: Taker, language: str) -> Item:
    """One treatment with what speaks against it, what was found for this patient first."""
    told = [found_text(_cautions(entry, taker), language)]
    if group := class_text(entry, language):
        against = t("drugs.against", language, text=against_text(entry, language))
        told.append(f"{group}. {against}")
    lead = f"{drug_name(entry.inn, language)}:" if entry.inn else ""
    return Item(entry.text[language], lead, " ".join(filter(None, told)))


def _cautions(entry: Treatment, taker: Taker) -> tuple[Caution, ...]:
    return cautions(entry, taker.facts, taker.age, taker.sex)


def _look_alikes(memo: Memo, language: str) -> Iterator[Block]:
    if memo.look_alikes:
        yield Heading(t("report.memo.look_alikes", language))
        yield Items(
            tuple(
                Item(entry.how[language], f"{label_text(entry.label, language)}:")
                for entry in memo.look_alikes
            )
        )


def _unverified(memo: Memo, language: str) -> Iterator[Block]:
    """What stands in the memo on one source alone."""
    if memo.unverified:
        yield Heading(t("diseases.unverified", language))
        for entry in memo.unverified:
            part = t(f"diseases.part.{entry.section}", language)
            yield Paragraph(f"{part}: {entry.what[language]}", faint=True)


def _references(memo: Memo, language: str) -> Iterator[Block]:
    if memo.references:
        yield Heading(t("report.memo.references", language))
        for entry in memo.references:
            yield Paragraph(_reference(entry, language), faint=True)
        read = source_text(memo, True, language)
        if known := source_text(memo, False, language):
            known = f"{known} ({t('analyse.memo.not_opened', language)})"
        for line in filter(None, (read, known, unsourced_text(memo, language))):
            yield Paragraph(line, faint=True)


def _reference(entry: Reference, language: str) -> str:
    key = "report.memo.reference_opened" if entry.opened else "report.memo.reference_known"
    return t(key, language, source=entry.source, year=entry.year, title=entry.title)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
