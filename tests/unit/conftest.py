"""Unit tests take seconds: what brings in torch is among the integration tests."""

from __future__ import annotations

import sys
from collections.abc import Generator

import pytest

HEAVY = "torch"


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Refuse a module whose import brings it in: that alone is four seconds for each worker."""
    was_there = HEAVY in sys.modules
    report = yield
    if isinstance(collector, pytest.Module) and HEAVY in sys.modules and not was_there:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} imports {HEAVY}: it belongs to tests/integration"
    return report
