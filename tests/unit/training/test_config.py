from pathlib import Path

import pytest

from skin_core.errors import SettingsError
from skin_core.settings import ROOT
from skin_core.training.config import config_from, load_config
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


def test_name_kind_and_backbone_are_needed() -> None:
    with pytest.raises(SettingsError):
        config_from({"name": "x"})


EXPERIMENTS = {file.stem: file for file in sorted((ROOT / "configs").glob("*.toml"))}


OF_OTHER_TASKS = ("outline", "signs", "grade", "switches")


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
