"""`score`: a severity index worked out from JSON; without values, what it asks for."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from skin_core.cli.output import STANDARD_OUTPUT, speak_utf8
from skin_core.cli.words import Language, word
from skin_core.errors import ScoreError, ScoreNotUnderstood
from skin_core.scoring import INDICES, Asked, Change, Score, score_of
from skin_core.scoring.words import (
    anchors,
    band_text,
    citations,
    index_name,
    notes,
    place_name,
    refusal,
    threshold_text,
    wording,
)
from skin_core.wire.strict import ToldTwice, read_json

Record = Mapping[str, object]
IndexName = StrEnum("IndexName", {key.upper(): key for key in INDICES})  # type: ignore[misc]


def score_index(
    index: Annotated[IndexName, typer.Argument(help=word("score.index"), show_default=False)],
    told: Annotated[str | None, typer.Option("--json", help=word("score.json"))] = None,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Work out one index and print it as JSON. Exit 1 where it is refused."""
    speak_utf8()
    key, said_in = str(index.value), language.value
    try:
        if told is None:
            _print(form_record(key, said_in))
            return
        _print(score_record(*score_of(key, _values(told, key)), said_in))
    except ScoreError as error:
        _print(refused_record(error, said_in))
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(word("score.unread", said_in, reason=error.strerror), err=True)
        raise typer.Exit(1) from error


def score_record(score: Score, change: Change | None, language: str) -> Record:
    """What a score says; docs/cli.md describes every field."""
    return {
        "index": score.index,
        "name": index_name(score.index, language),
        "total": score.total,
        "lowest": score.lowest,
        "highest": score.highest,
        "band": score.band or None,
        "band_text": band_text(score.index, score.band, language) if score.band else None,
        "by_region": dict(score.by_region) if any(part.region for part in score.parts) else {},
        "by_sign": dict(score.by_sign),
        "parts": [
            {"region": part.region or None, "sign": part.sign, "points": part.points}
            for part in score.parts
        ],
        "change": None if change is None else _change_record(change, language),
        "notes": list(notes(score.index, language)),
        "citations": list(citations(score.index)),
        "error": None,
    }


def _change_record(change: Change, language: str) -> Record:
    threshold = change.threshold
    return {
        "previous": change.previous,
        "difference": change.difference,
        "improvement_percent": change.improvement_percent,
        "responses": list(change.responses),
        "counts": change.counts,
        "threshold": threshold
        and {
            "kind": threshold.kind,
            "text": threshold_text(threshold.kind, language),
            "points": threshold.points,
            "citation": threshold.citation,
        },
    }


def refused_record(error: ScoreError, language: str) -> Record:
    """Why there is no score, and which values are concerned."""
    details = error.details
    concerned = str(details.get("missing") or details.get("place") or "")
    return {
        "index": error.index,
        "total": None,
        "band": None,
        "error": {
            "code": error.code,
            "message": refusal(error, language),
            "places": concerned.split(", ") if concerned else [],
        },
    }


def form_record(index: str, language: str) -> Record:
    """What an index asks for, as a form would show it."""
    known = INDICES[index]
    numbers = [_asked_record(index, place, told, language) for place, told in known.asks.items()]
    questions = [
        {"place": place, "name": place_name(index, place, language), "type": "yes_no"}
        for place in known.yes_no
    ]
    described = any("anchors" in one for one in numbers)
    return {
        "index": index,
        "name": index_name(index, language),
        "asks": [*numbers, *questions],
        "wording": wording(language) if described else None,
        "notes": list(notes(index, language)),
        "citations": list(citations(index)),
    }


def _asked_record(index: str, place: str, told: Asked, language: str) -> Record:
    steps = anchors(index, place, language)
    return {
        "place": place,
        "name": place_name(index, place, language),
        "type": "number",
        "lowest": told.lowest,
        "highest": told.highest,
        "allowed": told.allowed,
        "unless_zero": told.unless_zero or None,
    } | ({"anchors": list(steps)} if steps else {})


def _values(told: str, index: str) -> object:
    """The JSON as given, from a file, or for "-" from standard input. Raises: OSError."""
    if told == str(STANDARD_OUTPUT):
        text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    elif told.lstrip().startswith(("{", "[")):
        text = told
    else:
        text = Path(told).read_text(encoding="utf-8-sig", errors="replace")
    shown = text.strip()[:40].encode("utf-8", "replace").decode()
    try:
        values = read_json(text)
        json.dumps(values, ensure_ascii=False).encode()  # halves of characters cannot be printed
        return values
    except ToldTwice as error:
        raise ScoreNotUnderstood(index=index, place=error.name, value=error.values) from error
    except (ValueError, RecursionError) as error:
        raise ScoreNotUnderstood(index=index, place="JSON", value=shown) from error


def _print(record: Record) -> None:
    typer.echo(json.dumps(record, ensure_ascii=False))
