"""The command line: commands for scripts, and `doctor` for a machine in trouble."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperGroup

from skin_core.i18n import t

__all__ = ["app"]


def _module(name: str) -> ModuleType:
    return import_module(f"skin_core.cli.{name}")


# What each command is made of: a function, or a group of commands.
_COMMANDS: dict[str, Callable[[], Any]] = {
    "analyse": lambda: _module("analyse").analyse_photos,
    "advise": lambda: _module("advise").advise_cases,
    "score": lambda: _module("score").score_index,
    "measure": lambda: _module("measure").measure_photo,
    "scale-card": lambda: _module("scale_card").write_scale_card,
    "masks": lambda: _module("masks").masks,
    "models": lambda: _module("models").models,
    "serve": lambda: _module("serve").serve_api,
    "export": lambda: _module("exchange").export_case_file,
    "import": lambda: _module("exchange").import_cases,
    "doctor": lambda: _module("doctor").check_machine,
}


class _WhenAsked(Mapping[str, Any]):
    """The commands, each brought in when it is asked for: an analysis waits for no database."""

    def __getitem__(self, name: str) -> Any:
        bring = _COMMANDS[name]
        gc.disable()  # what is brought in stays: looking through it for waste takes a tenth of it
        made = bring()
        gc.freeze()
        gc.enable()
        if not isinstance(made, typer.Typer):
            function, made = made, typer.Typer(add_completion=False)
            made.command(name, help=t(f"cli.{name.replace('-', '_')}.help", "en"))(function)
        command = typer.main.get_command(made)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _Group(TyperGroup):
    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "commands": _WhenAsked()})


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=t("cli.help", "en"),
)
app.callback()(lambda: None)  # without it an app of no commands of its own is none
