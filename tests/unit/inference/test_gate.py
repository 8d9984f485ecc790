"""What may be judged, and as what."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.domain.engine import NetworkOutput
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.inference.gate import judge_photo
from tests.fake_networks import GATE, make_spec

SPEC = make_spec("gate", "gate", GATE)  # refuses from 0.5
GOOD = PhotoQuality(1.0, 60, 0.0, 600)


def answer(clinical: float, dermoscopic: float, not_skin: float) -> NetworkOutput:
    logits = np.log(np.array([clinical, dermoscopic, not_skin], np.float32))
    return NetworkOutput(logits, np.ones(4, np.float32), np.zeros((3, 4, 4), np.float32))


def test_skin_is_accepted_as_the_likelier_kind() -> None:
    verdict = judge_photo(answer(0.2, 0.7, 0.1), SPEC, GOOD, None)
    assert verdict.accepted
    assert verdict.kind is PhotoKind.DERMOSCOPIC
    assert not verdict.overruled
    assert verdict.skin_probability == pytest.approx(0.9)


def test_photo_without_skin_is_refused_with_its_likelier_kind() -> None:
    verdict = judge_photo(answer(0.3, 0.1, 0.6), SPEC, GOOD, None)
    assert not verdict.accepted
    assert verdict.reasons == (GateReason.NOT_SKIN,)
    assert verdict.kind is PhotoKind.CLINICAL


def test_poor_photo_is_refused_for_every_reason() -> None:
    poor = PhotoQuality(0.1, 60, 0.0, 600, refused=(GateReason.BLURRED,))
    verdict = judge_photo(answer(0.1, 0.1, 0.8), SPEC, poor, None)
    assert verdict.reasons == (GateReason.BLURRED, GateReason.NOT_SKIN)


def test_clinician_overrules_the_kind_but_not_the_refusal() -> None:
    verdict = judge_photo(answer(0.3, 0.1, 0.6), SPEC, GOOD, PhotoKind.DERMOSCOPIC)
    assert verdict.kind is PhotoKind.DERMOSCOPIC
    assert verdict.overruled
    assert not verdict.accepted
    same = judge_photo(answer(0.8, 0.1, 0.1), SPEC, GOOD, PhotoKind.CLINICAL)
    assert not same.overruled
