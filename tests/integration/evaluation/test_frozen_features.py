"""What rests on a last layer alone: SMOTE, pooled folds, facts, and a few photos of a clinic."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from skin_core.evaluation.few_shot import SHOTS, Clinic, _drawn, few_shot_row, playing
from skin_core.evaluation.folds import facts_rows, zoster_figures
from skin_core.evaluation.frozen import Featured, out_of_fold
from skin_core.evaluation.oversampling import oversampling_rows, smote
from skin_core.models.facts_input import PatientFacts
from skin_core.training.photos import Photo

LABELS = ("acne", "herpes_zoster", "psoriasis")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def featured(photos: int, shares: tuple[float, ...], apart: float, seed: int) -> Featured:
    """Photos of three diseases whose features lie so far apart; the site tells them, too."""
    rng = np.random.default_rng(seed)
    truths = rng.choice(3, photos, p=shares)
    values = rng.normal(size=(photos, 12)).astype(np.float32)
    values[np.arange(photos), truths] += apart
    sites = ("face", "chest", "leg")
    known = tuple(
        Photo(f"{n}.jpg", LABELS[k], f"g{n // 2}", "clinic", facts=PatientFacts(40, "", sites[k]))
        for n, k in enumerate(truths)
    )
    return Featured(known, LABELS, values, truths)


def test_made_up_photos_lie_between_two_of_their_class_and_fill_it_up() -> None:
    values = np.array([[0, 0], [2, 0], [0, 2], [9, 9], [9, 8], [5, 5]], np.float32)
    truths = np.array([0, 0, 0, 1, 1, 2])
    made, labels = smote(values, truths, 40, np.random.default_rng(1))
    assert np.array_equal(made[:6], values)
    assert [int((labels == k).sum()) for k in range(3)] == [40, 40, 1]  # one photo has no neighbour
    mine = made[6:][labels[6:] == 1]
    assert mine[:, 0] == pytest.approx(9)
    assert ((mine[:, 1] >= 8) & (mine[:, 1] <= 9)).all()
    assert len(np.unique(mine[:, 1])) > 30


def test_smote_finds_rare_diseases_more_often_than_nothing_does_and_is_less_honest() -> None:
    shares = (0.9, 0.07, 0.03)
    taught, judged = featured(400, shares, 1.5, 1), featured(600, shares, 1.5, 2)
    plain, ours, filled = oversampling_rows(taught, judged)
    assert filled["balanced accuracy"][0] > plain["balanced accuracy"][0]
    assert filled["ECE"][0] > plain["ECE"][0]
    assert ours["learned from"] == 400 < filled["learned from"]


def test_pooled_answers_come_from_folds_that_never_saw_the_group() -> None:
    rng = np.random.default_rng(4)
    groups = np.repeat(np.arange(60), 2)
    values = rng.normal(size=(60, 40)).astype(np.float32)[groups]  # copies in each group
    truths = rng.integers(0, 2, 60)[groups]  # nothing tells the label but the copy
    logits, fold = out_of_fold(values, truths, groups.astype(str), 5, np.random.default_rng(0))
    assert (logits.argmax(1) == truths).mean() < 0.65
    assert all(len(set(fold[groups == one])) == 1 for one in range(60))


def test_zoster_is_judged_on_all_its_photos_and_facts_are_compared_with_the_photo() -> None:
    every = featured(300, (0.45, 0.1, 0.45), 2.0, 3)
    zoster = zoster_figures(every)["zoster"]
    assert zoster["photos"] == int((every.truths == 1).sum())
    low, high = zoster["f1"][1:]
    assert 0 < low < zoster["f1"][0] < high <= 1
    photo, facts, both = facts_rows(every)
    assert photo["gain"] == [0, 0, 0]
    assert facts["balanced accuracy"][0] > 0.99  # the site tells all here
    assert both["gain"][1] > 0


def clinic(seed: int) -> Clinic:
    """Two diseases of four occur; the network mistakes them for the others, features tell them."""
    rng = np.random.default_rng(seed)
    truths = np.repeat([0, 2], 30)
    values = rng.normal(size=(60, 8)).astype(np.float32)
    values[truths == 2, 0] += 3
    logits = rng.normal(size=(60, 4))
    logits[:, 1] += 3
    return Clinic("clinic", values, logits, truths, np.arange(60).astype(str))


def test_a_few_photos_of_a_clinic_teach_what_it_sees() -> None:
    row = few_shot_row(clinic(1), np.random.default_rng(0))
    assert row["as it comes"][0] < 0.3
    assert row["told what occurs"][0] > row["as it comes"][0]
    for way in ("prototypes", "last layer"):
        one, _, ten = (row[f"{way}, k = {shots}"] for shots in SHOTS)
        assert ten[0] > one[0], way
        assert ten[0] > 0.85, way


def test_no_photo_is_judged_whose_group_gave_one() -> None:
    here = clinic(2)
    here = Clinic(
        here.name, here.values, here.logits, here.truths, np.repeat(np.arange(30), 2).astype(str)
    )
    given, judged = _drawn(here, np.random.default_rng(0))
    shown: NDArray[np.int64] = np.concatenate(given)
    assert [len(one) for one in given] == [7, 7]  # half of fifteen groups
    assert not set(here.groups[shown]) & set(here.groups[judged])
    assert len(judged) == 60 - 2 * 14


def test_a_collection_of_one_disease_plays_no_clinic() -> None:
    photos = [Photo(f"{n}", "acne", f"{n}", "one") for n in range(20)]
    photos += [Photo(f"m{n}", LABELS[n % 2], f"m{n}", "two") for n in range(40)]
    photos += [Photo("w", "wart", "w", "two")]
    ((name, mine),) = playing(photos)
    assert (name, mine.sum()) == ("two", 40)  # without the disease of one group
