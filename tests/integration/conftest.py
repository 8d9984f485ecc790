"""What tests of a real store may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skin_core.settings import Settings
from skin_core.storage.store import Store, open_store


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = open_store(Settings(home=home))
    yield opened
    opened.close()
