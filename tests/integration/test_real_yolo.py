"""A model as Ultralytics' own program exports it is brought in, and answers as the file does.

The program (AGPL-3.0) is no part of SkinDesk nor of its environments: CI puts it into a folder of
its own, and it runs in a process of its own, which leaves a file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.network_input import to_network_input
from skin_core.own_models.adopt import Wanted, adopt
from skin_core.own_models.labels import read_map
from tests.own_onnx import CLASSES, MAP, labelled_photos

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / ".cache" / "ultralytics"
SIDE = 64


@pytest.mark.slow
def test_a_real_export_is_read_as_it_was_made_and_answers_as_the_file(tmp_path: Path) -> None:
    if not PROGRAM.is_dir():
        pytest.skip("no ultralytics: .ci/run puts it into .cache")
    photos = labelled_photos(tmp_path / "photos")
    file = exported(photos, tmp_path)
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    told = read_map(tmp_path / "map.toml")
    wanted = Wanted(file=file, photos=photos, name="yolo", kind=PhotoKind.CLINICAL, told=told)
    came = adopt(wanted, tmp_path / "home")
    spec, fitting = came.spec, came.fitting
    assert spec.labels == ("acne", "rosacea", "other")
    assert (spec.pixels.size, spec.pixels.fit, spec.pixels.crop) == (SIDE, "crop", 1.0)
    assert (spec.pixels.mean, spec.pixels.std) == ((0,) * 3, (1,) * 3)
    assert fitting.gives_chances
    assert fitting.right > fitting.best_guess
    assert spec.heatmap == "cams"
    card = (spec.folder / "MODEL_CARD.md").read_text("utf-8")
    assert "AGPL-3.0" in card
    assert all(name in card for name in CLASSES)
    shown = np.asarray(cv2.imread(str(photos / "rosacea" / "0.png")), np.uint8)[..., ::-1]
    batch = to_network_input(np.ascontiguousarray(shown), spec.pixels)[None]
    mine = onnxruntime.InferenceSession(str(spec.onnx)).run(["logits"], {"pixels": batch})[0]
    theirs = onnxruntime.InferenceSession(str(file)).run(None, {"images": batch})[0]
    assert np.exp(mine[0]) == pytest.approx(theirs[0], abs=1e-4)


def exported(photos: Path, place: Path) -> Path:
    """The file that the program leaves; it asks nobody outside, and installs nothing."""
    own = {"YOLO_CONFIG_DIR": str(place), "YOLO_OFFLINE": "true", "YOLO_AUTOINSTALL": "false"}
    path = os.pathsep.join((str(ROOT), str(PROGRAM)))
    made = subprocess.run(
        [sys.executable, "-m", "tests.yolo_export", str(photos), str(place)],
        cwd=place,
        env={**os.environ, **own, "PYTHONPATH": path},
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert made.returncode == 0, made.stderr
    return place / "own.onnx"
