"""`measure`: size, form and colour of an outlined lesion on a photo, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer

from skin_core.cli.output import shown_path, speak_utf8
from skin_core.cli.words import Language, word
from skin_core.domain.photo import Photo, PhotoKind
from skin_core.errors import MaskSizeDiffers, ScaleTwice, SkinError
from skin_core.i18n import error_text, t
from skin_core.imaging.annotations import read_outlines
from skin_core.imaging.load import load_photo
from skin_core.imaging.measures import (
    Contrast,
    LesionMeasures,
    NotMeasurable,
    Redness,
    measure_lesion,
)
from skin_core.imaging.measures.measure import Mask
from skin_core.services.scale_card import ByCard, measured_by_card

Record = dict[str, object]
_DIGITS = 4
_MEASURABLE: Record = {"measurable": True, "reason": None, "reason_text": None}


def measure_photo(
    photo: Annotated[Path, typer.Argument(help=word("measure.photo"), show_default=False)],
    mask: Annotated[Path, typer.Argument(help=word("measure.mask"), show_default=False)],
    px_per_cm: Annotated[float | None, typer.Option(help=word("measure.px_per_cm"))] = None,
    card: Annotated[bool, typer.Option("--card", help=word("measure.card"))] = False,
    kind: Annotated[PhotoKind, typer.Option(help=word("measure.kind"))] = PhotoKind.CLINICAL,
    label: Annotated[str | None, typer.Option(help=word("measure.label"))] = None,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Measure one lesion and print one JSON object. Exit 1 where it cannot be measured."""
    speak_utf8()
    about: Record = {"file": shown_path(photo), "mask": shown_path(mask)}
    try:
        loaded = load_photo(photo.read_bytes(), photo.name)
        lesion = read_outlines(mask.read_bytes(), photo.name).whole(label)
        if card and px_per_cm is not None:
            raise ScaleTwice
        if card:
            by_card = _by_card(loaded, lesion, kind)
            about |= {"scale_error": _rounded(by_card.error_share), "white_set": by_card.white_set}
            found = by_card.measures
        else:
            full_size = (loaded.height_px, loaded.width_px)
            found = measure_lesion(loaded.pixels, lesion, px_per_cm, kind, full_size)
    except SkinError as error:
        problem = {"code": error.code, "message": error_text(error, language.value)}
        _print({**about, "error": problem})
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(word("masks.no_file", language.value, reason=error.strerror), err=True)
        raise typer.Exit(1) from error
    _print(about | measures_record(found, language.value))


def _by_card(photo: Photo, lesion: Mask, kind: PhotoKind) -> ByCard:
    """Large photos are decoded smaller: the mask follows them."""
    height, width = photo.pixels.shape[:2]
    if lesion.shape != (photo.height_px, photo.width_px):
        told, size = (
            f"{one[1]} × {one[0]}" for one in (lesion.shape, (photo.height_px, photo.width_px))
        )
        raise MaskSizeDiffers(mask=told, photo=size)
    mask = cv2.resize(lesion.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    return measured_by_card(photo.pixels, mask > 0, kind)


def measures_record(found: LesionMeasures, language: str) -> Record:
    """What is measured; docs/cli.md describes every field."""
    shape = found.shape
    return {
        "area": {
            "px": shape.area_px,
            "fraction_of_photo": _rounded(found.area_fraction_of_photo),
            "fraction_of_skin": _rounded(found.area_fraction_of_skin),
            "cm2": _rounded(found.area_cm2),
        },
        "perimeter": {"px": _rounded(shape.perimeter_px), "cm": _rounded(found.perimeter_cm)},
        "diameter": {"px": _rounded(shape.diameter_px), "cm": _rounded(found.diameter_cm)},
        "asymmetry": _rounded(shape.asymmetry),
        "border_irregularity": _rounded(shape.border_irregularity),
        "solidity": _rounded(shape.solidity),
        "parts": shape.parts,
        "cut_off": shape.cut_off,
        "colours": [
            {"share": _rounded(one.share), "hex": one.hex, "lab": [*map(_rounded, one.lab)]}
            for one in found.colours
        ],
        "contrast": _contrast_record(found, language),
        "redness": _redness_record(found.redness, language),
        "notes": [t(f"measure.note.{name}", language) for name in _notes(found)],
        "error": None,
    }


def _contrast_record(found: LesionMeasures, language: str) -> Record:
    clipped: Record = {
        "clipped_lesion": _rounded(found.clipped_lesion),
        "clipped_ring": _rounded(found.clipped_ring),
    }
    told = found.contrast
    if isinstance(told, NotMeasurable):
        return _why_not(told, language) | clipped
    return _MEASURABLE | clipped | _told(told, language)


def _redness_record(told: Redness | NotMeasurable, language: str) -> Record:
    if isinstance(told, NotMeasurable):
        return _why_not(told, language)
    return _MEASURABLE | {
        "index_difference": _rounded(told.index_difference),
        "index_share": _rounded(told.index_share),
        "a_difference": _rounded(told.a_difference),
        "a_share": _rounded(told.a_share),
        "lesion_index": _rounded(told.lesion_index),
        "healthy_index": _rounded(told.healthy_index),
        "lesion_a": _rounded(told.lesion_a),
        "healthy_a": _rounded(told.healthy_a),
        "photo_tone": told.tone.value,
        "photo_tone_text": t(f"measure.tone.{told.tone.value}", language),
    }


def _why_not(told: NotMeasurable, language: str) -> Record:
    reason = t(f"measure.not_measurable.{told.value}", language)
    return {"measurable": False, "reason": told.value, "reason_text": reason}


def _told(told: Contrast, language: str) -> Record:
    name = told.contrast_word
    return {
        "mean_rgb_difference": _rounded(told.contrast),
        "word": name or None,
        "word_text": t(f"measure.word.{name}", language) if name else None,
        "delta_e00": _rounded(told.delta_e00),
        "delta_l_normalised": _rounded(told.delta_l_normalised),
        "lesion_lab": [*map(_rounded, told.lesion_lab)],
        "healthy_lab": [*map(_rounded, told.healthy_lab)],
        "ita_lesion_deg": _rounded(told.ita_lesion_deg),
        "ita_healthy_deg": _rounded(told.ita_healthy_deg),
        "cast_corrected": told.cast_corrected,
    }


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


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _print(record: Record) -> None:
    typer.echo(json.dumps(record, ensure_ascii=False))
