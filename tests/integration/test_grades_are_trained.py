"""From a table of grades to a network that grades: trained, killed, gone on, published, read."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from skin_core.catalogue import load_spec
from skin_core.domain.grade import ECZEMA_SIGNS
from skin_core.domain.reading import Reading, ReadingPhoto, ReadingSet
from skin_core.evaluation import grade_folds
from skin_core.evaluation.grade import evaluate_grades
from skin_core.evaluation.grade_folds import BY_GROUP, BY_IMAGE, keep_folds
from skin_core.imaging.rendered import render_skin
from skin_core.inference.grade import OF_ECZEMA, grade_photo
from skin_core.inference.networks import Models
from skin_core.inference.onnx_engine import OnnxEngine
from skin_core.inference.torch_engine import TorchEngine
from skin_core.models.checkpoint import load_network
from skin_core.services.reading_export import grades_csv, image_names
from skin_core.settings import ROOT
from skin_core.training import __main__ as training
from skin_core.training import folds
from skin_core.training.grades import __main__ as command
from skin_core.training.grades import loop, release
from skin_core.training.grades import restore as restoring
from skin_core.training.grades.config import GradeConfig
from skin_core.training.grades.samples import graded_photos, split_by_groups
from skin_core.training.loop import CHECKPOINT
from skin_core.training.refusal import Refused
from skin_core.training.restore import restore


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GradeConfig:
    """A few steps on drawn skin with grades of two readers, far from the runs of this checkout."""
    folder = tmp_path / "signs"
    folder.mkdir()
    names = [f"{sign}_{reader}" for sign in ECZEMA_SIGNS for reader in "ab"]
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["image", "group", "label", *names])
        for n in range(8):
            photo = render_skin("mole", "light", n, (96, 72))
            cv2.imwrite(str(tmp_path / f"{n}.png"), photo[..., ::-1])
            table.writerow([f"../{n}.png", f"g{n // 2}", "eczema", *[n % 4, n % 4] * 2, 0, 1])
    monkeypatch.setenv("SKINDESK_DATA", str(tmp_path))
    for module in (command, release, restoring, grade_folds, training):
        monkeypatch.setattr(module, "RUNS", tmp_path / "runs")
    return GradeConfig(
        name="own", kind="eczema", folder="signs", sizes=(64,), size_ends=(1.0,), steps=3, batch=4
    )


def test_readers_count_alike_and_groups_stay_together(config: GradeConfig, tmp_path: Path) -> None:
    photos = graded_photos("eczema", config.folder, tmp_path)
    assert photos[1].above(4).tolist() == [[1, 0, 0], [1, 0, 0], [0.5, 0, 0]]
    assert photos[0].pixels(tmp_path).shape == (72, 96, 3)
    split = split_by_groups(photos, 0.5, 1)
    assert split.held
    assert not {one.group for one in split.train} & {one.group for one in split.held}


@pytest.mark.slow
def test_trained_killed_gone_on_and_published(
    config: GradeConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.run(config, "")
    saved = tmp_path / "runs" / "own" / CHECKPOINT
    whole = torch.load(saved, weights_only=True)["average"]
    saved.unlink()
    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    step = loop._step

    def killed(training: loop.Training, *others: object) -> float:
        if training.step == 2:
            raise KeyboardInterrupt
        return step(training, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "_step", killed)
    with pytest.raises(KeyboardInterrupt):
        command.run(config, "")
    monkeypatch.setattr(loop, "_step", step)
    command.run(config, "")
    again = torch.load(saved, weights_only=True)["average"]
    assert all(torch.equal(value, again[name]) for name, value in whole.items())

    spec = load_spec(release.publish("own-signs", "own", 64, tmp_path / "weights"))
    assert spec.role == "eczema-grade"
    models = Models({spec.name: spec})
    photo = render_skin("mole", "light", 1, (96, 72))
    found = [
        grade_photo(photo, OF_ECZEMA, engine)
        for engine in (OnnxEngine(models, 1), TorchEngine(models, "cpu"))
    ]
    assert tuple(found[0]) == ECZEMA_SIGNS
    for sign in ECZEMA_SIGNS:
        assert np.allclose(found[0][sign].chances, found[1][sign].chances, atol=1e-4)


@pytest.mark.slow
def test_grades_of_the_reading_room_are_learned_from_by_one_command(
    config: GradeConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page exports, unpacked: half points, a reader who stopped, a photo nobody judged."""
    room = tmp_path / "room"
    (room / "photos").mkdir(parents=True)
    photos = tuple(
        ReadingPhoto(f"e{n}", f"p{n}", "", f"{'a' * 32}/{n}.png", f"patient{n // 2}")
        for n in range(6)
    )
    of_set = ReadingSet("a" * 32, "Own", ECZEMA_SIGNS, "2026-11-30", photos)
    told = [
        Reading(f"e{n}", reader, 1, dict(zip(ECZEMA_SIGNS, (n % 4, 1.5, 0), strict=True)), "")
        for reader, count in (("Kim", 5), ("Lee", 2))
        for n in range(count)
    ]
    told.append(Reading("e5", "Kim", 1, {}, ""))
    (room / "labels.csv").write_bytes(grades_csv(of_set, told))
    for n, name in enumerate(image_names(of_set).values()):
        cv2.imwrite(str(room / name), render_skin("mole", "light", n, (96, 72))[..., ::-1])
    read = graded_photos("eczema", str(room), Path("/nowhere"))
    assert [len(one.readings) for one in read] == [2, 2, 1, 1, 1]
    assert read[3].above(4)[1].tolist() == [1, 0.5, 0]
    assert len({one.group for one in read}) == 3

    own = tmp_path / "own.toml"
    own.write_text(
        'name = "own"\nkind = "eczema"\nfolder = "x"\nsizes = [32]\nsize_ends = [1.0]\n'
        f'steps = 1\nbatch = 2\ninit = "{ROOT}/weights/eczema-signs/model.safetensors"\n'
    )
    monkeypatch.setattr("sys.argv", ["grades", str(own), "--folder", str(room)])
    command.main()
    spec = load_spec(release.publish("own-signs", "own", 32, tmp_path / "weights"))
    assert spec.labels == ECZEMA_SIGNS
    answers = OnnxEngine(Models({spec.name: spec}), 1).run(
        spec.name, np.zeros((32, 32, 3), np.uint8)
    )
    shipped = load_network(load_spec(ROOT / "weights" / "eczema-signs"))
    with torch.no_grad():
        before = shipped(torch.full((1, 3, 32, 32), -1.0)).numpy()
    assert np.allclose(answers["logits"], before[0], atol=0.5)  # one step from what was shipped

    own.write_text(
        'name = "more"\nkind = "eczema"\nfolder = "x"\nsizes = [32]\nsize_ends = [1.0]\n'
        'steps = 1\nbatch = 2\ninit = "run:own"\n'
    )
    command.main()  # and gone on from, though it has no batch norms
    with torch.no_grad():
        again = release.load_run("more")[0](torch.full((1, 3, 32, 32), -1.0)).numpy()
    assert np.allclose(again, before, atol=1.0)


@pytest.mark.slow
def test_a_network_on_all_photos_is_told_by_its_folds_and_can_be_gone_on_from(
    config: GradeConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folds.run_folds(replace(config, folds=2), command.run, with_all=True)
    by_image = replace(config, name="leaky", folds=2, folds_by="image")
    folds.run_folds(by_image, command.run, with_all=False)
    folder = release.publish("own-signs", "own", 64, tmp_path / "weights")
    keep_folds(load_spec(folder), {BY_GROUP: "own", BY_IMAGE: "leaky"})
    shutil.move(tmp_path / "runs", tmp_path / "gone")
    evaluate_grades(load_spec(folder))
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "8 photos of 4 groups. Cross-validation in folds by group" in card
    assert "## Split by image" in card

    run = restore(folder)[0]
    assert run == tmp_path / "runs" / "own"
    shown = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        again, before = release.load_run("own")[0](shown), load_network(load_spec(folder))(shown)
    assert torch.allclose(again, before, atol=1e-3)
    with pytest.raises(Refused, match="is there already"):
        restore(folder)
