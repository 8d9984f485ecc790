"""The course of one lesion: whose it is, before and after, the chart, and what is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from skin_core.domain.analysis import StepKind
from skin_core.domain.case import Case
from skin_core.domain.course import Course, Visit
from skin_core.narrative.course import told_text, visit_area_text, visit_day
from skin_core.narrative.plan import steps_of
from skin_core.narrative.scores import course_note, kept_name, points_text
from skin_core.services import diary
from skin_core.services.course_table import course_csv
from skin_core.ui import drafting, resources
from skin_core.ui.components.follow_up.areas import Contradiction, contradictions
from skin_core.ui.components.follow_up.chart import course_chart
from skin_core.ui.components.follow_up.pair import draw_pair
from skin_core.ui.components.follow_up.treatments import treatments
from skin_core.ui.components.shared.patient_line import patient_words, site_text
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session

FARTHEST = timedelta(days=3660)
Doubts = Sequence[Contradiction]


def draw_course(lesion_id: str) -> None:
    """Everything of a lesion. Raises: CaseNotFound."""
    course = resources.course(lesion_id)
    doubts: Doubts = ()
    with explain_errors():  # else the whole page would be lost with one photo
        doubts = contradictions(course)
    _head(course, doubts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_pair(course, doubts)
        with explain_errors():
            st.subheader(say("diary.chart.title"), anchor=False)
            for one in doubts:
                st.warning(plain(one.words), icon=":material/straighten:")
            course_chart(course, f"follow.chart.{lesion_id}", is_doubted=bool(doubts))
            scores = [score for visit in course.visits for score in visit.case.scores]
            if note := course_note(scores, speech()):
                st.caption(note)
    with right:
        with explain_errors():
            treatments(course)
        with explain_errors():
            _review(course)
        with explain_errors():
            _visits(course, doubts)


def _head(course: Course, doubts: Doubts) -> None:
    last = course.last
    with st.container(horizontal=True, vertical_alignment="center", key="follow.head"):
        if st.button(say("diary.pick.back"), icon=":material/arrow_back:", key="follow.back"):
            st.query_params.clear()
            st.rerun()
        site = site_text({**last.facts}) or say("diary.pick.site_unknown")
        who = patient_words(last.patient, date.fromisoformat(last.visit_date), last.facts)
        st.markdown(f"{who} · {site}", width="content")
        st.space("stretch")
        with st.container(horizontal=True, width="content"):  # on a phone they go on together
            if st.button(
                say("diary.pick.new_photos"), icon=":material/add_a_photo:", key="follow.new_photos"
            ):
                drafting.begin_follow_up(last, same_lesion=True)
                st.switch_page("pages/analyse.py")
            st.download_button(
                say("diary.export.csv"),
                data=lambda: course_csv(course, _doubted(doubts)),
                file_name=f"skindesk-course-{last.lesion.lesion_id[:8]}.csv",
                mime="text/csv",
                icon=":material/download:",
                key="follow.csv",
                help=say("diary.export.csv_help"),
                on_click="ignore",
            )


def _review(course: Course) -> None:
    """When the lesion is to be seen again; the doctor sets it, beside what was advised."""
    st.subheader(say("diary.review.title"), anchor=False)
    if advised := _advised(course.last):
        st.caption(say("diary.review.advised", text=plain(advised)))
    lesion_id, today = course.last.lesion.lesion_id, drafting.now().date()
    kept = date.fromisoformat(course.review) if course.review else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            say("diary.review.day"),
            value=kept,
            min_value=min(today, kept or today),
            max_value=today + FARTHEST,
            key=f"follow.review.{lesion_id}",
            format="YYYY-MM-DD",
            width=180,
        )
        due = day.isoformat() if isinstance(day, date) else ""
        words = say("diary.review.set" if due or not kept else "diary.review.clear")
        if st.button(words, key="follow.review_set", disabled=due == course.review):
            diary.set_review(resources.store(), lesion_id, due, drafting.now())
            told = (
                say("diary.review.kept", date=speech().when(due))
                if due
                else say("diary.review.cleared")
            )
            session().notices.append(told)
            st.rerun()


def _advised(case: Case) -> str:
    """When to see the patient again, as it was advised then."""
    lines = [one for one in steps_of(case.analysis) if one.kind is StepKind.REVIEW]
    return speech().of(lines[0].words) if lines else ""


def _doubted(doubts: Doubts) -> frozenset[str]:
    """Cases whose scale contradicts another's; of two, nobody knows which is wrong."""
    return frozenset(one.case.case_id for pair in doubts for one in (pair.earlier, pair.visit))


def _visits(course: Course, doubts: Doubts) -> None:
    """The newest first, each with the way to its case."""
    st.subheader(say("diary.timeline.title"), anchor=False)
    doubted = _doubted(doubts)
    for visit in reversed(course.visits):
        with st.container(
            key=f"follow-row-{visit.case.case_id}", horizontal=True, vertical_alignment="center"
        ):
            day = speech().when(visit_day(visit, course.visits))
            told = _visit_words(visit, visit.case.case_id in doubted)
            st.markdown(f"**{day}**  \n:small[{plain(told)}]")
            if st.button(say("diary.timeline.open"), key=f"follow.case.{visit.case.case_id}"):
                to_case(visit.case.case_id)


def _visit_words(visit: Visit, is_doubted: bool) -> str:
    case = visit.case
    doubt = say("diary.scales.here") if is_doubted else ""
    area = visit_area_text(visit, speech())
    concluded = ""
    if case.assessment:
        found = case.assessment
        concluded = speech().label(found.diagnosis) if found.diagnosis else found.diagnosis_text
    scores = {
        one.index: f"{kept_name(one, speech())} {points_text(one.total, speech())}"
        for one in case.scores
    }
    told = filter(None, (concluded, area, doubt, told_text(visit, speech()), *scores.values()))
    return " · ".join(told)
