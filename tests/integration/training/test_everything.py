"""All that is shipped is trained by one command, elsewhere too."""

import os
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from skin_core.catalogue import WEIGHTS
from skin_core.settings import ROOT
from skin_core.training.cache import read_rgb
from skin_core.training.everything import STEPS, everything, steps_of
from skin_core.training.pack import LEARNED, pack
from skin_core.training.refusal import Refused
from skin_core.training.tables import read_toml


def test_every_shipped_model_is_released_from_runs_that_were_trained_before() -> None:
    trained, released = set[str](), {"gate"}  # which is trained and released at once
    measured, robust, completed = set[str](), set[str](), set[str]()
    for module, *given in steps_of(STEPS):
        if module == "evaluation" and given[0] == "robustness":
            assert given[1] in measured - completed, given  # afterwards nothing is held back
            assert given[3] in trained, given
            robust.add(given[1])
        elif module == "evaluation":
            named = set(given) - {"--card-only"}
            assert named <= released, given  # a release is calibrated by its evaluation
            measured |= named
        elif module.endswith("complete"):
            assert given[0] in measured, given  # what ships is measured before it learns from all
            assert given[1] in trained, given
            completed.add(given[0])
        elif module.endswith("release"):
            assert given[1] in trained, given
            released.add(given[0])
        elif module.startswith("training") and given:
            table = read_toml(ROOT / given[0])
            kind, _, earlier = table.get("init", "").partition(":")
            assert kind not in ("run", "fold") or earlier in trained, given
            assert set(table.get("distillation", {}).get("teachers", ())) <= trained, given
            trained.add(table["name"])
    assert measured == released
    assert robust == {file.parent.name for file in WEIGHTS.glob("*/robustness.json")}
    assert released == {folder.parent.name for folder in WEIGHTS.glob("*/model.toml")}


def test_what_fails_is_named_and_stops_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "steps.toml"
    steps = ["training a.toml", "training.outlines.folds b.toml", "training.release c d"]
    file.write_text(f"steps = {steps}", encoding="utf-8")
    called: list[list[str]] = []

    def call(command: list[str]) -> int:
        called.append(command[2:])
        return int("b.toml" in command)

    with pytest.raises(Refused, match=r"^training.outlines.folds b.toml: failed"):
        everything(file, ["--device=cuda"], call)
    assert called == [
        ["skin_core.training", "a.toml", "--device=cuda"],
        ["skin_core.training.outlines.folds", "b.toml", "--device=cuda"],
    ]
    called.clear()
    file.write_text('steps = ["training.release c d"]', encoding="utf-8")
    everything(file, ["--device=cuda"], call)
    assert called == [["skin_core.training.release", "c", "d"]]
    for wrong in ("steps = []", 'steps = ["rm x"]', "stages = 1"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(Refused, match=r"steps\.toml: "):
            everything(file, [], call)


def test_the_data_folder_is_packed_small_and_unpacked_with_the_same_paths(tmp_path: Path) -> None:
    data, rng = tmp_path / "data", np.random.default_rng(0)
    for name in LEARNED:
        (data / name / "image").mkdir(parents=True)
        (data / name / "labels.csv").write_text(f"image,label\nimage/{name}.webp,x\n")
        photo = cv2.resize(rng.integers(0, 256, (9, 12, 3)).astype(np.uint8), (480, 360))
        noisy = np.clip(photo + rng.normal(0, 25, photo.shape), 0, 255).astype(np.uint8)
        cv2.imwrite(str(data / name / "image" / f"{name}.webp"), noisy)
    mask = np.zeros((360, 480), np.uint8)
    cv2.imwrite(str(data / "pad_ufes" / "image" / "mask.png"), mask)
    file = tmp_path / "data.tar.xz"
    fine = pack(file, 1.0, data)
    large = file.stat().st_size
    coarse = pack(file, large * 0.6 / 1e6, data)
    assert coarse < fine
    assert file.stat().st_size < large * 0.6
    with tarfile.open(file) as packed:
        packed.extractall(tmp_path / "there", filter="data")
    before, after = (
        sorted(os.path.relpath(one, folder) for one in folder.rglob("*"))
        for folder in (data, tmp_path / "there")
    )
    assert before == after
    there = tmp_path / "there"
    assert read_rgb(there / "clinical" / "image" / "clinical.webp").shape[0] == 208
    assert read_rgb(there / "pad_ufes" / "image" / "pad_ufes.webp").shape[:2] == mask.shape
    for kept in ("clinical/labels.csv", "pad_ufes/image/mask.png"):
        assert (there / kept).read_bytes() == (data / kept).read_bytes()
    with pytest.raises(Refused, match="do not fit; give more room"):
        pack(file, 0.001, data)
    assert file.exists()
