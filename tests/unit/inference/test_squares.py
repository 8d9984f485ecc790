"""A photo is seen whole: one square of it, or several whose answers are averaged."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.imaging.frame import seen_part
from skin_core.imaging.network_input import places
from skin_core.inference.squares import run_on
from tests.fake_networks import FakeNetworks


@pytest.mark.parametrize("size", [(1, 1), (8, 9), (100, 120), (240, 320), (700, 200), (90, 450)])
def test_squares_leave_nothing_of_a_wide_photo_unseen(size: tuple[int, int]) -> None:
    height, width = size
    side = min(size)
    covered = np.zeros(size, bool)
    for top, left in places(height, width, -(-max(size) // side)):
        assert 0 <= top <= height - side
        assert 0 <= left <= width - side
        covered[top : top + side, left : left + side] = True
    assert covered.all()


@pytest.mark.parametrize(
    ("width", "count"), [(200, 1), (238, 1), (267, 2), (300, 2), (400, 2), (420, 3), (900, 5)]
)
def test_nearly_square_photo_is_one_square_and_a_phone_photo_two(width: int, count: int) -> None:
    noise = np.random.default_rng(1).integers(60, 200, (200, width, 3), np.uint8)
    for photo in (noise, noise.swapaxes(0, 1).copy()):
        squares = seen_part(photo).squares
        assert len(squares) == count
        assert all(square.shape == (200, 200, 3) for square in squares)


def test_lesion_at_the_edge_of_a_wide_photo_counts() -> None:
    """Half of the photo is skin, and the central square alone would show little of it."""
    photo = np.full((100, 200, 3), (40, 60, 160), np.uint8)
    photo[:, 120:] = (200, 150, 130)
    networks = FakeNetworks()
    once = networks.run("gate", photo[:, 50:150])["logits"]
    both = run_on(networks, "gate", (photo[:, :100], photo[:, 100:]))
    assert once.argmax() == 2
    assert both["logits"][0] == pytest.approx(3.0)
    assert both["cams"].shape == (2, 3, 5, 5)
    assert both["embedding"].shape == (8,)


def test_one_square_is_answered_as_it_is() -> None:
    networks, square = FakeNetworks(), np.full((50, 50, 3), 120, np.uint8)
    plain, seen = networks.run("clinical", square), run_on(networks, "clinical", (square,))
    assert all((plain[name] == seen[name]).all() for name in plain)
