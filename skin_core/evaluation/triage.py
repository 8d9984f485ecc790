"""How soon photos are sent to be seen, beside how soon they must be: safe and quiet, or not.

Harmless: the label's urgency is routine or self-care. Normal skin has no urgency and is counted
apart. A label counts with the worst disease that it cannot be told apart from, as in the app.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.domain.analysis import Urgency
from skin_core.evaluation import metrics
from skin_core.evaluation.calibration import Measured
from skin_core.evaluation.reading import Reading
from skin_core.inference.calibrate import TIERS
from skin_core.rules.situation import worst_urgency
from skin_core.training.photos import Photo

Flags = NDArray[np.bool_]
Table = list[dict[str, Any]]
MEASURABLE = 10  # photos below which a cell says "not measured"
CURVE = (0.70, 0.75, 0.80, 0.85, 0.88, 0.90, 0.92, 0.95, 0.97, 0.99)
TIER_WORDS = {Urgency.URGENT: "urgent", Urgency.SOON: "soon or sooner"}


@dataclass(frozen=True)
class Triage:
    """N photos: how soon they must be seen (ranks), what was said of them, whom they belong to."""

    true: NDArray[np.int64]  # (N,), rank of Urgency
    given: NDArray[np.int64]  # (N,), rank of Urgency
    reading: Reading
    groups: NDArray[np.str_]
    sources: NDArray[np.str_]

    def must(self, tier: Urgency) -> Flags:
        """Photos that must be seen at least so soon."""
        return self.true <= tier.rank

    def called(self, tier: Urgency) -> Flags:
        """Photos that were called at least so urgent."""
        return self.given <= tier.rank

    @property
    def harmless(self) -> Flags:
        """Photos of diseases that can wait."""
        waits = (self.true == Urgency.ROUTINE.rank) | (self.true == Urgency.SELF_CARE.rank)
        return np.asarray(waits, np.bool_)

    @property
    def normal(self) -> Flags:
        """Photos of normal skin."""
        return np.asarray(self.true == Urgency.UNKNOWN.rank, np.bool_)


def triage_of(
    spec: ModelSpec, photos: Sequence[Photo], measured: Measured, reading: Reading
) -> Triage:
    """The triage of photos with these answers."""
    ranks = np.array([worst_urgency(label).rank for label in spec.labels], np.int64)
    given = np.array([Urgency(word).rank for word in reading.urgency], np.int64)
    sources = np.array([photo.source for photo in photos])
    return Triage(ranks[measured.truths], given, reading, measured.groups, sources)


def table(triage: Triage) -> Table:
    """Photos by the urgency they have (rows) and the urgency they were given."""
    rows: Table = []
    for urgency in Urgency:
        given = triage.given[triage.true == urgency.rank]
        counts = {str(word): int((given == word.rank).sum()) for word in Urgency}
        name = "normal skin" if urgency is Urgency.UNKNOWN else str(urgency)
        rows.append({"true": name, "photos": len(given), "given": counts})
    return rows


def promises(triage: Triage, rng: Generator) -> Mapping[str, list[float] | None]:
    """The four shares that say whether advice is safe and quiet, and the same of normal skin."""
    urgent, soon = Urgency.URGENT, Urgency.SOON
    asked = {
        "urgent_called_urgent": (triage.must(urgent), triage.called(urgent)),
        "harmless_called_urgent": (triage.harmless, triage.called(urgent)),
        "urgent_or_soon_called_soon_or_sooner": (triage.must(soon), triage.called(soon)),
        "harmless_called_soon_or_sooner": (triage.harmless, triage.called(soon)),
        "normal_skin_called_urgent": (triage.normal, triage.called(urgent)),
        "normal_skin_called_soon_or_sooner": (triage.normal, triage.called(soon)),
    }
    return {
        name: share_of(called, among, triage.groups, rng) for name, (among, called) in asked.items()
    }


def share_of(
    called: Flags, among: Flags, groups: NDArray[np.str_], rng: Generator
) -> list[float] | None:
    """A share with its 95 % interval over groups; None where under ten photos."""
    if among.sum() < MEASURABLE:
        return None
    hits = called[among]

    def mean(places: NDArray[np.int64]) -> float:
        return float(hits[places].mean())

    return [float(hits.mean()), *metrics.interval(mean, groups[among], rng)]


def per_point(triage: Triage, rng: Generator) -> Table:
    """Sensitivity and false alarms of the act and ask point of every tier that occurs."""
    rows: Table = []
    for column, tier in enumerate(TIERS):
        present = triage.must(tier)
        for name, flags in (("act", triage.reading.acts), ("ask", triage.reading.asks)):
            if not present.any():
                continue
            row: dict[str, Any] = {
                "tier": TIER_WORDS[tier],
                "point": name,
                "photos": int(present.sum()),
            }
            for word, among in (
                ("sensitivity", present),
                ("harmless", triage.harmless),
                ("normal_skin", triage.normal),
            ):
                row[word] = share_of(flags[:, column], among, triage.groups, rng)
            rows.append(row)
    return rows


def cost_curve(triage: Triage) -> Table:
    """What each sensitivity of a tier costs in harmless photos, whatever the threshold."""
    rows: Table = []
    for column, tier in enumerate(TIERS):
        risks, present = triage.reading.risks[:, column], triage.must(tier)
        if present.sum() < MEASURABLE:
            continue
        found = np.sort(risks[present])
        for sensitivity in CURVE:
            threshold = found[int(np.floor((1 - sensitivity) * len(found) + 1e-9))]
            above = risks >= threshold
            rows.append(
                {
                    "tier": TIER_WORDS[tier],
                    "sensitivity": sensitivity,
                    "summed_probability": float(threshold),
                    "harmless": _mean(above, triage.harmless),
                    "normal_skin": _mean(above, triage.normal),
                }
            )
    return rows


def per_source(triage: Triage) -> Table:
    """The triage of every collection, and of all; None where under ten photos."""
    rows = [
        {"collection": str(source)} | _source_row(triage, triage.sources == source)
        for source in sorted(set(triage.sources))
    ]
    return [*rows, {"collection": "all"} | _source_row(triage, np.ones(len(triage.true), bool))]


def _source_row(triage: Triage, mine: Flags) -> dict[str, Any]:
    harmless = triage.harmless & mine
    row: dict[str, Any] = {"harmless": int(harmless.sum())}
    for tier, word in TIER_WORDS.items():
        row[f"called {word}"] = _mean(triage.called(tier), harmless)
    for tier, word in TIER_WORDS.items():
        must = triage.must(tier) & mine
        row |= {word: int(must.sum()), f"{word}: found": _mean(triage.called(tier), must)}
    return row


def _mean(called: Flags, among: Flags) -> float | None:
    return float(called[among].mean()) if among.sum() >= MEASURABLE else None
