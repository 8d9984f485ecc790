"""Text that people typed, as a cell of a table that a spreadsheet opens."""

from __future__ import annotations

import unicodedata

_FORMULA = "=+-@|\t\r"


def harmless(text: str) -> str:
    """The text behind an apostrophe where a spreadsheet would take it for a formula.

    Wide signs, and those behind spaces or what nobody sees, are counted, too.
    """
    seen = "".join(one for one in text if one in _FORMULA or (one.isprintable() and one != " "))
    first = unicodedata.normalize("NFKC", seen[:1])
    return f"'{text}" if first and first in _FORMULA else text
