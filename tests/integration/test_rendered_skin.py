"""The real gate takes rendered skin for skin, and noise for none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.imaging.rendered import LESIONS, TONES, render_skin
from skin_core.inference import Networks, build_engine
from skin_core.inference.layers import MemoryLayers
from skin_core.services.analyse import CaseOutcome, PhotoFile, analyse_case, run_to_end
from skin_core.services.pictures import sample_photos
from skin_core.settings import Settings
from tests.picture_files import png_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def networks(weights: Path) -> Networks:
    return build_engine(Settings(weights=weights, device="cpu"))


def analysed(networks: Networks, file: PhotoFile) -> CaseOutcome:
    return run_to_end(analyse_case([file], {}, networks, MemoryLayers(), NOW))


@pytest.mark.parametrize("tone", list(TONES))
@pytest.mark.parametrize("lesion", list(LESIONS))
def test_rendered_skin_is_judged(networks: Networks, lesion: str, tone: str) -> None:
    file = PhotoFile("a.png", png_of(render_skin(lesion, tone, 22, (480, 360))))
    case = analysed(networks, file).case
    assert case.photos[0].gate.reasons == ()
    assert case.kind is PhotoKind.CLINICAL


def test_samples_are_judged(networks: Networks) -> None:
    for file in sample_photos():
        assert analysed(networks, file).case.top is not None


def test_noise_is_not_skin(networks: Networks) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (300, 400, 3), np.uint8)
    case = analysed(networks, PhotoFile("noise.png", png_of(noise))).case
    assert GateReason.NOT_SKIN in case.photos[0].gate.reasons
    assert case.differential == ()
