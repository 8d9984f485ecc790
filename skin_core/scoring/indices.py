"""Every index by its key: how its input is read, worked out and shown on a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from skin_core.scoring.asked import Asked, asked_of
from skin_core.scoring.change import Change, change
from skin_core.scoring.easi import EasiInput, easi
from skin_core.scoring.fvasi import FvasiInput, fvasi
from skin_core.scoring.hayashi import HayashiInput, hayashi
from skin_core.scoring.iga import IgaInput, iga
from skin_core.scoring.pasi import PasiInput, pasi
from skin_core.scoring.reading import (
    number_of,
    read_input,
    refuse_unknown,
    table_of,
    yes_or_no,
)
from skin_core.scoring.result import Score
from skin_core.scoring.scorad import (
    ObjectiveScoradInput,
    ScoradInput,
    objective_scorad,
    scorad,
)
from skin_core.scoring.seven_point import INDEX as SEVEN_POINT
from skin_core.scoring.seven_point import SEVEN_POINTS, SevenPointInput, seven_point
from skin_core.scoring.vasi import VasiInput, vasi

PREVIOUS, SAME_RATER = "previous", "same_rater"
"""What may stand beside an input: the total of an earlier visit, and who scored it."""
SUGGESTED = "suggested"
"""What stands beside a kept input: suggestions of a network that were shown, by place."""
MEASURED = "measured"
"""And areas that were taken from outlined photos, by place."""


@dataclass(frozen=True, slots=True)
class Index:
    """One index. asks: its numbers by place; yes_no: its questions by place."""

    read: Callable[[object], Any]
    work_out: Callable[[Any], Score]
    asks: Mapping[str, Asked]
    yes_no: tuple[str, ...] = ()


def _of_numbers(key: str, kind: type, work_out: Callable[[Any], Score]) -> Index:
    return Index(partial(read_input, kind, index=key), work_out, dict(asked_of(kind)))


def _read_seven_point(table: object) -> SevenPointInput:
    told = table_of(table, "", SEVEN_POINT)
    refuse_unknown(told, SEVEN_POINTS, SEVEN_POINT)
    answers = {
        key: yes_or_no(value, key, SEVEN_POINT) for key, value in told.items() if value is not None
    }
    return SevenPointInput(answers=answers)


INDICES: Mapping[str, Index] = {
    "easi": _of_numbers("easi", EasiInput, easi),
    "scorad": _of_numbers("scorad", ScoradInput, scorad),
    "objective_scorad": _of_numbers("objective_scorad", ObjectiveScoradInput, objective_scorad),
    "vasi": _of_numbers("vasi", VasiInput, vasi),
    "fvasi": _of_numbers("fvasi", FvasiInput, fvasi),
    "pasi": _of_numbers("pasi", PasiInput, pasi),
    "hayashi": _of_numbers("hayashi", HayashiInput, hayashi),
    "iga": _of_numbers("iga", IgaInput, iga),
    SEVEN_POINT: Index(_read_seven_point, seven_point, {}, tuple(SEVEN_POINTS)),
}


def score_of(index: str, table: object) -> tuple[Score, Change | None]:
    """An index worked out from a table, and its change where that tells an earlier total.

    Raises: ScoreIncomplete, ScoreOutOfRange, ScoreNotUnderstood, ScoreUnknownPlace.
    """
    told = dict(table_of(table, "", index))
    previous, rater = told.pop(PREVIOUS, None), told.pop(SAME_RATER, None)
    known = INDICES[index]
    score = known.work_out(known.read(told))
    if previous is None:
        return score, None
    same = None if rater is None else yes_or_no(rater, SAME_RATER, index)
    return score, change(number_of(previous, PREVIOUS, index), score, same)
