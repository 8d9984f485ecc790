"""One Vietnamese word for one thing: no text says what docs/terms-vi.md has set aside."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.for_each import for_each
from tests.where_words_stand import holding

ROOT = Path(__file__).parents[3]
CORE = ROOT / "skin_core"
TABLES = {"everywhere", "what the patient reads"}
SEARCHED = {"synonyms", "aliases", "brands", "search", "cues"}
"""Tables people search by or type into: there the other words belong."""

CUES = "cues.toml"
"""Words looked for in what a doctor typed, who may write either word."""


class Term(NamedTuple):
    """One row: where it holds, what it means, the words to use and those not to use."""

    table: str
    concept: str
    used: tuple[str, ...]
    refused: tuple[str, ...]


class Text(NamedTuple):
    """One Vietnamese string, and where it stands."""

    place: str
    words: str
    to_patient: bool


@cache
def terms() -> tuple[Term, ...]:
    table, rows = "", []
    for line in (ROOT / "docs" / "terms-vi.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            table = line[3:].strip().lower()
        elif table in TABLES and line.startswith("| ") and "`" in line:
            concept, used, refused, _ = (cell.strip() for cell in line.strip("|").split("|"))
            marked = [tuple(re.findall(r"`([^`]+)`", cell)) for cell in (used, refused)]
            rows.append(Term(table, concept, *marked))
    return tuple(rows)


def strings(data: Any, place: str, language: str = "") -> Iterator[tuple[str, str]]:
    """Every string under a "vi" key; with a language given, every string."""
    if isinstance(data, str) and language:
        yield place, data
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from strings(item, f"{place}[{number}]", language)
    elif isinstance(data, dict):
        for key in data.keys() - SEARCHED:
            inside = "vi" if key == "vi" else language
            yield from strings(data[key], f"{place}.{key}".removesuffix(".vi"), inside)


@cache
def texts() -> tuple[Text, ...]:
    found = []
    for path in sorted(CORE.rglob("*.toml")):
        if ("catalogues" in path.parts and path.parent.name != "vi") or path.name == CUES:
            continue
        name = str(path.relative_to(CORE).with_suffix(""))
        data = tomllib.loads(path.read_text("utf-8"))
        language = "vi" if "vi" in (path.parent.name, path.stem) else ""
        for place, words in sorted(strings(data, name, language)):
            to_patient = bool(
                re.search(
                    r"^diseases/.*memo\.patient|/report\.(patient|back)\.|/vi\.patient\.", place
                )
            )
            found.append(Text(place, words, to_patient))
    return tuple(found)


def said(text: Text, term: Term) -> list[str]:
    """Refused words in the text, once the right words have been taken out of it."""
    if term.table == "what the patient reads" and not text.to_patient:
        return []
    lowered = text.words.lower()
    if not any(word.lower() in lowered for word in term.refused):
        return []
    rest = text.words
    for word in sorted(term.used, key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(word)}\b", "□", rest, flags=re.IGNORECASE)
    return [w for w in term.refused if re.search(rf"\b{re.escape(w)}\b", rest, re.IGNORECASE)]


@for_each(term={f"{term.table}: {term.concept}": term for term in terms() if term.refused})
def test_vietnamese_says_one_word_for_one_thing(term: Term) -> None:
    found = [
        f"{text.place}: {', '.join(words)} in “{text.words}”"
        for text in holding(texts(), term.refused)
        if (words := said(text, term))
    ]
    assert not found, f"say {' / '.join(term.used)}:\n" + "\n".join(found)


def test_patient_lines_are_whole_sentences() -> None:
    lines = [text for text in texts() if re.search(r"^diseases/.*memo\.patient", text.place)]
    assert len(lines) > 140
    assert not [text for text in lines if not re.fullmatch(r"[A-ZĐÀ-Ỹ].+\.", text.words)]
    assert not [text for text in lines if len(text.words.split()) < 6]
    assert not [text for text in lines if re.match(r"(Không|Đừng) (?!cần)", text.words)]


def test_the_list_is_read_whole() -> None:
    assert {term.table for term in terms()} == TABLES
    assert len(terms()) > 40
    assert len(texts()) > 2000


def test_a_longer_right_word_may_hold_a_shorter_wrong_one() -> None:
    bulla = next(term for term in terms() if term.concept.startswith("bulla"))
    assert said(Text("x", "Bọng nước căng", False), bulla) == []
    assert said(Text("x", "bọng nhăn nheo", False), bulla) == ["bọng"]
    you = next(term for term in terms() if term.concept == "you")
    assert said(Text("x", "Hãy hỏi bác sĩ của bạn.", True), you) == ["bạn"]
    assert said(Text("x", "Ảnh bạn đã chọn", False), you) == []
