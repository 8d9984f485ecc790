"""Two cases beside each other: the photos first, then what was likely, then what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.domain.facts import Facts, FactType
from skin_core.domain.score import KeptScore
from skin_core.facts import all_facts, fact
from skin_core.narrative.answer import answer_sentence
from skin_core.narrative.scores import kept_change, kept_name, kept_total
from skin_core.services.compare import compare_facts
from skin_core.ui.components.records.correct_facts import answer_text, changed_answers, name_of
from skin_core.ui.components.result.bars import ranked_bars
from skin_core.ui.components.result.decision import draw_conclusion
from skin_core.ui.components.result.photo_view import photo_view, shown_photos
from skin_core.ui.components.shared.patient_line import patient_words, site_text
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.components.shared.style import begin_at_top
from skin_core.ui.components.shared.urgency import urgency_badge
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech

BARS = 3


def compare_view(case: Case, other: Case) -> None:
    """Older left, row by row. case: the one that ending the comparison goes back to."""
    begin_at_top(f"compare {case.case_id} {other.case_id}")
    if st.button(say("records.compare.end"), icon=":material/arrow_back:", key="records.end"):
        to_case(case.case_id)
    pair = sorted((case, other), key=lambda one: (one.visit_date, one.created_at))
    _between(pair)
    told = dict(zip((one.case_id for one in pair), _days(*pair), strict=True))
    _row(pair, "photos", partial(_photos, told))
    _row(pair, "answer", _answer)
    _changes(*pair)


def _between(pair: Sequence[Case]) -> None:
    """Whose they are, older first, and the days between."""
    before, after = pair
    same_patient = before.patient.patient_id == after.patient.patient_id
    if same_patient:
        st.markdown(patient_words(after.patient, date.fromisoformat(after.visit_date), after.facts))
    else:
        unnamed = say("app.patient.unnamed")
        names = " / ".join(f"**{plain(one.patient.name) or unnamed}**" for one in pair)
        words = f"{say('records.compare.two_patients')} {names}"
        st.warning(words, icon=":material/group:")
    days = (date.fromisoformat(after.visit_date) - date.fromisoformat(before.visit_date)).days
    key = {0: "same_day", 1: "days_one"}.get(days, "days")
    told = [say(f"records.compare.{key}", count=days)]
    if same_patient and before.lesion.lesion_id != after.lesion.lesion_id:
        told.append(say("records.compare.two_lesions"))
    st.caption(" · ".join(told))


def _row(pair: Sequence[Case], name: str, draw: Callable[[Case, str], None]) -> None:
    with st.container(key=f"compare-{name}"):
        for number, (place, case) in enumerate(zip(st.columns(2), pair, strict=True), start=1):
            with place, st.container(key=f"compare-{name}-{number}", gap="xsmall"):
                draw(case, f"compare.{number}")


def _photos(told: Mapping[str, str], case: Case, key: str) -> None:
    """The day, and the photo in a frame of the same size for both. told: the days, by case."""
    site = site_text({**case.facts})
    st.markdown(f"**{told[case.case_id]}**" + (f" · {site}" if site else ""))
    by_hand = case.assessment or ClinicianAssessment()
    if photos := shown_photos(case.photos, case.analysis, by_hand.outlines, by_hand.scales):
        top = case.analysis.top.label if case.analysis.top else ""
        photo_view(photos, top, "", f"{key}.photo")
    else:
        st.caption(f":material/no_photography: {say('records.no_photo')}")


def _answer(case: Case, key: str) -> None:
    """How urgent, what was concluded, the sentence and three bars. key: of the place."""
    with st.container(horizontal=True, key=f"{key}.urgency"):
        urgency_badge(case.analysis.advice.urgency)
    draw_conclusion(case.assessment)
    st.markdown(answer_sentence(case.analysis, speech()))
    if case.analysis.differential:
        ranked_bars(case.analysis, limit=BARS)
    for one in _last_scores(case):
        st.markdown(f":material/straighten: {plain(kept_total(one, speech()))}")


def _changes(before: Case, after: Case) -> None:
    """What was answered otherwise; what stayed the same is not told again."""
    st.subheader(say("records.compare.changed"), anchor=False)
    compared = compare_facts(before.facts, after.facts)
    pairs = [{key: case.facts[key] for key in compared.changed} for case in (before, after)]
    lines = [f"- {line}" for line in (*changed_answers(*pairs), *_changed_scores(before, after))]
    st.markdown("\n".join(lines) or say("records.compare.nothing_changed"))
    once = (compared.only_before, compared.only_after)
    told = [
        say("records.compare.only", date=day, facts=speech().listed(_given(case.facts, keys)))
        for case, day, keys in zip((before, after), _days(before, after), once, strict=True)
        if keys
    ]
    if told:
        st.caption(" · ".join(told))


def _last_scores(case: Case) -> Sequence[KeptScore]:
    """The last one of each index of severity."""
    return tuple({one.index: one for one in case.scores}.values())


def _changed_scores(before: Case, after: Case) -> Iterator[str]:
    """How each index of one lesion changed between just these two visits."""
    if before.lesion.lesion_id != after.lesion.lesion_id:
        return
    for one in _last_scores(after):
        told = kept_change(one, speech())
        if told and one.earlier and one.earlier.visit_date == before.visit_date:
            yield f"{plain(kept_name(one, speech()))}: {plain(told)}"


def _given(facts: Facts, keys: Iterable[str]) -> Iterator[str]:
    """Names with the answers; free text, which may be long, by its name alone."""
    for key in keys:
        is_text = key in all_facts() and fact(key).type is FactType.TEXT
        yield name_of(key) if is_text else f"{name_of(key)} ({answer_text(facts, key)})"


def _days(before: Case, after: Case) -> tuple[str, str]:
    """The days of both visits; the hours with them where it was the same day."""
    if before.visit_date == after.visit_date:
        return speech().moment(before.created_at), speech().moment(after.created_at)
    return speech().when(before.visit_date), speech().when(after.visit_date)
