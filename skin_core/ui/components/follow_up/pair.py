"""Two visits of a lesion: what may be said of the difference, and the photos over each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import streamlit as st

from skin_core.domain.course import Course, Visit
from skin_core.narrative.course import (
    colour_text,
    colour_verdict_text,
    compared_text,
    days_of,
    scales_text,
    told_text,
    visit_area_text,
)
from skin_core.narrative.lesion import decimal
from skin_core.narrative.scores import acne_course, kept_line
from skin_core.services import diary
from skin_core.services.aligned import Aligned, Points
from skin_core.services.area_change import compare_areas
from skin_core.services.lesion_colour import compare_colours
from skin_core.services.scales_beside import without_scale
from skin_core.ui import drafting, resources
from skin_core.ui.components.follow_up.areas import Contradiction
from skin_core.ui.components.follow_up.before_after import before_after
from skin_core.ui.components.follow_up.three_points import check_moved, three_points
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, seed, worded

SLIDER, BESIDE = "slider", "beside"


@st.fragment
def draw_pair(course: Course, doubts: Sequence[Contradiction]) -> None:
    """The answer first, then the photos, then what else was told at both visits.

    doubts: scales that contradict each other. No size is compared by one of them, whichever visit
    it is compared with: nobody knows which is wrong.
    """
    with explain_errors():
        doubted = {one.case.case_id for pair in doubts for one in (pair.earlier, pair.visit)}
        visits = [
            without_scale(visit) if visit.case.case_id in doubted else visit
            for visit in course.visits
            if visit.case.photos
        ]
        if len(visits) < 2:
            st.info(say("diary.pair.one_photo"), icon=":material/add_a_photo:")
            return
        answer = st.container(border=True, key="follow.answer")
        before, after = _chosen(visits)
        if before is after:
            answer.info(say("diary.pair.same_visit"), icon=":material/compare:")
            return
        before, after = (
            without_scale(visit) if visit.case.case_id in doubted else visit
            for visit in resources.compared(before, after)
        )
        laid = resources.laid_over(before, after)
        with answer:
            _answer(before, after, laid)
            for doubt in _of_either(doubts, before, after):
                st.markdown(f":orange[:material/straighten:] {plain(doubt.words)}")
        with steady():
            _photos(before, after, laid)
        _by_hand(before, after, laid)


def _of_either(
    doubts: Sequence[Contradiction], before: Visit, after: Visit
) -> Iterator[Contradiction]:
    ids = {before.case.case_id, after.case.case_id}
    return (one for one in doubts if ids & {one.earlier.case.case_id, one.visit.case.case_id})


def _chosen(visits: Sequence[Visit]) -> tuple[Visit, Visit]:
    """The earlier and the later one; at first the first and the last."""
    lesion = visits[0].case.lesion.lesion_id
    names = {visit.case.case_id: _name(visit, visits) for visit in visits}
    chosen = []
    with st.container(horizontal=True, vertical_alignment="bottom", key="follow.pair"):
        for name, first in (("before", visits[0]), ("after", visits[-1])):
            key = worded(f"follow.{name}.{lesion}")
            chosen.append(
                st.selectbox(
                    say(f"diary.pair.{name}"),
                    list(names),
                    format_func=names.__getitem__,
                    key=seed(key, first.case.case_id),
                    width=240,
                )
            )
    order = [visit for visit in visits if visit.case.case_id in chosen]
    return order[0], order[-1]


def _name(visit: Visit, visits: Sequence[Visit]) -> str:
    """The day; the hour it was saved where there are two of a day."""
    same = [one for one in visits if one.case.visit_date == visit.case.visit_date]
    case = visit.case
    return speech().moment(case.created_at) if len(same) > 1 else speech().when(case.visit_date)


def _days(before: Visit, after: Visit) -> tuple[str, str]:
    both = (before, after)
    return _name(before, both), _name(after, both)


def _answer(before: Visit, after: Visit, laid: Aligned) -> None:
    pairs = _pairs(before, after)
    kind = before.area is not None and before.area.is_dermoscopic
    own = diary.own_error(pairs, is_dermoscopic=kind)
    verdict = compare_areas(before.area, after.area, laid.field, laid.field_error, own)
    white = before.colour is not None and before.colour.is_white_set
    own_colour = diary.own_colour_error(pairs, is_dermoscopic=kind, is_white_set=white)
    colours = compare_colours(before.colour, after.colour, own_colour)
    days = days_of(before, after)
    told = compared_text(replace(verdict, scales_part=None), before, after, speech())
    head, _, rest = plain(told).partition(". ")
    st.markdown(f"**{head}{'.' if rest else ''}** {rest}")
    if verdict.scales_part:
        doubt = plain(scales_text(verdict.scales_part, days, speech()))
        st.markdown(f":orange[:material/straighten:] {doubt}")
    lines = [plain(colour_verdict_text(colours, days, speech()))] if colours else []
    for visit, name in zip((before, after), _days(before, after), strict=True):
        area = visit_area_text(visit, speech())
        colour = colour_text(visit.colour, speech()) if visit.colour else ""
        told = "; ".join(filter(None, (area, colour, told_text(visit, speech()))))
        lines.append(f":small[:gray[{plain(name)}:] {plain(told)}]")
    last = {one.index: one for one in after.case.scores}
    lines += [f":small[{plain(kept_line(score, speech()))}]" for score in last.values()]
    if graded := acne_course(before.case.scores, after.case.scores, speech()):
        lines.append(f":small[{plain(graded)}]")
    st.markdown("  \n".join(lines))


def _pairs(before: Visit, after: Visit) -> diary.Pairs:
    """What the clinic measured of itself; asked only where something was outlined."""
    return resources.pairs_taken_twice() if before.area and after.area else ()


def _photos(before: Visit, after: Visit, laid: Aligned) -> None:
    days = _days(before, after)
    key = f"follow.photos.{before.case.case_id}.{after.case.case_id}"
    if laid.refusal:
        st.warning(plain_error(laid.refusal), icon=":material/compare:")
        _beside(laid, days)
        st.caption(say("diary.pair.not_same_scale"))
        return
    how = st.segmented_control(
        say("diary.pair.how"),
        [SLIDER, BESIDE],
        format_func=lambda one: say(f"diary.pair.{one}"),
        default=SLIDER,
        key=seed(worded("follow.how"), SLIDER),
        required=True,
        label_visibility="collapsed",
    )
    laid, colours = _in_one_light(laid, key)
    if how == SLIDER:
        before_after(laid.before, laid.after, days, key)
    else:
        _beside(laid, days)
    st.caption(f"{say('diary.pair.same_scale')} {_fit(laid)} {colours}")


def _in_one_light(laid: Aligned, key: str) -> tuple[Aligned, str]:
    """The pair with its colours matched, unless it is wished as it was taken; and what was done."""
    if laid.matched is None:
        return laid, say("diary.pair.as_taken")
    if not st.toggle(say("diary.pair.match"), value=True, key=f"{key}.match"):
        return laid, say("diary.pair.as_taken")
    return replace(laid, after=laid.matched), say("diary.pair.matched")


def _beside(laid: Aligned, days: tuple[str, str]) -> None:
    names = ("before", "after")
    places = zip(st.columns(2), (laid.before, laid.after), names, days, strict=True)
    for place, picture, name, day in places:
        with place:
            st.markdown(f":small[**{say(f'diary.pair.{name}')} · {plain(day)}**]")
            st.image(picture, width="stretch", alt=say(f"diary.pair.alt_{name}", date=day))


def _fit(laid: Aligned) -> str:
    """How the photos were laid over each other, and how well."""
    found = laid.registered
    assert found is not None
    if found.residual_px is None or found.residual_share is None:
        return say(f"diary.fit.{found.by}")
    px = decimal(found.residual_px, speech())
    percent = decimal(100 * found.residual_share, speech(), 2)
    length = decimal(100 * found.length_error, speech())
    return say(f"diary.fit.{found.by}", px=px, percent=percent, length=length)


def _by_hand(before: Visit, after: Visit, laid: Aligned) -> None:
    """Three points on both photos as they were taken, which then decide and are kept."""
    kept, days = laid.points, _days(before, after)
    key = f"follow.points.{before.case.case_id}.{after.case.case_id}"
    label, icon = say("diary.points.open"), ":material/control_camera:"
    with st.expander(label, icon=icon, expanded=kept is not None, key=f"{key}.box"):
        st.caption(say("diary.points.help"))
        points = three_points((laid.before, laid.plain_after), days, kept, key)
        with st.container(horizontal=True):
            is_set = st.button(say("diary.points.apply"), type="primary", key=f"{key}.apply")
            if kept and st.button(say("diary.points.clear"), key=f"{key}.clear"):
                _keep(before, after, None)
                forget(key)
                st.rerun()
        if is_set:
            with explain_errors():
                check_moved(points, kept)
                _keep(before, after, points)
                st.rerun()  # the chart, too, stands on how the photos lie


def _keep(before: Visit, after: Visit, points: Points | None) -> None:
    resources.set_points(before, after, points, drafting.now(), drafting.clinician_name())
