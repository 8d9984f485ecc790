"""Rendered skin is the same for the same seed, and differs by tone, lesion and seed."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.imaging.load import load_photo
from skin_core.imaging.rendered import (
    LESIONS,
    SAMPLES,
    TONES,
    read_samples,
    render_sample,
    render_skin,
)

SIZE = (240, 180)


@pytest.mark.parametrize("lesion", list(LESIONS))
def test_same_seed_same_picture(lesion: str) -> None:
    first = render_skin(lesion, "tan", 7, SIZE)
    assert first.shape == (180, 240, 3)
    assert (first == render_skin(lesion, "tan", 7, SIZE)).all()
    assert (first != render_skin(lesion, "tan", 8, SIZE)).any()


def test_tones_go_from_light_to_dark() -> None:
    means = [float(render_skin("none", tone, 1, SIZE).mean()) for tone in TONES]
    assert means == sorted(means, reverse=True)


def test_mole_is_darker_than_the_skin_around_it() -> None:
    for tone in TONES:
        picture = render_skin("mole", tone, 3, SIZE).astype(float)
        centre, edge = picture[80:100, 110:130].mean(), np.median(picture[:30])
        assert centre < 0.75 * edge


def test_samples_are_photos() -> None:
    samples = read_samples()
    assert len(samples) >= 4
    for name, data in samples.items():
        assert load_photo(data, name).width_px == 960


def test_packaged_sample_is_the_rendered_one() -> None:
    name = next(iter(SAMPLES))
    packaged = load_photo(read_samples()[f"{name}.jpg"], name).pixels
    difference = np.abs(packaged.astype(int) - render_sample(name)).mean()
    assert difference < 6  # of 255: what JPEG loses
