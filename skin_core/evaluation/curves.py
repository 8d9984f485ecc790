"""Curves of a classifier as short tables: reliability, ROC, precision and recall, net benefit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from skin_core.evaluation import metrics

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Table = list[dict[str, Any]]
BINS = 10
STEPS = np.linspace(0, 1, 21)
RISKS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)


def reliability(correct: Flags, confidence: Floats) -> Table:
    """Of ten equal bins of confidence those that hold photos: how many, how sure, how often right.

    correct, confidence: of the first guesses, (N,).
    """
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "confidence": float(confidence[places == place].mean()),
            "right": float(correct[places == place].mean()),
            "photos": int((places == place).sum()),
        }
        for place in range(BINS)
        if (places == place).any()
    ]


def calibration(before: Floats, after: Floats, truths: Whole) -> dict[str, Any]:
    """Expected calibration error of probabilities (N, K) before and after temperature scaling."""

    def error(chances: Floats) -> float:
        correct = chances.argmax(1) == truths
        return metrics.expected_calibration_error(correct, chances.max(1))

    bins = reliability(after.argmax(1) == truths, after.max(1))
    return {"ece_before": error(before), "ece_after": error(after), "bins": bins}


def receiver_operating(scores: Floats, present: Flags) -> Table:
    """Highest sensitivity that each of 21 false-alarm rates from 0 to 1 allows."""
    others = np.sort(scores[~present])[::-1]
    rows: Table = []
    for rate in STEPS:
        allowed = int(np.floor(rate * len(others) + 1e-9))
        threshold = others[allowed] if allowed < len(others) else -np.inf
        found = float((scores[present] > threshold).mean())
        rows.append({"false_alarms": float(rate), "sensitivity": found})
    return rows


def precision_recall(scores: Floats, present: Flags) -> Table:
    """Precision where each of 20 shares of the class is found, the lowest threshold that does."""
    found = np.sort(scores[present])[::-1]
    rows: Table = []
    for share in STEPS[1:]:
        threshold = found[int(np.ceil(share * len(found) - 1e-9)) - 1]
        above = scores >= threshold
        recall = float((present & above).sum() / len(found))
        rows.append({"recall": recall, "precision": float(present[above].mean())})
    return rows


def mean_curve(
    truths: Whole, chances: Floats, across: str = "false_alarms", up: str = "sensitivity"
) -> Table:
    """The plain mean of the one-versus-rest ROC curves of all classes that occur."""
    curves = [receiver_operating(chances[:, k], truths == k) for k in np.unique(truths)]
    heights = np.mean([[row[up] for row in curve] for curve in curves], axis=0)
    return [
        {across: row[across], up: float(height)}
        for row, height in zip(curves[0], heights, strict=True)
    ]


def net_benefit(risks: Floats, present: Flags) -> Table:
    """Decision curve of a referral: what it is worth to follow the risk, to refer all, and none.

    At a threshold p one true referral is worth p / (1 - p) needless ones: TP/N - FP/N p / (1 - p),
    in true referrals a photo; none is worth 0. Reference: Vickers and Elkin, Med Decis Making 2006;
    26: 565.
    """
    photos, share = len(present), float(present.mean())
    rows: Table = []
    for risk in RISKS:
        above, odds = risks >= risk, risk / (1 - risk)
        needed, needless = float((above & present).sum()), float((above & ~present).sum())
        rows.append(
            {
                "threshold": risk,
                "by_model": (needed - needless * odds) / photos,
                "refer_all": share - (1 - share) * odds,
            }
        )
    return rows
