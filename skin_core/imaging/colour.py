"""From the colours a file codes to sRGB: by its profile, or by its numbers for primaries and curve.

The numbers are those of ITU-T H.273, which HEIC carries as "nclx" and PNG as "cICP".
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from skin_core.errors import PhotoColours

Floats = NDArray[np.float32]

CODING = "colour_coding"
"""Key of a picture's `ColourCoding` in its `info`."""
_WHITE_NITS = 203.0  # what white paper has in HDR pictures: ITU-R BT.2408
_HLG_PEAK_NITS, _HLG_GAMMA = 1000.0, 1.2  # the display of ITU-R BT.2100
_LEVELS = 1 << 14
_PIXELS_AT_ONCE = 1 << 20

_D65 = (0.3127, 0.3290)
_PRIMARIES = {  # x and y of red, green and blue
    1: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),  # sRGB, BT.709
    5: ((0.640, 0.330), (0.290, 0.600), (0.150, 0.060)),
    6: ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070)),
    7: ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070)),
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),  # BT.2020
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),  # Display P3
}
_UNSAID, _SRGB_PRIMARIES = 2, 1
_LINEAR, _PQ, _HLG = 8, 16, 18
_GAMMAS = {4: 2.2, 5: 2.8}
# Curves of television are shown as sRGB by every viewer, and written by encoders that mean it.
_LIKE_SRGB = frozenset((1, 2, 6, 11, 13, 14, 15))


@dataclass(frozen=True, slots=True)
class ColourCoding:
    """Colour primaries and transfer curve by their numbers in H.273; 2 where not said."""

    primaries: int
    curve: int
    full_range: bool = True

    @property
    def is_hdr(self) -> bool:
        """Whether white is not the brightest that can be coded."""
        return self.curve in (_PQ, _HLG)

    @property
    def is_srgb(self) -> bool:
        """Whether nothing need be converted."""
        plain = self.primaries in (_UNSAID, _SRGB_PRIMARIES)
        return plain and self.curve in _LIKE_SRGB and self.full_range


def to_srgb(picture: Image.Image) -> Image.Image:
    """The same picture in RGB, over white where it is transparent.

    Raises: PhotoColours where the file codes its colours in a way that is not known.
    """
    plain = _opaque(picture)
    coding, profile = picture.info.get(CODING), picture.info.get("icc_profile")
    if coding is not None:
        return Image.fromarray(coded_to_srgb(np.asarray(plain.convert("RGB")), coding))
    if profile and _space_of(profile) == plain.mode:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        try:
            converted = ImageCms.profileToProfile(plain, source, target, outputMode="RGB")
        except ImageCms.PyCMSError:
            converted = None  # a profile that cannot be used: the plain conversion below
        if converted is not None:
            return converted
    return plain.convert("RGB")


def coded_to_srgb(
    values: NDArray[np.uint8] | NDArray[np.uint16], coding: ColourCoding
) -> NDArray[np.uint8]:
    """Coded colours (H, W, 3), whole range of 8 or 16 bits, as sRGB (H, W, 3) uint8.

    HDR is shown as its white paper is: what shines brighter than that becomes white.
    Raises: PhotoColours.
    """
    if coding.is_srgb and values.dtype == np.uint8:
        return np.asarray(values, np.uint8)
    light = _light_of(coding, np.iinfo(values.dtype).max)
    mixing = _mixing(coding.primaries)
    shown = np.empty(values.shape, np.uint8)
    rows = max(1, _PIXELS_AT_ONCE // values.shape[1])
    for top in range(0, len(values), rows):
        linear = light[values[top : top + rows]]
        if coding.curve == _HLG:
            linear = _on_hlg_display(linear, coding.primaries)
        mixed = cv2.transform(linear, mixing)
        levels = np.rint(np.clip(mixed, 0, 1) * (_LEVELS - 1)).astype(np.uint16)
        shown[top : top + rows] = _srgb_levels()[levels]
    return shown


@lru_cache(maxsize=8)
def _light_of(coding: ColourCoding, most: int) -> Floats:
    """Linear light of every coded value, 1 for white. Raises: PhotoColours."""
    signal = np.arange(most + 1) / most
    if not coding.full_range:
        signal = np.clip((signal - 16 / 256) / (219 / 256), 0, 1)
    if coding.curve == _PQ:
        light = _pq_nits(signal) / _WHITE_NITS
    elif coding.curve == _HLG:
        light = _hlg_scene(signal)
    elif coding.curve == _LINEAR:
        light = signal
    elif coding.curve in _GAMMAS:
        light = signal ** _GAMMAS[coding.curve]
    elif coding.curve in _LIKE_SRGB:
        light = np.where(signal <= 0.04045, signal / 12.92, ((signal + 0.055) / 1.055) ** 2.4)
    else:
        raise PhotoColours
    return np.asarray(light, np.float32)


def _pq_nits(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Light in cd/m² of SMPTE ST 2084."""
    root = signal ** (32 / 2523)
    ratio = np.maximum(root - 3424 / 4096, 0) / (2413 / 128 - 2392 / 128 * root)
    return np.asarray(10000 * ratio ** (16384 / 2610), np.float64)


def _hlg_scene(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scene light 0..1 of the hybrid log-gamma curve, BT.2100."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)


def _on_hlg_display(scene: Floats, primaries: int) -> Floats:
    """Scene light as a display of BT.2100 shows it, 1 for white paper."""
    luminance = cv2.transform(scene, _to_xyz(primaries)[1:2])
    gain = np.maximum(luminance, 1e-6) ** (_HLG_GAMMA - 1) * (_HLG_PEAK_NITS / _WHITE_NITS)
    return np.asarray(scene * gain[..., None], np.float32)


@lru_cache(maxsize=8)
def _to_xyz(primaries: int) -> NDArray[np.float64]:
    """Matrix from linear colours of these primaries to CIE XYZ. Raises: PhotoColours."""
    known = _PRIMARIES.get(_SRGB_PRIMARIES if primaries == _UNSAID else primaries)
    if known is None:
        raise PhotoColours
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in known]).T
    x, y = _D65
    share = np.linalg.solve(columns, np.array([x / y, 1, (1 - x - y) / y]))
    return np.asarray(columns * share, np.float64)


@lru_cache(maxsize=8)
def _mixing(primaries: int) -> NDArray[np.float64]:
    """Matrix from linear colours of these primaries to linear sRGB. Raises: PhotoColours."""
    return np.asarray(np.linalg.solve(_to_xyz(_SRGB_PRIMARIES), _to_xyz(primaries)), np.float64)


@lru_cache(maxsize=1)
def _srgb_levels() -> NDArray[np.uint8]:
    light = np.arange(_LEVELS) / (_LEVELS - 1)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(curve * 255), np.uint8)


def _opaque(picture: Image.Image) -> Image.Image:
    """In one of the modes L, RGB and CMYK."""
    if picture.has_transparency_data:
        layered = picture.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


@lru_cache(maxsize=32)
def _space_of(profile: bytes) -> str:
    """Mode of the pictures a profile is for; "" for sRGB itself, or one that cannot be read."""
    try:
        read = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
    except OSError:
        return ""
    if "srgb" in (read.profile_description or "").lower():
        return ""
    return {"RGB ": "RGB", "CMYK": "CMYK", "GRAY": "L"}.get(read.xcolor_space, "")
