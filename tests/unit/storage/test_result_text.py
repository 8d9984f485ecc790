"""A stored result is equal to the one that was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from skin_core.domain.analysis import CaseAnalysis
from skin_core.storage.codec import (
    facts_from_json,
    facts_to_json,
    from_json,
    to_json,
    to_time,
)
from tests.sample_cases import emergency_case, refused_case, uncertain_case, zoster_case

REFUSED = refused_case().analysis
VALUES = st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


def test_results_come_back_equal() -> None:
    for case in (zoster_case(), uncertain_case(), refused_case(), emergency_case()):
        again = from_json(CaseAnalysis, to_json(case.analysis))
        assert again == case.analysis


def test_result_of_an_earlier_version_lacks_later_fields_and_is_read() -> None:
    analysis = zoster_case().analysis
    text = to_json(analysis).replace(',"forced":false', "").replace(',"research_use":true', "")
    assert from_json(CaseAnalysis, text) == analysis


def test_unmeasured_distance_stays_a_number() -> None:
    analysis = zoster_case(photos=1).analysis
    gate = replace(analysis.photos[0].gate, scope_distance=float("inf"))
    analysis = replace(analysis, photos=(replace(analysis.photos[0], gate=gate),))
    assert from_json(CaseAnalysis, to_json(analysis)) == analysis


@settings(deadline=None, max_examples=50)  # the first example builds the reader
@given(st.dictionaries(st.text(max_size=9), VALUES, max_size=4))
def test_answers_keep_their_type(facts: dict[str, bool | float | str]) -> None:
    again = facts_from_json(facts_to_json(facts))
    assert again == facts
    assert {key: type(value) for key, value in again.items()} == {
        key: type(value) for key, value in facts.items()
    }
    analysis = replace(REFUSED, facts=facts)
    kept = from_json(CaseAnalysis, to_json(analysis)).facts
    assert kept == facts
    assert [type(value) for value in kept.values()] == [type(value) for value in facts.values()]


def test_order_of_times_is_order_of_texts() -> None:
    seoul = timezone(timedelta(hours=9))
    first = datetime(2026, 11, 21, 9, 0, tzinfo=seoul)
    moments = [first, first + timedelta(microseconds=1), first + timedelta(hours=1)]
    texts = [to_time(moment) for moment in moments]
    assert texts == sorted(texts)
    assert texts[0] == "2026-11-21T00:00:00.000000+00:00"
