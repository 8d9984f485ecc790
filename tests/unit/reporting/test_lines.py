"""Words stay on the paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skin_core.reporting.lines import Run, break_lines, shorten
from skin_core.reporting.typeface import text_width

KOREAN = "감각신경절에 잠복해 있던 수두대상포진바이러스가 재활성화되어 통증이 생깁니다."


def width(line: tuple[Run, ...]) -> float:
    return sum(text_width(run.text.rstrip(), run.style) for run in line)


@pytest.mark.parametrize("text", [KOREAN, "Viêm da tiếp xúc " * 20, "x" * 300, "a " * 50])
def test_no_line_is_wider_than_the_column(text: str) -> None:
    lines = break_lines((Run("Bold: ", "B"), Run(text)), 20)
    assert all(width(line) <= 20.01 for line in lines)
    assert "".join(run.text for line in lines for run in line) == "Bold: " + text


@given(st.text(alphabet="ab \n가각ệ", max_size=80), st.floats(2, 30))
def test_no_word_is_lost(text: str, room: float) -> None:
    written = "".join(run.text for line in break_lines((Run(text),), room) for run in line)
    assert written == text.replace("\n", "")


def test_newline_starts_a_line() -> None:
    assert len(break_lines((Run("one\ntwo\n\nthree"),), 50)) == 4


def test_nothing_gives_no_line() -> None:
    assert break_lines((), 10) == []


def test_shortened_line_says_that_it_goes_on() -> None:
    short = shorten((Run(KOREAN, "B"),), 10)
    assert short[-1].text == "…"
    assert width(short) <= 10.01
