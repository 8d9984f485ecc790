"""A severity index in words: page, report and text say the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from skin_core.domain.score import Earlier, KeptScore
from skin_core.domain.suggestion import Suggestion
from skin_core.narrative.speech import Speech
from skin_core.scoring import INDICES, Change, Score
from skin_core.scoring.easi import AGE, CHILD_BELOW_YEARS, is_below_bound
from skin_core.scoring.easi import INDEX as EASI
from skin_core.scoring.kept import by_later_table, change_of, worked_out
from skin_core.scoring.suggested import acne_of
from skin_core.scoring.words import (
    band_text,
    citations,
    notes,
    number_text,
    place_name,
    short_name,
    threshold_text,
)

MINUS = "\u2212"
_STEPS = (50, 75, 90, 100)  # improvements that count as a response


def points_text(points: float, speech: Speech) -> str:
    """A number of points, with the point or the comma of the language."""
    return number_text(points, speech.language)


def score_text(score: Score, changed: str, speech: Speech) -> str:
    """All of a score as plain text, to be pasted elsewhere; no name of anybody.

    changed: since the visit before, as `change_text` has it; "" where that is not told.
    """
    lines = [total_line(score, speech)]
    if changed:
        lines.append(changed)
    lines += [
        f"- {name}: {points_text(points, speech)}" for name, points in parts_of(score, speech)
    ]
    lines += notes(score.index, speech.language)
    lines += citations(score.index)
    return "\n".join(lines)


def total_line(score: Score, speech: Speech) -> str:
    """Name, total, what it may be, and the band: "EASI: 12.3 (0–72), Moderate"."""
    return _line(score.index, score.total, (score.lowest, score.highest), score.band, speech)


def parts_of(score: Score, speech: Speech) -> Iterator[tuple[str, float]]:
    """What each region adds, or where the index has none each sign."""
    regions = [part.region for part in score.parts if part.region]
    points = score.by_region if len(set(regions)) > 1 else score.by_sign
    for place, value in points.items():
        yield place_name(score.index, place, speech.language), value


def kept_line(kept: KeptScore, speech: Speech) -> str:
    """A kept score in one line, with the change since the visit before, and what a network graded
    of acne beside it.

    Of an index that is not known any more, or entries that are refused now, it is what was kept.
    """
    line, graded = _kept_total(kept, speech), acne_of([kept])
    if graded is None:
        return line
    beside = speech.t("severity.acne.beside", told=_acne(graded, speech))
    return f"{line.removesuffix('.')}. {beside}"


def kept_name(kept: KeptScore, speech: Speech) -> str:
    """Short name of its index; the key of one that is not known any more."""
    known = kept.index in INDICES
    return short_name(kept.index, speech.language) if known else kept.index


def acne_course(before: Sequence[KeptScore], after: Sequence[KeptScore], speech: Speech) -> str:
    """What a network graded of acne at two visits; "" unless at both."""
    first, last = acne_of(before), acne_of(after)
    if first is None or last is None:
        return ""
    words = {"before": _acne(first, speech), "after": _acne(last, speech)}
    return speech.t("severity.acne.course", **words)


def _acne(told: Suggestion, speech: Speech) -> str:
    if told.grade is None:
        return speech.t("severity.acne.unsure")
    if told.chance is None:
        return speech.t("severity.acne.plain", grade=told.grade)
    chance = speech.percent(told.chance)
    return speech.t("severity.acne.sure", grade=told.grade, chance=chance)


def _kept_total(kept: KeptScore, speech: Speech) -> str:
    return ". ".join(filter(None, (kept_total(kept, speech), kept_change(kept, speech))))


def kept_total(kept: KeptScore, speech: Speech) -> str:
    """A kept score in one line, without what changed."""
    score = worked_out(kept)
    if score is None:
        return f"{kept_name(kept, speech)}: {points_text(kept.total, speech)}"
    return total_line(score, speech)


def kept_change(kept: KeptScore, speech: Speech) -> str:
    """What changed since the visit before; "" where that is not to be told."""
    score = worked_out(kept)
    told = change_of(kept, score) if score else None
    if score is None or kept.earlier is None or told is None:
        return ""
    return change_text(score, kept.entered, told, kept.earlier, speech)


def change_text(
    score: Score, entered: Mapping[str, object], told: Change, earlier: Earlier, speech: Speech
) -> str:
    """Since when, by how much, whether that counts, and whether two tables were compared.

    entered: what the score was worked out of.
    """
    tables = _two_tables(score.index, earlier, entered, speech)
    parts = [_difference(told, earlier, bool(tables), speech)]
    parts += (
        [
            speech.t(
                "severity.change.response",
                index=short_name(score.index, speech.language),
                percent=told.responses[-1],
            )
        ]
        if told.responses
        else []
    )
    if told.threshold and told.difference:
        reached = "counts" if told.counts else "below"
        key = f"severity.change.{reached}_{told.threshold.kind}"
        meaning = threshold_text(told.threshold.kind, speech.language)
        words = {"meaning": meaning, "points": points_text(told.threshold.points, speech)}
        parts.append(speech.t(key, citation=told.threshold.citation, **words))
    parts.append(tables)
    return " ".join(filter(None, parts))


def _two_tables(index: str, earlier: Earlier, entered: Mapping[str, object], speech: Speech) -> str:
    """That an earlier score is of another table, so that it is told by this one; else ""."""
    if by_later_table(index, earlier, entered) is None:
        return ""
    before, after = (
        speech.t(f"severity.change.{_table(of[AGE])}", years=CHILD_BELOW_YEARS)
        for of in (earlier.entered, entered)
    )
    return speech.t("severity.change.two_tables", before=before, after=after)


def course_note(scores: Iterable[KeptScore], speech: Speech) -> str:
    """That the EASI of a course is of two tables of age; "" where one holds for all."""
    ages = [kept.entered.get(AGE) for kept in scores if kept.index == EASI]
    tables = {is_below_bound(age) for age in ages if isinstance(age, int | float)}
    return speech.t("severity.change.course", years=CHILD_BELOW_YEARS) if len(tables) > 1 else ""


def _table(age: object) -> str:
    return "table_below" if is_below_bound(float(str(age))) else "table_from"


def _difference(told: Change, earlier: Earlier, is_again: bool, speech: Speech) -> str:
    """is_again: the earlier total was worked out anew, by the table of this one."""
    previous = points_text(told.previous, speech)
    if is_again:
        kept = points_text(earlier.total, speech)
        previous = speech.t("severity.change.again", kept=kept, points=previous)
    words = {"date": speech.when(earlier.visit_date), "previous": previous}
    sign = MINUS if told.difference < 0 else "+" if told.difference else ""
    words["difference"] = f"{sign}{points_text(abs(told.difference), speech)}"
    if not told.difference:
        return speech.t("severity.change.same", **words)
    if told.improvement_percent is None:
        return speech.t("severity.change.since", **words)
    key = "severity.change.better" if told.difference < 0 else "severity.change.worse"
    return speech.t(key, percent=_percent(told.improvement_percent, speech), **words)


def _percent(improvement: float, speech: Speech) -> str:
    """In whole numbers, but 74.6 is not rounded up to a response that was not reached."""
    whole = round(abs(improvement))
    if whole in _STEPS and whole > improvement > 0:
        return points_text(math.floor(10 * improvement) / 10, speech)
    return f"{whole}"


def _line(index: str, total: float, bounds: tuple[float, float], band: str, speech: Speech) -> str:
    low, high = (points_text(bound, speech) for bound in bounds)
    name, points = short_name(index, speech.language), points_text(total, speech)
    words = {"index": name, "total": points, "lowest": low, "highest": high}
    if not band:
        return speech.t("severity.line", **words)
    return speech.t("severity.line_band", band=band_text(index, band, speech.language), **words)
