"""One Korean word for one thing: no text says what docs/terms-ko.md has set aside."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from skin_core.narrative.writer.grammar import grammar
from tests.for_each import for_each
from tests.where_words_stand import holding

ROOT = Path(__file__).parents[3]
CORE = ROOT / "skin_core"
CUES = CORE / "facts" / "cues.toml"  # what users write, not what they read
TERMS = ROOT / "docs" / "terms-ko.md"
TABLES = {"everywhere", "to doctors", "to patients"}
SYNONYMS = {"synonyms", "aliases", "brands", "search"}
"""Tables people search by: there the old words belong."""

TO_PATIENTS = ("report.patient.", "report.back.")
"""Parts of the catalogues that patients read."""


class Term(NamedTuple):
    """One row: where it holds, what it means, the words to use and those not to use."""

    table: str
    concept: str
    used: tuple[str, ...]
    refused: tuple[str, ...]


class Text(NamedTuple):
    file: str
    place: str
    words: str
    to_patient: bool


def terms() -> list[Term]:
    table, rows = "", []
    for line in TERMS.read_text("utf-8").splitlines():
        if line.startswith("## "):
            table = line[3:].strip().lower()
        elif table in TABLES and line.startswith("| ") and "`" in line:
            concept, used, refused, _ = (cell.strip() for cell in line.strip("|").split("|"))
            marked = [tuple(re.findall(r"`([^`]+)`", cell)) for cell in (used, refused)]
            rows.append(Term(table, concept, *marked))
    return rows


def of_ko(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every Korean string under a "ko" key, with where it stands."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from of_ko(item, f"{place}[{number}]")
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "ko":
                yield from (
                    (place, word) for word in ([value] if isinstance(value, str) else value)
                )
            elif key not in SYNONYMS:
                yield from of_ko(value, f"{place}.{key}".strip("."))


def of_catalogue(data: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        where = f"{place}.{key}"
        yield from of_catalogue(value, where) if isinstance(value, dict) else [(where, value)]


@cache
def texts() -> tuple[Text, ...]:
    return tuple(all_texts())


def all_texts() -> Iterator[Text]:
    for folder in ("diseases", "drugs", "rules", "facts", "scoring"):
        for path in sorted(set((CORE / folder).rglob("*.toml")) - {CUES}):
            for place, words in of_ko(tomllib.loads(path.read_text("utf-8"))):
                yield Text(f"{folder}/{path.name}", place, words, place == "memo.patient")
    for key, wordings in grammar("ko").items():
        for wording in wordings:
            yield Text("grammar", key, wording, key.startswith("patient."))
    for path in sorted((CORE / "i18n" / "catalogues" / "ko").glob("*.toml")):
        for place, words in of_catalogue(tomllib.loads(path.read_text("utf-8")), path.stem):
            yield Text(path.name, place, words, place.startswith(TO_PATIENTS))


def refused(text: Text, term: Term) -> list[str]:
    """Refused words in the text, once the right words have been taken out of it."""
    if term.table == ("to doctors" if text.to_patient else "to patients"):
        return []
    rest = text.words
    for word in sorted(term.used, key=len, reverse=True):
        rest = rest.replace(word, "□")
    return [word for word in term.refused if word in rest]


@for_each(term={f"{term.table}: {term.concept}": term for term in terms()})
def test_korean_says_one_word_for_one_thing(term: Term) -> None:
    found = [
        f"{text.file} {text.place}: {', '.join(words)} in “{text.words}”"
        for text in holding(texts(), term.refused)
        if (words := refused(text, term))
    ]
    assert not found, f"say {' / '.join(term.used)}:\n" + "\n".join(found)


def test_the_list_is_read_whole() -> None:
    rows = terms()
    assert {term.table for term in rows} == TABLES
    assert len(rows) > 50
    assert len(texts()) > 2000


def test_a_longer_right_word_may_hold_a_shorter_wrong_one() -> None:
    blister = next(term for term in terms() if term.concept.startswith("vesicle"))
    assert refused(Text("x", "name", "물집유사천포창", False), blister) == []
    assert refused(Text("x", "memo.symptoms", "팽팽한 물집", False), blister) == ["물집"]
    assert refused(Text("x", "memo.patient", "물집", True), blister) == []


NOTES = re.compile(r"(습니다|니다|세요|십시오|까)?[.?]$|니다$|세요$")
"""End of a sentence, where a note is wanted."""


@for_each(section=("symptoms", "red_flags", "refer", "compare"))
def test_notes_are_notes(section: str) -> None:
    found = [
        f"{text.file}: {text.words}"
        for text in texts()
        if text.place.startswith(f"memo.{section}") and NOTES.search(text.words)
    ]
    assert not found, "\n".join(found)


def test_patients_are_asked_in_one_voice() -> None:
    polite = re.compile(r"(니다|세요|니까|[:）)] ?|때|까)[.?:]?$")
    found = [
        f"{text.file} {text.place}: {text.words}"
        for text in texts()
        if text.place == "memo.patient" and not polite.search(text.words)
    ]
    assert not found, "\n".join(found)
