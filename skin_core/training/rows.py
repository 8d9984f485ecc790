"""Rows of a CSV table that somebody wrote by hand, or a spreadsheet did."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from skin_core.training.refusal import Refused


def read_table(file: Path, *filled: str) -> tuple[list[str], list[dict[str, str]]]:
    """The columns of a table and its rows, "" where a row is short.

    Columns are parted by commas, tabs or semicolons, whichever the first line has most of.
    filled: columns that are there and empty in no row.
    Raises: Refused naming the file, and the column or line.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{file}: not in UTF-8; save it as CSV in UTF-8") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=head.count))
    columns = list(reader.fieldnames or ())
    check_columns(file, columns, filled)
    rows = []
    for row in reader:
        for column in filled:
            if not (row[column] or "").strip():
                raise Refused(f"{file}, line {reader.line_num}: nothing in the column {column!r}")
        rows.append({name: row[name] or "" for name in columns})
    return columns, rows


def check_columns(file: Path, columns: Iterable[str], wanted: Iterable[str]) -> None:
    """A table has these columns. Raises: Refused."""
    for column in wanted:
        if column not in columns:
            there = ", ".join(columns) or "none"
            raise Refused(f"{file}: no column {column!r}; there are {there}")
