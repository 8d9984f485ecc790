"""A report through the store: written, signed, and then never again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from skin_core.domain.case import Case, ReportKind
from skin_core.errors import ReportFrozen, SignatureMissing
from skin_core.imaging.load import load_photo
from skin_core.imaging.overlay import to_jpeg
from skin_core.inference.explain import CAMS, LAYER_TYPE, ClassMaps
from skin_core.reporting.country import country
from skin_core.services import drafts, records, reports
from skin_core.services.preferences import (
    Preferences,
    country_names,
    read_preferences,
    save_preferences,
)
from skin_core.services.records import Store
from skin_core.services.reports import PatientWords, ReportChoice
from skin_core.settings import Settings
from tests.sample_cases import NOW, TRAINED, ZOSTER_FACTS, rendered_skin, zoster_case

ENGLISH, KOREAN = ReportChoice(language="en"), ReportChoice(language="ko")


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = records.open_store(Settings(home=home))
    save_preferences(opened, Preferences(clinic_name="Haneul Clinic"))
    yield opened
    opened.close()


@pytest.fixture
def case(store: Store) -> Case:
    """Two rendered photos, saved with a heatmap for the first."""
    draft = replace(drafts.new_draft(NOW), facts=ZOSTER_FACTS)
    draft = replace(draft, patient=replace(draft.patient, name="김하늘", birth_year=1964))
    for seed in range(2):
        photo = load_photo(to_jpeg(rendered_skin(seed)), f"{seed}.jpg")
        draft = drafts.add_photo(store, draft, photo)
    maps = ClassMaps(TRAINED, np.eye(len(TRAINED) * 6).reshape(len(TRAINED), 6, -1)[..., :6], 1.0)
    key = store.layers(draft.draft_id).put(maps.to_bytes(), LAYER_TYPE)
    analysis = zoster_case(photos=2).analysis
    photos = tuple(
        replace(judged, photo_id=kept.photo_id, layers={CAMS: key})
        for judged, kept in zip(analysis.photos, draft.photos, strict=True)
    )
    pooled = tuple(photo.photo_id for photo in photos)
    draft = replace(draft, analysis=replace(analysis, photos=photos, pooled=pooled))
    return records.save_case(store, draft, visit_date="2026-11-21", now=NOW)


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def diagnosed(store: Store, case: Case) -> Case:
    return records.add_assessment(store, case.case_id, diagnosis="herpes_zoster", now=NOW)


def test_preview_shows_clinic_photos_and_heatmap(store: Store, case: Case) -> None:
    pdf = reports.preview_report(store, case, ENGLISH, NOW)
    assert "Haneul Clinic" in text_of(pdf)
    assert "preliminary until signed" in text_of(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 3
    bare = reports.preview_report(store, case, replace(ENGLISH, with_heatmap=False), NOW)
    assert len(PdfReader(BytesIO(bare)).pages[0].images) == 2
    assert records.find_reports(store, case.case_id) == ()


def test_signed_report_is_never_written_again(store: Store, case: Case) -> None:
    case = diagnosed(store, case)
    report = reports.sign_report(store, case, ENGLISH, "Dr. Lee", NOW)
    frozen = records.read_report_pdf(store, report.report_id)
    assert "Signed by Dr. Lee" in text_of(frozen)
    save_preferences(store, Preferences(clinic_name="Another Clinic"))
    signed = records.find_case(store, case.case_id)
    later = NOW + timedelta(days=9)
    assert reports.preview_report(store, signed, ENGLISH, later) == frozen
    with pytest.raises(ReportFrozen):
        reports.sign_report(store, signed, ENGLISH, "Dr. Park", later)


@pytest.mark.parametrize("kind", [ReportKind.LETTER, ReportKind.PATIENT_COPY])
def test_what_is_signed_is_what_was_seen_though_the_patient_was_corrected_after_the_signature(
    store: Store, case: Case, kind: ReportKind
) -> None:
    case = diagnosed(store, case)
    reports.sign_report(store, case, ENGLISH, "Dr. Lee", NOW)
    later, choice = NOW + timedelta(hours=1), replace(ENGLISH, kind=kind)
    records.correct_patient(store, case.patient.patient_id, {"birth_year": 1994}, now=later)
    corrected = records.find_case(store, case.case_id)
    assert corrected.patient.birth_year == 1994
    seen = text_of(reports.preview_report(store, corrected, choice, later))
    report = reports.sign_report(store, corrected, choice, "Dr. Lee", later)
    kept = text_of(records.read_report_pdf(store, report.report_id))
    for text in (seen, kept):
        assert "62 y" in text
        assert "32 y" not in text


def test_another_language_is_unsigned_until_signed(store: Store, case: Case) -> None:
    case = diagnosed(store, case)
    reports.sign_report(store, case, ENGLISH, "이서연", NOW)
    signed = records.find_case(store, case.case_id)
    assert "이서연" not in text_of(reports.preview_report(store, signed, KOREAN, NOW))
    later = NOW + timedelta(hours=1)
    report = reports.sign_report(store, signed, KOREAN, "이서연", later)
    assert reports.signed_papers(store, signed, "ko") == {ReportKind.REPORT: report}
    assert "14:05" in text_of(records.read_report_pdf(store, report.report_id))


def test_new_diagnosis_starts_an_unsigned_report(store: Store, case: Case) -> None:
    case = diagnosed(store, case)
    old = reports.sign_report(store, case, ENGLISH, "Dr. Lee", NOW)
    changed = records.add_assessment(
        store, case.case_id, diagnosis="eczema", now=NOW + timedelta(days=1)
    )
    pdf = reports.preview_report(store, changed, ENGLISH, NOW + timedelta(days=1))
    assert "preliminary until signed" in text_of(pdf)
    assert reports.signed_papers(store, changed, "en") == {}
    assert "Signed by Dr. Lee" in text_of(records.read_report_pdf(store, old.report_id))


def test_nothing_is_signed_without_a_name_or_a_diagnosis(store: Store, case: Case) -> None:
    assert reports.missing_for_signature(case, "ko")
    with pytest.raises(SignatureMissing):
        reports.sign_report(store, case, ENGLISH, "Dr. Lee", NOW)
    case = diagnosed(store, case)
    assert reports.missing_for_signature(case, "ko") == ()
    with pytest.raises(SignatureMissing):
        reports.sign_report(store, case, ENGLISH, "  ", NOW)
    assert not records.find_case(store, case.case_id).is_signed


def test_signature_in_other_letters_is_printed_by_its_sound(store: Store, case: Case) -> None:
    case = diagnosed(store, case)
    report = reports.sign_report(store, case, ENGLISH, "李書妍", NOW)
    assert "Signed by Li Shu Yan" in text_of(records.read_report_pdf(store, report.report_id))
    signed = records.find_case(store, case.case_id).assessment
    assert signed is not None
    assert signed.signed_by == "李書妍"


def test_download_name_tells_no_ones_name(case: Case) -> None:
    name = reports.report_file_name(case, replace(KOREAN, kind=ReportKind.PATIENT_COPY))
    assert name == f"skindesk-patient-2026-11-21-{case.case_id[:8]}-ko.pdf"


def test_letter_as_it_was_written_is_frozen_with_the_report(store: Store, case: Case) -> None:
    case = diagnosed(store, case)
    filled = reports.letter_as_filled_in(case, "en")
    choice = replace(
        ENGLISH, kind=ReportKind.LETTER, letter=replace(filled, question="Is it the cornea?")
    )
    report = reports.sign_report(store, case, choice, "Dr. Lee", NOW)
    signed = records.find_case(store, case.case_id)
    assert set(reports.signed_papers(store, signed, "en")) == {ReportKind.REPORT, ReportKind.LETTER}
    papers = {(one.kind, one.language) for one in records.find_reports(store, signed.case_id)}
    assert papers == {(ReportKind.REPORT, "en"), (ReportKind.LETTER, "en")}
    frozen = records.read_report_pdf(store, report.report_id)
    assert "Is it the cornea?" in text_of(frozen)
    assert "Signed by Dr. Lee" in text_of(frozen)
    later = replace(choice, letter=replace(filled, question="Something else?"))
    assert reports.preview_report(store, signed, later, NOW + timedelta(days=1)) == frozen
    with pytest.raises(ReportFrozen):
        reports.sign_report(store, signed, later, "Dr. Lee", NOW)
    name = reports.report_file_name(signed, choice)
    assert name == f"skindesk-letter-2026-11-21-{case.case_id[:8]}-en.pdf"


def test_letter_is_unsigned_beside_a_signed_report(store: Store, case: Case) -> None:
    case = diagnosed(store, case)
    reports.sign_report(store, case, ENGLISH, "Dr. Lee", NOW)
    signed = records.find_case(store, case.case_id)
    pdf = reports.preview_report(store, signed, replace(ENGLISH, kind=ReportKind.LETTER), NOW)
    assert "Signed by" not in text_of(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 2
    assert len(records.find_reports(store, case.case_id)) == 1


def test_advice_that_was_checked_is_frozen_with_who_and_when(store: Store, case: Case) -> None:
    case = diagnosed(store, case)
    words = PatientWords(treatment="Valaciclovir 1 g", checked_by="Dr. Lee")
    choice = replace(ENGLISH, kind=ReportKind.PATIENT_COPY, patient=words)
    report = reports.sign_report(store, case, choice, "Dr. Lee", NOW)
    text = text_of(records.read_report_pdf(store, report.report_id))
    assert "checked this advice: Dr. Lee, 21 Nov 2026" in text
    assert "not yet reviewed" not in text
    assert "Valaciclovir 1 g" in text


def test_what_settings_hold_stands_on_letter_and_patient_copy(store: Store, case: Case) -> None:
    kept = Preferences(
        clinic_name="Haneul Clinic",
        clinic_phone="02-555-0101",
        clinician_name="Dr. Lee",
        clinician_licence="12345",
        country="kr",
    )
    save_preferences(store, kept)
    assert read_preferences(store) == kept
    case = diagnosed(store, case)
    letter, sheet = (
        text_of(reports.preview_report(store, case, replace(ENGLISH, kind=kind), NOW))
        for kind in (ReportKind.LETTER, ReportKind.PATIENT_COPY)
    )
    assert all(word in letter for word in ("Dr. Lee", "12345", "02-555-0101", "KCD B02"))
    assert all(word in sheet for word in ("119", "02-555-0101"))


def test_every_country_has_a_name_and_a_number_but_the_unknown_one() -> None:
    assert country_names("en").keys() == country_names("vi").keys()
    numbers = {key: country(key).emergency for key in country_names("ko")}
    assert [key for key, number in numbers.items() if not number] == ["other"]


def test_patient_copy_in_another_language_is_signed_with_the_report_in_the_doctors(
    store: Store, case: Case
) -> None:
    case = diagnosed(store, case)
    for_patient = replace(
        ENGLISH, language="vi", report_language="en", kind=ReportKind.PATIENT_COPY
    )
    reports.sign_report(store, case, for_patient, "Dr. Lee", NOW)
    signed = {(one.kind, one.language) for one in records.find_reports(store, case.case_id)}
    assert signed == {(ReportKind.REPORT, "en"), (ReportKind.PATIENT_COPY, "vi")}
    case = records.find_case(store, case.case_id)
    paper = text_of(reports.preview_report(store, case, for_patient, NOW))
    assert "Zona" in paper
    assert "người bệnh" in paper.lower() or "bác sĩ" in paper.lower()
