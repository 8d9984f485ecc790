"""Diseases never taught are told apart by a threshold that known photos alone decide."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.diseases.taxonomy import all_diseases
from skin_core.evaluation.unknown import OURS, never_taught, told_apart
from skin_core.training.photos import Photo


def test_a_disease_that_was_taught_is_none_of_the_unknown() -> None:
    """A network that had learned keloid was told to call it uncertain."""
    names = ("keloid", "keloid_scar", "leg_ulcer", "melasma", "xanthoma", "seborrheic_keratosis")
    photos = [Photo(f"{name}.webp", name, name, "set") for name in names]
    left = never_taught(photos, ("benign_keratosis", "keloid", "melasma"))
    assert [photo.label for photo in left] == ["leg_ulcer", "xanthoma"]
    assert len(never_taught(photos, ("acne",))) == len(photos)


def test_every_name_of_theirs_is_a_disease_of_ours() -> None:
    assert set(OURS.values()) <= set(all_diseases())


def test_a_tenth_of_the_known_is_called_uncertain_and_the_unknown_are_counted() -> None:
    chosen_on = np.linspace(0.01, 1.0, 100)  # a tenth lies below .1
    known = np.linspace(0.005, 0.995, 100)
    unknown = np.array([0.02, 0.05, 0.5, 0.9])
    groups = np.arange(100).astype(str)
    diseases = np.array(["pemphigus", "pemphigus", "sarcoma", "sarcoma"])
    found = told_apart(chosen_on, (known, groups), (unknown, diseases), np.random.default_rng(0))
    assert found["threshold_of_the_highest_probability"] == pytest.approx(0.109)
    assert found["known_called_uncertain"][0] == pytest.approx(0.11, abs=0.011)
    assert found["unknown_called_uncertain"] == [0.5, 0.0, 1.0]  # drawn by disease: two of them
    above = [(known > one).mean() for one in unknown]
    assert found["auroc_known_against_unknown"][0] == pytest.approx(np.mean(above), abs=0.01)
    assert (found["photos_of_unknown_diseases"], found["unknown_diseases"]) == (4, 2)
