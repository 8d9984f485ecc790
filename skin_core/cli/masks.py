"""`masks`: outlines and masks of other programs, from one format into another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from skin_core.cli.output import speak_utf8
from skin_core.cli.words import Language, word
from skin_core.errors import SkinError
from skin_core.i18n import error_text, t
from skin_core.imaging.annotations import Annotated as Outlines
from skin_core.imaging.annotations import Format, Lost, format_for, read_outlines, written


def convert_masks(
    source: Annotated[Path, typer.Argument(help=word("masks.source"), show_default=False)],
    target: Annotated[Path, typer.Argument(help=word("masks.target"), show_default=False)],
    to: Annotated[Format | None, typer.Option(help=word("masks.to"))] = None,
    label: Annotated[str | None, typer.Option(help=word("masks.label"))] = None,
    image: Annotated[str | None, typer.Option(help=word("masks.image"))] = None,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Convert one file. Exit 1 where it cannot be read or written."""
    speak_utf8()
    try:
        wanted = to or format_for(target.name)
        found = read_outlines(source.read_bytes(), image)
        if label is not None:
            found.whole(label)  # refuses a label that is not there, or of which nothing is left
            kept = tuple(one for one in found.outlines if one.label == label)
            found = replace(found, outlines=kept)
        data = written(found, wanted)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except SkinError as error:
        typer.echo(error_text(error, language.value), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(word("masks.no_file", language.value, reason=error.strerror), err=True)
        raise typer.Exit(1) from error
    done = sum(bool(one.mask.size) for one in found.outlines)
    typer.echo(word("masks.done", language.value, count=done))
    tell_lost(found, language)


def tell_lost(found: Outlines, language: Language) -> None:
    """What is left out, on stderr: it may be a lesion that somebody drew."""
    for lost, name in ((Lost.OUTSIDE, "masks.outside"), (Lost.BOX, "masks.boxes")):
        if count := found.count_lost(lost):
            typer.echo(word(name, language.value, count=count), err=True)


masks = typer.Typer(no_args_is_help=True, help=t("cli.masks.help", "en"))
masks.callback()(lambda: None)  # a group, of one command though it be
masks.command("convert", help=t("cli.masks.convert", "en"))(convert_masks)
