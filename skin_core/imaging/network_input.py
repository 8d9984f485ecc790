"""From a photo to the pixels a network reads: one function for app, evaluation and training."""

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import PixelSpec

WIDE = 1.2  # long side to short side from which one square leaves too much unseen
CROP, STRETCH = "crop", "stretch"  # ways to fit a photo into a square; see PixelSpec
TRAINED_SIDE_PX = 208  # short side at which training photos were kept; see training/cache.py


def to_network_input(photo: NDArray[np.uint8], pixels: PixelSpec) -> NDArray[np.float32]:
    """The central square of a photo, resized and normalised.

    A larger photo is first brought to the resolution that training photos were kept at, so that
    the network sees the sharpness it learned from.
    photo: RGB (H, W, 3) uint8, 0..255. Returns: (3, S, S) float32, contiguous.
    """
    square = fitted_square(photo, pixels)
    planes = np.ascontiguousarray(square.transpose(2, 0, 1)).astype(np.float32)
    planes -= np.asarray(pixels.mean, np.float32)[:, None, None] * 255
    planes *= 1 / (np.asarray(pixels.std, np.float32)[:, None, None] * 255)
    return planes


def fitted_square(photo: NDArray[np.uint8], pixels: PixelSpec) -> NDArray[np.uint8]:
    """What a network is shown of a photo, before it is normalised. RGB (S, S, 3) uint8."""
    if pixels.fit == STRETCH:
        return _resized(photo, pixels.size)
    cut = central_square if pixels.fit == CROP else trained_square
    return _resized(cut(photo, pixels.crop), pixels.size)


def trained_square(photo: NDArray[np.uint8], crop: float) -> NDArray[np.uint8]:
    """The central square at no more than the resolution that training photos were kept at.

    Of a crop of 1, `to_network_input` makes the same of it as of the photo itself.
    """
    square = central_square(photo, crop)
    most = round(TRAINED_SIDE_PX * crop)
    return _resized(square, most) if square.shape[0] > most else square


def central_square(photo: NDArray[np.uint8], crop: float) -> NDArray[np.uint8]:
    """The central square whose side is `crop` of the short side, at least one pixel: a view."""
    top, left, side = square_box(photo.shape[0], photo.shape[1], crop)
    return photo[top : top + side, left : left + side]


def square_box(height: int, width: int, crop: float) -> tuple[int, int, int]:
    """Top, left and side of the square a network looks at, in pixels: where a heatmap belongs."""
    side = max(1, round(min(height, width) * crop))
    return (height - side) // 2, (width - side) // 2, side


def squares_of(photo: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], ...]:
    """The central square, or as many as show a wide photo whole, evenly spread: views."""
    height, width = photo.shape[:2]
    side = min(height, width)
    if max(height, width) < WIDE * side:
        return (central_square(photo, crop=1.0),)
    count = -(-max(height, width) // side)
    return tuple(
        photo[top : top + side, left : left + side] for top, left in places(height, width, count)
    )


def places(height: int, width: int, count: int) -> tuple[tuple[int, int], ...]:
    """Top and left of `count` squares that together show a wide photo whole, in pixels."""
    side = min(height, width)
    starts = [round(n * (max(height, width) - side) / max(1, count - 1)) for n in range(count)]
    return tuple((start, 0) if height > width else (0, start) for start in starts)


def _resized(square: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    if square.shape[:2] == (side, side):
        return square
    way = cv2.INTER_AREA if min(square.shape[:2]) > side else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(square, (side, side), interpolation=way), np.uint8)
