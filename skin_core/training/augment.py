"""Random views of a photo, so that a network learns the disease and not the collection.

Camera, compression, scale, colour cast and watermark differ from collection to collection;
each is varied here at random, on every photo of every collection alike.
"""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
WORDS = ("©Dermnet.com", "DermNet NZ", "Te Whatu Ora", "copyright", "©SFS", "www.skin.org", "12/07")


def augment(photo: Pixels, size: int, strong: bool, rng: Generator) -> Pixels:
    """A random view of an RGB photo (H, W, 3): RGB uint8 (size, size, 3)."""
    view = _crop_turned(photo, size, 0.25 if strong else 0.35, rng)
    view = _recolour(view, 1.0 if strong else 0.5, rng)
    if not strong:
        return view
    if rng.random() < 0.3:
        view = rescale(view, float(rng.uniform(0.4, 0.9)))
    if rng.random() < 0.1:
        view = np.asarray(cv2.GaussianBlur(view, (0, 0), float(rng.uniform(0.5, 1.5))), np.uint8)
    if rng.random() < 0.25:
        view = _watermark(view, rng)
    if rng.random() < 0.35:
        view = recompress(view, int(rng.integers(25, 92)), rng.random() < 0.3)
    if rng.random() < 0.2:
        view = _erase(view, rng)
    return view


def _crop_turned(photo: Pixels, size: int, smallest: float, rng: Generator) -> Pixels:
    """Random crop of `smallest`..1 of the centre square's area, flipped and slightly turned."""
    height, width = photo.shape[:2]
    side = min(height, width) * float(np.sqrt(rng.uniform(smallest, 1.1)))
    ratio = float(np.exp(rng.uniform(-0.22, 0.22)))
    spare_x, spare_y = max(0.0, width - side * ratio), max(0.0, height - side / ratio)
    centre_x = width / 2 + rng.uniform(-0.5, 0.5) * spare_x
    centre_y = height / 2 + rng.uniform(-0.5, 0.5) * spare_y
    turn = rng.normal(0, 0.2) + (np.pi / 2 * rng.integers(4) if rng.random() < 0.2 else 0.0)
    flip = -1.0 if rng.random() < 0.5 else 1.0
    cosine, sine = float(np.cos(turn)), float(np.sin(turn))
    step_x, step_y = side * ratio / size, side / ratio / size
    matrix = np.array(
        [
            [cosine * step_x * flip, -sine * step_y, 0.0],
            [sine * step_x * flip, cosine * step_y, 0.0],
        ]
    )
    middle = matrix[:, :2] @ np.array([(size - 1) / 2, (size - 1) / 2])
    matrix[:, 2] = np.array([centre_x - 0.5, centre_y - 0.5]) - middle
    return np.asarray(
        cv2.warpAffine(
            photo,
            matrix,
            (size, size),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REFLECT_101,
        ),
        np.uint8,
    )


def _recolour(view: Pixels, strength: float, rng: Generator) -> Pixels:
    """Random exposure, contrast, gamma, white balance and saturation."""
    levels = np.arange(256, dtype=np.float32) / 255
    gamma = float(np.exp(rng.normal(0, 0.18 * strength)))
    contrast = 1 + float(rng.normal(0, 0.15 * strength))
    gain = 1 + float(rng.normal(0, 0.12 * strength))
    casts = 1 + rng.normal(0, 0.06 * strength, 3)
    curve = (levels**gamma - 0.5) * contrast + 0.5
    table = np.stack([curve * gain * cast for cast in casts], axis=-1)
    table = np.clip(table * 255, 0, 255).astype(np.uint8).reshape(1, 256, 3)
    view = np.asarray(cv2.LUT(view, table), np.uint8)
    saturation = 1 + float(rng.normal(0, 0.2 * strength))
    if rng.random() < 0.05 * strength:
        saturation = 0.0
    grey = cv2.cvtColor(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.addWeighted(view, saturation, grey, 1 - saturation, 0), np.uint8)


def rescale(view: Pixels, factor: float) -> Pixels:
    """The photo shrunk by `factor` and enlarged again: detail is lost, size is kept."""
    height, width = view.shape[:2]
    size = (max(4, round(width * factor)), max(4, round(height * factor)))
    small = cv2.resize(view, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def recompress(view: Pixels, quality: int, webp: bool) -> Pixels:
    """The photo after lossy compression, JPEG or WebP."""
    flags = [cv2.IMWRITE_WEBP_QUALITY if webp else cv2.IMWRITE_JPEG_QUALITY, quality]
    _, code = cv2.imencode(".webp" if webp else ".jpg", view, flags)
    decoded = cv2.imdecode(code, cv2.IMREAD_COLOR)
    return view if decoded is None else np.asarray(decoded, np.uint8)


def _watermark(view: Pixels, rng: Generator) -> Pixels:
    """A faint word across the photo, or a mark in its lower left corner."""
    size = view.shape[0]
    layer = view.copy()
    shade = int(rng.integers(120, 256))
    word = WORDS[int(rng.integers(len(WORDS)))]
    if rng.random() < 0.5:
        place = (int(rng.integers(0, size // 3)), int(rng.uniform(0.35, 0.65) * size))
    else:
        place = (int(0.03 * size), int(rng.uniform(0.85, 0.98) * size))
        cv2.circle(layer, (size // 8, int(size * 0.85)), size // 16, (shade,) * 3, 2)
    scale = float(rng.uniform(0.3, 0.6)) * size / 160
    cv2.putText(layer, word, place, cv2.FONT_HERSHEY_SIMPLEX, scale, (shade,) * 3, 1, cv2.LINE_AA)
    faint = float(rng.uniform(0.3, 0.9))
    return np.asarray(cv2.addWeighted(layer, faint, view, 1 - faint, 0), np.uint8)


def _erase(view: Pixels, rng: Generator) -> Pixels:
    """A box of one random colour, at most a quarter of the photo; often a corner."""
    size = view.shape[0]
    height, width = (int(side) for side in rng.uniform(0.12, 0.5, 2) * size)
    top, left = int(rng.integers(0, size - height)), int(rng.integers(0, size - width))
    view = view.copy()
    view[top : top + height, left : left + width] = rng.integers(0, 256, 3)
    return view
