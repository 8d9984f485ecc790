"""Heatmaps show where, and leave the rest of the photo alone."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from skin_core.domain.photo import GateReason, PhotoQuality
from skin_core.imaging.flaws import draw_flaws
from skin_core.imaging.overlay import (
    dim_unseen,
    draw_heatmap,
    fit,
    heat_layer,
    to_grey_png,
    to_jpeg,
    to_layer_png,
)

SKIN = np.full((60, 80, 3), (200, 150, 130), np.uint8)


def test_photo_is_untouched_where_nothing_was_seen() -> None:
    heat = np.zeros((60, 80), np.float32)
    heat[20:40, 30:50] = 1
    drawn = draw_heatmap(SKIN, heat, 0.5)
    assert (drawn[:10] == SKIN[:10]).all()
    assert np.abs(drawn[30, 40].astype(int) - SKIN[30, 40]).max() > 20


def test_what_no_network_looked_at_is_darker() -> None:
    drawn = dim_unseen(SKIN, (0, 10, 60, 70))
    assert (drawn[:, 10:70] == SKIN[:, 10:70]).all()
    assert drawn[:, :10].max() < SKIN.min()
    assert drawn[:, 70:].max() < SKIN.max() * 0.6


def test_opacity_of_zero_is_the_photo_and_of_one_hides_it() -> None:
    heat = np.ones((60, 80), np.float32)
    assert (draw_heatmap(SKIN, heat, 0.0) == SKIN).all()
    plain = draw_heatmap(np.zeros_like(SKIN), heat, 1.0)
    assert (draw_heatmap(SKIN, heat, 1.0) == plain).all()


def test_layer_over_the_photo_is_the_drawn_heatmap() -> None:
    """What the browser lays over each other is what the report prints."""
    heat = np.linspace(0, 1, 80, dtype=np.float32)[None].repeat(60, 0)
    layer = Image.open(io.BytesIO(to_layer_png(heat_layer(heat))))
    photo = Image.fromarray(SKIN).convert("RGBA")
    faded = layer.copy()
    faded.putalpha(layer.getchannel("A").point(lambda cover: cover * 0.5))
    laid = np.asarray(Image.alpha_composite(photo, faded).convert("RGB")).astype(int)
    assert np.abs(laid - draw_heatmap(SKIN, heat, 0.5)).max() <= 2


def test_stronger_is_always_lighter() -> None:
    ramp = np.linspace(0, 1, 80, dtype=np.float32)[None].repeat(60, 0)
    drawn = draw_heatmap(np.zeros_like(SKIN), ramp, 1.0)
    lightness = drawn[0, 20:] @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(lightness) > -1.5).all()


def test_pictures_are_never_enlarged() -> None:
    assert fit(SKIN, 200) is SKIN
    assert fit(SKIN, 40).shape == (30, 40, 3)


def test_bytes_hold_the_same_picture() -> None:
    again = np.asarray(Image.open(io.BytesIO(to_jpeg(SKIN))).convert("RGB")).astype(int)
    assert np.abs(again - SKIN).max() <= 3
    grey = Image.open(io.BytesIO(to_grey_png(np.array([[0, 0.5, 1]], np.float32))))
    assert np.asarray(grey).tolist() == [[0, 128, 255]]


def test_flaws_are_drawn_where_they_are() -> None:
    photo = SKIN.copy()
    photo[:20] = 255
    quality = PhotoQuality(1, 50, 0.3, 60, (GateReason.TOO_BRIGHT,), (GateReason.TOO_BRIGHT,))
    drawn = draw_flaws(photo, quality)
    assert (drawn[10] != photo[10]).any()
    assert (drawn[40:] == photo[40:]).all()
    fine = PhotoQuality(1, 50, 0.0, 60)
    assert (draw_flaws(photo, fine) == photo).all()
