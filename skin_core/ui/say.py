"""The tab's language, asked where a word is said and nowhere before."""

from __future__ import annotations

from skin_core.narrative.speech import Speech
from skin_core.ui.session import session


def speech() -> Speech:
    """Who speaks in this tab: everything that is looked up in its language."""
    return Speech(session().language)


def say(key: str, /, **values: object) -> str:
    """The text of a key in the tab's language. Raises: KeyError for a missing key."""
    return speech().t(key, **values)
