"""What tests of a real store may ask for, and the order in which files are run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skin_core.settings import Settings
from skin_core.storage.store import Store, open_store

HERE = Path(__file__).parent


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = open_store(Settings(home=home))
    yield opened
    opened.close()


LONG = (
    "test_grades_are_trained.py",
    "test_compare_command.py",
    "test_training_strategies.py",
    "test_training_networks.py",
    "test_engine_threads.py",
    "test_outlines_are_trained.py",
    "test_render.py",
    "test_pages.py",
    "test_api_server.py",
    "test_api_schema.py",
    "test_kill.py",
    "test_bundle.py",
)
"""Files of ten seconds or more: they begin first, since one that begins last leaves a core idle."""


def pytest_configure(config: pytest.Config) -> None:
    """Files go out in the order of their tests, not by how many those are, which is no measure."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files, then the others of this folder, then what takes milliseconds."""
    places = {name: place for place, name in enumerate(LONG)}

    def place(item: pytest.Item) -> tuple[int, bool]:
        here = item.path.is_relative_to(HERE)
        return places.get(item.path.name, len(LONG)) if here else len(LONG), not here

    items.sort(key=place)
