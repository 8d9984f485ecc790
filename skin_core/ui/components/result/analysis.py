"""One analysis, drawn the same wherever it stands: danger, answer, evidence, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis, StepKind
from skin_core.facts import facts_of
from skin_core.narrative.answer import answer_notes, answer_sentence
from skin_core.narrative.plan import steps_of
from skin_core.narrative.urgency_words import asks_only_for_a_photo, title_text
from skin_core.rules import question_of
from skin_core.services import workbench
from skin_core.ui import drafting
from skin_core.ui.components.result.add_fact import add_fact
from skin_core.ui.components.result.advice import (
    draw_actions,
    draw_facts,
    draw_rules,
)
from skin_core.ui.components.result.diagnosis_box import skip_to_diagnosis
from skin_core.ui.components.result.exclusions import Decide, draw_dangers
from skin_core.ui.components.result.fit import asked_by_bars, bars_with_fit
from skin_core.ui.components.result.more import draw_more
from skin_core.ui.components.result.own_reading import draw_own_reading
from skin_core.ui.components.result.photo_view import ShownPhoto, photo_view, shown_photos
from skin_core.ui.components.result.questions import draw_questions
from skin_core.ui.components.result.reading import (
    choose_reading,
    draw_reading,
    draw_reading_look_alikes,
)
from skin_core.ui.components.result.second_opinion import draw_second_opinions
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.result.written import draw_written
from skin_core.ui.components.result.zoster import draw_zoster
from skin_core.ui.components.shared.fact_inputs import RESULT
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.components.shared.urgency import urgency_banner
from skin_core.ui.say import say, speech
from skin_core.ui.session import opened_at, session, widget_value
from skin_core.ui.streamlit_edge import DeltaGenerator


def draw_analysis(
    shown: Shown,
    key: str,
    choices: Callable[[], None] | None = None,
    decide: Decide | None = None,
) -> None:
    """The whole result; danger, answer, three bars and what to do in one look on a desk.

    key: prefix of the widgets, one for each place on a page. choices: drawn under the sentence.
    decide: how dangers are excluded; None where the case is only looked at.
    """
    with st.container(key=f"result-head-{key}", gap="xsmall"):
        if not asks_only_for_a_photo(shown.analysis):  # what to do says so, once
            urgency_banner(shown.analysis, key)
        _answer(shown.analysis)
        if key == RESULT:
            skip_to_diagnosis("analyse.decision.diagnosis")
        if choices:
            choices()
    _body(shown, key, decide)
    with steady():
        draw_zoster(shown.analysis, key)
        draw_second_opinions(shown, key)
        draw_own_reading(shown, key)
        if shown.analysis.has_photos:
            draw_more(shown, key)
    _reading(shown, key)


def _answer(analysis: CaseAnalysis) -> None:
    """The sentence, and its cautions; without a photo the danger, and that there was none.

    How to take a photo again is left to what to do, where it stands there.
    """
    advised = not any(step.kind is StepKind.RETAKE for step in steps_of(analysis))
    title = title_text(analysis, speech(), with_advice=advised)
    sentence = answer_sentence(analysis, speech(), with_advice=advised)
    st.header(title, anchor=False)
    if sentence != title:
        st.caption(sentence)
    if notes := answer_notes(analysis, speech(), with_advice=advised):
        st.markdown("  \n".join(f":orange[:material/info:] {note}" for note in notes))


def _body(shown: Shown, key: str, decide: Decide | None) -> None:
    """Bars, what to do, photo: in this order on a phone; on a desk the photo stands left."""
    analysis = shown.analysis
    with st.container(key=f"result-body-{key}"):
        if analysis.top or shown.excluded:
            with st.container(key=f"result-bars-{key}", gap="xsmall"):
                if analysis.top:
                    bars_with_fit(shown)
                draw_dangers(shown, key, decide)
        with st.container(key=f"result-todo-{key}", gap="xxsmall"):
            draw_actions(shown)
        if photos := _photos_of(shown):
            with st.container(key=f"result-photo-{key}"):
                top = analysis.top.label if analysis.top else ""
                told = " ".join(speech().of(step.words) for step in steps_of(analysis))
                photo_view(photos, top, told, f"{key}.photo")


def _photos_of(shown: Shown) -> tuple[ShownPhoto, ...]:
    return shown_photos(shown.photos, shown.analysis, shown.outlines, shown.scales)


def _reading(shown: Shown, key: str) -> None:
    """What to ask and what was answered, memos, look-alikes, and all of it as a text."""
    first = "analyse.questions.title" if shown.is_open else "analyse.facts.title"
    names = {say(first): "facts"}
    names |= {say(f"analyse.tab.{name}"): name for name in ("memo", "look_alikes")}
    names[say("writing.title")] = "written"
    place = f"{key}.reading"
    with st.container(key=place):
        facts, memo, look_alikes, written = _tabs(names, key)
    with facts:
        _facts(shown, key)
    with memo:
        reading = choose_reading(shown, place)
        draw_reading(reading, shown, place)
    with look_alikes:
        draw_reading_look_alikes(reading, place)
    if session().open_tabs.get(key) == "written":  # nobody waits for what nobody reads
        with written:
            draw_written(shown, f"{place}.written")


def _tabs(names: Mapping[str, str], key: str) -> Sequence[DeltaGenerator]:
    """Tabs by their words; the one that is open stays open in another language."""
    kept, place = session().open_tabs, f"{key}.tabs.{speech().language}"

    def remember() -> None:
        kept[key] = names.get(str(widget_value(place)), "")

    first = opened_at(place, kept.get(key, ""))
    open_at = next((words for words, name in names.items() if name == first), None)
    return st.tabs(list(names), default=open_at, key=place, on_change=remember)


def _facts(shown: Shown, key: str) -> None:
    """What would change the advice, or what was entered; below it the rules behind it."""
    if shown.is_open:
        _questions(shown, key)
    else:
        draw_facts(shown.facts)
    if words := asked_by_bars(shown):
        st.caption(words)
    draw_rules(shown.analysis.advice, key)


def _questions(shown: Shown, key: str) -> None:
    """What to ask now, and any other question that is sought."""
    known = workbench.known_of(drafting.current(), drafting.now())
    question = question_of(shown.analysis, shown.facts, known, drafting.now())
    in_form = [spec.key for spec in facts_of("always")]
    advice, patient = shown.analysis.advice, shown.patient
    with steady():
        draw_questions(question, advice, patient, key, in_box=in_form)
    add_fact(session().asked, key)
