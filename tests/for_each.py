"""A check of many things as one test: all are gone through, and each that fails is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import pytest

Named = Mapping[str, Any] | Iterable[str]


def for_each(**things: Named) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Run the test for every combination, with each argument taken from its table by key.

    A failure does not end the test: it is told with its keys and its line after all have run.
    """

    def collected(check: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            wrong = [
                f"{', '.join(keys)}: {failure}"
                for keys, values in _combinations(things)
                if (failure := _failure(check, values))
            ]
            if wrong:
                pytest.fail(f"{len(wrong)} found\n" + "\n".join(wrong), pytrace=False)

        test.__name__, test.__doc__, test.__module__ = (
            check.__name__,
            check.__doc__,
            check.__module__,
        )
        return test

    return collected


def _combinations(things: Mapping[str, Named]) -> Iterator[tuple[list[str], dict[str, Any]]]:
    tables = [
        table if isinstance(table, Mapping) else {key: key for key in table}
        for table in things.values()
    ]
    assert all(tables), "nothing to check"
    for keys in product(*tables):
        values = (table[key] for table, key in zip(tables, keys, strict=True))
        yield list(keys), dict(zip(things, values, strict=True))


def _failure(check: Callable[..., None], values: dict[str, Any]) -> str:
    """What the check found wrong, and in which of its lines; empty where nothing."""
    try:
        check(**values)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next thing is checked too
        kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__} "
        return f"line {_line(error, check)}: {kind}{error}"
    return ""


def _line(error: Exception, check: Callable[..., None]) -> int:
    step, line = error.__traceback__, 0
    while step:
        if step.tb_frame.f_code is check.__code__:
            line = step.tb_lineno
        step = step.tb_next
    return line
