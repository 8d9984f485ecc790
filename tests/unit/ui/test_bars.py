from __future__ import annotations

import re

import pytest

from skin_core.domain.analysis import Prediction
from skin_core.ui import say
from skin_core.ui.components.result.bars import _table
from skin_core.ui.session import Session


def test_bars_carry_names_numbers_and_the_marked_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(say, "session", lambda: Session(language="en"))
    rows = (Prediction("melanoma", 0.998), Prediction("psoriasis", 0.002))
    html = _table(rows, ("melanoma",))
    assert "&gt; 99 %" in html
    assert "&lt; 1 %" in html
    assert len(re.findall(r'class="bar in-set"', html)) == 1
    assert "calc((100% - 4.25rem) * 0.998)" in html  # the number keeps its room
    assert "100" not in re.sub(r"width:[^%]*%", "", html)
