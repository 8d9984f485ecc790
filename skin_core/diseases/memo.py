"""Read the memo of a disease file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skin_core.domain.disease import LookAlike, Memo, Reference, Treatment, Unverified


def read_memo(data: Mapping[str, Any]) -> Memo:
    """The memo of one disease file, from its [memo] table. Raises: KeyError, TypeError."""
    return Memo(
        summary=data["summary"],
        symptoms=_lists(data["symptoms"]),
        look_alikes=tuple(
            LookAlike(entry["label"], _words(entry, "label")) for entry in data["look_alikes"]
        ),
        treatment=tuple(_treatment(entry) for entry in data["treatment"]),
        patient=_lists(data["patient"]),
        red_flags=_lists(data["red_flags"]),
        refer=_lists(data["refer"]),
        references=tuple(Reference(**entry) for entry in data["references"]),
        reviewed_by=data["reviewed_by"],
        reviewed_on=data.get("reviewed_on", ""),
        compare=data.get("compare", {}),
        unverified=tuple(
            Unverified(entry["section"], _words(entry, "section"))
            for entry in data.get("unverified", ())
        ),
        review=data.get("review", {}),
    )


def _treatment(entry: Mapping[str, Any]) -> Treatment:
    return Treatment(
        line=entry["line"],
        inn=entry.get("inn", ""),
        text=entry["text"],
        route=entry.get("route", ""),
        avoid=tuple(entry.get("avoid", ())),
        contraindications=entry.get("contraindications", {}),
        despite=tuple(entry.get("despite", ())),
    )


def _lists(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(lines) for language, lines in table.items()}


def _words(entry: Mapping[str, Any], but: str) -> dict[str, str]:
    return {key: value for key, value in entry.items() if key != but}
