"""What patients and doctors read of writer and papers is spelt as dictionaries spell it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from skin_core.diseases import all_diseases
from skin_core.i18n import LANGUAGES, catalogue
from skin_core.narrative.writer.grammar import FIELD, grammar

DICTIONARIES = {"en": "en_GB", "ko": "ko", "vi": "vi_VN"}
FOLDERS = (Path("/usr/share/hunspell"), Path("/usr/share/myspell/dicts"))
AREAS = ("writing.", "report.patient.", "report.back.", "answer.", "urgency.", "fit.")
WORDS = Path(__file__).parents[2] / "reference" / "words"
"""Right words that the dictionary of a language lacks; in Korean their stems."""

FILLING = "7"  # for a name or a number: a word with a digit in it is not looked up


def texts(language: str) -> list[str]:
    """The writer's sentences, the words of papers, and what memos tell the patient."""
    sentences = [one for wordings in grammar(language).values() for one in wordings]
    papers = [text for key, text in catalogue(language).items() if key.startswith(AREAS)]
    memos = [one.memo.patient[language] for one in all_diseases().values() if one.memo]
    told = [*sentences, *papers, *(line for lines in memos for line in lines)]
    return [re.sub(r"\{\w+\}", FILLING, FIELD.sub(FILLING, one)) for one in told]


def unknown(language: str) -> set[str]:
    """Words that the dictionary does not have."""
    told = subprocess.run(
        ["hunspell", "-l", "-i", "utf-8", "-d", DICTIONARIES[language]],
        input="\n".join(texts(language)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert not told.stderr
    return {word for word in told.stdout.split() if not re.search(r"\d", word)}


def allowed(language: str) -> set[str]:
    return set((WORDS / f"{language}.txt").read_text("utf-8").split())


def is_installed() -> bool:
    found = {path.stem for folder in FOLDERS for path in folder.glob("*.dic")}
    return bool(shutil.which("hunspell")) and set(DICTIONARIES.values()) <= found


@pytest.mark.skipif(not is_installed(), reason="no hunspell with en_GB, ko and vi is installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_dictionary_or_known_to_be_right(language: str) -> None:
    known, found = allowed(language), unknown(language)
    told = {word: known & could_be(word, language) for word in found}
    assert sorted(word for word, right in told.items() if not right) == []
    assert sorted(known - set().union(*told.values())) == []  # a list that only grows hides slips


def could_be(word: str, language: str) -> set[str]:
    """Known words that it may be; in Korean a stem of two letters or more with what hangs on it."""
    stems = {word[:end] for end in range(2, len(word))} if language == "ko" else set()
    return stems | {word}
