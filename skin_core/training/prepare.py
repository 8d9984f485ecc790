"""What is done to every photo once, before it is learned from or judged: less of the source.

frame: bars and black circles cut away, as the app does. marks: watermarks painted over.
lesion: the square around the outline that the released network draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, find_spec
from skin_core.domain.photo import PhotoKind
from skin_core.imaging.frame import WHOLE, seen_part
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.outline import OutlineMap
from skin_core.inference.stages.outline import map_of, squeezed

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

OUTLINE = "lesion-outline"
LEAST = 0.25  # of the photo's short side: a cut smaller than this shows nothing of the skin
MARGIN = 0.5  # of the outline's longer side, left around it on every side

_STROKE = 0.045  # of the short side: wider than the strokes of a mark
_APART = 9  # levels of lightness from the skin around: a mark is seen
_GREYER = 0.9  # of the colour around: a mark has less of it
_GREY = 3.0  # levels: on black or white nothing is greyer
_BANDS = ((0.42, 0.62), (0.8, 1.0))  # of the height: where publishers write
_SMALLEST = 8  # pixels of a stroke
_FEWEST = 0.004  # share of a band: fewer strokes are glints or scales
_MOST = 0.12  # more are hair or the rash itself


def prepared(photo: Pixels, steps: Sequence[str]) -> Pixels:
    """A photo after these steps of STEPS, in this order; RGB (H, W, 3)."""
    for name in steps:
        photo = STEPS[name](photo)
    return photo


def without_frame(photo: Pixels) -> Pixels:
    """What of a photo shows something (imaging.frame)."""
    return seen_part(photo).pixels


def without_marks(photo: Pixels) -> Pixels:
    """A photo with the words and logos of its publisher painted over from around them."""
    strokes = strokes_of(photo)
    if not strokes.any():
        return photo
    hidden = cv2.dilate(strokes.astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.asarray(cv2.inpaint(photo, hidden, 3, cv2.INPAINT_TELEA), np.uint8)


def strokes_of(photo: Pixels) -> Mask:
    """Thin greyish strokes, lighter than what lies around, where publishers write; (H, W)."""
    side = max(3, round(min(photo.shape[:2]) * _STROKE)) | 1
    lab = cv2.cvtColor(photo, cv2.COLOR_RGB2LAB)
    around = cv2.medianBlur(lab, side * 2 + 1)
    colour, usual = (np.hypot(*(one[..., 1:] - 128.0).transpose(2, 0, 1)) for one in (lab, around))
    thin = cv2.morphologyEx(lab[..., 0], cv2.MORPH_TOPHAT, np.ones((side, side), np.uint8))
    found: Mask = (thin > _APART) & (colour < np.maximum(_GREYER * usual, _GREY))
    found = _without_specks(found)
    return np.logical_and(found, _written(found))


def _without_specks(found: Mask) -> Mask:
    """What hangs together as a stroke does; a pore or a glint is smaller."""
    _, places, figures, _ = cv2.connectedComponentsWithStats(found.astype(np.uint8))
    kept: Mask = figures[:, cv2.CC_STAT_AREA] >= _SMALLEST
    kept[0] = False  # the ground
    return np.asarray(kept[places], np.bool_)


def _written(found: Mask) -> Mask:
    """The bands of a photo in which as much was found as a word has, and no more."""
    height = len(found)
    there = np.zeros_like(found)
    for first, last in _BANDS:
        rows = slice(round(first * height), round(last * height))
        there[rows] = _FEWEST < found[rows].mean() < _MOST
    return there


def around_lesion(photo: Pixels) -> Pixels:
    """The square around the lesion; all of the photo where none is found."""
    return square_around(photo, outliner().likely(photo), MARGIN)


class Outliner:
    """The released network that outlines, of photos as they are."""

    def __init__(self, spec: ModelSpec) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.spec = spec
        self._network = ort.InferenceSession(str(spec.onnx), options)

    def drawn(self, photo: Pixels, kind: PhotoKind = PhotoKind.CLINICAL) -> OutlineMap:
        """What it draws in an RGB photo (H, W, 3)."""
        square = to_network_input(squeezed(photo, self.spec.pixels.size), self.spec.pixels)
        logits = self._network.run(["logits"], {"pixels": square[None]})[0][0]
        return map_of({"logits": logits}, self.spec, kind, WHOLE)

    def likely(self, photo: Pixels) -> Mask:
        """Where the lesion is more likely than not, the photo squeezed into a square."""
        return self.drawn(photo).likely


@cache
def outliner() -> Outliner:
    """The one network of this process.

    Raises: UnknownModel where none is installed.
    """
    return Outliner(find_spec(OUTLINE))


def square_around(photo: Pixels, drawn: Mask, margin: float) -> Pixels:
    """The square around what is drawn, wider by a margin and within the photo.

    photo: RGB (H, W, 3). drawn: of any size, the photo squeezed. Empty: all of it.
    """
    if not drawn.any():
        return photo
    height, width = photo.shape[:2]
    rows, columns = (np.flatnonzero(drawn.any(axis)) for axis in (1, 0))
    top, bottom = (np.array([rows[0], rows[-1] + 1]) / drawn.shape[0] * height).tolist()
    left, right = (np.array([columns[0], columns[-1] + 1]) / drawn.shape[1] * width).tolist()
    short = min(height, width)
    wanted = max(bottom - top, right - left) * (1 + 2 * margin)
    side = round(min(short, max(wanted, LEAST * short)))
    first = round(min(max((top + bottom - side) / 2, 0), height - side))
    start = round(min(max((left + right - side) / 2, 0), width - side))
    return photo[first : first + side, start : start + side]


STEPS: dict[str, Callable[[Pixels], Pixels]] = {
    "frame": without_frame,
    "marks": without_marks,
    "lesion": around_lesion,
}
