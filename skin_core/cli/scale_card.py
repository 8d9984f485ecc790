"""`scale-card`: a card to print, which tells scale, tilt and white of a photo it lies on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from skin_core.cli.output import speak_utf8
from skin_core.cli.words import Language, word
from skin_core.services.scale_card import scale_card_pdf


def write_scale_card(
    out: Annotated[Path, typer.Argument(help=word("scale_card.out"), show_default=False)],
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Write the card as a PDF. Exit 1 where the place cannot be written to."""
    speak_utf8()
    try:
        out.write_bytes(scale_card_pdf(language.value, datetime.now(UTC)))
    except OSError as error:
        typer.echo(word("cannot_write", language.value, reason=error.strerror), err=True)
        raise typer.Exit(1) from error
