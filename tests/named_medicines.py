"""Which medicines a text names, for tests of how it is read."""

from __future__ import annotations

from skin_core.drugs.reading import read_medicines


def named_medicines(text: str) -> tuple[str, ...]:
    """Keys of the substances that a text says are taken, each once, as they stand there."""
    named = [one for one in read_medicines(text).mentions if not one.denied]
    return tuple(dict.fromkeys(key for one in named for key in sorted(one.term.substances)))
