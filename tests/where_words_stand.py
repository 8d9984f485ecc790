"""Which of many texts hold a word: all of them are searched at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Protocol, TypeVar


class Worded(Protocol):
    """A text with its words."""

    @property
    def words(self) -> str:
        """As they are read."""


Text = TypeVar("Text", bound=Worded)


def holding(texts: tuple[Text, ...], words: Iterable[str]) -> Iterator[Text]:
    """The texts that hold any of the words, large or small, in their order."""
    joined, starts = _joined(tuple(text.words for text in texts))
    found = {
        bisect_right(starts, place.start()) - 1
        for word in words
        for place in re.finditer(re.escape(word.lower()), joined)
    }
    return (texts[index] for index in sorted(found))


@cache
def _joined(texts: tuple[str, ...]) -> tuple[str, list[int]]:
    """All of them in small letters, a line end between two, and where each begins."""
    lowered = [text.lower() for text in texts]
    return "\n".join(lowered), list(accumulate((len(one) + 1 for one in lowered), initial=0))
