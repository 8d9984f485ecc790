"""What this process remembers of cases goes with the case that is erased."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

from skin_core.errors import SkinError
from skin_core.services import records
from skin_core.ui import resources

Key = TypeVar("Key")


def forget_erased(kept: MutableMapping[Key, Any], case_of: Callable[[Key], str]) -> None:
    """After each erasure, drop what belongs to a case that is no more.

    case_of: the id of the case that a key is of.
    """
    store = resources.store()

    def forget() -> None:
        for key in tuple(kept):
            try:
                records.find_case(store, case_of(key))
            except SkinError:  # gone; or not to be read now, and what windows hold is not lost
                kept.pop(key, None)

    store.on_erasure.append(forget)
