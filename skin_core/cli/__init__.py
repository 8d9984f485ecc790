"""The command line: commands for scripts, and `doctor` for a machine in trouble."""

from __future__ import annotations

import typer

from skin_core.cli.advise import advise_cases
from skin_core.cli.analyse import analyse_photos
from skin_core.cli.doctor import check_machine
from skin_core.cli.masks import masks
from skin_core.cli.measure import measure_photo
from skin_core.cli.scale_card import write_scale_card
from skin_core.cli.score import score_index
from skin_core.cli.serve import serve_api
from skin_core.i18n import t

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=t("cli.help", "en"),
)
app.command("analyse", help=t("cli.analyse.help", "en"))(analyse_photos)
app.command("advise", help=t("cli.advise.help", "en"))(advise_cases)
app.command("score", help=t("cli.score.help", "en"))(score_index)
app.command("measure", help=t("cli.measure.help", "en"))(measure_photo)
app.command("scale-card", help=t("cli.scale_card.help", "en"))(write_scale_card)
app.add_typer(masks, name="masks")
app.command("serve", help=t("cli.serve.help", "en"))(serve_api)
app.command("doctor", help=t("cli.doctor.help", "en"))(check_machine)
