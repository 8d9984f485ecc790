"""Which model answers is chosen by name in in_use.toml, never by where its name sorts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from skin_core.domain.photo import PhotoKind
from skin_core.errors import ModelNotChosen, WeightsDamaged
from skin_core.inference.networks import NEEDED, Models, installed
from skin_core.models.spec_file import write_table
from tests.fake_networks import CLINICAL, make_spec
from tests.unit.test_catalogue import TABLE

CHOSEN = make_spec("clinical", "clinical", CLINICAL)
NEWCOMER = replace(CHOSEN, name="aaa_experiment")
BOTH = {spec.name: spec for spec in (CHOSEN, NEWCOMER)}


def test_a_new_folder_whose_name_sorts_first_does_not_become_the_diagnosing_model() -> None:
    assert Models(BOTH, {"clinical": "clinical"}).answering(PhotoKind.CLINICAL) is CHOSEN
    with pytest.raises(ModelNotChosen) as unclear:
        Models(BOTH).answering(PhotoKind.CLINICAL)
    assert unclear.value.names == "aaa_experiment, clinical"


def test_a_copy_of_a_model_put_by_in_the_folder_does_not_take_its_place(tmp_path: Path) -> None:
    for name, version in (("clinical", "new"), ("clinical-before", "old")):
        (tmp_path / name).mkdir()
        for file in ("model.onnx", "model.safetensors"):
            (tmp_path / name / file).write_bytes(b"network")
        write_table(tmp_path / name, TABLE | {"name": "clinical", "version": version})
    (tmp_path / "in_use.toml").write_text('clinical = "clinical"', encoding="utf-8")
    models = installed(tmp_path)
    assert models.answering(PhotoKind.CLINICAL).version == "new"
    assert models.classifier("clinical-before").version == "old"
    (tmp_path / "in_use.toml").unlink()
    with pytest.raises(ModelNotChosen):
        installed(tmp_path).answering(PhotoKind.CLINICAL)


def test_a_choice_that_is_not_there_is_told_and_the_only_one_needs_no_choice() -> None:
    with pytest.raises(ModelNotChosen):
        Models({"clinical": CHOSEN}, {"clinical": "gone"}).answering(PhotoKind.CLINICAL)
    assert Models({"clinical": CHOSEN}).answering(PhotoKind.CLINICAL) is CHOSEN
    with pytest.raises(WeightsDamaged) as missing:  # a way out, and no name to guess
        Models({}).answering(PhotoKind.CLINICAL)
    assert "clinical" in missing.value.file


def test_a_choice_that_cannot_be_read_is_damage_that_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "in_use.toml").write_text("clinical = ", encoding="utf-8")
    with pytest.raises(WeightsDamaged) as damage:
        installed(tmp_path)
    assert damage.value.file.endswith("in_use.toml")


def test_the_shipped_choice_names_a_model_for_every_kind() -> None:
    models = installed()
    assert set(models.in_use) >= set(NEEDED)
    assert {role: models.answering(role).name for role in models.in_use} == dict(models.in_use)
