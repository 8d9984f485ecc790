"""A label is doubted where another class is as probable as it is on its own photos."""

from __future__ import annotations

import numpy as np

from skin_core.evaluation.label_doubts import NO_DOUBT, doubts


def test_only_a_class_as_probable_as_on_its_own_photos_contradicts_a_label() -> None:
    """Class 0 is .8 on average on its photos, class 1 .5, class 2 has none and is never likely."""
    labels = np.array([0, 0, 0, 1, 1, 1])
    chances = np.array(
        [
            [0.95, 0.05, 0.0],
            [1.0, 0.0, 0.0],
            [0.45, 0.55, 0.0],  # labelled 0, as probable 1 as photos of 1 are
            [0.3, 0.7, 0.0],
            [0.85, 0.15, 0.0],  # labelled 1, as probable 0 as photos of 0 are
            [0.0, 0.65, 0.35],
        ]
    )
    assert list(doubts(chances, labels)) == [NO_DOUBT, NO_DOUBT, 1, NO_DOUBT, 0, NO_DOUBT]


def test_below_that_a_mistake_of_the_network_is_no_doubt() -> None:
    labels = np.array([0, 0, 1])
    chances = np.array([[0.9, 0.1], [0.7, 0.3], [0.6, 0.4]])  # the last is called 0, at .6 of .8
    assert (doubts(chances, labels) == NO_DOUBT).all()
