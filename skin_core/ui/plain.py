"""Text that people typed, made safe to stand between markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"])")
# Streamlit looks for these in the text once more after the markdown was read, where no backslash
# is left: arrows and dashes, icons, and addresses. A joiner that nobody sees keeps them apart.
_READ_AGAIN = re.compile(
    r"(?<=[-<>=~])(?=[-<>=])|(?<=:)(?=[a-z])|(?<=www)(?=\.)|(?=@)|(?<=http)(?=:)|(?<=https)(?=:)"
    r"|(?<=:)(?=[-+]1:|100:|1234:|8ball:|1st_|2nd_|3rd_)",  # icons whose names are no words
    re.IGNORECASE,
)
JOINER = "\u2060"
_SPACES = re.compile("[^\\S\u00a0\u202f]+")  # those of "± 17 %" stay: its line must not end there
# They turn the words behind them round, those of the page, too.
_TURNS = dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def plain(text: str) -> str:
    """The text as markdown that reads exactly so: no formatting, link, icon or HTML comes of it.

    Line breaks become spaces, and what turns the order of letters is left out.
    """
    line = _SPACES.sub(" ", text.translate(_TURNS)).strip()
    return _MARKS.sub(r"\\\1", _READ_AGAIN.sub(JOINER, line))


def plain_badge(text: str) -> str:
    """The same for `st.badge`, which puts its own backslash before a bracket."""
    return re.sub(r"\\([\[\]])", r"\1", plain(text))
