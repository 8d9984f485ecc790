"""What every test may ask for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time: a finding belongs into the tests, not to chance.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parents[1]
REAL_DATA = Path(os.environ.get("SKINDESK_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that SKINDESK_HOME names."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SKINDESK_HOME", str(folder))
    return folder


@pytest.fixture
def machine_in() -> Iterator[Callable[[str], None]]:
    """Puts this machine into a time zone, until the test has ended or failed."""
    with pytest.MonkeyPatch.context() as machine:

        def stand(zone: str) -> None:
            machine.setenv("TZ", zone)
            time.tzset()

        yield stand
    time.tzset()


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The research photos beside the checkout."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"real photos are not beside the checkout ({REAL_DATA.name})")
    return REAL_DATA


@pytest.fixture(scope="session")
def weights() -> Path:
    """The shipped networks."""
    return ROOT / "weights"
