"""The course of a lesion in words: page and report say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from skin_core.domain.course import (
    Area,
    Changed,
    Colour,
    ColourVerdict,
    Course,
    Spread,
    Unit,
    Verdict,
    Visit,
)
from skin_core.domain.diary import Treatment, TreatmentKind
from skin_core.domain.outline import outline_of
from skin_core.facts.moments import local_time
from skin_core.narrative.lesion import cm2_text, decimal, rejects, share_number, share_text
from skin_core.narrative.speech import Speech
from skin_core.rules.texts import in_sentence

TOLD = ("itch", "pain")
"""Facts that the patient tells at each visit, 0 to 10."""
_SEVERAL = 2  # visits of one day
_COMPARED = (Changed.SMALLER, Changed.LARGER, Changed.WITHIN_ERROR)
_PRINTED = (*_COMPARED, Changed.OTHER_LIGHT, Changed.OTHER_KIND, Changed.CUT_OFF)


def verdict_text(verdict: Verdict, days: tuple[str, str], speech: Speech) -> str:
    """What may be said of two areas, and what they are shares of. days: as `days_of`."""
    words = dict(zip(("first", "last"), map(speech.when, days), strict=True))
    if verdict.before and verdict.after and verdict.unit:
        words["before"] = spread_text(verdict.before, verdict.unit, speech)
        words["after"] = spread_text(verdict.after, verdict.unit, speech)
    told = [speech.t(f"diary.verdict.{verdict.changed}", **words)]
    if verdict.unit is Unit.FIELD:
        told.append(speech.t("diary.verdict.of_first_photo"))
    if verdict.scales_part:
        told.append(scales_text(verdict.scales_part, days, speech))
    return " ".join(told)


def compared_text(verdict: Verdict, before: Visit, after: Visit, speech: Speech) -> str:
    """The same of two visits; or that the clinician rejected the network's outline of one."""
    if rejects_outline(before) or rejects_outline(after):
        return speech.t("diary.verdict.rejected")
    return verdict_text(verdict, days_of(before, after), speech)


def days_of(before: Visit, after: Visit) -> tuple[str, str]:
    """When both were, as the texts of this module take it."""
    both = before, after
    return visit_day(before, both), visit_day(after, both)


def visit_day(visit: Visit, visits: Sequence[Visit]) -> str:
    """The ISO date; of two visits of a day with the hour, where it was saved that day."""
    day, saved = visit.case.visit_date, f"{local_time(visit.case.created_at):%Y-%m-%dT%H:%M}"
    is_alone = sum(one.case.visit_date == day for one in visits) < _SEVERAL
    return day if is_alone or not saved.startswith(day) else saved


def scales_text(times: float, days: tuple[str, str], speech: Speech) -> str:
    """That two scales contradict each other. times: `Verdict.scales_part`; days: as `days_of`."""
    first, last = map(speech.when, days)
    return speech.t("diary.scales.part", **_longer(first, last, times, speech))


def photo_scales_text(numbers: tuple[int, int], times: float, speech: Speech) -> str:
    """The same of two photos of one visit, by their numbers."""
    first, last = map(str, numbers)
    return speech.t("diary.scales.photos", **_longer(first, last, times, speech))


def _longer(first: str, last: str, times: float, speech: Speech) -> dict[str, str]:
    """The one by which skin is longer comes last: "0.6 times as long" is no way to say it."""
    if times < 1:
        first, last, times = last, first, 1 / times
    return {"first": first, "last": last, "times": decimal(times, speech, 2)}


def colour_verdict_text(verdict: ColourVerdict, days: tuple[str, str], speech: Speech) -> str:
    """What may be said of the colour at two visits. days: as `days_of`."""
    words = dict(zip(("first", "last"), map(speech.when, days), strict=True))
    for key, colour in (("before", verdict.before), ("after", verdict.after)):
        words[key] = decimal(colour.delta_e00, speech)
    words["own"] = decimal(verdict.own or 0.0, speech)
    return speech.t(f"diary.colour.{verdict.changed}", **words)


def colour_text(colour: Colour, speech: Speech) -> str:
    """The colour of a lesion at one visit beside healthy skin."""
    return speech.t("diary.colour.at", number=decimal(colour.delta_e00, speech))


def spread_text(spread: Spread, unit: Unit, speech: Speech) -> str:
    """A size with its bounds: "2.4 cm² (2.0–2.9)"."""
    if unit is Unit.CM2:
        told = speech.t("diary.cm2", area=cm2_text(spread.value, speech))
    else:
        told = share_text(spread.value, speech)
    if spread.low is None or spread.high is None:
        return told
    word = cm2_text if unit is Unit.CM2 else share_number
    return speech.t(
        "diary.bounds", value=told, low=word(spread.low, speech), high=word(spread.high, speech)
    )


def area_text(area: Area, speech: Speech) -> str:
    """The area at one visit, by card or as a share of the photo, and who drew it."""
    by = speech.t(f"diary.by.{area.by}")
    if area.is_coloured:
        by = speech.t("diary.coloured_light", by=by)
    if area.is_dermoscopic:
        by = speech.t("diary.dermoscopic", by=by)
    if area.is_cut_off:
        by = speech.t("diary.cut_off", by=by)
    if area.cm2:
        told = spread_text(area.cm2, Unit.CM2, speech)
        if area.scale_error:
            by = speech.t("diary.hand_scale", by=by, error=f"{100 * area.scale_error:.0f}")
        return speech.t("diary.area_cm2", area=told, by=by)
    told = spread_text(area.share, Unit.FIELD, speech)
    return speech.t("diary.area_share", area=told, by=by)


def _measured_text(visit: Visit, speech: Speech) -> str:
    colour = colour_text(visit.colour, speech) if visit.colour else ""
    return "; ".join(filter(None, (visit_area_text(visit, speech), colour)))


def visit_area_text(visit: Visit, speech: Speech) -> str:
    """The area at one visit, or why there is none."""
    if visit.area:
        return area_text(visit.area, speech)
    return speech.t("diary.rejected" if rejects_outline(visit) else "diary.no_area")


def rejects_outline(visit: Visit) -> bool:
    """Whether it has no area because the clinician rejected what a network outlined."""
    drawn = visit.case.assessment.outlines if visit.case.assessment else ()
    return visit.area is None and any(
        rejects(outline_of(drawn, photo.photo_id), photo.lesion)
        for photo in visit.case.analysis.photos
    )


def told_text(visit: Visit, speech: Speech) -> str:
    """Itch and pain as the patient told them at one visit; "" where neither was answered."""
    told = ((fact, visit.told(fact)) for fact in TOLD)
    lines = (
        f"{in_sentence(speech.fact(fact))} {speech.answer_as_kept(fact, value)}"
        for fact, value in told
        if value is not None
    )
    return speech.listed(lines)


def treatment_text(treatment: Treatment, speech: Speech) -> str:
    """Name, dose, sessions, and from when to when; of one day that day."""
    what = [treatment.name, treatment.dose]
    if treatment.kind is not TreatmentKind.MEDICINE:
        what.insert(0, speech.t(f"diary.kind.{treatment.kind}"))
    if treatment.sessions:
        what.append(speech.t("diary.sessions", count=treatment.sessions))
    if treatment.ended_on:
        days = period_text(treatment.started_on, treatment.ended_on, speech)
    else:
        days = speech.t("diary.days_since", first=speech.when(treatment.started_on))
    return f"{', '.join(filter(None, what))}: {days}"


def changes_of(treatment: Treatment, speech: Speech) -> Iterator[str]:
    """What was told of a treatment before each change, and when and by whom it was changed."""
    for one in treatment.changes:
        was = replace(treatment, sessions=one.sessions, ended_on=one.ended_on)
        key = "withdrawn_until" if one.is_withdrawn else "until"
        time = speech.moment(one.at)
        changed = speech.t("diary.treatment.by", time=time, name=one.by) if one.by else time
        yield speech.t(f"diary.treatment.{key}", time=changed, text=treatment_text(was, speech))


def period_text(first: str, last: str, speech: Speech) -> str:
    """From when to when; of one day that day. first, last: ISO dates."""
    if first == last:
        return speech.when(first)
    return speech.t("diary.days", first=speech.when(first), last=speech.when(last))


def course_lines(
    course: Course,
    compared: tuple[Visit, Visit],
    verdicts: tuple[Verdict, ColourVerdict | None],
    speech: Speech,
) -> Iterator[str]:
    """The course as a report prints it: what may be said, each visit, each treatment.

    compared: the first and the last visit on the photos that the verdicts are of, which are told
    too where they are others than those of the course.
    """
    visits, (verdict, colours) = course.visits, verdicts
    days = days_of(visits[0], visits[-1])
    if verdict.changed in _PRINTED:
        yield verdict_text(verdict, days, speech)
    elif verdict.scales_part:
        yield scales_text(verdict.scales_part, days, speech)
    if colours and colours.changed in (*_COMPARED, Changed.OTHER_KIND, Changed.OTHER_WHITE):
        yield colour_verdict_text(colours, days, speech)
    for visit, other in zip(visits, (compared[0], *visits[1:-1], compared[1]), strict=True):
        told = dict.fromkeys(_measured_text(one, speech) for one in (visit, other))
        parts = filter(None, (*told, told_text(visit, speech)))
        yield f"{speech.when(visit_day(visit, visits))}: {'; '.join(parts)}"
    for one in course.treatments:
        yield treatment_text(one, speech)
