"""docs/results.md: every figure in it stands between marks and is written by a command."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skin_core.settings import ROOT
from skin_core.training.refusal import Refused

RESULTS = ROOT / "docs" / "results.md"


def write_results(name: str, found: Any, lines: Sequence[str], file: Path = RESULTS) -> None:
    """Put lines between the marks of this name, and what they were made of into the JSON beside.

    Raises: ValueError where the file lacks the marks.
    """
    marks = re.compile(rf"(<!-- {name}:[^\n]*-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    before = file.read_text(encoding="utf-8")
    if not marks.search(before):
        raise Refused(f"{file}: no marks of {name}")
    text = "\n".join(("", *lines)).rstrip() + "\n\n"
    after = marks.sub(lambda found: found[1] + text + found[2], before)
    kept = file.with_suffix(".json")
    figures = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    figures[name] = found
    kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    file.write_text(after, encoding="utf-8")
