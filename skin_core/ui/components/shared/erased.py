"""What this process remembers of cases, lesions and readings goes when they are erased."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

from skin_core.errors import SkinError
from skin_core.services.records import Store
from skin_core.ui import resources

Key = TypeVar("Key")


def forget_erased(kept: MutableMapping[Key, Any], find: Callable[[Store, Key], object]) -> None:
    """After each erasure, drop what belongs to something that is no more.

    find: what a key is of; raises SkinError where it is gone.
    """
    store = resources.store()

    def forget() -> None:
        for key in tuple(kept):
            try:
                find(store, key)
            except SkinError:  # gone; or not to be read now, and what windows hold is not lost
                kept.pop(key, None)

    store.on_erasure.append(forget)
