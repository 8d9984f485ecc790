"""Bad data stops before training, and the sentence names the row."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from skin_core.models.facts_input import PatientFacts
from skin_core.training.checks import (
    check_collections,
    check_facts,
    check_multiplier,
    check_photos,
    check_run,
    check_shares,
    check_split,
)
from skin_core.training.config import TrainConfig
from skin_core.training.photos import Photo
from skin_core.training.refusal import Refused
from skin_core.training.splits import Split

ACNE = Photo("a.webp", "acne", "one", "drawn")
WART = Photo("w.webp", "wart", "two", "drawn")
KNOWN = ("acne", "wart")
CONFIG = TrainConfig(name="x", kind="clinical", backbone="mobilenetv2_100")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for photo in (ACNE, WART):
        (tmp_path / photo.path).touch()
    return tmp_path


def test_a_sound_list_passes(data: Path) -> None:
    check_photos([ACNE, WART], KNOWN, data)
    check_split(Split((ACNE,), (WART,)))


@pytest.mark.parametrize(
    ("photos", "sentence"),
    [
        ([ACNE, replace(WART, label="warts")], r"w\.webp: no disease is called 'warts'"),
        ([ACNE, replace(WART, path="gone.webp")], r"gone\.webp: listed, but not in"),
        ([ACNE], "all 1 photos have one label"),
    ],
)
def test_a_bad_list_is_refused(photos: list[Photo], sentence: str, data: Path) -> None:
    with pytest.raises(ValueError, match=sentence):
        check_photos(photos, KNOWN, data)


def test_a_group_in_two_parts_is_refused() -> None:
    twin = replace(WART, group="one")
    with pytest.raises(ValueError, match=r"w\.webp: group one is in train and test"):
        check_split(Split((ACNE,), (), (twin,)))


def test_a_multiplier_of_no_label_is_refused() -> None:
    check_multiplier({"acne": 10}, KNOWN)
    with pytest.raises(ValueError, match="no photo is labelled 'zoster'"):
        check_multiplier({"acne": 10, "zoster": 10}, KNOWN)


def test_a_run_does_not_go_on_with_other_photos(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"data_digest": "began", "config": {}}', encoding="utf-8")
    check_run(tmp_path, "other", {})  # nothing was trained yet
    (tmp_path / "checkpoint.pt").touch()
    check_run(tmp_path, "began", {})
    with pytest.raises(Refused, match="remove it to start anew"):
        check_run(tmp_path, "other", {})


def test_a_run_does_not_go_on_with_another_recipe(tmp_path: Path) -> None:
    """Half of one recipe and half of another would stand in run.json as the second."""
    began = {"data_digest": "same", "config": {"seed": 1, "sizes": [64], "threads": 1}}
    (tmp_path / "run.json").write_text(json.dumps(began), encoding="utf-8")
    (tmp_path / "checkpoint.pt").touch()
    check_run(tmp_path, "same", {"seed": 1, "sizes": (64,), "threads": 2, "newer": 0})
    with pytest.raises(Refused, match=r"^seed: .* began with 1, now it is 2; give the experiment"):
        check_run(tmp_path, "same", {"seed": 2, "sizes": (64,), "threads": 1})


def test_a_photo_listed_twice_is_refused(data: Path) -> None:
    """In another group it could be learned from and be judged by."""
    with pytest.raises(Refused, match=r"a\.webp: listed twice, as acne and wart"):
        check_photos([ACNE, WART, replace(ACNE, label="wart", group="two")], KNOWN, data)


def test_a_label_without_a_photo_to_learn_from_is_refused() -> None:
    rash = replace(ACNE, path="r.webp", group="three", label="rash")
    split = Split((ACNE, rash), (WART,))
    with pytest.raises(Refused, match=r"no photo is left to learn from of wart \(1 groups\)"):
        check_shares(split, [ACNE, WART, rash], CONFIG)
    check_shares(split, [ACNE, WART, rash], replace(CONFIG, leave_out=("drawn:wart",)))
    with pytest.raises(
        Refused, match="1 photos are left to learn from, of 1 labels: two are needed"
    ):
        check_shares(Split((ACNE,), (WART,)), [ACNE, WART], CONFIG)


def test_a_part_that_is_asked_for_and_empty_is_refused() -> None:
    split = Split((ACNE, replace(WART, group="one")), ())
    with pytest.raises(Refused, match="validation_share: no group of the 1 is small enough"):
        check_shares(split, split.train, CONFIG)
    check_shares(split, split.train, replace(CONFIG, validation_share=0.0))


def test_a_collection_that_no_photo_has_is_refused() -> None:
    """Else nothing would be left out, and the figures would be called those of a strange source."""
    check_collections("leave_out", ("drawn", "drawn:acne"), [ACNE])
    with pytest.raises(
        Refused, match=r"leave_out: no photo is of the collection 'dermnet'; .*drawn"
    ):
        check_collections("leave_out", ("dermnet",), [ACNE])
    with pytest.raises(Refused, match="sources: no photo"):
        check_collections("sources", ("drawn:acne",), [ACNE])


def test_a_fact_that_nobody_wrote_down_is_refused() -> None:
    known = replace(ACNE, facts=PatientFacts(40.0))
    check_facts(("age",), [known, WART])
    with pytest.raises(Refused, match="facts: sex is known of none of the 2 photos"):
        check_facts(("age", "sex"), [known, WART])


def test_a_run_that_holds_nothing_goes_on_though_the_default_of_its_hold_is_another(
    tmp_path: Path,
) -> None:
    """Every run that was begun before would have been refused."""
    (tmp_path / "checkpoint.pt").touch()
    for strategy, refused in (("full", False), ("l1_sp", True)):
        settings = replace(CONFIG, strategy=strategy).to_dict()
        record = {"data_digest": "d", "config": {**settings, "anchor_strength": 0.01}}
        (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
        if not refused:
            check_run(tmp_path, "d", settings)
            continue
        with pytest.raises(Refused, match=r"^anchor_strength: .* began with 0\.01, now it is 0\.0"):
            check_run(tmp_path, "d", settings)
