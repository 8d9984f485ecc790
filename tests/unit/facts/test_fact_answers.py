"""Which answers are taken, and how a report says them."""

from __future__ import annotations

import pytest

from skin_core.errors import InvalidFact, UnknownFact
from skin_core.facts import fact_text, unknown_text, validate, validate_all
from skin_core.i18n import LANGUAGES


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("fever", False, False),
        ("pain", 7, 7.0),
        ("pain", 0, 0.0),
        ("site", "cheek", "cheek"),
        ("dermatomes", "three_or_more", "three_or_more"),
        ("rash_onset", "2026-11-20", "2026-11-20"),
        ("rash_onset", "2026-11-20T14:05:31", "2026-11-20T14:05"),
        ("rash_onset", "2026-11-20 14:05", "2026-11-20T14:05"),
        ("history", "  diabetes ", "diabetes"),
        ("weight", 3.2, 3.2),
    ],
)
def test_good_answers_are_kept(key: str, given: object, kept: object) -> None:
    assert validate(key, given) == kept


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("fever", "yes"),
        ("fever", 1),
        ("fever", None),
        ("pain", 11),
        ("pain", -1),
        ("pain", True),
        ("pain", float("nan")),
        ("site", "moon"),
        ("rash_onset", "yesterday"),
        ("rash_onset", 20261120),
        ("rash_onset", "2026-11-20T14:05+09:00"),
        ("rash_onset", "0001-01-01T00:00"),
        ("rash_onset", "1879-12-31"),
        ("history", "   "),
        ("history", "x" * 5000),
    ],
)
def test_bad_answers_are_refused(key: str, given: object) -> None:
    with pytest.raises(InvalidFact) as refused:
        validate(key, given)
    assert refused.value.details["key"] == key


def test_unknown_is_left_out_and_no_is_kept() -> None:
    answers = {"fever": False, "pregnancy": None, "history": " ", "pain": 0}
    assert validate_all(answers) == {"fever": False, "pain": 0.0}


def test_unknown_key_is_refused_among_the_rest() -> None:
    with pytest.raises(UnknownFact):
        validate_all({"fevr": True})


@pytest.mark.parametrize(
    ("key", "value", "en", "ko", "vi"),
    [
        ("fever", True, "Yes", "예", "Có"),
        ("fever", False, "No", "아니요", "Không"),
        ("pain", 7, "7/10", "7/10", "7/10"),
        ("weight", 61.5, "61.5 kg", "61.5 kg", "61.5 kg"),
        ("site", "ear", "Ear", "귀", "Tai"),
        ("rash_onset", "2026-11-05", "5 Nov 2026", "2026년 11월 5일", "05/11/2026"),
        (
            "rash_onset",
            "2026-11-20T14:00",
            "20 Nov 2026, 14:00",
            "2026년 11월 20일 14:00",
            "14:00 ngày 20/11/2026",
        ),
        ("history", "당뇨", "당뇨", "당뇨", "당뇨"),
    ],
)
def test_answers_read_as_the_language_writes_them(
    key: str, value: bool | float | str, en: str, ko: str, vi: str
) -> None:
    assert [fact_text(key, value, language) for language in LANGUAGES] == [en, ko, vi]


def test_unknown_never_reads_as_no() -> None:
    for language in LANGUAGES:
        assert unknown_text(language) != fact_text("fever", False, language)
