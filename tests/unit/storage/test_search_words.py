"""Names and codes are found however they are typed."""

from __future__ import annotations

import pytest

from skin_core.storage.words import after_all, search_words, tokens


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("김민지", "민지"),
        ("김민지", "김"),
        ("Nguyễn Thị Đào", "dao"),
        ("Nguyen", "NGUYỄN"),
        ("Müller-Lüdenscheidt", "ludens"),
        ("A-00123", "a00123"),
        ("A-00123", "00123"),
    ],
)
def test_text_is_found_as_typed(text: str, typed: str) -> None:
    (token,) = tokens(typed)
    assert any(token <= word < after_all(token) for word in search_words(text))


def test_decomposed_hangul_is_the_same_word() -> None:
    assert tokens("\u1100\u1175\u11b7") == tokens("김") == ("김",)


def test_signs_alone_ask_nothing() -> None:
    assert tokens(" -_'%; ") == ()
    assert search_words("", "--") == frozenset()


def test_long_words_fit_their_column() -> None:
    assert all(len(word) <= 40 for word in search_words("x" * 500, "가" * 90))
