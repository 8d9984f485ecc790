"""What is done to a photo before training, so that its publisher is not what is learned."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.imaging.rendered import render_skin
from skin_core.training.config import PREPARED
from skin_core.training.prepare import STEPS, prepared

SIZE = (240, 208)
Pixels = NDArray[np.uint8]


def written_on(photo: Pixels, at: tuple[int, int], shade: int) -> Pixels:
    """The photo with a publisher's half-transparent name on it."""
    layer = photo.copy()
    cv2.putText(layer, "(c) Atlas.com", at, cv2.FONT_HERSHEY_SIMPLEX, 0.6, (shade,) * 3, 1)
    return np.asarray(cv2.addWeighted(layer, 0.6, photo, 0.4, 0), np.uint8)


@pytest.mark.parametrize("at", [(40, 110), (8, 200)], ids=["middle", "lower left"])
@pytest.mark.parametrize("tone", ["very_light", "tan", "dark"])
def test_a_publishers_name_is_painted_over(tone: str, at: tuple[int, int]) -> None:
    clean = render_skin("plaque", tone, 3, SIZE)
    marked = written_on(clean, at, 235)
    name = np.abs(marked.astype(int) - clean).max(-1) > 20
    left = np.abs(prepared(marked, ["marks"]).astype(int) - clean).max(-1)[name]
    assert left.mean() < 0.4 * np.abs(marked.astype(int) - clean).max(-1)[name].mean()


@pytest.mark.parametrize("tone", ["very_light", "tan", "dark"])
def test_skin_without_a_name_stays_nearly_as_it_is(tone: str) -> None:
    """A glint may be taken for a letter; it is painted over in the colour of the skin."""
    photo = render_skin("plaque", tone, 3, SIZE)
    changed = np.abs(prepared(photo, ["marks"]).astype(int) - photo).max(-1)
    assert (changed > 0).mean() < 0.05
    assert changed.mean() < 1


def test_bars_are_cut_and_the_lesion_is_brought_to_the_middle() -> None:
    skin = render_skin("mole", "very_light", 1, SIZE)
    barred = np.pad(skin, ((40, 40), (0, 0), (0, 0)))
    assert abs(len(prepared(barred, ["frame"])) - len(skin)) <= 4
    aside = np.asarray(np.roll(skin, 60, axis=1), np.uint8)
    cut = prepared(aside, ["lesion"])
    dark = cut.mean(-1) < cut.mean() - 25
    height, width = cut.shape[:2]
    assert height == width < SIZE[1]
    assert abs(np.argwhere(dark).mean(0) / height - 0.5).max() < 0.2


def test_every_step_has_a_name_that_experiments_may_give() -> None:
    assert tuple(STEPS) == PREPARED
