"""The network's risk by tier: what it sees of urgent and of soon diseases together."""

from dataclasses import replace

import numpy as np
import pytest

from skin_core.catalogue import ModelSpec, OperatingPoint, TierPoints
from skin_core.domain.analysis import Urgency
from skin_core.inference.calibrate import tier_members, tier_risks
from tests.fake_networks import make_spec

LABELS = ("acne", "cellulitis", "insect_bite", "leprosy", "measles", "normal_skin")


def spec_with(**tiers: TierPoints) -> ModelSpec:
    return replace(make_spec("tiny", "clinical", LABELS), operating_points={}, tiers=tiers)


def points(ask: float, act: float) -> TierPoints:
    return TierPoints(OperatingPoint(ask, 0.97, 0.5), OperatingPoint(act, 0.85, 0.9))


def test_a_tier_holds_all_that_must_be_seen_so_soon_or_sooner() -> None:
    members = tier_members(LABELS)
    assert {LABELS[i] for i in members[Urgency.URGENT]} == {"cellulitis", "measles"}
    assert {LABELS[i] for i in members[Urgency.SOON]} == {"cellulitis", "measles", "leprosy"}


def test_small_risks_add_up() -> None:
    """No disease alone passes the point; together they do, and urgent ones count as soon."""
    spec = spec_with(urgent=points(0.1, 0.4), soon=points(0.2, 0.6))
    urgent, soon = tier_risks(np.array([0.2, 0.15, 0.1, 0.3, 0.15, 0.1]), spec)
    assert (urgent.urgency, soon.urgency) == (Urgency.URGENT, Urgency.SOON)
    assert urgent.probability == pytest.approx(0.3)
    assert soon.probability == pytest.approx(0.6)
    assert urgent.asks
    assert not urgent.acts
    assert soon.asks
    assert soon.acts


def test_a_tier_without_points_neither_acts_nor_asks() -> None:
    """Dermoscopy knows no urgent disease."""
    urgent, soon = tier_risks(np.eye(6)[1], spec_with(soon=points(0.1, 0.2)))
    assert not urgent.acts
    assert not urgent.asks
    assert soon.acts


def test_a_model_without_tiers_sees_no_risk() -> None:
    assert tier_risks(np.eye(6)[1], spec_with()) == ()
