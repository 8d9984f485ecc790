"""What was concluded and signed is kept as it was."""

from __future__ import annotations

import pytest

from skin_core.domain.case import ReportKind
from skin_core.errors import (
    ReportFrozen,
    SignatureMissing,
    StoreError,
)
from skin_core.services import records
from skin_core.storage.store import Store
from tests.sample_drafts import NOW, person, saved


def test_assessments_are_kept_version_by_version(store: Store) -> None:
    case = saved(store, person(), diagnosis="eczema")
    case = records.add_assessment(store, case.case_id, diagnosis="herpes_zoster", now=NOW)
    assert case.assessment is not None
    assert (case.assessment.version, case.assessment.diagnosis) == (2, "herpes_zoster")
    kept = records.assessments_of(store, case.case_id)
    assert [one.diagnosis for one in kept] == ["eczema", "herpes_zoster"]
    assert records.recent_cases(store)[0].diagnosis == "herpes_zoster"


def test_signed_report_is_frozen(store: Store) -> None:
    case = saved(store, person(), diagnosis="herpes_zoster")
    signed = records.signed_assessment(case, " 이서연 ", NOW)
    (report,) = records.sign_case(
        store, case.case_id, papers=[records.Paper("ko", b"signed")], assessment=signed, now=NOW
    )
    assert (report.is_frozen, report.signed_by) == (True, "이서연")
    case = records.find_case(store, case.case_id)
    assert case.is_signed
    assert case.assessment == signed
    with pytest.raises(ReportFrozen):
        records.sign_case(
            store, case.case_id, papers=[records.Paper("ko", b"other")], assessment=signed, now=NOW
        )
    assert records.read_report_pdf(store, report.report_id) == b"signed"
    letter = records.Paper("ko", b"letter", ReportKind.LETTER)
    with pytest.raises(ReportFrozen):  # signed together: all or none
        records.sign_case(
            store,
            case.case_id,
            papers=[letter, records.Paper("ko", b"other")],
            assessment=signed,
            now=NOW,
        )
    assert records.find_reports(store, case.case_id) == (report,)


def test_signed_case_gets_a_copy_in_another_language_and_a_new_version_opens_it(
    store: Store,
) -> None:
    case = saved(store, person(), diagnosis="herpes_zoster")
    signed = records.signed_assessment(case, "이서연", NOW)
    for language in ("ko", "vi"):
        records.sign_case(
            store,
            case.case_id,
            papers=[records.Paper(language, b"pdf")],
            assessment=signed,
            now=NOW,
        )
    assert len(records.assessments_of(store, case.case_id)) == 2
    assert records.waiting_for_signature(store) == ()
    case = records.add_assessment(store, case.case_id, diagnosis="eczema", now=NOW)
    assert not case.is_signed
    assert [waiting.case_id for waiting in records.waiting_for_signature(store)] == [case.case_id]
    assert len(records.find_reports(store, case.case_id)) == 2


def test_nobody_signs_what_was_changed_meanwhile_or_without_a_name(store: Store) -> None:
    case = saved(store, person(), diagnosis="herpes_zoster")
    with pytest.raises(SignatureMissing):
        records.signed_assessment(case, "  ", NOW)
    shown = records.signed_assessment(case, "이서연", NOW)
    records.add_assessment(store, case.case_id, diagnosis="eczema", now=NOW)
    with pytest.raises(StoreError):
        records.sign_case(
            store, case.case_id, papers=[records.Paper("ko", b"pdf")], assessment=shown, now=NOW
        )
    assert records.find_reports(store, case.case_id) == ()
