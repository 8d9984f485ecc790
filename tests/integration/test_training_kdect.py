"""KDE-CT by its one command, on rendered pictures: three teachers and their student."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

import skin_core.training.__main__ as command
from skin_core.diseases.taxonomy import all_diseases
from skin_core.imaging.overlay import to_jpeg
from skin_core.settings import ROOT
from skin_core.training import loop, teachers
from skin_core.training.config import TrainConfig, load_config
from skin_core.training.distil import softened_loss
from skin_core.training.loader import Loader, to_tensor
from skin_core.training.refusal import Refused
from skin_core.training.sheet import draw_sheet, shown, steps_shown
from skin_core.training.views import fixed_view
from tests.integration.training_photos import LABELS, TINY, rendered, same

TEACHERS = {"one": "test_efficientnet", "two": "test_resnet", "three": "test_byobnet"}
TABLES = {
    "clinical": "image,label,group,set,augmented_copy,tone",
    "pad_ufes": "image,label,patient_id,age,sex,region",
    "vitiligo": "image,group",
}
SMALL = """
name = "{name}"
kind = "clinical"
backbone = "{backbone}"
epochs = 8.0
batch = 8
sizes = [32]
size_ends = [1.0]
frozen_blocks = 0
validation_share = 0.25
learning_rate = 2e-3
head_learning_rate = 1e-2
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of rendered pictures, and the experiments of three teachers."""
    folder = tmp_path_factory.mktemp("data")
    photos, pixels = rendered(each=6)
    for name, head in TABLES.items():
        (folder / name).mkdir()
        rows = [f"{p.path},{p.label},{p.group},rendered,0," for p in photos]
        lines = [head, *(rows if name == "clinical" else [])]
        (folder / name / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    for photo in photos:
        (folder / "clinical" / photo.path).write_bytes(to_jpeg(pixels[photo.path], 95))
    for name, backbone in TEACHERS.items():
        text = SMALL.format(name=name, backbone=backbone)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def student(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainConfig:
    """The shipped experiment with tiny networks; runs and caches lie in a folder of their own."""
    torch.set_num_threads(1)
    monkeypatch.setenv("SKINDESK_DATA", str(data))
    monkeypatch.setattr(command, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(command, "CACHE", tmp_path / "cache")
    config = load_config(ROOT / "configs" / "kdect_zoster.toml")
    assert config.distillation is not None
    return replace(
        config,
        **{key: getattr(TINY, key) for key in ("backbone", "sizes", "size_ends", "batch")},
        epochs=16.0,
        init="",
        frozen_blocks=0,
        validation_share=0.25,
        test_share=0.0,
        learning_rate=2e-3,
        head_learning_rate=1e-2,
        patience=0,
        curve_points=2,
        distillation=replace(config.distillation, teachers=tuple(TEACHERS), views=2),
    )


def averaged(folder: Path) -> dict[str, torch.Tensor]:
    state: dict[str, torch.Tensor] = torch.load(folder / loop.CHECKPOINT, weights_only=True)
    return state["average"]  # type: ignore[return-value]


def untaught(student: TrainConfig) -> dict[str, torch.Tensor]:
    return loop.start(student, len(LABELS), "").average


def distance(student: TrainConfig, data: Path, state: dict[str, torch.Tensor]) -> float:
    """How far a student of these weights is from its teachers, on views it was taught with."""
    assert student.distillation is not None
    loader = command.taught(Loader(*command.prepared(student)), student.distillation, (), data)
    net = loop.build(student, len(LABELS)).eval()
    net.load_state_dict(state)
    paths = [photo.path for photo in loader.photos]
    views = [fixed_view(loader.cache[path], path, 0, 32, student.seed) for path in paths]
    with torch.no_grad():
        logits = net(to_tensor(np.stack(views)))
    return float(softened_loss(logits, torch.from_numpy(loader.lesson.said[:, 0]), 4.0))


def test_one_command_trains_teachers_and_student_and_goes_on_after_a_kill(
    student: TrainConfig, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        steps: list[int] = []

        def killed(training: loop.Training, *rest: object) -> float:
            if rest[2] is student and training.step == 3:
                raise KeyboardInterrupt
            steps.append(training.step)
            return step(training, *rest)  # type: ignore[arg-type]

        step = loop._step
        patch.setattr(loop, "_step", killed)
        patch.setattr(loop, "SAVE_EVERY_S", -1.0)
        with pytest.raises(KeyboardInterrupt):
            command.run(student, "", data)
    runs = tmp_path / "runs"
    assert {folder.name for folder in runs.iterdir()} == {*TEACHERS, "kdect_zoster"}
    assert len(list((tmp_path / "cache" / "teachers").glob("*.npy"))) == 2 * len(TEACHERS)
    began = {name: averaged(runs / name) for name in TEACHERS}
    monkeypatch.setattr(teachers, "_logits", None)  # nobody is asked twice
    command.run(student, "", data)
    resumed = averaged(runs / student.name)
    before, after = (distance(student, data, s) for s in (untaught(student), resumed))
    assert after < 0.7 * before
    assert all(same(began[name], averaged(runs / name)) for name in TEACHERS)

    (runs / student.name / loop.CHECKPOINT).unlink()
    command.run(student, "", data)
    assert same(resumed, averaged(runs / student.name))
    record = json.loads((runs / student.name / "run.json").read_text())
    assert record["config"]["distillation"]["teachers"] == list(TEACHERS)


def test_a_teacher_that_saw_a_photo_of_the_student_s_exam_is_refused(
    student: TrainConfig, tmp_path: Path
) -> None:
    runs = tmp_path / "runs"
    for name, backbone in TEACHERS.items():
        text = SMALL.format(name=name, backbone=backbone).replace("epochs = 8.0", "epochs = 0.1")
        (tmp_path / f"{name}.toml").write_text(f"{text}seed = 2\n", encoding="utf-8")
        command.run(load_config(tmp_path / f"{name}.toml"), "", tmp_path)
    with pytest.raises(Refused, match=r"\.webp: one was trained on it"):
        command.run(student, "", tmp_path)
    assert not (runs / student.name / loop.CHECKPOINT).exists()


def test_teachers_that_cannot_teach_are_refused_before_anything_is_trained(
    student: TrainConfig, data: Path, tmp_path: Path
) -> None:
    """A student among its own teachers would be trained for ever; a wrong name, only at the end."""
    assert student.distillation is not None

    def of(*teachers: str) -> TrainConfig:
        assert student.distillation is not None
        return replace(student, distillation=replace(student.distillation, teachers=teachers))

    with pytest.raises(Refused, match=f"{student.name} would teach itself"):
        command.run(of("one", student.name), "", data)
    with pytest.raises(Refused, match="no run nobody is finished, and there is no"):
        command.run(of("one", "nobody"), "", data)
    text = (data / "one.toml").read_text(encoding="utf-8")
    for name, table in (("a", "b"), ("b", "a")):
        made = text.replace('"one"', f'"{name}"') + f'[distillation]\nteachers = ["{table}"]\n'
        (tmp_path / f"{name}.toml").write_text(made, encoding="utf-8")
    with pytest.raises(Refused, match="a would teach itself"):
        command.run(of("a"), "", tmp_path)
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"c\.toml is the experiment 'one', not 'c'"):
        command.run(of("c"), "", tmp_path)
    assert not (tmp_path / "runs").exists()


def test_a_finished_teacher_of_another_recipe_is_refused(
    student: TrainConfig, data: Path, tmp_path: Path
) -> None:
    """Its file was changed since: the student would learn from another than its file says."""
    for name in TEACHERS:
        command.run(replace(load_config(data / f"{name}.toml"), epochs=0.1), "", data)
    with pytest.raises(Refused, match=r"^epochs: .*one began with 0\.1, now it is 8\.0"):
        command.run(student, "", data)


def test_going_on_from_a_run_needs_its_labels_and_its_parts(
    data: Path, student: TrainConfig
) -> None:
    """A head of other labels, or photos that were learned from, would be measured as if new."""
    config = replace(load_config(data / "one.toml"), epochs=0.1)
    after = replace(config, name="after", backbone=config.backbone)
    with pytest.raises(Refused, match="init: no run one is finished"):
        command.run(after, "run:one", data)
    command.run(config, "", data)
    with pytest.raises(Refused, match=r"init: one was trained on .*, which is held back here"):
        command.run(replace(after, seed=3), "run:one", data)
    command.run(after, "run:one", data)
    record = json.loads((command.RUNS / "after" / "run.json").read_text())
    assert record["config"]["init"] == "run:one"  # as the command line said, not as the file does


def test_a_contact_sheet_shows_what_the_network_is_shown(
    student: TrainConfig, tmp_path: Path
) -> None:
    loader = Loader(*command.prepared(replace(student, distillation=None)))
    draw_sheet(loader, tmp_path / "sheet.jpg")
    sheet = cv2.imread(str(tmp_path / "sheet.jpg"))
    assert sheet is not None
    assert sheet.shape == (4 * 32, 8 * 32, 3)
    first = (loader.batch(0).pixels[0].permute(1, 2, 0).numpy() + 1) * 127.5
    assert np.abs(sheet[:32, :32, ::-1] - first).mean() < 12


def test_the_sheet_of_a_student_shows_what_its_teachers_are_asked_about(
    student: TrainConfig, tmp_path: Path
) -> None:
    """It showed strong distortions that no student ever sees, and none of its corruptions."""
    student = replace(student, mix_probability=0.0)
    loader = shown(Loader(*command.prepared(student)))
    first, *_, last = steps_shown(loader)
    draw_sheet(loader, tmp_path / "sheet.jpg")
    sheet = cv2.imread(str(tmp_path / "sheet.jpg"))
    assert sheet is not None

    def strangeness(step: int, row: int) -> float:
        """How unlike the nearest of the fixed views a row is, on average."""
        found = []
        for column, place in enumerate(loader.drawn(step)):
            path = loader.photos[place].path
            views = [fixed_view(loader.cache[path], path, n, 32, student.seed) for n in (0, 1)]
            cell = sheet[32 * row : 32 * row + 32, 32 * column : 32 * column + 32, ::-1]
            found.append(min(np.abs(cell.astype(int) - view).mean() for view in views))
        return float(np.mean(found))

    assert last == loader.steps - 1
    clean, worse = strangeness(first, 0), strangeness(last, 3)
    assert clean < 2  # JPEG alone
    assert worse > 2 * clean


def test_labels_of_the_pictures_are_diseases() -> None:
    assert set(LABELS) <= set(all_diseases())
