"""Heatmaps lie where the network looked, and old ones can be drawn without its weights."""

from __future__ import annotations

import io

import numpy as np
import pytest

from skin_core.imaging.frame import Box
from skin_core.inference.explain import ClassMaps, positive_part

LABELS = ("acne", "psoriasis")


def maps(crop: float = 1.0) -> ClassMaps:
    one, other = np.full((5, 5), -1.0, np.float32), np.full((5, 5), -2.0, np.float32)
    one[0, 0] = 3
    return ClassMaps(LABELS, np.stack([one, other]), crop)


def test_only_what_speaks_for_a_disease_is_warm() -> None:
    assert positive_part(np.array([[-2.0, 0.0], [1.0, 4.0]])).tolist() == [[0, 0], [0.25, 1]]
    assert positive_part(np.full((2, 2), -1.0)).tolist() == [[0, 0], [0, 0]]


def test_heatmap_lies_in_the_square_that_was_looked_at() -> None:
    heat = maps().heatmap("acne", 100, 200)
    assert heat.shape == (100, 200)
    assert heat[:, :50].max() == 0
    assert heat[:, 150:].max() == 0
    assert heat[5, 55] > 0.9
    assert 0 <= heat.min() <= heat.max() <= 1


def test_heatmap_of_a_framed_photo_lies_on_the_whole_photo() -> None:
    """Bars of 60 and 20 rows: the network saw the square between them."""
    boxed = ClassMaps(LABELS, maps().maps, 1.0, Box(60 / 180, 0.0, 100 / 180, 1.0))
    again = ClassMaps.from_bytes(boxed.to_bytes())
    assert again.box == boxed.box
    for drawn in (boxed, again):
        assert drawn.seen(180, 100) == (60, 0, 160, 100)
        heat = drawn.heatmap("acne", 180, 100)
        assert heat.shape == (180, 100)
        assert heat[:60].max() == 0
        assert heat[160:].max() == 0
        assert heat[65, 5] > 0.9
    assert boxed.seen(360, 200) == (120, 0, 320, 200)


def test_layers_from_before_frames_were_cut_are_drawn_as_then() -> None:
    file = io.BytesIO()
    np.savez(file, maps=maps().maps, labels=np.array(LABELS), crop=np.float64(1.0))
    assert ClassMaps.from_bytes(file.getvalue()).seen(100, 200) == (0, 50, 100, 150)


@pytest.mark.parametrize("size", [(100, 180), (180, 100), (100, 260)])
def test_wide_photo_is_warm_wherever_one_of_its_squares_was(size: tuple[int, int]) -> None:
    count = -(-max(size) // 100)
    every = np.full((count, 2, 5, 5), -1.0, np.float32)
    every[0, 0, 2, 2], every[-1, 0, 2, 2] = 3, 1.5
    drawn = ClassMaps.from_bytes(ClassMaps(LABELS, every, 1.0).to_bytes())
    assert drawn.seen(*size) == (0, 0, *size)
    heat = drawn.heatmap("acne", *size)
    along = heat[50] if size[1] > size[0] else heat[:, 50]
    assert along[50] > 0.7
    assert 0.3 < along[-50] < along[50]
    assert 0 <= heat.min() <= heat.max() <= 1


@pytest.mark.parametrize("shown", [(600, 1200), (240, 480), (120, 241)])
def test_wide_photo_shown_smaller_is_of_as_many_squares_as_were_judged(
    shown: tuple[int, int],
) -> None:
    """A photo of 1000 x 2001 was judged in three squares; two would cover what a page shows."""
    heat = ClassMaps(LABELS, np.ones((3, 2, 5, 5), np.float32), 1.0).heatmap("acne", *shown)
    assert heat.min() == pytest.approx(1)
    two = ClassMaps(LABELS, np.ones((2, 2, 5, 5), np.float32), 1.0).heatmap("acne", *shown)
    assert np.isfinite(two).all()


def test_smaller_crop_moves_the_heatmap_inwards() -> None:
    heat = maps(0.5).heatmap("acne", 100, 100)
    assert heat[:24].max() == 0
    assert heat[27, 27] > 0.9


def test_disease_that_nothing_speaks_for_has_a_cold_map() -> None:
    assert maps().heatmap("psoriasis", 50, 50).max() == 0


def test_layer_carries_all_that_is_needed_to_draw_it() -> None:
    again = ClassMaps.from_bytes(maps(0.9).to_bytes())
    assert again.labels == LABELS
    assert again.crop == pytest.approx(0.9)
    assert np.allclose(again.heatmap("acne", 64, 80), maps(0.9).heatmap("acne", 64, 80), atol=2e-3)


def test_unknown_disease_has_no_heatmap() -> None:
    with pytest.raises(KeyError):
        maps().heatmap("lupus", 10, 10)
