"""What is pasted into the clinic's record: the most urgent first, then as the papers say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.domain.course import Area, Spread
from skin_core.domain.outline import OutlinedBy
from skin_core.i18n import LANGUAGES
from skin_core.narrative.record_text import record_text
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import urgency_words
from skin_core.reporting.frame import place_text
from skin_core.reporting.people import age_text
from skin_core.services.reports import (
    findings_as_filled_in,
    letter_as_filled_in,
    sheet_as_filled_in,
)
from tests.sample_cases import emergency_case, facts_only_case, signed, zoster_case


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_line_is_urgency_and_what_to_do(language: str) -> None:
    speech = Speech(language)
    for case in (zoster_case(), emergency_case(), facts_only_case()):
        words = urgency_words(case.analysis, speech)
        first, second, *_ = record_text(case, speech).splitlines()
        assert first == f"{words.soon}: {words.action}"
        assert words.reason in second


@pytest.mark.parametrize("language", LANGUAGES)
def test_day_and_age_read_as_on_the_papers(language: str) -> None:
    speech, case = Speech(language), zoster_case()
    infant = replace(case, facts={**case.facts, "age_days": 20.0})
    infant = replace(infant, patient=replace(case.patient, birth_date="2026-11-01"))
    for one in (case, infant):
        text = record_text(one, speech)
        assert speech.when("2026-11-21") in text
        assert "2026-11-21" not in text
        assert f"· {age_text(one, speech)} ·" in text
    assert f"{speech.fact('age_days')}:" not in record_text(infant, speech)


def test_what_was_typed_in_lines_stays_in_lines_under_its_name() -> None:
    case = signed(zoster_case(), note="Seen with Dr Park.\n- kidneys checked")
    case = replace(case, facts={**case.facts, "history": "- diabetes\n- hypertension\n"})
    text = record_text(case, Speech("en"))
    assert "- History:\n  - diabetes\n  - hypertension\n" in text
    assert "\n  Seen with Dr Park.\n  - kidneys checked\n" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_that_is_asked_for_no_more_is_told_as_it_was_kept(language: str) -> None:
    """One case of another version takes no page of its own and no list away."""
    speech, case = Speech(language), zoster_case()
    facts = {**case.facts, "site": "loin", "side": "elsewhere"}
    other = replace(case, facts=facts, lesion=replace(case.lesion, site="loin"))
    other = replace(other, analysis=replace(case.analysis, facts=facts))
    assert "loin" in place_text(other, speech)
    assert "loin" in record_text(other, speech)
    assert "loin" in findings_as_filled_in(other, language)
    assert letter_as_filled_in(other, language)
    assert sheet_as_filled_in(other, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_square_centimetres_that_no_outline_tells_go_with_the_text(language: str) -> None:
    """By the clinician's outline or scale; those of the network beside the card stand already."""
    drawn = Area("photo", OutlinedBy.CLINICIAN, Spread(0.1), Spread(4.3))
    by_card = Area("photo", OutlinedBy.NETWORK, Spread(0.1), Spread(7.6))
    by_ruler = replace(by_card, cm2=Spread(5.4, 4.1, 6.8), scale_error=0.2)
    speech = Speech(language)
    for area, told in ((drawn, True), (by_card, False), (by_ruler, True)):
        assert ("cm²" in record_text(zoster_case(), speech, ((1, area),))) is told
