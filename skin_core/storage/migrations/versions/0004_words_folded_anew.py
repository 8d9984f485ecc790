"""The words that rows are found by, written anew: Łęcki by "lecki", 홍 길동 by "홍길동"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

from skin_core.domain.words import search_words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AT_ONCE = 5_000  # words written in one statement
ROWS = {
    ("patient_words", "patient"): "SELECT number, name, code FROM patients",
    ("case_words", "case_number"): (
        "SELECT case_summaries.number, name, code, diagnosis_text FROM case_summaries"
        " JOIN patients ON patients.patient_id = case_summaries.patient_id"
    ),
}


def upgrade() -> None:
    """Only these two tables change, which hold nothing that is not in others."""
    connection = op.get_bind()
    for (name, owner), query in ROWS.items():
        table = sa.table(name, sa.column(owner), sa.column("word"))
        entries = _entries(connection.execute(sa.text(query)).all(), owner)
        connection.execute(sa.delete(table))
        while some := list(islice(entries, AT_ONCE)):
            connection.execute(sa.insert(table), some)


def _entries(rows: Any, owner: str) -> Iterator[dict[str, object]]:
    for number, *texts in rows:
        for word in sorted(search_words(*texts)):
            yield {owner: number, "word": word}
