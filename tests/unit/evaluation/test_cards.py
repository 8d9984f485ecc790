"""A card tells what was stored of a measurement: by what, of how many, and beside what."""

from __future__ import annotations

from typing import Any

import pytest

from skin_core.evaluation.model_card import source_out_section, trained_on, with_intervals
from skin_core.evaluation.reference import differences, told

REFERENCE = {"run": "a", "backbone": "b", "augmentation": "strong", "epochs": 17.2, "sizes": [160]}
FIRST = {"backbone": "b", "augmentation": "strong", "epochs": 17.2}
STUDENT = {
    **FIRST,
    "epochs": 7.0,
    "distillation": {"teachers": ["one", "two"], "corruption": 0.4},
}


def out(**more: Any) -> dict[str, Any]:
    """Figures of a run that left collections out, as they were stored before December 2026."""
    return {
        "runs": ["x", "y"],
        "recipe": {"augmentation": "plain", "backbone": "tf_efficientnet_lite2"},
        "steps": 655,
        "left_out": ["clinic"],
        "photos": 12,
        "labels": 1,
        "top_3": 1.0,
        "top_3_mean_of_labels": 1.0,
        "balanced_accuracy": 0.5,
        "per_label": [{"label": "acne", "trained": 3, "photos": 12, "top_3": 1.0}],
        **more,
    }


def test_a_share_of_few_photos_has_its_interval_and_one_that_was_measured_keeps_it() -> None:
    rows = [{"n": 12, "a": 1.0, "b": [0.5, 0.4, 0.6], "c": None}]
    (row,) = with_intervals(rows, {"a": "n", "b": "n", "c": "n"})
    assert row["a"] == [1.0, pytest.approx(0.7575, abs=1e-4), 1.0]
    assert (row["n"], row["b"], row["c"]) == (12, [0.5, 0.4, 0.6], None)


def test_source_out_figures_are_told_with_the_network_that_was_measured() -> None:
    """Every run was called a MobileNetV2 whose last layer was refitted."""
    old = "\n".join(source_out_section([out()]))
    assert "MobileNetV2" not in old
    assert "| x + y | tf_efficientnet_lite2 | plain | 655 | not stored | not stored |" in old
    assert "| 12 | 1 | 1.000 (0.758-1.000) | not measured | 1.000 | 0.500 | not measured |" in old
    new = "\n".join(source_out_section([out(size=192, refitted=False)]))
    assert "| 192 | as trained |" in new


def test_the_card_of_the_gate_names_its_photos_itself() -> None:
    found = trained_on("gate", {"seed": 1})
    assert "above" not in found
    assert all(name in found for name in ("PAD-UFES-20", "HAM10000", "ISIC 2017", "not_skin"))


def test_what_the_reference_differs_in_is_said() -> None:
    """It was called the same network, trained plainly."""
    assert differences(REFERENCE, [FIRST], 160) == {}
    assert told(REFERENCE, [FIRST], 160).endswith("do not differ in size, epochs or method.")
    found = differences(REFERENCE, [FIRST, STUDENT], 224)
    assert list(found.values()) == [
        "it is judged at 224 px, the reference at 160 px",
        "it learned for 24.2 epochs in 2 runs, the reference for 17.2",
        "it learned from teachers (one, two), on photos corrupted more and more, and the reference "
        "from labels alone",
    ]
    other = differences(REFERENCE, [{**FIRST, "strategy": "lp_ft"}], 160)
    assert other == {"strategy": "its strategy is lp_ft, that of the reference full"}


def test_a_reference_as_long_and_as_large_of_plain_views_is_the_network_trained_plainly() -> None:
    plain = {**REFERENCE, "augmentation": "plain", "epochs": 24.2, "asked_px": 224}
    found = told(plain, [FIRST, STUDENT], 224)
    assert found.startswith("The reference is this network trained plainly, for as long: its augm")
    assert "not this network" in told({**plain, "epochs": 17.2}, [FIRST, STUDENT], 224)
