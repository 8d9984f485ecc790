"""Square centimetres become hands by the patient's own body surface."""

from __future__ import annotations

import pytest

from skin_core.scoring.body_surface import body_surface_m2, hands_of, is_body


def test_hands_of_a_measured_area_by_hand() -> None:
    """160 cm and 62.5 kg: the root of 10,000 / 3,600 is 1.667 m²; a hand is 166.7 cm² of it."""
    surface = body_surface_m2(160, 62.5)
    assert surface == pytest.approx(5 / 3)
    assert hands_of(50, surface) == 0.3
    assert hands_of(50, body_surface_m2(100, 16)) == 0.75  # a child's hand is smaller


def test_inches_pounds_and_exchanged_figures_are_no_body() -> None:
    """They would tell hands of another body, each as good a number."""
    for height_cm, weight_kg in (
        (34.0, 1.0),
        (50.0, 3.5),
        (160.0, 62.5),
        (150.0, 200.0),
        (210.0, 60.0),
    ):
        assert is_body(height_cm, weight_kg)
    for height_cm, weight_kg in ((67.0, 70.0), (170.0, 374.0), (62.5, 160.0), (250.0, 1.0)):
        assert not is_body(height_cm, weight_kg)
