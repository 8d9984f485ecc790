"""Figures by tone of the skin and by site of the body; a cell of few groups is not measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.domain.analysis import Urgency
from skin_core.evaluation import metrics
from skin_core.evaluation.photo_tones import NOT_READ, TONES, beside_told, tones_of
from skin_core.evaluation.triage import Triage
from skin_core.models.facts_input import SITES
from skin_core.training.photos import Photo, data_folder

LEAST_GROUPS = 20  # below which a cell says "not measured"
NOT_TOLD = "not told"
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Table = list[dict[str, Any]]


def by_tone_and_site(
    photos: Sequence[Photo], truths: Whole, triaged: Triage, rng: Generator
) -> dict[str, Any]:
    """Both tables, and how well the tones that were read are those some collections tell."""
    tones = tones_of(photos, data_folder())
    known = [one.facts.site if one.facts.site in SITES else NOT_TOLD for one in photos]
    return {
        "least_groups": LEAST_GROUPS,
        "tone": rows_of("tone", tones, (*TONES, NOT_READ), (truths, triaged), rng),
        "tone_beside_told": beside_told(photos, tones),
        "site": rows_of("site", np.array(known), (*SITES, NOT_TOLD), (truths, triaged), rng),
    }


def rows_of(
    word: str,
    strata: NDArray[np.str_],
    names: Sequence[str],
    judged: tuple[Whole, Triage],
    rng: Generator,
) -> Table:
    """A row for each name, photos or none, and one of all; figures are [value, low, high] or None.

    strata: the name each photo goes under, (N,). judged: truths (N,) and what was said of them.
    "all photos, same diseases": balanced accuracy over all photos of the diseases of this row,
    since rows differ in what they show.
    """
    everything = np.ones(len(strata), np.bool_)
    rows = [{word: name} | _row(judged, strata == name, rng) for name in names]
    return [*rows, {word: "all"} | _row(judged, everything, rng)]


def _row(judged: tuple[Whole, Triage], mine: Flags, rng: Generator) -> dict[str, Any]:
    truths, triaged = judged
    chances, groups = triaged.reading.chances, triaged.groups
    guesses, uncertain = chances.argmax(1), triaged.reading.uncertain
    harmless = triaged.harmless & mine
    urgent, soon = triaged.called(Urgency.URGENT), triaged.called(Urgency.SOON)

    def between(measure: Callable[[Whole], float], among: Flags) -> list[float] | None:
        return _between(measure, np.flatnonzero(among), groups, rng)

    balanced = between(lambda i: metrics.balanced_accuracy(truths[i], guesses[i]), mine)
    same = np.isin(truths, truths[mine])
    return {
        "photos": int(mine.sum()),
        "groups": len(set(groups[mine])),
        "diseases": len(set(truths[mine])),
        "balanced_accuracy": balanced,
        "all photos, same diseases": metrics.balanced_accuracy(truths[same], guesses[same])
        if balanced
        else None,
        "top_3": between(lambda i: metrics.top_k(truths[i], chances[i], 3), mine),
        "uncertain": between(lambda i: float(uncertain[i].mean()), mine),
        "harmless": int(harmless.sum()),
        "harmless_called_urgent": between(lambda i: float(urgent[i].mean()), harmless),
        "harmless_called_soon_or_sooner": between(lambda i: float(soon[i].mean()), harmless),
    }


def _between(
    measure: Callable[[Whole], float], places: Whole, groups: NDArray[np.str_], rng: Generator
) -> list[float] | None:
    """A figure of these photos with its 95 % interval over groups; None where groups are few."""
    if len(set(groups[places])) < LEAST_GROUPS:
        return None
    low, high = metrics.interval(lambda i: measure(places[i]), groups[places], rng)
    return [measure(places), low, high]
