"""The shipped networks on real pixels: what open peers got wrong must hold here."""

import json
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
import pytest
import torch
from numpy.typing import NDArray
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from torch import Tensor, nn

from skin_core.catalogue import GRADE, OUTLINE, ModelSpec, PixelSpec, list_specs, verify
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.calibrate import probabilities
from skin_core.models.checkpoint import load_network
from skin_core.models.classifier import SkinNet
from skin_core.training.cache import read_rgb, shrink
from skin_core.training.loader import to_tensor
from skin_core.training.photos import (
    clinical_photos,
    dermoscopic_photos,
    labels_of,
    not_skin_photos,
)

pytestmark = pytest.mark.weights
SPECS = {spec.name: spec for spec in list_specs() if spec.task not in (OUTLINE, GRADE)}
CLASSIFIERS = ("clinical", "dermoscopy")


def session(spec: ModelSpec) -> ort.InferenceSession:
    return ort.InferenceSession(str(spec.onnx), providers=["CPUExecutionProvider"])


def real_photos(data: Path, kind: str, count: int) -> list[NDArray[np.uint8]]:
    photos = {
        "clinical": clinical_photos,
        "dermoscopic": dermoscopic_photos,
        "gate": clinical_photos,
        "not_skin": not_skin_photos,
    }[kind](data)
    return [
        read_rgb(data / photo.path) for photo in photos[:: max(1, len(photos) // count)][:count]
    ]


def batch(photos: list[NDArray[np.uint8]], pixels: PixelSpec) -> NDArray[np.float32]:
    return np.stack([to_network_input(photo, pixels) for photo in photos])


def test_three_models_are_shipped() -> None:
    assert set(SPECS) >= {"clinical", "dermoscopy", "gate"}


@pytest.mark.parametrize("name", sorted(SPECS))
def test_files_match_their_digests_and_limits(name: str) -> None:
    spec = SPECS[name]
    verify(spec)
    files = [file for file in spec.folder.iterdir() if file.is_file()]
    assert max(file.stat().st_size for file in files) <= 25_000_000
    assert {"MODEL_CARD.md", "SHA256SUMS", "model.onnx", "model.safetensors"} <= {
        file.name for file in files
    }
    assert "Research use only" in (spec.folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert sum(p.numel() for p in load_network(spec).parameters()) <= 10_000_000


def test_all_weights_together_stay_small() -> None:
    files = [file for spec in list_specs() for file in spec.folder.iterdir()]
    assert sum(file.stat().st_size for file in files) < 75_000_000


@pytest.mark.parametrize("name", sorted(SPECS))
def test_onnx_and_pytorch_agree_on_real_pixels(name: str, real_data: Path) -> None:
    spec = SPECS[name]
    pixels = batch(real_photos(real_data, spec.kind, 6), spec.pixels)
    answer = session(spec).run(["logits", "features", "embedding", "cams"], {"pixels": pixels})
    with torch.inference_mode():
        expected = load_network(spec).answer(torch.from_numpy(pixels))
    for got, wanted in zip(answer, expected, strict=True):
        assert np.abs(got - wanted.numpy()).max() <= 1e-4


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_training_pixels_are_those_of_the_app(name: str, real_data: Path) -> None:
    spec = SPECS[name]
    for photo in real_photos(real_data, spec.kind, 4):
        kept = shrink(photo)  # what training sees of it
        trained = to_tensor(unturned_view(kept, spec.pixels.size)[None]).numpy()[0]
        seen = to_network_input(photo, spec.pixels)
        assert np.abs(to_network_input(kept, spec.pixels) - seen).mean() < 0.02
        assert np.abs(trained - to_network_input(kept, spec.pixels)).max() < 1e-5


def unturned_view(kept: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    side = min(kept.shape[:2])
    top, left = (kept.shape[0] - side) // 2, (kept.shape[1] - side) // 2
    way = cv2.INTER_AREA if side > size else cv2.INTER_LINEAR
    square = kept[top : top + side, left : left + side]
    return np.asarray(cv2.resize(square, (size, size), interpolation=way), np.uint8)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_labels_stand_in_the_order_of_training(name: str, real_data: Path) -> None:
    spec = SPECS[name]
    read = clinical_photos if name == "clinical" else dermoscopic_photos
    assert spec.labels == labels_of(read(real_data))


@pytest.mark.parametrize(("name", "least"), [("clinical", 0.6), ("dermoscopy", 0.7)])
def test_answers_are_right_far_above_chance(name: str, least: float, real_data: Path) -> None:
    """A wrong label order or input scaling would be at chance."""
    spec = SPECS[name]
    read = clinical_photos if name == "clinical" else dermoscopic_photos
    photos = read(real_data)[::97]
    pixels = batch([read_rgb(real_data / photo.path) for photo in photos], spec.pixels)
    guesses = session(spec).run(["logits"], {"pixels": pixels})[0].argmax(1)
    right = [
        spec.labels[guess] == photo.label for guess, photo in zip(guesses, photos, strict=True)
    ]
    assert np.mean(right) >= least


class _Logits(nn.Module):
    """The network as pytorch-grad-cam wants it: a last layer to hook, logits out."""

    def __init__(self, net: SkinNet) -> None:
        super().__init__()
        self.net, self.last = net, nn.Identity()

    def forward(self, pixels: Tensor) -> Tensor:
        return self.net.head(self.last(self.net.features(pixels)).mean((2, 3)))


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_heatmap_equals_grad_cam(name: str, real_data: Path) -> None:
    spec = SPECS[name]
    wrapped = _Logits(load_network(spec))
    for photo in real_photos(real_data, spec.kind, 3):
        pixels = to_network_input(photo, spec.pixels)[None]
        logits, cams = session(spec).run(["logits", "cams"], {"pixels": pixels})
        top = int(logits[0].argmax())
        mine = np.maximum(cams[0, top], 0)
        with GradCAM(wrapped, [wrapped.last]) as cam:
            theirs = cam(torch.from_numpy(pixels), [ClassifierOutputTarget(top)])[0]
        size = (theirs.shape[1], theirs.shape[0])
        enlarged = cv2.resize(mine, size)
        assert np.corrcoef(enlarged.ravel(), theirs.ravel())[0, 1] >= 0.99


def test_gate_answers_not_skin(real_data: Path) -> None:
    spec = SPECS["gate"]
    point = spec.operating_points["not_skin"].accept
    assert point is not None
    place = spec.labels.index("not_skin")
    refused = {}
    for kind in ("not_skin", "clinical", "dermoscopic"):
        pixels = batch(real_photos(real_data, kind, 60), spec.pixels)
        chances = probabilities(session(spec).run(["logits"], {"pixels": pixels})[0], spec)
        refused[kind] = float(np.mean(chances[:, place] >= point.threshold))
    assert refused["not_skin"] >= 0.95
    assert max(refused["clinical"], refused["dermoscopic"]) <= 0.05


@pytest.mark.parametrize("name", sorted(SPECS))
def test_card_stands_on_the_measured_figures(name: str) -> None:
    spec = SPECS[name]
    found = json.loads((spec.folder / "evaluation.json").read_text(encoding="utf-8"))
    card = (spec.folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    if name == "gate":
        assert all(row["set"] in card for row in found["sets"])
    else:
        assert f"{found['headline']['balanced_accuracy'][0]:.3f}" in card
        assert f"{found['headline']['top_3'][0]:.3f}" in card
