"""`doctor`: checks the installation and says what to do."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from skin_core.cli.output import speak_utf8
from skin_core.cli.words import Language, word
from skin_core.errors import SettingsError
from skin_core.i18n import error_text
from skin_core.services.doctor import check_installation
from skin_core.settings import read_settings


def check_machine(
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Check settings, disk, weights, fonts, database and files. Exit 1 if anything is wrong."""
    speak_utf8()
    console = Console(highlight=False, soft_wrap=True)
    try:
        settings = read_settings()
    except SettingsError as error:
        console.print(f"!!  {error_text(error, language.value)}", style="red", markup=False)
        raise typer.Exit(1) from error
    all_well = True
    for check in check_installation(settings):
        mark, colour = ("ok", "green") if check.passed else ("!!", "red")
        line = f"{mark}  {check.title(language.value)}: {check.text(language.value)}"
        console.print(line, style=None if check.passed else colour, markup=False)
        all_well = all_well and check.passed
    console.print(word("doctor.well" if all_well else "doctor.not_well", language.value))
    if not all_well:
        raise typer.Exit(1)
