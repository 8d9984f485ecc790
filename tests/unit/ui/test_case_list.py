"""Lists: what the model said is never taken for what the clinician concluded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import CaseSummary
from skin_core.narrative.speech import Speech
from skin_core.ui.components.shared import case_list

CASE = CaseSummary(
    case_id="1",
    patient_id="p",
    patient_name="Kim Minji",
    patient_code="A-7",
    visit_date="2026-11-20",
    created_at="2026-11-20T09:00:00+00:00",
    site="chest",
    side="",
    answer="herpes_zoster",
    uncertain=False,
    urgency=Urgency.URGENT,
    kind=None,
    diagnosis="",
    diagnosis_text="",
    is_signed=False,
    photo_count=1,
    thumbnail_key="",
)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Model: herpes zoster"), ("ko", "모델: 대상포진"), ("vi", "Mô hình: ")],
)
def test_in_bold_is_the_clinicians_own_diagnosis_and_the_danger_of_an_or(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    spoken = Speech(language)
    monkeypatch.setattr(case_list, "speech", lambda: spoken)
    monkeypatch.setattr(case_list, "say", spoken.t)
    alone = case_list.concluded_words(CASE)
    assert alone.lower().startswith(words.lower())
    assert "**" not in alone
    either = replace(CASE, answer="wart", uncertain=True, likely=("wart", "melanoma"))
    assert f"**{spoken.label('melanoma')}**" in case_list.concluded_words(either)
    own = case_list.concluded_words(replace(CASE, diagnosis_text="own words"))
    assert own.startswith("**own words**")
    assert own.count("**") == 2
    assert words.lower() in own.lower()


def test_two_cases_of_one_name_and_day_are_told_apart_by_their_hour() -> None:
    second = replace(CASE, case_id="2", patient_id="q", created_at="2026-11-20T10:30:00+00:00")
    other_day = replace(CASE, case_id="3", visit_date="2026-11-21")
    other_patient = replace(CASE, case_id="4", patient_name="Kim Minsu")
    found = case_list.twins_of([CASE, second, other_day, other_patient])
    assert found == {"1", "2"}
    assert case_list.saved_words(CASE) != case_list.saved_words(second)
