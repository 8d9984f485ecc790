"""The command line: `analyse` for scripts, `doctor` for a machine that does not work."""

from __future__ import annotations

import typer

from skin_core.cli.analyse import analyse_photos
from skin_core.cli.doctor import check_machine
from skin_core.i18n import t

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=t("cli.help", "en"),
)
app.command("analyse", help=t("cli.analyse.help", "en"))(analyse_photos)
app.command("doctor", help=t("cli.doctor.help", "en"))(check_machine)
