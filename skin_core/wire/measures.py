"""What is measured of an outlined lesion as JSON: REST API and `measure` share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from typing_extensions import TypedDict  # that of typing is not read by pydantic on Python 3.11

from skin_core.i18n import t
from skin_core.imaging.measures import Contrast, LesionMeasures, NotMeasurable, Redness

_DIGITS = 4


class AreaRecord(TypedDict):
    """Both fractions depend on how the photo is framed. cm2: null without a scale."""

    fraction_of_photo: float
    fraction_of_skin: float | None
    cm2: float | None


class LengthRecord(TypedDict):
    """A length; null without a scale."""

    cm: float | None


class ColourRecord(TypedDict):
    """A colour of a twentieth of the lesion or more. share: of the lesion. lab: CIELAB."""

    share: float
    hex: str
    lab: list[float]


class MeasurableRecord(TypedDict):
    """Whether a colour can be told; reason, reason_text: why not, else null."""

    measurable: bool
    reason: str | None
    reason_text: str | None


class _ClippedRecord(MeasurableRecord):
    clipped_lesion: float
    clipped_ring: float


class ContrastRecord(_ClippedRecord, total=False):
    """The colour beside the healthy skin; the numbers only where it is measurable."""

    mean_rgb_difference: float
    word: str | None
    word_text: str | None
    delta_e00: float
    delta_l_normalised: float
    lesion_lab: list[float]
    healthy_lab: list[float]
    ita_lesion_deg: float
    ita_healthy_deg: float
    cast_corrected: bool


class RednessRecord(MeasurableRecord, total=False):
    """The redness beside the healthy skin; the numbers only where it is measurable."""

    index_difference: float
    index_share: float | None
    a_difference: float
    a_share: float | None
    lesion_index: float
    healthy_index: float
    lesion_a: float
    healthy_a: float
    photo_tone: str
    photo_tone_text: str


class MeasuresRecord(TypedDict):
    """Size, form and colour of a lesion; docs/cli.md describes every field under `measure`."""

    area: AreaRecord
    perimeter: LengthRecord
    diameter: LengthRecord
    asymmetry: float
    border_irregularity: float
    solidity: float
    parts: int
    cut_off: bool
    colours: list[ColourRecord]
    contrast: ContrastRecord
    redness: RednessRecord
    notes: list[str]


def measures_record(found: LesionMeasures, language: str) -> MeasuresRecord:
    """What is measured, without what is counted in pixels of the outline."""
    shape = found.shape
    return {
        "area": {
            "fraction_of_photo": _rounded(found.area_fraction_of_photo),
            "fraction_of_skin": _maybe(found.area_fraction_of_skin),
            "cm2": _maybe(found.area_cm2),
        },
        "perimeter": {"cm": _maybe(found.perimeter_cm)},
        "diameter": {"cm": _maybe(found.diameter_cm)},
        "asymmetry": _rounded(shape.asymmetry),
        "border_irregularity": _rounded(shape.border_irregularity),
        "solidity": _rounded(shape.solidity),
        "parts": shape.parts,
        "cut_off": shape.cut_off,
        "colours": [
            {"share": _rounded(one.share), "hex": one.hex, "lab": _each(one.lab)}
            for one in found.colours
        ],
        "contrast": _contrast(found, language),
        "redness": _redness(found.redness, language),
        "notes": [t(f"measure.note.{name}", language) for name in _notes(found)],
    }


def _contrast(found: LesionMeasures, language: str) -> ContrastRecord:
    told, lesion, ring = found.contrast, found.clipped_lesion, found.clipped_ring
    if isinstance(told, NotMeasurable):
        return {
            "measurable": False,
            "reason": told.value,
            "reason_text": _why(told, language),
            "clipped_lesion": _rounded(lesion),
            "clipped_ring": _rounded(ring),
        }
    name = told.contrast_word
    return {
        "measurable": True,
        "reason": None,
        "reason_text": None,
        "clipped_lesion": _rounded(lesion),
        "clipped_ring": _rounded(ring),
        "mean_rgb_difference": _rounded(told.contrast),
        "word": name or None,
        "word_text": t(f"measure.word.{name}", language) if name else None,
        "delta_e00": _rounded(told.delta_e00),
        "delta_l_normalised": _rounded(told.delta_l_normalised),
        "lesion_lab": _each(told.lesion_lab),
        "healthy_lab": _each(told.healthy_lab),
        "ita_lesion_deg": _rounded(told.ita_lesion_deg),
        "ita_healthy_deg": _rounded(told.ita_healthy_deg),
        "cast_corrected": told.cast_corrected,
    }


def _redness(told: Redness | NotMeasurable, language: str) -> RednessRecord:
    if isinstance(told, NotMeasurable):
        return {
            "measurable": False,
            "reason": told.value,
            "reason_text": _why(told, language),
        }
    return {
        "measurable": True,
        "reason": None,
        "reason_text": None,
        "index_difference": _rounded(told.index_difference),
        "index_share": _maybe(told.index_share),
        "a_difference": _rounded(told.a_difference),
        "a_share": _maybe(told.a_share),
        "lesion_index": _rounded(told.lesion_index),
        "healthy_index": _rounded(told.healthy_index),
        "lesion_a": _rounded(told.lesion_a),
        "healthy_a": _rounded(told.healthy_a),
        "photo_tone": told.tone.value,
        "photo_tone_text": t(f"measure.tone.{told.tone.value}", language),
    }


def _why(told: NotMeasurable, language: str) -> str:
    return t(f"measure.not_measurable.{told.value}", language)


def _notes(found: LesionMeasures) -> Iterator[str]:
    yield "framing"
    yield "no_scale" if found.area_cm2 is None else "scale"
    if found.shape.cut_off:
        yield "cut_off"
    if isinstance(found.contrast, Contrast):
        yield from ("contrast", "ita")
        if found.contrast.cast_corrected:
            yield "cast"
    if isinstance(found.redness, Redness):
        yield "redness"


def _rounded(value: float) -> float:
    return round(value, _DIGITS)


def _maybe(value: float | None) -> float | None:
    return None if value is None else _rounded(value)


def _each(values: Iterable[float]) -> list[float]:
    return [_rounded(one) for one in values]
