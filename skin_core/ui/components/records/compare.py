"""Two cases beside each other: the photos first, then what was likely, then what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from skin_core.domain.case import Case
from skin_core.narrative.answer import answer_sentence
from skin_core.ui.components.records.correct_facts import changed_answers
from skin_core.ui.components.result.bars import ranked_bars
from skin_core.ui.components.result.decision import draw_conclusion
from skin_core.ui.components.result.photo_view import photo_view, shown_photos
from skin_core.ui.components.shared.patient_line import patient_words, site_text
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.components.shared.urgency import urgency_badge
from skin_core.ui.say import say, speech

BARS = 3


def compare_view(case: Case, other: Case) -> None:
    """Older left, row by row. case: the one that ending the comparison goes back to."""
    if st.button(say("records.compare.end"), icon=":material/arrow_back:", key="records.end"):
        to_case(case.case_id)
    pair = sorted((case, other), key=lambda one: (one.visit_date, one.created_at))
    _between(pair)
    _row(pair, "photos", _photos)
    _row(pair, "answer", _answer)
    _changes(*pair)


def _between(pair: Sequence[Case]) -> None:
    """Whose they are, and the days between."""
    before, after = pair
    same_patient = before.patient.patient_id == after.patient.patient_id
    if same_patient:
        st.markdown(patient_words(after.patient, date.fromisoformat(after.visit_date)))
    else:
        st.warning(say("records.compare.two_patients"), icon=":material/group:")
    days = (date.fromisoformat(after.visit_date) - date.fromisoformat(before.visit_date)).days
    words = [say("records.compare.days", count=days)]
    if same_patient and before.lesion.lesion_id != after.lesion.lesion_id:
        words.append(say("records.compare.two_lesions"))
    st.caption(" · ".join(words))


def _row(pair: Sequence[Case], name: str, draw: Callable[[Case, str], None]) -> None:
    with st.container(key=f"compare-{name}"):
        for number, (place, case) in enumerate(zip(st.columns(2), pair, strict=True), start=1):
            with place, st.container(key=f"compare-{name}-{number}", gap="xsmall"):
                draw(case, f"compare.{number}")


def _photos(case: Case, key: str) -> None:
    """The day, and the photo in a frame of the same size for both."""
    site = site_text({**case.facts})
    st.markdown(f"**{speech().when(case.visit_date)}**" + (f" · {site}" if site else ""))
    if photos := shown_photos(case.photos, case.analysis):
        top = case.analysis.top.label if case.analysis.top else ""
        photo_view(photos, top, f"{key}.photo")
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


def _changes(before: Case, after: Case) -> None:
    """What was answered otherwise; what stayed the same is not told again."""
    st.subheader(say("records.compare.changed"), anchor=False)
    lines = [f"- {line}" for line in changed_answers(before.facts, after.facts)]
    st.markdown("\n".join(lines) or say("records.compare.nothing_changed"))
