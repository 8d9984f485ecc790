"""Find rows by the words they hold, fast for rare words and for common ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, and_, exists, select

from skin_core.domain.words import after_all

RARE = 2_000  # so many rows are sorted in a few milliseconds


@dataclass(frozen=True, slots=True)
class WordIndex:
    """A table of words. word, owner: its columns; found: the column that owner refers to."""

    word: Column[str]
    owner: Column[int]
    found: Column[int]


def holding_all(
    connection: Connection, index: WordIndex, tokens: Sequence[str]
) -> tuple[ColumnElement[bool], bool]:
    """The condition that a row has, for every token, a word that begins with it; whether few do.

    The rarest token names its rows outright. Where even that is common, rows are met soon when
    walking them in the order shown, and each is asked for its words.
    """
    rarest, rows = min(
        ((token, _owners(connection, index, token)) for token in tokens),
        key=lambda found: len(found[1]),
    )
    asked = [_has(index, token) for token in tokens if token != rarest or len(rows) > RARE]
    if len(rows) > RARE:
        return and_(*asked), False
    return and_(index.found.in_(rows), *asked), True


def _owners(connection: Connection, index: WordIndex, token: str) -> list[int]:
    statement = select(index.owner).where(*_begins(index, token)).limit(RARE + 1)
    return list(dict.fromkeys(connection.scalars(statement)))


def _has(index: WordIndex, token: str) -> ColumnElement[bool]:
    return exists().where(index.owner == index.found, *_begins(index, token))


def _begins(index: WordIndex, token: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return index.word >= token, index.word < after_all(token)
