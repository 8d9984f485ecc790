"""Several photos, one answer, and no danger averaged away."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.domain.analysis import (
    Advice,
    CaseAnalysis,
    GateVerdict,
    PhotoAnalysis,
    Provenance,
    Urgency,
)
from skin_core.domain.photo import PhotoKind, PhotoQuality
from skin_core.inference import calibrate
from skin_core.inference.calibrate import alerts
from skin_core.inference.pool import pool
from tests.fake_networks import CLINICAL, DERMOSCOPIC, make_spec

SPECS = {
    "clinical": make_spec("clinical", "clinical", CLINICAL),
    "dermoscopy": make_spec("dermoscopy", "dermoscopic", DERMOSCOPIC),
}


def photo(
    photo_id: str,
    chances: dict[str, float],
    model: str = "clinical",
    forced: bool = False,
    out_of_scope: bool = False,
) -> PhotoAnalysis:
    spec = SPECS[model]
    values = np.array([chances.get(label, 0.0) for label in spec.labels])
    kind = PhotoKind(spec.kind)
    verdict = GateVerdict(kind, not forced, (), 0.9, 1.0, out_of_scope)
    return PhotoAnalysis(
        photo_id=photo_id,
        name=photo_id,
        width_px=100,
        height_px=100,
        quality=PhotoQuality(1, 50, 0, 100),
        gate=verdict,
        differential=calibrate.differential(values, spec) if chances else (),
        prediction_set=(),
        uncertain=False,
        above_alert=alerts(values, spec),
        layers={},
        provenance=Provenance("", model, "", "", "", "", ""),
        elapsed_ms={},
        forced=forced,
    )


def test_one_photo_keeps_its_answer() -> None:
    pooled = pool([photo("a", {"acne": 0.7, "psoriasis": 0.3})], SPECS)
    assert pooled.differential[0].probability == pytest.approx(0.7)
    assert pooled.prediction_set == ("acne", "psoriasis")
    assert not pooled.uncertain
    assert pooled.kind is PhotoKind.CLINICAL


def test_probabilities_are_averaged() -> None:
    photos = [photo("a", {"acne": 0.9, "psoriasis": 0.1}), photo("b", {"psoriasis": 1.0})]
    pooled = pool(photos, SPECS)
    assert [one.label for one in pooled.differential[:2]] == ["psoriasis", "acne"]
    assert sum(one.probability for one in pooled.differential) == pytest.approx(1)
    assert pooled.pooled == ("a", "b")


def test_refused_photos_alone_give_no_answer() -> None:
    pooled = pool([photo("a", {})], SPECS)
    assert pooled.kind is None
    assert pooled.differential == ()
    assert pooled.uncertain


def test_accepted_photos_count_before_forced_ones_and_known_before_strange() -> None:
    sure, odd = photo("a", {"acne": 1.0}), photo("b", {"vitiligo": 1.0}, out_of_scope=True)
    forced = photo("c", {"psoriasis": 1.0}, forced=True)
    assert pool([forced, odd, sure], SPECS).pooled == ("a",)
    assert pool([forced, odd], SPECS).pooled == ("b",)
    assert pool([forced, odd], SPECS).uncertain
    assert pool([forced], SPECS).uncertain


def test_of_differing_kinds_the_more_frequent_counts_and_the_first_at_a_tie() -> None:
    near, far = photo("a", {"melanoma": 1.0}, "dermoscopy"), photo("b", {"acne": 1.0})
    assert pool([near, far], SPECS).pooled == ("a",)
    assert pool([near, far, photo("c", {"acne": 1.0})], SPECS).pooled == ("b", "c")


def test_danger_that_leads_one_photo_is_not_averaged_away() -> None:
    calm = [photo(name, {"acne": 1.0}) for name in "abcdef"]
    leading = photo("g", {"melanoma": 0.6, "acne": 0.4})
    assert "melanoma" in pool([*calm, leading], SPECS).above_alert
    dermoscopic = photo("h", {"melanoma": 0.9, "melanocytic_nevus": 0.1}, "dermoscopy")
    assert "melanoma" in pool([*calm, dermoscopic], SPECS).above_alert


def test_answer_names_the_network_that_it_rests_on() -> None:
    """Of a dermoscopic photo and two clinical ones the clinical network answers, and is named."""
    first = photo("d", {"melanoma": 1.0}, model="dermoscopy")
    others = [photo(name, {"acne": 1.0}) for name in ("a", "b")]
    pooled = pool([first, *others], SPECS)
    case = CaseAnalysis(
        photos=(first, *others),
        kind=pooled.kind,
        model=pooled.model,
        pooled=pooled.pooled,
        differential=pooled.differential,
        prediction_set=(),
        uncertain=False,
        above_alert=(),
        facts={},
        advice=Advice(Urgency.UNKNOWN),
        unknown_to_model=(),
        elapsed_ms={},
    )
    assert case.provenance is not None
    assert case.provenance.model == case.model == "clinical"
