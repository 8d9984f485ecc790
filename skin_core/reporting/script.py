"""Letters that the packaged typeface lacks, written in Latin ones; the paper says that they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from anyascii import anyascii

from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Document, Paragraph, with_words, words_of
from skin_core.reporting.typeface import can_draw, normalised

MOST_NAMED = 8  # words that the notice tells
UNKNOWN = "?"  # a character without any sound
_HAN_FROM, _HAN_TO = "\u3400", "\U000323af"  # each sign is a syllable, and a word of its own here
_PARTS = re.compile(r"(\s+)")
_MARKS = ".,:;!?“”‘’…"  # a word is told without those beside it
_BRACKETS = (("(", ")"), ("[", "]"))


def on_paper(document: Document) -> Document:
    """The document with words that can all be drawn, and a notice of those in other letters."""
    foreign = dict.fromkeys(_foreign_words("\n".join(words_of(document))))
    drawn = with_words(document, in_latin)
    if not foreign:
        return drawn
    named = [in_latin(word) for word in foreign][:MOST_NAMED]
    speech = Speech(document.frame.language)
    words = speech.listed(named) + ("…" if len(foreign) > MOST_NAMED else "")
    notice = Paragraph(speech.t("report.in_latin", words=words), faint=True)
    return replace(drawn, blocks=(*drawn.blocks, with_words(notice, normalised)))


def is_foreign(text: str) -> bool:
    """Whether some of it can be printed in Latin letters only."""
    return next(_foreign_words(text), None) is not None


def in_latin(text: str) -> str:
    """The text as it can be drawn: what the typeface lacks by its sound, the rest as it is.

    "王小明" becomes "Wang Xiao Ming", "홍吉童" "홍 Ji Tong"; Chinese signs are read as in Mandarin.
    """
    text = normalised(text)
    if can_draw(text):
        return text
    return "".join(_drawn(part) for part in _PARTS.split(text))


def _drawn(part: str) -> str:
    """One word, its foreign signs apart from what stands beside them."""
    pieces: list[str] = []
    for is_own, signs in _runs(part):
        written = signs if is_own else "".join(map(_sounded, signs)).strip()
        if pieces and written[:1].isalnum() and pieces[-1][-1:].isalnum():
            pieces.append(" ")
        pieces.append(written)
    return "".join(pieces)


def _runs(part: str) -> Iterator[tuple[bool, str]]:
    """Signs that can be drawn and signs that cannot, by turns."""
    start = 0
    for end in range(1, len(part) + 1):
        if end == len(part) or can_draw(part[end]) != can_draw(part[start]):
            yield can_draw(part[start]), part[start:end]
            start = end


def _sounded(sign: str) -> str:
    sound = anyascii(sign)
    if _HAN_FROM <= sign <= _HAN_TO and sound[:1].isalpha():
        return f"{sound} "
    return sound or ("" if unicodedata.category(sign).startswith("M") else UNKNOWN)


def _foreign_words(text: str) -> Iterator[str]:
    """Words of which something is heard, but not drawn; a mark left out is not told."""
    text = normalised(text)
    for word in () if can_draw(text) else text.split():
        if any(not can_draw(sign) and _sounded(sign) for sign in word):
            yield _bare(word)


def _bare(word: str) -> str:
    """A word without what stands beside it; a bracket stays where the other one stands within."""
    bare = word.strip(_MARKS)
    for first, last in _BRACKETS:
        opened, closed = bare.count(first), bare.count(last)
        if opened > closed:
            bare = bare.removeprefix(first)
        elif closed > opened:
            bare = bare.removesuffix(last)
        elif bare.startswith(first) and bare.find(last) == len(bare) - 1:
            bare = bare[1:-1]
    return bare
