"""Names and codes are found however they are typed."""

from __future__ import annotations

import pytest

from skin_core.domain.words import after_all, search_words, tokens
from tests.ten_names import NAMES


def finds(typed: str, text: str) -> bool:
    """Whether each typed word begins a word that the text is found by."""
    words = search_words(text)
    return all(any(one <= word < after_all(one) for word in words) for one in tokens(typed))


def test_names_are_found_in_their_script_with_and_without_space_case_and_marks() -> None:
    missed = [
        (name.typed, typed)
        for name in NAMES
        for typed in (name.typed, *name.searched)
        if not finds(typed, name.typed)
    ]
    assert not missed


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("김민지", "민지"),
        ("김민지", "김"),
        ("홍길동", "홍 길동"),
        ("김 민 지", "민지"),
        ("Nguyễn Thị Đào", "dao"),
        ("Nguyen", "NGUYỄN"),
        ("Müller-Lüdenscheidt", "ludens"),
        ("A-00123", "a00123"),
        ("A-00123", "00123"),
        ("Minho", "Min\u00adho"),  # as pasted from a typeset page
        ("김철수", "김\u3164철수"),
    ],
)
def test_text_is_found_as_typed(text: str, typed: str) -> None:
    assert finds(typed, text)


def test_decomposed_hangul_is_the_same_word() -> None:
    assert tokens("\u1100\u1175\u11b7") == tokens("김") == ("김",)


def test_signs_alone_ask_nothing() -> None:
    assert tokens(" -_'%; \ufe0f") == ()
    assert search_words("", "--") == frozenset()


def test_long_words_fit_their_column() -> None:
    assert all(len(word) <= 40 for word in search_words("x" * 500, "가" * 90))
