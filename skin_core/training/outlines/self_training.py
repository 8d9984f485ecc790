"""Self-training: photos that nobody outlined, with what an earlier network is sure of in them.

Lee, ICML workshop 2013. The teacher of a fold is the network of the same fold, so that nothing of
what is tested on reaches the student through it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import interpolate

from skin_core.models.segmenter import OutlineNet
from skin_core.training.loader import to_tensor
from skin_core.training.outlines.config import OutlineConfig
from skin_core.training.outlines.release import load_run
from skin_core.training.outlines.samples import UNSURE, Outlined
from skin_core.training.outlines.views import whole_view
from skin_core.training.tables import fold_name

SURE = 0.85  # probability of a patch, or of no patch, from which on a pixel is learned


def outlined_by_teacher(
    config: OutlineConfig, photos: list[Outlined], held_out: Container[str], folder: Path
) -> Iterator[Outlined]:
    """The photos of groups that are not held out, outlined where the teacher is sure.

    Writes one mask a photo into `folder`; a photo without any sure patch teaches nothing.
    """
    inside = 0 <= config.fold < config.folds
    net, _ = load_run(fold_name(config.teacher, config.fold) if inside else config.teacher)
    folder.mkdir(parents=True, exist_ok=True)
    for photo in photos:
        if photo.group in held_out:
            continue
        drawn = _sure_of(net, photo.pixels()[..., :3], config.sizes[-1])
        if drawn.max() == UNSURE:
            continue
        mask = folder / f"{Path(photo.path).stem}.png"
        cv2.imwrite(str(mask), drawn)
        yield replace(photo, mask=str(mask))


@torch.inference_mode()
def _sure_of(net: OutlineNet, photo: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """255 where there surely is a patch, 0 where surely none, UNSURE elsewhere; (H, W)."""
    square = np.ascontiguousarray(whole_view(photo, size)[None])
    pixels = to_tensor(np.concatenate([square, square[:, :, ::-1]]))
    once, mirrored = net(pixels)
    odds = ((once + mirrored.flip(-1)) / 2)[None]
    chance = torch.sigmoid(interpolate(odds, photo.shape[:2], mode="bilinear"))[0, 0].numpy()
    drawn = np.full(chance.shape, UNSURE, np.uint8)
    drawn[chance >= SURE] = 255
    drawn[chance <= 1 - SURE] = 0
    return drawn
