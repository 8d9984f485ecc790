"""A stage takes its place in one list, and a network of another task never diagnoses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from skin_core.catalogue import load_spec
from skin_core.domain.analysis import Stage
from skin_core.errors import UnknownModel, WeightsDamaged
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.inference import pipeline
from skin_core.inference.layers import MemoryLayers
from skin_core.inference.networks import Models
from skin_core.inference.progress import PhotoFile, steps_in_all
from skin_core.inference.stages import PHOTO_STAGES
from skin_core.inference.stages.work import Bench, PhotoStage, PhotoWork, RunOptions
from tests.fake_networks import FakeNetworks

MODEL = """
name = "lesion-outline"
task = "outline"
kind = "lesion"
version = "1"
architecture = "unet"
outputs = ["lesion"]
licence = "test"
research_use = true
[input]
size = 224
crop = 1.0
mean = [0.5, 0.5, 0.5]
std = [0.5, 0.5, 0.5]
[sha256]
"""


def test_the_list_holds_every_stage_of_a_photo_in_their_order() -> None:
    assert [one.name for one in PHOTO_STAGES] == [one for one in Stage if not one.is_of_case]
    assert steps_in_all(3) == 3 * len(PHOTO_STAGES) + 1


def test_a_stage_more_has_its_turn_where_it_makes_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def outline(work: PhotoWork, _: Bench) -> PhotoWork:
        assert work.analysis is not None
        seen.append(work.analysis.differential[0].label)
        layers = {**work.analysis.layers, "mask": "key"}
        return replace(work, analysis=replace(work.analysis, layers=layers))

    def never(_: PhotoWork) -> bool:
        return False

    more = PhotoStage(Stage.EXPLAIN, outline), PhotoStage(Stage.GATE, outline, never)
    monkeypatch.setattr(pipeline, "PHOTO_STAGES", (*PHOTO_STAGES, *more))
    photo = PhotoFile("mole.jpg", to_jpeg(render_skin("mole", "light", 3, (320, 240))))
    bench = Bench(FakeNetworks(), MemoryLayers(), RunOptions())
    *_, last = pipeline.analyse_photo(photo, 0, 1, bench)
    assert last.analysis is not None
    assert set(last.analysis.layers) == {"cams", "mask"}
    assert len(seen) == 1


def test_a_model_of_another_task_is_read_without_classes_and_judges_no_photo(
    tmp_path: Path,
) -> None:
    (tmp_path / "model.toml").write_text(MODEL, encoding="utf-8")
    outliner = load_spec(tmp_path)
    assert (outliner.role, outliner.outputs, outliner.labels) == (
        "lesion-outline",
        ("lesion",),
        (),
    )
    models = Models({"lesion-outline": outliner})
    assert models.answering("lesion-outline") is outliner
    assert outliner in models.chosen()
    for kind in ("clinical", "lesion"):
        with pytest.raises(WeightsDamaged):
            models.answering(kind)
    with pytest.raises(UnknownModel):
        models.classifier("lesion-outline")
