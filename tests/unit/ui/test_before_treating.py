"""Before treating, only that is asked which a treatment of the disease makes matter."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def page(label: str) -> None:
    from skin_core.ui.components.result.before_treating import draw_before_treating

    draw_before_treating(label, {})


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (
            "onychomycosis",
            {"renal_function", "allergies", "medicines", "breastfeeding"}
            | {"hepatic_impairment", "heart_failure", "qt_prolongation"},
        ),
        (
            "impetigo",
            {"renal_function", "allergies", "medicines", "breastfeeding"}
            | {"hepatic_impairment", "g6pd_deficiency"},
        ),
        ("melanocytic_nevus", set()),
    ],
)
def test_treatments_decide_what_is_asked(label: str, expected: set[str]) -> None:
    shown = AppTest.from_function(page, args=(label,)).run()
    assert not shown.exception
    widgets: list[Any] = [*shown.segmented_control, *shown.number_input, *shown.text_area]
    asked = {str(one.key).partition("@")[0].removeprefix("analyse.treatment.") for one in widgets}
    assert asked == expected
