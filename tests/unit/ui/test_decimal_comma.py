"""Numbers on a page have the language's comma: "0.50 giây" stood beside "0,53 cm²"."""

from __future__ import annotations

import re
from pathlib import Path

from skin_core import ui

PLACES = re.compile(r"\{[^{}]*:\.[1-9]f\}")
OF_STYLE = re.compile(r"calc\(")
KNOWS_THE_COMMA = "figures.py"  # of the reading room


def test_no_page_writes_decimals_by_itself() -> None:
    """`narrative.lesion.decimal` and the like do; what is of a style sheet is no number to read."""
    found = [
        f"{file.name}: {line.strip()}"
        for file in sorted(Path(ui.__file__).parent.rglob("*.py"))
        if file.name != KNOWS_THE_COMMA
        for line in file.read_text(encoding="utf-8").splitlines()
        if PLACES.search(line) and not OF_STYLE.search(line)
    ]
    assert not found
