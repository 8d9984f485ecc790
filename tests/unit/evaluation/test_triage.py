"""What a model card says of safety and quiet is counted rightly."""

import numpy as np
import pytest

from skin_core.domain.analysis import Urgency
from skin_core.evaluation import triage
from skin_core.evaluation.reading import Reading
from skin_core.evaluation.triage_card import triage_cells

URGENT, SOON, ROUTINE = Urgency.URGENT.rank, Urgency.SOON.rank, Urgency.ROUTINE.rank


def triage_with(true: list[int], given: list[int], sources: list[str]) -> triage.Triage:
    count = len(true)
    risks = np.linspace(1, 0, count)[:, None].repeat(2, 1)
    nothing = np.zeros((count, 1), bool)
    reading = Reading(
        np.zeros((count, 1)),
        nothing,
        nothing[:, 0],
        nothing,
        risks,
        risks >= 0.5,
        risks >= 0.2,
        np.array([""] * count),
    )
    groups = np.array([f"g{i}" for i in range(count)])
    return triage.Triage(np.array(true), np.array(given), reading, groups, np.array(sources))


@pytest.fixture
def measured() -> triage.Triage:
    """Ten urgent, ten soon, twenty routine, four of normal skin."""
    true = [URGENT] * 10 + [SOON] * 10 + [ROUTINE] * 20 + [Urgency.UNKNOWN.rank] * 4
    given = [URGENT] * 9 + [ROUTINE] + [URGENT] * 2 + [SOON] * 7 + [ROUTINE]
    given += [URGENT] + [SOON] * 3 + [ROUTINE] * 16 + [Urgency.UNKNOWN.rank] * 4
    return triage_with(true, given, ["a"] * 20 + ["b"] * 24)


def test_promises_are_shares_of_the_photos_they_name(measured: triage.Triage) -> None:
    found = triage.promises(measured, np.random.default_rng(0))
    middles = {name: value and value[0] for name, value in found.items()}
    assert middles == pytest.approx(
        {
            "urgent_called_urgent": 0.9,
            "harmless_called_urgent": 0.05,
            "urgent_or_soon_called_soon_or_sooner": 0.9,
            "harmless_called_soon_or_sooner": 0.2,
            "normal_skin_called_urgent": None,  # four photos measure nothing
            "normal_skin_called_soon_or_sooner": None,
        }
    )


def test_table_counts_every_photo_once(measured: triage.Triage) -> None:
    rows = {row["true"]: row for row in triage.table(measured)}
    assert sum(sum(row["given"].values()) for row in rows.values()) == 44
    assert rows["urgent"]["given"]["routine"] == 1
    assert rows["normal skin"]["given"]["unknown"] == 4
    cells = {row["is"]: row for row in triage_cells(triage.table(measured))}
    assert cells["soon"]["urgent"] == "2 (0.200)"
    assert cells["emergency"]["soon"] == "not measured"


def test_sources_are_judged_alone(measured: triage.Triage) -> None:
    rows = {row["collection"]: row for row in triage.per_source(measured)}
    assert rows["a"]["urgent: found"] == pytest.approx(0.9)
    assert rows["a"]["called urgent"] is None
    assert rows["b"]["called soon or sooner"] == pytest.approx(0.2)
    assert rows["all"]["harmless"] == 20


def test_more_sensitivity_never_costs_less(measured: triage.Triage) -> None:
    rows = [row for row in triage.cost_curve(measured) if row["tier"] == "urgent"]
    costs = [row["harmless"] for row in rows]
    assert costs == sorted(costs)
    assert len(costs) == len(triage.CURVE)
