"""For and against: only what was entered is held against a disease, and rightly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skin_core.diseases.picture import all_pictures
from skin_core.domain.age import age_of_date, age_of_year
from skin_core.domain.case import Sex
from skin_core.domain.facts import FactSpec, FactType
from skin_core.domain.picture import Fit, Line, Picture
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES
from skin_core.narrative.fit import fit, strong, to_ask
from skin_core.narrative.fit_words import ask_text, fit_sentence, for_text, line_text
from skin_core.narrative.seen import Entered, observed
from skin_core.narrative.speech import Speech

NOW = datetime(2026, 11, 29, 10, 0)
SIX_WEEKS_AGO = "2026-10-18"


def fit_of(label: str, **facts: Any) -> Fit:
    return fit(all_pictures()[label], Entered(facts, now=NOW))


def topics(lines: tuple[Line, ...]) -> set[str]:
    return {line.topic for line in lines}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "For: one side, pain before rash; against: six weeks"),
        ("ko", "부합: 한쪽 분포, 발진 전 통증 / 부합하지 않음: 경과 6주"),
        ("vi", "Phù hợp: một bên, đau trước khi nổi ban; không phù hợp: đã 6 tuần"),
    ],
)
def test_zoster_on_one_side_after_pain_but_six_weeks_old(language: str, words: str) -> None:
    found = fit_of("herpes_zoster", side="left", pain_onset="2026-10-15", rash_onset=SIX_WEEKS_AGO)
    assert fit_sentence(found, Speech(language)) == words


@pytest.mark.parametrize("label", all_pictures())
def test_where_nothing_was_entered_nothing_is_said(label: str) -> None:
    found = fit(all_pictures()[label], Entered({}))
    assert not found.for_
    assert not found.against


def test_fever_speaks_against_what_never_has_it() -> None:
    assert "fever" in topics(fit_of("stasis_dermatitis", fever=True).against)
    assert "fever" in topics(fit_of("measles", fever=False).against)
    assert "fever" in topics(fit_of("measles", fever_days=3.0).for_)


def test_a_photographed_place_on_one_side_speaks_against_nothing() -> None:
    for picture in all_pictures().values():
        assert "side" not in topics(fit(picture, Entered({"side": "left"})).against), picture.label
    assert "side" in topics(fit_of("pityriasis_rosea", unilateral=True).against)


def test_two_answers_that_contradict_each_other_say_nothing() -> None:
    found = fit_of("herpes_zoster", side="both", unilateral=True)
    assert "side" not in topics((*found.for_, *found.against))


def test_unknown_hour_that_would_decide_says_nothing() -> None:
    limit = "2026-10-25"  # five weeks ago, at some hour
    assert not topics(fit_of("herpes_zoster", rash_onset=limit).against)
    assert "course" in topics(fit_of("herpes_zoster", rash_onset=f"{limit}T09:00").against)
    future = fit_of("herpes_zoster", rash_onset="2026-12-24")
    assert not topics((*future.for_, *future.against))


def test_without_a_clock_no_course_is_told() -> None:
    entered = Entered({"rash_onset": SIX_WEEKS_AGO})
    assert not fit(all_pictures()["herpes_zoster"], entered).against


def test_course_told_in_words_counts_where_it_settles_the_matter() -> None:
    assert "course" in topics(fit_of("herpes_zoster", duration="months").against)
    assert not topics(fit_of("herpes_zoster", duration="weeks").against)


def test_pain_of_long_ago_is_no_prodrome() -> None:
    old = fit_of("herpes_zoster", pain_onset="2025-01-01", rash_onset="2026-11-27")
    assert "pain_first" not in topics(old.for_)
    same_day = fit_of("herpes_zoster", pain_onset="2026-11-27", rash_onset="2026-11-27")
    assert "pain_first" not in topics(same_day.for_)


def test_age_is_told_where_the_entry_settles_it() -> None:
    picture, today = all_pictures()["bullous_pemphigoid"], NOW.date()
    child = Entered({}, age_of_date(date(2018, 5, 1), today))
    straddling = Entered({}, age_of_year(1961, today))  # 64 or 65
    assert [line_text(line, Speech("en")) for line in fit(picture, child).against] == ["age 8"]
    assert not fit(picture, straddling).for_
    infant = Entered({"age_days": 20.0, "itch": 5.0})
    words = [
        line_text(line, Speech("ko"))
        for line in fit(all_pictures()["atopic_dermatitis"], infant).for_
    ]
    assert words == ["생후 20일", "가려움"]


def test_age_and_sex_alone_are_no_evidence_for_a_disease() -> None:
    for picture in all_pictures().values():
        for days in (20, 1500, 5000, 12000, 25000):
            known = Entered({}, age_of_date(NOW.date() - timedelta(days), NOW.date()), Sex.FEMALE)
            assert not fit(picture, known).for_, picture.label
            found = strong(fit(picture, replace(known, facts={"fever": True, "itch": 5.0})))
            assert not topics(found.for_) or topics(found.for_) - {"age", "sex"}


def test_strong_statements_come_first_and_the_rest_is_counted() -> None:
    found = fit_of(
        "herpes_zoster", site="chest", vesicles=True, side="left", pain=8.0, new_vesicles=True
    )
    assert [line.strong for line in found.for_] == [True, True, False, False, False]
    assert for_text(found, Speech("en")) == "For: one side, severe pain, chest, 2 more"
    assert topics(strong(found).for_) == {"side", "pain"}


def test_what_is_asked_would_tell_the_likely_diseases_apart() -> None:
    likely = [all_pictures()[label] for label in ("cellulitis", "stasis_dermatitis", "erysipelas")]
    asked = to_ask(likely, Entered({}))
    assert set(asked[:2]) == {"side", "fever"}
    assert ask_text(asked, Speech("en")).startswith("Ask: side, fever")
    answered = to_ask(likely, Entered({"fever": True, "unilateral": True}))
    assert not {"fever", "side"} & set(answered)
    zoster = [all_pictures()[label] for label in ("herpes_zoster", "eczema", "psoriasis")]
    assert len({"pain", "pain_onset"} & set(to_ask(zoster, Entered({})))) == 1
    moles = [all_pictures()[label] for label in ("melanocytic_nevus", "melanoma")]
    assert "change_in_size" in to_ask(moles, Entered({}))


def any_answer(spec: FactSpec) -> st.SearchStrategy[Any]:
    match spec.type:
        case FactType.YES_NO:
            return st.booleans()
        case FactType.NUMBER:
            return st.floats(spec.minimum or 0.0, spec.maximum or 100.0)
        case FactType.CHOICE:
            return st.sampled_from([choice.key for choice in spec.choices])
        case FactType.WHEN:
            days = st.dates(date(2026, 1, 1), date(2027, 1, 1))
            return days.map(lambda day: day.isoformat())
        case _:
            return st.just("diabetes")


ANY_FACTS = st.fixed_dictionaries(
    {}, optional={key: any_answer(spec) for key, spec in all_facts().items()}
)


SOME_PICTURES = st.lists(
    st.sampled_from(sorted(all_pictures())), min_size=8, max_size=8, unique=True
).map(lambda labels: [all_pictures()[label] for label in labels])


@settings(max_examples=60, deadline=None)
@given(ANY_FACTS, st.integers(1920, 2026), st.sampled_from(list(Sex)), SOME_PICTURES)
def test_no_statement_is_both_and_each_was_entered(
    facts: dict[str, Any], year: int, sex: Sex, pictures: list[Picture]
) -> None:
    entered = Entered(facts, age_of_year(year, NOW.date()), sex, NOW)
    seen = {one.topic for one in observed(entered)}
    for picture in pictures:
        found = fit(picture, entered, pictures[:5])
        assert not topics(found.for_) & topics(found.against)
        assert topics((*found.for_, *found.against)) <= seen
        assert len(found.ask) <= 3
        assert not set(found.ask) & facts.keys()
        for language in LANGUAGES:
            assert all(line_text(one, Speech(language)) for one in (*found.for_, *found.against))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_is_short(language: str) -> None:
    for picture in all_pictures().values():
        for topic, state in picture.sayings:
            if state != "elsewhere":
                assert 1 <= len(line_text(Line(topic, state, True), Speech(language))) <= 60
