"""Where in the photo a network saw a disease: its heatmap."""

from __future__ import annotations

import io
from dataclasses import astuple, dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.frame import WHOLE, Box
from skin_core.imaging.network_input import places, square_box

CAMS = "cams"
"""Name of the layer that holds the class activation maps of a photo."""
LAYER_TYPE = "application/x-npz"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ClassMaps:
    """The class activation maps of one photo, with all that is needed to draw them years later.

    maps: (K, h, w), one per label; (N, K, h, w) where N squares show a wide photo whole. box: the
    part of the photo that is no frame. crop: share of its short side that the network saw; 0 where
    it saw the whole photo squeezed to a square.
    """

    labels: tuple[str, ...]
    maps: NDArray[np.floating]
    crop: float
    box: Box = WHOLE

    def to_bytes(self) -> bytes:
        """An .npz file, the maps in half precision."""
        file = io.BytesIO()
        maps = np.asarray(self.maps, np.float16)
        box = np.array(astuple(self.box), np.float64)
        crop = np.float64(self.crop)
        np.savez(file, maps=maps, labels=np.array(self.labels), crop=crop, box=box)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> ClassMaps:
        """The maps of such a file; older ones were made before frames were cut."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            labels = tuple(str(label) for label in stored["labels"])
            box = Box(*map(float, stored["box"])) if "box" in stored else WHOLE
            return cls(labels, stored["maps"].astype(np.float32), float(stored["crop"]), box)

    def seen(self, height: int, width: int) -> tuple[int, int, int, int]:
        """Top, left, bottom and right in pixels of what the network saw of a photo of this size."""
        first, start, last, end = self.box.pixels_of(height, width)
        if self.maps.ndim == 4 or self.crop == 0:
            return first, start, last, end
        top, left, side = square_box(last - first, end - start, self.crop)
        return first + top, start + left, first + top + side, start + left + side

    def heatmap(self, label: str, height: int, width: int) -> Floats:
        """What spoke for a disease, at the size of the photo: (height, width), 0..1.

        0 everywhere where nothing spoke for it; 0 outside what the network saw.
        Raises: KeyError for a disease that the model does not answer.
        """
        if label not in self.labels:
            raise KeyError(label)
        top, left, bottom, right = self.seen(height, width)
        small = positive_part(self.maps[..., self.labels.index(label), :, :])
        whole = np.zeros((height, width), np.float32)
        whole[top:bottom, left:right] = _spread(small, bottom - top, right - left)
        return whole


def _spread(small: Floats, height: int, width: int) -> Floats:
    """The map of one square, or of several that pass over into each other, at this size."""
    if small.ndim == 2:
        return _enlarged(small, height, width)
    side = min(height, width)
    total, weight = (np.zeros((height, width), np.float32) for _ in range(2))
    ramp = np.minimum(np.arange(1, side + 1), np.arange(side, 0, -1)).astype(np.float32)
    share = np.broadcast_to(ramp[:, None] if height > width else ramp, (side, side))
    for one, (top, left) in zip(small, places(height, width, len(small)), strict=True):
        inside = np.s_[top : top + side, left : left + side]
        total[inside] += share * _enlarged(one, side, side)
        weight[inside] += share
    # After rounding, a pixel may lie between two squares: it is cold.
    return np.asarray(total / np.maximum(weight, 1), np.float32)


def _enlarged(small: Floats, height: int, width: int) -> Floats:
    smooth = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(smooth, 0, 1), np.float32)


def positive_part(class_map: NDArray[np.floating]) -> Floats:
    """What speaks for a disease, 0..1, 1 where it is strongest; zeros where nothing does.

    The positive part of a class activation map is Grad-CAM, up to scale, of a network that ends
    in an average and one linear layer.
    Reference: Selvaraju et al., ICCV 2017, section 3.
    """
    positive = np.maximum(np.asarray(class_map, np.float32), 0)
    most = float(positive.max(initial=0))
    return np.asarray(positive / most, np.float32) if most > 0 else positive
