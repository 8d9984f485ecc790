"""`advise`: cases in, one JSON line of advice each; nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from skin_core.cli.lines import Line
from skin_core.cli.output import lines_to, speak_utf8
from skin_core.cli.words import Language, word
from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Sex
from skin_core.domain.photo import PhotoKind
from skin_core.errors import InvalidCase, SkinError
from skin_core.i18n import error_text
from skin_core.inference.networks import Models, installed
from skin_core.narrative.plan import steps_of, texts
from skin_core.narrative.speech import Speech
from skin_core.rules import known_rules, rule_action, rule_name
from skin_core.services.advise import ToldCase, advise_on
from skin_core.settings import read_settings


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
            lines = open_things.enter_context(cases.open(encoding="utf-8-sig"))
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
        told = _told(record)
        return _advice_line(name, advise_on(told, models), language)
    except SkinError as error:
        problem = {"code": error.code, "message": error_text(error, language)}
        return {"id": name, "urgency": "unknown", "steps": [], "rules": [], "asks": []} | {
            "error": problem
        }


def _advice_line(name: str, case: CaseAnalysis, language: str) -> Line:
    return {
        "id": name,
        "urgency": case.advice.urgency.value,
        "steps": list(texts(steps_of(case), Speech(language))),
        "rules": [
            {
                "id": fired.rule_id,
                "name": rule_name(fired, language),
                "urgency": fired.urgency.value,
                "action": rule_action(fired, language),
            }
            for fired in known_rules(case.advice)
        ],
        "asks": list(case.advice.questions),
        "error": None,
    }


def _record(line: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InvalidCase(field="line", value=line.strip()[:40]) from error
    if not isinstance(record, dict):
        raise InvalidCase(field="line", value=line.strip()[:40])
    return record


def _told(record: Mapping[str, Any]) -> ToldCase:
    """The case that a line tells; keys that are not known are left alone."""
    patient, photo = _table(record, "patient"), _table(record, "photo")
    try:
        now = record.get("now")
        return ToldCase(
            now=datetime.fromisoformat(now) if now else datetime.now().astimezone(),
            sex=Sex(patient.get("sex") or Sex.UNKNOWN),
            age_years=_number(patient.get("age_years")),
            birth_date=str(patient.get("birth_date") or ""),
            facts=_table(record, "facts"),
            diagnosis=str(record.get("diagnosis") or ""),
            excluded=tuple(map(str, record.get("excluded") or ())),
            kind=PhotoKind(photo["kind"]) if photo else None,
            probabilities={
                str(label): float(chance)
                for label, chance in _table(photo, "probabilities").items()
            },
        )
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidCase(field="line", value=str(error)[:80]) from error


def _table(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = record.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise InvalidCase(field=key, value=str(found)[:40])
    return found


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidCase(field="age_years", value=str(value)[:40])
    return float(value)
