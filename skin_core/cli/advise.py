"""`advise`: cases in, one JSON line of advice each; nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from skin_core.cli.lines import Line
from skin_core.cli.output import lines_to, speak_utf8
from skin_core.cli.words import Language, word
from skin_core.domain.analysis import CaseAnalysis
from skin_core.errors import InvalidCase, SkinError
from skin_core.i18n import error_text
from skin_core.inference.networks import Models, installed
from skin_core.services.advise import advise_on
from skin_core.settings import read_settings
from skin_core.wire import SCHEMA_VERSION
from skin_core.wire.answers import advice_record, error_record
from skin_core.wire.strict import ToldTwice, read_json
from skin_core.wire.told import told_case


def advise_cases(
    cases: Annotated[Path, typer.Argument(help=word("advise.cases"), show_default=False)],
    jsonl: Annotated[Path | None, typer.Option(help=word("analyse.jsonl"))] = None,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Advise on cases and write one JSON line for each. Exit 0 even where single cases fail."""
    speak_utf8()
    try:
        models = installed(read_settings().weights)
        with ExitStack() as open_things:
            lines = open_things.enter_context(
                cases.open(encoding="utf-8-sig", errors="surrogateescape")  # `_record` refuses them
            )
            out = open_things.enter_context(lines_to(jsonl))
            for line in _answers(lines, models, language.value):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    except SkinError as error:
        typer.echo(error_text(error, language.value), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(word("cannot_write", language.value, reason=error.strerror), err=True)
        raise typer.Exit(1) from error


def _answers(lines: TextIO, models: Models, language: str) -> Iterator[Line]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(line, str(number), models, language)


def _answer(line: str, number: str, models: Models, language: str) -> Line:
    """One answer; a case without an id is called by the number of its line."""
    name = number
    try:
        record = _record(line)
        name = str(record.get("id", number))
        told = told_case(record)
        return _advice_line(name, advise_on(told, models), language)
    except SkinError as error:
        nothing = {"urgency": "unknown", "steps": [], "rules": [], "asks": []}
        about = {"schema_version": SCHEMA_VERSION, "id": name}
        return {**about, **nothing, "zoster": None, "error": error_record(error, language)}


def _advice_line(name: str, case: CaseAnalysis, language: str) -> Line:
    return {"id": name, **advice_record(case, language), "error": None}


def _record(line: str) -> Mapping[str, Any]:
    """The object of a line. Raises: InvalidCase, also for text in another encoding than UTF-8:
    guessed letters could hide an allergy.
    """
    shown = line.strip()[:40].encode("utf-8", "replace").decode()
    try:
        record = read_json(line)
        json.dumps(record, ensure_ascii=False).encode()  # halves of characters cannot be told back
    except ToldTwice as error:
        raise InvalidCase(field=error.name, value=error.values) from error
    except (ValueError, RecursionError) as error:
        raise InvalidCase(field="line", value=shown) from error
    if not isinstance(record, dict):
        raise InvalidCase(field="line", value=shown)
    return record
