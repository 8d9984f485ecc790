"""What was typed reads exactly so, in markdown and in what Streamlit reads in it once more."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from skin_core.ui.plain import JOINER, plain, plain_badge
from tests.ten_names import NAMES

TYPED = (
    "<script>alert(1)</script>",
    "**bold** _and_ `code`",
    "[link](https://example.org) ![x](y)",
    "# title\n- list\n1. one",
    "a | b",
    "김민수 (52) – đau rát & ngứa",
    "..\\..\\병변.jpg",
    ":material/home: :streamlit: :red[x] $x^2$",
    ":+1: :-1: 120:100:80 :1234: :8ball: :1st_place_medal:",
    "--> a@b.kr <-- www.b.kr ~= >= https://b.kr",
)
# As in Streamlit's own renderer, which reads the text between marks a second time.
READ_AGAIN = re.compile(
    r":material/\w+:|:streamlit:|:(?:[+-]1|100|1234|8ball|1st_\w+):|<->|->|<-|--|>=|<=|~=|https?:|www\.|\w@\w",
    re.IGNORECASE,
)


TURNED = ("\u202eKim 1964\u202c", "\u2067\u200f김민서\u2069", "a\u061cb")


def seen(markdown: str) -> str:
    """The words that a reader sees; nothing but text may come of the markdown."""
    (inline,) = [token for token in MarkdownIt().parse(markdown) if token.type == "inline"]
    assert {child.type for child in inline.children or []} <= {"text", "text_special"}
    return "".join(child.content for child in inline.children or [])


@pytest.mark.parametrize("typed", [*TYPED, *(name.typed for name in NAMES)])
def test_what_was_typed_reads_exactly_so(typed: str) -> None:
    assert seen(plain(typed)).replace(JOINER, "") == " ".join(typed.split())
    assert not READ_AGAIN.search(seen(plain(typed)))


@pytest.mark.parametrize(
    "ordinary", ["A-001", "10:30", "08:30:15", "Nguyễn-Lê", "3–5 mg/kg", "P. Kim"]
)
def test_ordinary_words_hold_nothing_unseen(ordinary: str) -> None:
    assert seen(plain(ordinary)) == ordinary


def test_badge_is_left_to_escape_its_brackets() -> None:
    assert plain_badge("[A]*\\[") == "[A]\\*\\\\["


def test_no_text_turns_the_words_behind_it_round() -> None:
    assert [seen(plain(one)) for one in TURNED] == ["Kim 1964", "김민서", "ab"]
