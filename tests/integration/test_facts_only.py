"""A case without a photo is a full case: saved, found, written down, sent on, signed, erased."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from skin_core.diseases import disease_name
from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, CaseQuery, Draft, ReportKind, Sex
from skin_core.domain.facts import Facts
from skin_core.errors import CaseNotFound, StoreDamaged
from skin_core.facts import fact_name
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.record_text import record_text
from skin_core.narrative.speech import Speech
from skin_core.rules import rule_action
from skin_core.services import drafts, records, reports
from skin_core.services.analyse import Known, advise_without_photo
from skin_core.services.records import Store
from skin_core.services.reports import ReportChoice
from skin_core.settings import Settings
from skin_core.storage.tables import analyses
from tests.sample_cases import NOW

FEVER: Facts = {"fever": True, "non_blanching": True}
CONTACT: Facts = {"pregnancy": True, "chickenpox_contact": True}


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = records.open_store(Settings(home=home))
    yield opened
    opened.close()


def drafted(store: Store, facts: Facts, **words: str) -> Draft:
    """A kept draft with advice and no photo."""
    draft = replace(drafts.new_draft(NOW), facts=facts, **words)  # type: ignore[arg-type]
    patient = replace(draft.patient, name="Nguyễn Thị Hoa", birth_year=1995, sex=Sex.FEMALE)
    age, diagnosis = patient.age_on(NOW.date()), draft.diagnosis
    known = Known(age=age, sex=Sex.FEMALE, diagnosis=diagnosis, concluded=bool(diagnosis))
    advised = advise_without_photo(facts, NOW, known)
    return drafts.save_draft(store, replace(draft, patient=patient, analysis=advised), NOW)


def saved(store: Store, facts: Facts = FEVER, **words: str) -> Case:
    draft = drafted(store, facts, **words)
    return records.save_case(store, draft, visit_date="2026-11-21", now=NOW)


def text_of(pdf: bytes) -> str:
    """Its words without the spaces between them."""
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return "".join(text.split())


def holds(text: str, wanted: str) -> bool:
    return "".join(wanted.split()) in text


def test_saved_as_it_was_and_the_draft_is_gone(store: Store) -> None:
    draft = drafted(store, CONTACT, diagnosis="chickenpox", note="IgG 검사")
    case = records.save_case(store, draft, visit_date="2026-11-21", now=NOW)
    assert records.find_case(store, case.case_id) == case
    assert (case.photos, case.facts, case.analysis) == ((), draft.facts, draft.analysis)
    assert case.analysis.advice.urgency is Urgency.URGENT
    assert drafts.list_drafts(store) == ()
    assert records.save_case(store, draft, visit_date="2026-11-21", now=NOW) == case
    health = records.check_store(store)
    assert (health.is_sound, health.files, health.damaged) == (True, 0, ())


def test_photo_added_to_the_draft_takes_the_advice_back(store: Store) -> None:
    from skin_core.imaging.load import load_photo
    from skin_core.imaging.overlay import to_jpeg
    from skin_core.imaging.rendered import render_skin

    photo = load_photo(to_jpeg(render_skin("mole", "light", 3, (320, 240))), "mole.jpg")
    draft = drafts.add_photo(store, drafted(store, FEVER), photo)
    assert draft.facts == FEVER
    with pytest.raises(ValueError, match="analysed"):
        records.save_case(store, draft, visit_date="2026-11-21", now=NOW)


def test_found_by_name_urgency_and_diagnosis(store: Store) -> None:
    case = saved(store, diagnosis="measles")
    for query in (
        CaseQuery(text="hoa"),
        CaseQuery(text="홍역"),
        CaseQuery(urgency=Urgency.EMERGENCY),
        CaseQuery(signed=False),
    ):
        (found,) = records.search_cases(store, query).cases
        assert found.case_id == case.case_id
        assert (found.photo_count, found.thumbnail_key, found.answer) == (0, "", "")
        assert found.rule == case.analysis.advice.fired[0].rule_id
    assert records.recent_cases(store)[0].urgency is Urgency.EMERGENCY


def test_a_case_whose_text_is_damaged_takes_no_list_away(store: Store) -> None:
    whole, damaged = saved(store), saved(store, diagnosis="measles")
    with store.database.writing() as connection:
        of_one = analyses.c.case_id == damaged.case_id
        connection.execute(update(analyses).where(of_one).values(body='{"advice": 0}'))
    listed = {one.case_id: one.rule for one in records.recent_cases(store)}
    assert listed == {whole.case_id: whole.analysis.advice.fired[0].rule_id, damaged.case_id: ""}
    with pytest.raises(StoreDamaged):
        records.find_case(store, damaged.case_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_says_that_there_was_no_photo_and_shows_no_empty_place(
    store: Store, language: str
) -> None:
    case = saved(store)
    pdf = reports.preview_report(store, case, ReportChoice(language=language), NOW)
    text = text_of(pdf)
    for wanted in (
        t("answer.no_photo", language),
        Speech(language).urgency(Urgency.EMERGENCY),
        rule_action(case.analysis.advice.fired[0], language),
        fact_name("non_blanching", language),
        t("report.limits.not_seen", language),
        t("report.title_no_photo", language),
    ):
        assert holds(text, wanted), wanted
    for unwanted in ("report.limits.calibration", "report.limits.exclusion"):
        assert not holds(text, t(unwanted, language))
    assert "%" not in text
    assert not any(page.images for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_patient_copy_and_text_are_written(store: Store, language: str) -> None:
    case = saved(store, CONTACT, diagnosis="chickenpox")
    letter, sheet = (
        text_of(
            reports.preview_report(store, case, ReportChoice(language=language, kind=kind), NOW)
        )
        for kind in (ReportKind.LETTER, ReportKind.PATIENT_COPY)
    )
    name = disease_name("chickenpox", language)
    assert holds(letter, name)
    assert holds(letter, t("letter.no_photo", language))
    assert holds(sheet, name)
    place = t("report.where.obstetrics", language)
    assert holds(sheet, t("report.patient.urgent_to", language, place=place))
    assert not holds(sheet, t("report.patient.photo", language))
    text = record_text(case, Speech(language))
    assert t("answer.no_photo", language) in text
    assert fact_name("chickenpox_contact", language) in text
    assert "()" not in text


def test_signed_exported_and_erased(store: Store) -> None:
    case = saved(store)
    case = records.add_assessment(
        store, case.case_id, diagnosis_text="meningococcal sepsis?", now=NOW
    )
    report = reports.sign_report(store, case, ReportChoice(language="vi"), "BS. Lan", NOW)
    assert holds(text_of(records.read_report_pdf(store, report.report_id)), "BS. Lan")
    with zipfile.ZipFile(io.BytesIO(records.export_case(store, case.case_id))) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("case.json"))
    parts = {"manifest.json", "case.json", "store.json", "fhir.json", "reports", "dicom"}
    assert {name.split("/")[0] for name in names} == parts
    assert told["facts"] == FEVER
    assert told["analysis"]["advice"]["urgency"] == "emergency"
    gone = records.delete_case(store, case.case_id)
    assert (gone.photos, gone.signed_reports) == (0, 1)
    with pytest.raises(CaseNotFound):
        records.find_case(store, case.case_id)
    assert records.check_store(store).cases == 0
