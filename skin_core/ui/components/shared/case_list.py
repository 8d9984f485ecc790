"""What a list tells of a case, and cases as cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from skin_core.diseases import NORMAL, all_diseases
from skin_core.domain.case import CaseSummary
from skin_core.domain.facts import Facts
from skin_core.errors import SkinError
from skin_core.facts import local_day, local_time
from skin_core.rules import all_rules
from skin_core.ui import resources
from skin_core.ui.components.shared.patient_line import patient_words, site_text
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.components.shared.urgency import urgency_badge
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech


def case_cards(cases: Sequence[CaseSummary], key: str) -> None:
    """Photo, name, answer, urgency, signed or not; each opens its case."""
    grid = st.grid(5, min_column_width=170, gap="small")
    for case in cases:
        with grid.cell(), st.container(border=True, key=f"{key}.card.{case.case_id}"):
            thumbnail(case.thumbnail_key, f"{key}.{case.case_id}")
            st.markdown(f"**{case_name(case)}**")
            st.caption(f"{answer_words(case)} · {when_words(case)}")
            with st.container(horizontal=True, gap="xsmall"):
                urgency_badge(case.urgency)
                signed_badge(case.is_signed)
            open_button(case, key)


def thumbnail(stored: str, key: str) -> None:
    """A small picture; where none was taken, or it is damaged, its place stays quiet."""
    with st.container(key=f"case-thumb-{key}" if stored else f"case-thumb-none-{key}"):
        if not stored:
            st.caption(f":material/no_photography: {say('records.no_photo')}")
            return
        try:
            alt = say("records.thumbnail_alt")
            st.image(resources.thumbnail(stored), width="stretch", alt=alt)
        except SkinError:
            st.caption(":material/broken_image:")


def case_name(case: CaseSummary) -> str:
    """The patient's name, safe for markdown."""
    return plain(case.patient_name) or say("app.patient.unnamed")


def person_words(case: CaseSummary) -> str:
    """Name in bold, with age at the visit and sex where they are known."""
    return patient_words(case.patient, date.fromisoformat(case.visit_date), known_only=True)


def answer_words(case: CaseSummary) -> str:
    """What the network leaves open, said to be the model's; or why there is no answer.

    In bold is only the dangerous half of an "or": what stands alone in bold is the clinician's.
    """
    if not case.photo_count:
        return facts_words(case.rule)
    if not case.answer:
        return say("records.not_judged")
    return model_words(_open_words(case))


def facts_words(rule_id: str) -> str:
    """What the facts alone speak for. rule_id: what stands first in the advice; "" for nothing."""
    if rule_id not in all_rules():
        return say("records.facts_only")
    return say("records.by_facts", rule=all_rules()[rule_id].name[speech().language])


def model_words(answer: str) -> str:
    """An answer, marked as the model's."""
    return say("records.model", answer=answer)


def _open_words(case: CaseSummary) -> str:
    first, second, more = _two_of(case)
    name = speech().label
    if not second:
        return say("records.uncertain", label=name(first)) if case.uncertain else name(first)
    word = "records.either" if case.uncertain else "records.also"
    words = say(word, first=_marked(first), second=_marked(second))
    return f"{words} (+{more})" if more else words


def _two_of(case: CaseSummary) -> tuple[str, str, int]:
    """The answer, the danger beside it or else the next likely one, and how many more there are.

    Of an answer that is not uncertain, a danger alone is worth the place.
    """
    others = [label for label in case.likely if label not in (case.answer, NORMAL)]
    second = next((label for label in others if _is_danger(label)), "")
    if not case.uncertain:
        return case.answer, second, 0
    second = second or next(iter(others), "")
    return case.answer, second, max(0, len(others) - 1)


def _is_danger(label: str) -> bool:
    entry = all_diseases().get(label)
    return bool(entry and entry.danger)


def _marked(label: str) -> str:
    name = speech().label(label)
    return f"**{name}**" if _is_danger(label) else name


def concluded_words(case: CaseSummary) -> str:
    """The clinician's diagnosis in bold with the model's answer small; the latter alone before."""
    if concluded := diagnosis_words(case.diagnosis, case.diagnosis_text):
        return f"**{concluded}**  \n:small[:gray[{answer_words(case)}]]"
    return answer_words(case)


def when_words(case: CaseSummary) -> str:
    """The day of the visit, and the hour it was saved where that was the same day."""
    day = speech().when(case.visit_date)
    is_same_day = local_day(case.created_at) == case.visit_date
    return f"{day}, {local_time(case.created_at):%H:%M}" if is_same_day else day


def saved_words(case: CaseSummary) -> str:
    """The hour it was saved; of another day than the visit that day too."""
    moment = local_time(case.created_at)
    is_same_day = local_day(case.created_at) == case.visit_date
    return f"{moment:%H:%M}" if is_same_day else speech().moment(case.created_at)


def twins_of(cases: Sequence[CaseSummary]) -> frozenset[str]:
    """Cases that share name and day with another of the list, and look like one patient's."""
    times = Counter((case.patient_name, case.visit_date) for case in cases)
    return frozenset(
        case.case_id for case in cases if times[case.patient_name, case.visit_date] > 1
    )


def diagnosis_words(diagnosis: str, text: str) -> str:
    """What the clinician concluded, a disease or typed; "" where nothing yet."""
    return speech().label(diagnosis) if diagnosis else plain(text)


def case_site(case: CaseSummary) -> str:
    """Side and site in words."""
    places: Facts = {
        key: value for key, value in (("side", case.side), ("site", case.site)) if value
    }
    return site_text(places)


def signed_badge(is_signed: bool) -> None:
    """Whether a clinician put a name under it."""
    if is_signed:
        st.badge(say("records.signed"), color="green", icon=":material/verified:")
    else:
        st.badge(say("records.unsigned"), color="gray", icon=":material/edit_note:")


def open_button(case: CaseSummary, key: str) -> None:
    """Open a case in Records."""
    if st.button(say("app.action.open"), key=f"{key}.open.{case.case_id}"):
        to_case(case.case_id)
