"""Read the disease files into `Disease` objects."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from skin_core.diseases.memo import read_memo
from skin_core.domain.analysis import Urgency
from skin_core.domain.disease import Code, Disease, Memo

FOLDER = Path(__file__).parent
MEMO = "\n[memo]\n"
NORMAL = "normal_skin"  # a class of the networks, but no disease


@cache
def all_diseases() -> Mapping[str, Disease]:
    """Every disease by key, in the order of the keys."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def disease(key: str) -> Disease:
    """One disease. Raises: KeyError for a key that is not in the taxonomy."""
    return all_diseases()[key]


def disease_name(key: str, language: str) -> str:
    """Its name in the language."""
    return disease(key).name[language]


def unknown_to(labels: Sequence[str]) -> tuple[str, ...]:
    """Keys of the diseases that a model with these labels was never shown.

    A disease counts as known where a label is a wider name for it, or part of what it names.
    """
    known = {*labels, NORMAL}
    for label in labels:
        known.update(all_diseases()[label].includes if label in all_diseases() else ())
    return tuple(
        key
        for key, entry in all_diseases().items()
        if key not in known and known.isdisjoint(entry.includes)
    )


def _read(path: Path) -> Disease:
    """One file. Its [memo] stands last, so that all before it is read without it."""
    before, mark, memo = path.read_text(encoding="utf-8").partition(MEMO)
    data: dict[str, Any] = tomllib.loads(before)
    return Disease(
        key=path.stem,
        name=data["name"],
        synonyms={code: tuple(words) for code, words in data.get("synonyms", {}).items()},
        codes=tuple(Code(system, **code) for system, code in data.get("codes", {}).items()),
        urgency=Urgency(data["urgency"]),
        danger=data["danger"],
        growth=data.get("growth", False),
        trained=data["trained"],
        look_alikes=tuple(data.get("look_alikes", ())),
        mixed_with=tuple(data.get("mixed_with", ())),
        read_memo=cache(partial(_memo, mark + memo)),
        includes=tuple(data.get("includes", ())),
        signs={code: tuple(lines) for code, lines in data.get("signs", {}).items()},
    )


def _memo(text: str) -> Memo | None:
    return read_memo(tomllib.loads(text)["memo"]) if text else None
