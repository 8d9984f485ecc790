from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skin_core.errors import SettingsError
from skin_core.settings import ROOT
from skin_core.training.config import PLAIN, config_from, load_config
from skin_core.training.grades.config import config_from as grade_from
from skin_core.training.outlines.config import config_from as outline_from
from skin_core.training.refusal import in_one_sentence
from tests.for_each import for_each

BASE: dict[str, object] = {"name": "x", "kind": "clinical", "backbone": "mobilenetv2_100"}


def test_unknown_key_names_the_nearest() -> None:
    with pytest.raises(SettingsError) as caught:
        config_from({**BASE, "learning_rat": 1.0})
    assert caught.value.details["suggestion"] == "learning_rate"


def test_unknown_word_names_the_nearest() -> None:
    for key, value, nearest in (
        ("strategy", "lp_tf", "lp_ft"),
        ("augmentation", "string", "strong"),
        ("without", ["cut_out"], "cutout"),
        ("also", ["grid"], "grid_mask"),
    ):
        with pytest.raises(SettingsError) as caught:
            config_from({**BASE, key: value})
        assert caught.value.details["suggestion"] == nearest


def test_distortions_are_switched_one_by_one() -> None:
    base = config_from(BASE).distortions
    given = config_from({**BASE, "without": ["watermark", "mixup"], "also": ["noise"]}).distortions
    assert base - given == {"watermark", "mixup"}
    assert given - base == {"noise"}


def test_a_student_is_said_to_meet_only_what_its_views_and_corruptions_show() -> None:
    """Strong views and what `also` named were counted as met, though no student sees them."""
    asked = {"also": ["noise"], "without": ["flip", "mixup"], "distillation": {"teachers": ["t"]}}
    student = config_from({**BASE, **asked})
    assert student.distortions == {*PLAIN, "cutmix"}
    assert student.unheard == ("noise", "flip")
    assert config_from(BASE).unheard == ()


def test_name_kind_and_backbone_are_needed() -> None:
    with pytest.raises(SettingsError):
        config_from({"name": "x"})


EXPERIMENTS = {file.stem: file for file in sorted((ROOT / "configs").glob("*.toml"))}


OF_OTHER_TASKS = ("outline", "signs", "grade", "switches", "everything")


@for_each(
    file={
        name: file
        for name, file in EXPERIMENTS.items()
        if not any(task in name for task in OF_OTHER_TASKS)
    }
)
def test_every_experiment_can_be_read(file: Path) -> None:
    config = load_config(file)
    assert config.name == file.stem
    assert len(config.sizes) == len(config.size_ends)


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "words for numbers": ({"epochs": "ten"}, "^epochs: 'ten' cannot be; possible: a number$"),
    "no number": ({"learning_rate": float("nan")}, "^learning_rate: nan"),
    "text for a list": ({"sources": "pad_ufes"}, r"^sources: 'pad_ufes' .*: a list, each text"),
    "halves of pixels": ({"sizes": [64.5]}, r"^sizes: .*a list, each a whole number"),
    "no size": ({"sizes": []}, r"^sizes: .*at least one size"),
    "ends of other sizes": ({"sizes": [64]}, r"^size_ends: .*one number for each of the 1 sizes"),
    "ends too early": ({"sizes": [64], "size_ends": [0.5]}, r"^size_ends: .*the last one 1\.0"),
    "nothing learned": ({"epochs": -1}, "^epochs: -1 cannot be; possible: more than 0$"),
    "share above all": ({"test_share": 1.5}, r"^test_share: 1\.5 .*from 0 to 0\.9$"),
    "shares above all": (
        {"test_share": 0.5, "validation_share": 0.5},
        r"^test_share: .*something has to be learned from",
    ),
    "kind of photo": ({"kind": "clincal"}, r"^kind: .*the nearest is 'clinical'$"),
    "another folder": ({"name": "../weights"}, r"^name: .*the name of a folder$"),
    "never patient": ({"patience": 9}, r"^patience: 9 .*at most curve_points"),
    "drawn less than never": ({"multiplier": {"acne": -1}}, r"^multiplier: -1 .*more than 0$"),
    "unknown key": ({"epoch": 1}, "^epoch: there is no such key; the nearest is 'epochs'$"),
    "unknown teaching": (
        {"distillation": {"teachers": ["a"], "wieght": 1}},
        r"^wieght: .*'weight'",
    ),
    "one teacher as text": ({"distillation": {"teachers": "a"}}, r"^teachers: 'a' .*a list"),
    "no view": ({"distillation": {"teachers": ["a"], "views": 0}}, r"^views: 0 .*from 1"),
    "data without a folder": ({"data": {"layout": "csv"}}, "^folder: the file has to tell it$"),
}


@for_each(wrong=WRONG)
def test_what_cannot_be_is_told_in_one_sentence(wrong: tuple[dict[str, object], str]) -> None:
    """Each of these trained something else, or stopped in the middle with a traceback."""
    changes, sentence = wrong
    with pytest.raises(SystemExit, match=sentence), in_one_sentence():
        config_from({**BASE, **changes})


@for_each(read={"outline": outline_from, "grade": grade_from})
def test_other_experiments_are_held_to_their_types_too(read: Callable[[Any], Any]) -> None:
    given = {"name": "x", "kind": "acne", "folder": "own"}
    assert read(given).folder == "own"
    for changes, key in (
        ({"steps": "many"}, "steps"),
        ({"steps": 0}, "steps"),
        ({"sizes": [64]}, "size_ends"),
        ({"step": 5}, "step"),
        ({"seed": 1.5}, "seed"),
    ):
        with pytest.raises(SystemExit, match=f"^{key}: "), in_one_sentence():
            read({**given, **changes})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    with pytest.raises(SystemExit, match=r"x\.toml: No such file"), in_one_sentence():
        load_config(file)
    file.write_text("name = ", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"x\.toml: no TOML file"), in_one_sentence():
        load_config(file)
