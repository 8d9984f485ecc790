"""Rendered pictures of skin to train on for a few steps: nobody's photos, three diseases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.rendered import render_skin
from skin_core.training import loop
from skin_core.training.cache import PhotoCache
from skin_core.training.config import TrainConfig
from skin_core.training.loader import Loader
from skin_core.training.photos import Photo

SHOWN = {  # lesion and skin tone, so that few steps suffice to tell them apart
    "herpes_zoster": ("blisters", "dark"),
    "melanocytic_nevus": ("mole", "very_light"),
    "psoriasis": ("plaque", "tan"),
}
SKIN = {"herpes_zoster": "very_light", "melanocytic_nevus": "tan", "psoriasis": "dark"}
LABELS = tuple(SHOWN)
WIDTH, HEIGHT = 64, 56
TINY = TrainConfig(
    name="tiny",
    kind="clinical",
    backbone="test_efficientnet",
    sizes=(32,),
    size_ends=(1.0,),
    epochs=8.0,
    batch=8,
    learning_rate=2e-3,
    head_learning_rate=1e-2,
    frozen_blocks=0,
    label_smoothing=0.0,
    mix_probability=0.0,
    drop_rate=0.0,
    augmentation="plain",
    ema_decay=0.0,
)


@cache
def rendered(healthy: bool = False, each: int = 4) -> tuple[tuple[Photo, ...], PhotoCache]:
    """So many pictures of each disease and their pixels, or of healthy skin of three tones."""
    photos: list[Photo] = []
    pixels: list[NDArray[np.uint8]] = []
    places: dict[str, tuple[int, int, int]] = {}
    for label in LABELS:
        for number in range(each):
            lesion, tone = ("none", SKIN[label]) if healthy else SHOWN[label]
            photo = Photo(f"{label}{number}.webp", label, f"{label}{number}", "rendered")
            places[photo.path] = (len(pixels) * WIDTH * HEIGHT * 3, HEIGHT, WIDTH)
            pixels.append(render_skin(lesion, tone, number, (WIDTH, HEIGHT)).ravel())
            photos.append(photo)
    return tuple(photos), PhotoCache(np.concatenate(pixels), places)


def rendered_loader(config: TrainConfig, healthy: bool = False) -> Loader:
    """Batches of rendered pictures."""
    photos, pixels = rendered(healthy)
    return Loader(photos, LABELS, pixels, config)


def pretrain(folder: Path) -> str:
    """A network that has learned to tell skin tones: what the fine-tuning of a test begins with."""
    loop.train(TINY, rendered_loader(TINY, healthy=True), "", folder)
    return str(folder / loop.CHECKPOINT)


def same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two states of a network are the same bit for bit."""
    return all(np.array_equal(np.asarray(one[name]), np.asarray(other[name])) for name in one)
