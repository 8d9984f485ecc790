"""`measure`: size, form and colour of an outlined lesion on a photo, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from skin_core.cli.masks import tell_lost
from skin_core.cli.output import shown_path, speak_utf8
from skin_core.cli.words import Language, word
from skin_core.domain.photo import Photo, PhotoKind
from skin_core.errors import MaskSizeDiffers, ScaleTwice, SkinError
from skin_core.i18n import error_text
from skin_core.imaging.annotations import read_outlines
from skin_core.imaging.load import load_photo
from skin_core.imaging.measures import LesionMeasures, measure_lesion
from skin_core.imaging.measures.measure import Mask
from skin_core.imaging.measures.scaled import Measured
from skin_core.services.scale_card import measured_by_card
from skin_core.wire.measures import measures_record

Record = dict[str, object]
_DIGITS = 4


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
        outlines = read_outlines(mask.read_bytes(), photo.name)
        lesion = outlines.whole(label)
        if card and px_per_cm is not None:
            raise ScaleTwice
        if card:
            by_card = _by_card(loaded, lesion, kind)
            about |= {
                "scale_error": _rounded(by_card.length_error),
                "white_set": by_card.white_set,
            }
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
    tell_lost(outlines, language)
    _print(about | _with_pixels(found, language.value))


def _by_card(photo: Photo, lesion: Mask, kind: PhotoKind) -> Measured:
    """Large photos are decoded smaller; the mask is of their own size."""
    if lesion.shape != (photo.height_px, photo.width_px):
        told, size = (
            f"{one[1]} × {one[0]}" for one in (lesion.shape, (photo.height_px, photo.width_px))
        )
        raise MaskSizeDiffers(mask=told, photo=size)
    return measured_by_card(photo.pixels, lesion, kind)


def _with_pixels(found: LesionMeasures, language: str) -> Record:
    """What is measured, with what is counted in pixels of the mask."""
    shape, told = found.shape, measures_record(found, language)
    return {
        **told,
        "area": {"px": shape.area_px, **told["area"]},
        "perimeter": {"px": _rounded(shape.perimeter_px), **told["perimeter"]},
        "diameter": {"px": _rounded(shape.diameter_px), **told["diameter"]},
        "error": None,
    }


def _rounded(value: float) -> float:
    return round(value, _DIGITS)


def _print(record: Record) -> None:
    typer.echo(json.dumps(record, ensure_ascii=False))
