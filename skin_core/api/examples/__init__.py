"""Answers that the API gave once, for its description: `make report-refs` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def example_file(path: str) -> Path:
    """Where the example of the answer to a path lies, such as "/cases/{case_id}"."""
    return FOLDER / f"{path.strip('/').partition('/')[0]}.json"


def give_examples(path: str, responses: dict[str, Any]) -> None:
    """Put its example beside the schema of an answer in JSON."""
    answer = responses.get("200", {}).get("content", {}).get("application/json")
    if answer is not None and example_file(path).is_file():
        answer["example"] = json.loads(example_file(path).read_text(encoding="utf-8"))
