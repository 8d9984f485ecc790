"""How photos of diseases that no network was taught are read, beside those of known ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.diseases.taxonomy import all_diseases, unknown_to
from skin_core.domain.analysis import Urgency
from skin_core.evaluation import metrics
from skin_core.evaluation.reading import Reading
from skin_core.training.photos import Photo

Floats = NDArray[np.float64]
Words = NDArray[np.str_]
KNOWN_CALLED_UNCERTAIN = 0.10
OURS = {  # folders of these photos whose disease has another name in the taxonomy
    "diabetic_ulcer": "diabetic_foot_ulcer",
    "keloid_scar": "keloid",
    "leg_ulcer": "venous_leg_ulcer",
    "leishmaniasis": "cutaneous_leishmaniasis",
    "purpura": "purpura_vasculitis",
}


def never_taught(photos: Sequence[Photo], labels: Sequence[str]) -> list[Photo]:
    """The photos whose disease a network of these labels does not know, by a wider name either."""
    strange = unknown_to(labels)

    def known(label: str) -> bool:
        key = OURS.get(label, label)
        return key in labels or (key in all_diseases() and key not in strange)

    return [photo for photo in photos if not known(photo.label)]


def told_apart(
    chosen_on: Floats, known: tuple[Floats, Words], unknown: tuple[Floats, Words], rng: Generator
) -> dict[str, Any]:
    """How well the highest probability tells known diseases from those never taught.

    chosen_on: highest probabilities of known photos of the choosing part, (V,), of which a tenth
    lies below the threshold. known, unknown: those of the judged photos, and what is drawn
    together for the intervals: groups of the known, diseases of the unknown.
    """
    threshold = float(np.quantile(chosen_on, KNOWN_CALLED_UNCERTAIN))
    sure = np.concatenate([known[0], unknown[0]])
    strange = np.arange(len(sure)) >= len(known[0])
    drawn = np.concatenate(
        [np.char.add("known ", known[1].astype(str)), np.char.add("unknown ", unknown[1])]
    )

    def share(of: NDArray[np.bool_]) -> list[float]:
        low = (sure < threshold)[of]
        return metrics.with_interval(lambda i: float(low[i].mean()), drawn[of], rng)

    def ranked(places: NDArray[np.int64]) -> float:
        return metrics.auroc(-sure[places], strange[places])

    return {
        "auroc_known_against_unknown": metrics.with_interval(ranked, drawn, rng),
        "threshold_of_the_highest_probability": threshold,
        "known_called_uncertain": share(~strange),
        "unknown_called_uncertain": share(strange),
        "photos_of_unknown_diseases": int(strange.sum()),
        "unknown_diseases": len(set(unknown[1])),
    }


def unknown_figures(
    photos: Sequence[Photo], reading: Reading, known: Reading
) -> list[dict[str, Any]]:
    """A row for all known, one for all unknown, and one for each unknown disease."""
    rows = [_doubt("known (held back)", known), _doubt("unknown", reading)]
    labels = np.array([photo.label for photo in photos])
    places = {str(label): np.flatnonzero(labels == label) for label in sorted(set(labels))}
    return rows + [_doubt(label, reading.only(mine)) for label, mine in places.items()]


def _doubt(name: str, reading: Reading) -> dict[str, Any]:
    given = np.array([Urgency(word).rank for word in reading.urgency])
    return {
        "photos of": name,
        "photos": len(given),
        "uncertain": float(reading.uncertain.mean()),
        "called urgent": float((given <= Urgency.URGENT.rank).mean()),
        "called soon or sooner": float((given <= Urgency.SOON.rank).mean()),
    }
