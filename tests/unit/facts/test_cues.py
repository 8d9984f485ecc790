"""A decisive word in free text asks its question, in three languages, and decides nothing."""

from __future__ import annotations

import pytest

from skin_core.domain.facts import FactType
from skin_core.facts import all_facts, cued_facts
from skin_core.facts.cues import _patterns


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Type 2 diabetes, on ramipril", ("diabetes", "ace_inhibitor")),
        ("신장이식 후 타크로리무스 복용", ("immunosuppression",)),
        ("Tiểu đường, uống metformin", ("diabetes",)),
        ("tieu duong 10 nam", ("diabetes",)),
        ("ăn hàu sống hôm qua", ("sea_water",)),
        ("HIV positive", ("immunosuppression",)),
        ("archive of photos", ()),  # "hiv" inside a word is none
        ("", ()),
    ],
)
def test_word_asks_its_question(text: str, keys: tuple[str, ...]) -> None:
    assert cued_facts(text) == keys


def test_every_cue_asks_a_question_that_is_answered_yes_or_no() -> None:
    assert all(all_facts()[key].type is FactType.YES_NO for key in _patterns())
