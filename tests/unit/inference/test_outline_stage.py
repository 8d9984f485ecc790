"""Only what has an edge is outlined, by whoever is installed for it; old results still open."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, OutlinePoints, PixelSpec, load_spec
from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis
from skin_core.domain.engine import Outputs
from skin_core.domain.photo import PhotoKind
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.inference.layers import MemoryLayers
from skin_core.inference.networks import Models
from skin_core.services.analyse import Options, PhotoFile, analyse_case, run_to_end
from skin_core.services.pictures import mask_png, outline_layer
from skin_core.storage.codec import from_json, to_json
from tests.fake_networks import CLINICAL, FakeNetworks, make_spec

LINES = OutlinePoints({"clinical": (1.0, -1.0), "dermoscopic": (2.0, -2.0)}, True, 0.001)
SIZE = (320, 240)


def outliner(kind: str) -> ModelSpec:
    spec = make_spec(f"{kind}-outline", kind, ())
    pixels = PixelSpec(160, 1.0, (0.5,) * 3, (0.5,) * 3)
    return replace(spec, task="outline", outputs=("logits",), pixels=pixels, outline=LINES)


class Outliners(FakeNetworks):
    """Networks that see a disc of a tenth of the photo, or nothing."""

    def __init__(self, *kinds: str, sees: bool = True) -> None:
        super().__init__()
        self.models = Models({**self.models.specs, **{f"{k}-outline": outliner(k) for k in kinds}})
        self.sees = sees

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
        if not model.endswith("-outline"):
            return super().run(model, pixels)
        self.asked.append(model)
        rows, columns = np.mgrid[:40, :40]
        radius = np.sqrt(160 / np.pi) if self.sees else -20
        odds = radius - np.hypot(rows - 19.5, columns - 19.5)
        return {"logits": odds.astype(np.float32)[None]}


def analysed(
    networks: FakeNetworks, layers: MemoryLayers, kind: PhotoKind | None = None
) -> CaseAnalysis:
    photo = PhotoFile("mole.jpg", to_jpeg(render_skin("mole", "light", 3, SIZE)))
    now = datetime(2026, 12, 1, tzinfo=UTC)
    return run_to_end(analyse_case([photo], {}, networks, layers, now, Options(kind=kind))).case


def only(case: CaseAnalysis) -> PhotoAnalysis:
    (photo,) = case.photos
    return photo


def test_a_dermoscopic_photo_is_outlined_and_its_mask_has_the_photos_size() -> None:
    networks, layers = Outliners("lesion"), MemoryLayers()
    photo = only(analysed(networks, layers, PhotoKind.DERMOSCOPIC))
    assert photo.lesion is not None
    least, most = photo.lesion.area_interval
    assert least < photo.lesion.area_fraction < most
    assert photo.lesion.area_fraction == pytest.approx(0.1, rel=0.05)
    data = mask_png(photo, layers)
    assert data is not None
    mask = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert mask is not None
    assert mask.shape == (photo.height_px, photo.width_px)
    assert set(np.unique(mask)) == {0, 255}
    assert mask.mean() / 255 == pytest.approx(0.1, rel=0.05)
    assert outline_layer(photo, layers) is not None


@pytest.mark.parametrize(
    ("label", "asked"),
    [("psoriasis", None), ("melanoma", "lesion-outline"), ("vitiligo", "vitiligo-outline")],
)
def test_what_a_photo_may_show_decides_who_outlines_it(label: str, asked: str | None) -> None:
    networks = Outliners("lesion", "vitiligo")
    networks.answers["clinical"] = [9.0 if one == label else 0.0 for one in CLINICAL]
    photo = only(analysed(networks, MemoryLayers()))
    assert [name for name in networks.asked if name.endswith("outline")] == (
        [asked] if asked else []
    )
    assert (photo.lesion.model if photo.lesion else None) == asked


def test_no_lesion_found_is_an_answer() -> None:
    layers = MemoryLayers()
    photo = only(analysed(Outliners("lesion", sees=False), layers, PhotoKind.DERMOSCOPIC))
    assert photo.lesion is not None
    assert not photo.lesion.is_found
    assert photo.lesion.confidence > 0.99
    data = mask_png(photo, layers)
    assert data is not None
    mask = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert mask is not None
    assert not mask.any()


def test_an_installation_without_such_a_network_judges_all_the_same() -> None:
    layers = MemoryLayers()
    photo = only(analysed(FakeNetworks(), layers, PhotoKind.DERMOSCOPIC))
    assert photo.is_classified
    assert (photo.lesion, mask_png(photo, layers), outline_layer(photo, layers)) == (None,) * 3


def test_a_result_is_read_as_it_was_written_and_so_is_one_of_before_outlines() -> None:
    case = analysed(Outliners("lesion"), MemoryLayers(), PhotoKind.DERMOSCOPIC)
    assert from_json(CaseAnalysis, to_json(case)) == case
    older = json.loads(to_json(case))
    for photo in older["photos"]:
        del photo["lesion"]
    assert only(from_json(CaseAnalysis, json.dumps(older))).lesion is None


def test_its_lines_stand_in_the_models_description(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text(
        """
        name = "lesion-outline"
        task = "outline"
        kind = "lesion"
        version = "1"
        architecture = "light:mobilenetv2_100"
        outputs = ["logits"]
        temperature = 1.5
        licence = "test"
        research_use = true
        [input]
        size = 160
        crop = 1.0
        mean = [0.5, 0.5, 0.5]
        std = [0.5, 0.5, 0.5]
        [sha256]
        [outline]
        largest_only = true
        smallest = 0.002
        [outline.limits.clinical]
        inner = 3.0
        outer = -2.0
        """,
        encoding="utf-8",
    )
    spec = load_spec(tmp_path)
    assert spec.temperature == 1.5
    assert spec.outline == OutlinePoints({"clinical": (3.0, -2.0)}, True, 0.002)
