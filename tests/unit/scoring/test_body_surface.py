"""Square centimetres become hands by the patient's own body surface."""

from __future__ import annotations

import pytest

from skin_core.scoring.body_surface import body_surface_m2, hands_of


def test_hands_of_a_measured_area_by_hand() -> None:
    """160 cm and 62.5 kg: the root of 10,000 / 3,600 is 1.667 m²; a hand is 166.7 cm² of it."""
    surface = body_surface_m2(160, 62.5)
    assert surface == pytest.approx(5 / 3)
    assert hands_of(50, surface) == 0.3
    assert hands_of(50, body_surface_m2(100, 16)) == 0.75  # a child's hand is smaller
