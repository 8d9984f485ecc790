"""Look words up in catalogues/<language>/<area>.toml; the key starts with the area."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.errors import SkinError

LANGUAGES: Mapping[str, str] = {"en": "English", "ko": "한국어", "vi": "Tiếng Việt"}
CATALOGUES = Path(__file__).parent / "catalogues"
_MOST_SHOWN = 200  # characters of one value in a sentence
_UNSHOWN = {one: one for one in "\n\u200c\u200d"} | dict.fromkeys("\t\r\u00a0", " ")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of one language by dotted key, such as "analyse.action.save"."""
    texts: dict[str, str] = {}
    for path in sorted((CATALOGUES / language).glob("*.toml")):
        with path.open("rb") as file:
            texts.update(_flatten(path.stem, tomllib.load(file)))
    return texts


def t(key: str, language: str, /, **values: object) -> str:
    """The text of `key`, with its placeholders filled. Raises: KeyError for a missing key."""
    return catalogue(language)[key].format(**values)


def error_text(error: SkinError, language: str) -> str:
    """What happened and what to do, in the user's language."""
    details = {name: _shown(value) for name, value in error.details.items()}
    return t(error.code, language, **details)


def _shown(value: object) -> object:
    """A sentence stays one though somebody sent a book, or signs that rule a console."""
    if not isinstance(value, str):
        return value
    begun = value[: _MOST_SHOWN + 1]
    shown = "".join(one if one.isprintable() else _UNSHOWN.get(one, "?") for one in begun)
    return f"{shown[:_MOST_SHOWN]}…" if len(shown) > _MOST_SHOWN else shown


def _flatten(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield f"{prefix}.{name}", value
        else:
            yield from _flatten(f"{prefix}.{name}", value)
