"""The shipped outlines: whole, light, as good on photos as their card says, and in the pipeline."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from skin_core.catalogue import OUTLINE, ModelSpec, list_specs, verify
from skin_core.domain.photo import PhotoKind
from skin_core.evaluation import outline_folds
from skin_core.evaluation.outline_answers import answered
from skin_core.evaluation.outline_figures import scored
from skin_core.imaging.overlay import to_jpeg
from skin_core.inference import build_engine
from skin_core.inference.layers import MemoryLayers
from skin_core.services.analyse import Options, PhotoFile, analyse_case, run_to_end
from skin_core.settings import Settings
from skin_core.training.outlines.samples import collection
from skin_core.training.refusal import Refused

pytestmark = pytest.mark.weights
SPECS = {spec.name: spec for spec in list_specs() if spec.task == OUTLINE}


@pytest.fixture(params=sorted(SPECS))
def spec(request: pytest.FixtureRequest) -> ModelSpec:
    return SPECS[request.param]


def test_files_match_their_digests_and_stay_light(spec: ModelSpec) -> None:
    verify(spec)
    for file in (spec.onnx, spec.safetensors):
        assert file.stat().st_size < 5_000_000
    assert b".py" not in spec.onnx.read_bytes()


def test_the_card_stands_on_the_measured_figures(spec: ModelSpec) -> None:
    found = json.loads((spec.folder / "evaluation.json").read_text(encoding="utf-8"))
    card = (spec.folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "Research use only" in card
    for row in found["headline"]:
        for figure in ("dice", "area_held"):
            assert f"{row[figure][0]:.3f}" in card


def test_what_was_kept_of_a_recipe_outlives_its_checkpoints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline_folds, "RUNS", tmp_path / "gone")
    shipped = SPECS["vitiligo-outline"]
    shutil.copy(shipped.folder / outline_folds.FILE, tmp_path)
    moved = replace(shipped, folder=tmp_path)
    outline_folds.keep_folds(
        moved, "vitiligo_outline", [("vitiligo_outline", "vitiligo_outline_plain")]
    )
    with (
        np.load(shipped.folder / outline_folds.FILE) as before,
        np.load(tmp_path / outline_folds.FILE) as after,
    ):
        assert list(after["recipes"]) == ["vitiligo_outline", "vitiligo_outline_plain"]
        for name in set(after.files) - {"recipes", "pairs"}:
            assert np.array_equal(before[name], after[name])
    with pytest.raises(Refused, match="nothing is kept of unheard_of"):
        outline_folds.keep_folds(moved, "unheard_of", [])


@pytest.mark.real_data
@pytest.mark.slow
def test_lesions_are_outlined_as_well_as_the_card_says(real_data: Path) -> None:
    lesion = SPECS["lesion-outline"]
    found = json.loads((lesion.folder / "evaluation.json").read_text(encoding="utf-8"))
    tested = collection("ham10000", real_data)[::200]
    (row,) = (row for row in found["headline"] if row["collection"] == "ham10000")
    overlap = np.mean([one.dice for one in scored(lesion, answered(lesion, tested))])
    assert overlap > row["dice"][0] - 0.06


@pytest.mark.real_data
def test_a_dermoscopic_photo_is_outlined_by_the_app(real_data: Path) -> None:
    photo = collection("ham10000", real_data)[7].pixels()
    file = PhotoFile("mole.jpg", to_jpeg(np.ascontiguousarray(photo[..., :3])))
    networks, options = build_engine(Settings(device="cpu")), Options(kind=PhotoKind.DERMOSCOPIC)
    case = run_to_end(
        analyse_case([file], {}, networks, MemoryLayers(), datetime.now(UTC), options)
    ).case
    lesion = case.photos[0].lesion
    assert lesion is not None
    assert lesion.area_interval[0] <= lesion.area_fraction <= lesion.area_interval[1]
    assert lesion.area_fraction == pytest.approx((photo[..., 3] > 0).mean(), rel=0.4)
