"""What a spreadsheet would run stands as text."""

from __future__ import annotations

from skin_core.services.spreadsheet import harmless


def test_a_formula_is_text_however_it_is_hidden() -> None:
    for formula in ("=cmd()", "+1", "-1", "@SUM(1)", " =1", "\u200b=1", "\u202e=1", "＝1", "\t1"):
        assert harmless(formula) == f"'{formula}"


def test_other_text_stays_as_it_is() -> None:
    for text in ("", "Kim", "a=b", "1 - 2", "aciclovir 800 mg"):
        assert harmless(text) == text
