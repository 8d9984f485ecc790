"""Text that people typed, made safe to stand between markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"])")


def plain(text: str) -> str:
    """The text as markdown that reads exactly so: no formatting, link, icon or HTML comes of it.

    Line breaks become spaces.
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
