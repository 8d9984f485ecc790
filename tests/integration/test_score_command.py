"""`score` prints what the pages work out, and refuses in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from skin_core.cli import app
from skin_core.scoring import INDICES
from tests.for_each import for_each
from tests.unit.scoring.given import filled


def scored(*words: str, exit_code: int = 0, **given: str) -> Any:
    result = CliRunner().invoke(app, ["score", *words], input=given.get("input"))
    assert result.exit_code == exit_code, result.output
    return json.loads(result.output)


@for_each(index=tuple(INDICES))
def test_every_index_is_worked_out_and_describes_itself(index: str) -> None:
    answer = scored(index, "--json", json.dumps(filled(index, "lowest")))
    assert answer["total"] == 0
    assert answer["error"] is None
    form = scored(index, "--language", "ko")
    assert len(form["asks"]) == len(INDICES[index].asks) + len(INDICES[index].yes_no)


def test_values_come_from_a_file_or_standard_input_too(tmp_path: Path) -> None:
    told = json.dumps(filled("scorad"))
    (tmp_path / "given.json").write_text(told, encoding="utf-8")
    from_file = scored("scorad", "--json", str(tmp_path / "given.json"))
    assert from_file == scored("scorad", "--json", "-", input=told)
    assert from_file["total"] == 103


def test_the_band_is_told_in_the_language_asked_for() -> None:
    told = json.dumps(filled("easi") | {"previous": 36})
    answer = scored("easi", "--json", told, "--language", "ko")
    assert (answer["band"], answer["band_text"]) == ("very_severe", "최중증")
    assert answer["change"]["difference"] == 36
    assert answer["change"]["counts"] is True


def test_a_refusal_says_what_is_missing_and_ends_with_1() -> None:
    answer = scored("easi", "--json", "{}", "--language", "vi", exit_code=1)
    assert answer["total"] is None
    assert answer["error"]["places"][0] == "age_years"
    assert "Hãy nhập: Tuổi" in answer["error"]["message"]


def test_what_is_no_json_is_refused_too() -> None:
    answer = scored("iga", "--json", "{grade: 1}", exit_code=1)
    assert "{grade: 1}" in answer["error"]["message"]
    twice = scored("iga", "--json", '{"grade": 1, "grade": 4}', exit_code=1)
    assert "1, 4" in twice["error"]["message"]
    half = scored("easi", "--json", '{"\\ud800": 1}', exit_code=1)  # half a character
    assert half["error"]["code"] == "error.score.not_understood"
    deep = scored("iga", "--json", "[" * 100_000, exit_code=1)
    assert deep["error"]["code"] == "error.score.not_understood"
