"""A two-step training run on drawn photos: it learns, resumes after a kill, and is released."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
import torch
from numpy.typing import NDArray

from skin_core.catalogue import WEIGHTS, PixelSpec, load_spec
from skin_core.imaging.network_input import to_network_input
from skin_core.models.checkpoint import load_network
from skin_core.training import loop, release
from skin_core.training.cache import PhotoCache
from skin_core.training.config import TrainConfig
from skin_core.training.curve import Watch
from skin_core.training.loader import Loader, mix, sampling_chances
from skin_core.training.machine import drawn
from skin_core.training.photos import Photo
from skin_core.training.refusal import Refused, in_one_sentence

LABELS = ("acne", "measles", "wart")
CONFIG = TrainConfig(
    name="tiny",
    kind="clinical",
    backbone="test_efficientnet",
    sizes=(32, 64),
    size_ends=(0.5, 1.0),
    epochs=1.0,
    batch=4,
)
PIXELS = PixelSpec(64, 1.0, release.HALF, release.HALF)


@pytest.fixture
def loader() -> Loader:
    rng = np.random.default_rng(0)
    photos = tuple(Photo(f"{i}.webp", LABELS[i % 3], f"g{i}", "drawn") for i in range(8))
    flat = rng.integers(0, 256, 8 * 70 * 90 * 3).astype(np.uint8)
    places = {photo.path: (i * 70 * 90 * 3, 70, 90) for i, photo in enumerate(photos)}
    return Loader(photos, LABELS, PhotoCache(flat, places), CONFIG)


def test_resumed_training_equals_one_that_ran_through(loader: Loader, tmp_path: Path) -> None:
    watch = Watch(loader.photos, loader.labels, loader.cache)
    through = loop.train(CONFIG, loader, "", tmp_path / "through", watch).state_dict()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop, "SAVE_EVERY_S", -1.0)  # a checkpoint after every step
        patch.setattr(loop, "_step", killed_after_one(loop._step))
        with pytest.raises(KeyboardInterrupt):
            loop.train(CONFIG, loader, "", tmp_path / "killed", watch)
    resumed = loop.train(CONFIG, loader, "", tmp_path / "killed", watch).state_dict()
    for name, value in through.items():
        assert torch.allclose(value.float(), resumed[name].float(), atol=1e-6), name
    curves = [json.loads((tmp_path / n / "curve.json").read_text()) for n in ("through", "killed")]
    assert [point["step"] for point in curves[0]] == [1, 2]
    assert curves[0][-1] == pytest.approx(curves[1][-1], abs=1e-5)


def test_batches_drawn_by_other_processes_are_the_same(loader: Loader, tmp_path: Path) -> None:
    alone = loop.train(CONFIG, loader, "", tmp_path / "alone").state_dict()
    helped = replace(CONFIG, workers=2)
    together = loop.train(helped, replace(loader, config=helped), "", tmp_path / "together")
    for name, value in together.state_dict().items():
        assert torch.equal(value, alone[name]), name


def test_a_refusal_of_a_helping_process_is_told_in_its_sentence() -> None:
    def refused(step: int) -> int:
        raise Refused(f"photo {step}: no picture that can be read")

    with pytest.raises(Refused, match=r"^photo 3: no picture that can be read$"):
        next(drawn(refused, range(3, 5), workers=1))


def test_a_loss_that_is_no_number_stops_and_names_the_photos(
    loader: Loader, tmp_path: Path
) -> None:
    wild = replace(CONFIG, learning_rate=float("nan"))
    with pytest.raises(FloatingPointError, match=r"step 1, photos: \d\.webp, "):
        loop.train(wild, loader, "", tmp_path)


def killed_after_one(step: object) -> object:
    calls: list[int] = []

    def wrapped(*given: object) -> object:
        if calls:
            raise KeyboardInterrupt
        calls.append(1)
        return step(*given)  # type: ignore[operator]

    return wrapped


def test_released_files_hold_one_network(
    loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "RUNS", tmp_path)
    for name in ("one", "two"):
        config = replace(CONFIG, name=name, seed=len(name))
        loop.train(config, loader, "", tmp_path / name)
        record = {
            "config": config.to_dict(),
            "labels": ["acne", "measles", "wart"],
            "revision": "",
            "data_digest": "",
            "train": [photo.path for photo in loader.photos],
        }
        (tmp_path / name / "run.json").write_text(json.dumps(record), encoding="utf-8")
    spec = load_spec(
        release.publish(
            "tiny", ["one", "two"], PIXELS, release.Fitting(refit=False), tmp_path / "weights"
        )
    )
    photo = np.random.default_rng(1).integers(0, 256, (80, 100, 3)).astype(np.uint8)
    pixels = to_network_input(photo, spec.pixels)[None]
    answer = ort.InferenceSession(spec.onnx).run(None, {"pixels": pixels})
    with torch.inference_mode():
        expected = load_network(spec).answer(torch.from_numpy(pixels))
    for got, wanted in zip(answer, expected, strict=True):
        assert close(got, wanted.numpy())
    assert b".py" not in spec.onnx.read_bytes()  # no file of the machine that made it


def test_a_release_refuses_what_is_no_finished_network_of_its_name(
    loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half-trained weights answered as if finished, and a classifier took the place of the gate."""
    monkeypatch.setattr(release, "RUNS", tmp_path)

    def refused(name: str, sentence: str, size: int = PIXELS.size) -> None:
        pixels, fitting = replace(PIXELS, size=size), release.Fitting(refit=False)
        with pytest.raises(SystemExit, match=sentence), in_one_sentence():
            release.publish(name, ["one"], pixels, fitting, tmp_path / "weights")

    refused("tiny", "there is no run 'one'")
    monkeypatch.setattr(loop, "_step", killed_after_one(loop._step))
    monkeypatch.setattr(loop, "SAVE_EVERY_S", -1.0)
    with pytest.raises(KeyboardInterrupt):
        loop.train(CONFIG, loader, "", tmp_path / "one")
    monkeypatch.undo()
    monkeypatch.setattr(release, "RUNS", tmp_path)
    record = {"config": CONFIG.to_dict(), "labels": list(loader.labels)}
    record["train"] = [photo.path for photo in loader.photos]
    (tmp_path / "one" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    refused("tiny", "the run one is not finished: give its training the same command again")
    loop.train(CONFIG, loader, "", tmp_path / "one")
    refused("../tiny", "^name: ")
    refused("tiny", "^--size: 0 cannot be", size=0)
    shutil.copytree(WEIGHTS / "gate", tmp_path / "weights" / "gate")
    refused("gate", "gate is a model of the task 'gate'")


def close(got: NDArray[np.float32], wanted: NDArray[np.float32]) -> bool:
    return bool(np.allclose(got, wanted, atol=1e-4))


def test_rare_labels_are_drawn_more_often_than_they_occur(loader: Loader) -> None:
    photos = loader.photos[:1] + (loader.photos[1],) * 9
    chances = sampling_chances(photos, balance=1.0, source_balance=0.0)
    assert chances[0] == pytest.approx(0.5)


def test_a_multiplied_label_is_drawn_so_often_as_before(loader: Loader) -> None:
    plain = loader.chances
    loader = replace(loader, config=replace(CONFIG, multiplier={"wart": 10.0}))
    ratio = loader.chances / plain
    assert ratio[2] / ratio[0] == pytest.approx(10)
    assert loader.prior()[2] > 0.5


def test_collections_of_unlike_loss_cost_more() -> None:
    losses = torch.tensor([1.0, 3.0, 2.0, 2.0, 4.0])
    sources = torch.tensor([7, 7, 2, 2, 2])  # means 2 and 8/3
    assert float(loop.unlikeness(losses, sources)) == pytest.approx((1 / 3) ** 2)
    assert float(loop.unlikeness(losses, torch.zeros(5, dtype=torch.long))) == 0


def test_mixed_labels_still_sum_to_one() -> None:
    rng = np.random.default_rng(3)
    soft = torch.eye(3)
    for _ in range(10):
        pixels, mixed = mix(torch.rand(3, 3, 32, 32), soft, ("mixup", "cutmix"), rng)
        assert pixels.shape == (3, 3, 32, 32)
        assert torch.allclose(mixed.sum(1), torch.ones(3))


def test_mixing_can_be_switched_off() -> None:
    soft, pixels = torch.eye(3), torch.rand(3, 3, 32, 32)
    for on, shares in (((), {1.0}), (("cutmix",), None), (("mixup",), None)):
        drawn = [mix(pixels, soft, on, np.random.default_rng(seed)) for seed in range(8)]
        cut = [bool((mixed == pixels).any()) for mixed, _ in drawn]
        found = {float(labels.max()) for _, labels in drawn}
        assert shares is None or found == shares
        assert shares or len(found) > 3
        assert all(cut) == (on != ("mixup",))
