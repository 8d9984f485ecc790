"""What a released network that outlines answers on photos that a person outlined, as in the app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.domain.engine import Outputs
from skin_core.domain.photo import PhotoKind
from skin_core.evaluation.outline_limits import (
    Floats,
    fitted_temperature,
    height_of,
    limits_of,
)
from skin_core.evaluation.predictions import open_session
from skin_core.imaging.frame import Box, seen_part
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.outline import OutlineMap
from skin_core.inference.stages.outline import map_of, squeezed
from skin_core.training.outlines.samples import Outlined

DERMOSCOPIC = ("ham10000", "isic2017")


@dataclass(frozen=True)
class Answered:
    """One photo, what a person drew, (H, W), and what the network answered of the part in `box`."""

    photo: Outlined
    wanted: NDArray[np.bool_]
    outputs: Outputs
    box: Box

    @property
    def kind(self) -> PhotoKind:
        """How the photo was taken."""
        dermoscopic = self.photo.source in DERMOSCOPIC
        return PhotoKind.DERMOSCOPIC if dermoscopic else PhotoKind.CLINICAL

    @cached_property
    def true_area(self) -> float:
        """Share of the photo within what the person drew."""
        return float(self.wanted.mean())

    def map(self, spec: ModelSpec) -> OutlineMap:
        """The network's answer with the calibration and the lines of a spec."""
        return map_of(self.outputs, spec, self.kind, self.box)

    def on_grid(self, spec: ModelSpec) -> tuple[Floats, Floats]:
        """Odds and what a person drew on the network's own grid, (h, w) each."""
        odds = np.asarray(self.map(spec).odds, np.float64)
        top, left, bottom, right = self.box.pixels_of(*self.wanted.shape)
        part = self.wanted[top:bottom, left:right].astype(np.float32)
        small = cv2.resize(part, odds.shape[::-1], interpolation=cv2.INTER_AREA)
        return odds, np.asarray(small, np.float64)


def answered(spec: ModelSpec, photos: Iterable[Outlined], flipped: bool = False) -> list[Answered]:
    """The network's answers, without calibration; flipped: the mean with those of mirror images."""
    return list(_answers(spec, photos, flipped))


def _answers(spec: ModelSpec, photos: Iterable[Outlined], flipped: bool) -> Iterator[Answered]:
    session = open_session(spec)
    for photo in photos:
        pixels = photo.pixels()
        seen = seen_part(np.ascontiguousarray(pixels[..., :3]))
        square = to_network_input(squeezed(seen.look, spec.pixels.size), spec.pixels)
        logits = session.run(["logits"], {"pixels": square[None]})[0][0]
        if flipped:
            mirror = np.ascontiguousarray(square[None, ..., ::-1])
            again = session.run(["logits"], {"pixels": mirror})[0][0]
            logits = (logits + again[..., ::-1]) / 2
        yield Answered(photo, pixels[..., 3] > 0, {"logits": logits}, seen.box)


def calibrated(
    spec: ModelSpec, chosen_on: Sequence[Answered], by_patient: bool = False
) -> ModelSpec:
    """The spec with a temperature and with two lines of each kind of photo, by these photos.

    by_patient: every patient counts alike, and the next patient is what the lines hold for; else
    every collection, and the next photo.
    """
    raw = replace(spec, temperature=1.0)
    grids = [one.on_grid(raw) for one in chosen_on]
    spec = replace(raw, temperature=fitted_temperature(*zip(*grids, strict=True)))
    assert spec.outline is not None
    limits = dict(spec.outline.limits)
    for kind in PhotoKind:
        mine = [one for one in chosen_on if one.kind is kind and one.true_area > 0]
        if mine:
            heights = np.array([height_of(one.map(spec), one.true_area) for one in mine])
            names = [one.photo.group if by_patient else one.photo.source for one in mine]
            units = len(set(names)) if by_patient else None
            limits[kind.value] = limits_of(heights, names, units)
    return replace(spec, outline=replace(spec.outline, limits=limits))
