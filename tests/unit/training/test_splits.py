import numpy as np
import pytest

from skin_core.training.photos import Photo
from skin_core.training.splits import split_by_group, split_by_source


def photos() -> list[Photo]:
    made = []
    for label in ("acne", "measles", "wart"):
        for number in range(60):
            source = ("first", "second")[number % 2] if label != "wart" else "first"
            made.append(
                Photo(f"{label}{number}", label, f"{label}-{number // 3}", source, copy=number == 7)
            )
    return made


def test_no_group_is_on_two_sides() -> None:
    split = split_by_group(photos(), 0.2, np.random.default_rng(1))
    train, held = ({photo.group for photo in side} for side in (split.train, split.validation))
    assert not train & held
    for label in ("acne", "measles", "wart"):
        assert 9 <= sum(photo.label == label for photo in split.validation) <= 18


def test_test_part_shares_no_group_and_leaves_the_validation_part_as_it_was() -> None:
    split = split_by_group(photos(), 0.15, np.random.default_rng(1), 0.15)
    train, validation, test = (
        {photo.group for photo in side} for side in (split.train, split.validation, split.test)
    )
    assert not train & validation
    assert not test & (train | validation)
    for label in ("acne", "measles", "wart"):
        assert 6 <= sum(photo.label == label for photo in split.test) <= 13
    assert split.validation == split_by_group(photos(), 0.15, np.random.default_rng(1)).validation


def test_copies_are_on_no_side() -> None:
    split = split_by_group(photos(), 0.2, np.random.default_rng(1), 0.2)
    assert not any(photo.copy for photo in split.train + split.validation + split.test)


def test_same_seed_same_split() -> None:
    first, second = (split_by_group(photos(), 0.2, np.random.default_rng(5)) for _ in range(2))
    assert first == second


def test_left_out_collection_is_nowhere_in_training() -> None:
    loose = [Photo(p.path, p.label, p.path, p.source, copy=p.copy) for p in photos()]
    split = split_by_source(loose, ["second"])
    assert {photo.source for photo in split.train} == {"first"}
    assert {photo.source for photo in split.validation} == {"second"}
    assert {photo.label for photo in split.validation} == {"acne", "measles"}


def test_groups_that_reach_into_a_left_out_collection_are_dropped() -> None:
    split = split_by_source(photos(), ["second"])
    assert not {p.group for p in split.train} & {p.group for p in split.validation}


@pytest.mark.parametrize("label", ["acne", "wart"])
def test_one_label_of_a_collection_can_be_left_out(label: str) -> None:
    loose = [Photo(p.path, p.label, p.path, p.source) for p in photos()]
    split = split_by_source(loose, [f"first:{label}"])
    assert all(p.label != label or p.source != "first" for p in split.train)
