from pathlib import Path

import pytest

from skin_core.catalogue import find_spec, list_specs, load_spec, verify
from skin_core.errors import UnknownModel, WeightsDamaged
from skin_core.models.spec_file import read_table, write_table

TABLE = {
    "name": "tiny",
    "task": "classify",
    "kind": "clinical",
    "version": "1",
    "architecture": "mobilenetv2_100",
    "labels": ["acne", "measles"],
    "temperature": 1.25,
    "set_mass": 0.9,
    "licence": 'says "research"',
    "research_use": True,
    "input": {"size": 32, "crop": 0.9, "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]},
    "operating_points": {
        "acne": {"accept": {"threshold": 0.6, "sensitivity": 0.5, "specificity": 0.9}},
        "measles": {"alert": {"threshold": 0.1, "sensitivity": 1.0, "specificity": 0.8}},
    },
    "tiers": {"urgent": {"act": {"threshold": 0.2, "sensitivity": 0.85, "specificity": 0.95}}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    model = tmp_path / "tiny"
    model.mkdir()
    (model / "model.onnx").write_bytes(b"network")
    (model / "model.safetensors").write_bytes(b"weights")
    write_table(model, TABLE)
    return model


def test_spec_reads_what_was_written(folder: Path) -> None:
    spec = load_spec(folder)
    assert spec.labels == ("acne", "measles")
    assert spec.pixels.crop == 0.9
    assert spec.licence == 'says "research"'
    assert spec.scope_threshold is None
    acne, measles = spec.operating_points["acne"], spec.operating_points["measles"]
    assert acne.alert is None
    assert acne.accept is not None
    assert acne.accept.threshold == 0.6
    assert measles.accept is None
    assert set(spec.sha256) == {"model.onnx", "model.safetensors"}


def test_tier_points_are_read_and_an_older_file_has_none(folder: Path) -> None:
    urgent = load_spec(folder).tiers["urgent"]
    assert urgent.ask is None
    assert urgent.act is not None
    assert urgent.act.threshold == 0.2
    write_table(folder, {key: value for key, value in TABLE.items() if key != "tiers"})
    assert load_spec(folder).tiers == {}


def test_table_survives_reading_and_writing(folder: Path) -> None:
    before = (folder / "model.toml").read_text(encoding="utf-8")
    write_table(folder, read_table(folder))
    assert (folder / "model.toml").read_text(encoding="utf-8") == before


def test_changed_weights_are_refused(folder: Path) -> None:
    spec = load_spec(folder)
    verify(spec)
    (folder / "model.onnx").write_bytes(b"other")
    with pytest.raises(WeightsDamaged) as refused:
        verify(spec)
    assert refused.value.file.endswith("model.onnx")


def test_missing_field_is_damage(folder: Path) -> None:
    (folder / "model.toml").write_text('name = "tiny"\n', encoding="utf-8")
    with pytest.raises(WeightsDamaged):
        load_spec(folder)


def test_unknown_name_suggests_the_nearest(folder: Path) -> None:
    assert find_spec("tiny", folder.parent).name == "tiny"
    with pytest.raises(UnknownModel) as caught:
        find_spec("tinny", folder.parent)
    assert caught.value.details["suggestion"] == "tiny"


def test_no_folder_means_no_models(tmp_path: Path) -> None:
    assert list_specs(tmp_path) == ()
    with pytest.raises(UnknownModel):
        find_spec("clinical", tmp_path)
