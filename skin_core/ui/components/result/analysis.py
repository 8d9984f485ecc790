"""One analysis, drawn the same wherever it stands: danger, answer, evidence, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis
from skin_core.facts import facts_of
from skin_core.narrative.answer import answer_notes, answer_sentence, set_explanation
from skin_core.narrative.knowledge import known_only
from skin_core.rules import question_of
from skin_core.services import workbench
from skin_core.ui import drafting
from skin_core.ui.components.result.add_fact import add_fact
from skin_core.ui.components.result.advice import (
    draw_actions,
    draw_facts,
    draw_rules,
)
from skin_core.ui.components.result.bars import ranked_bars
from skin_core.ui.components.result.exclusions import Decide, draw_dangers
from skin_core.ui.components.result.fit import bars_with_fit
from skin_core.ui.components.result.per_photo import draw_per_photo
from skin_core.ui.components.result.photo_view import photo_view, shown_photos
from skin_core.ui.components.result.questions import draw_questions
from skin_core.ui.components.result.reading import (
    choose_reading,
    draw_reading,
    draw_reading_look_alikes,
)
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.urgency import urgency_banner
from skin_core.ui.say import say, speech
from skin_core.ui.session import session, widget_value
from skin_core.ui.streamlit_edge import DeltaGenerator

UNKNOWN_SHOWN = 4


def draw_analysis(
    shown: Shown,
    key: str,
    choices: Callable[[], None] | None = None,
    decide: Decide | None = None,
) -> None:
    """The whole result.

    key: prefix of the widgets, one for each place on a page. choices: drawn under the sentence.
    decide: how dangers are excluded; None where the case is only looked at.
    """
    analysis = shown.analysis
    urgency_banner(analysis.advice, key)
    _answer(analysis)
    draw_dangers(shown, key, decide)
    if choices:
        choices()
    if not analysis.has_photos:
        _more(shown, key)
        return
    with st.container(key=f"result-body-{key}"):
        with st.container(key=f"result-bars-{key}"):
            if analysis.top:
                _evidence(shown, key)
        with st.container(key=f"result-photo-{key}"):
            if photos := shown_photos(shown.photos, analysis):
                top = analysis.top.label if analysis.top else ""
                photo_view(photos, top, f"{key}.photo")
        with st.container(key=f"result-more-{key}"):
            _more(shown, key)


def _answer(analysis: CaseAnalysis) -> None:
    """The sentence, where it comes from, and its cautions."""
    st.header(answer_sentence(analysis, speech()), anchor=False)
    parts = []
    if analysis.top:
        parts.append(say("analyse.answer.pooled", count=len(analysis.pooled)))
        version = analysis.provenance.model_version if analysis.provenance else ""
        parts.append(say("analyse.answer.model", model=analysis.model, version=version))
        seconds = sum(analysis.elapsed_ms.values()) / 1000
        parts.append(say("analyse.answer.seconds", seconds=f"{seconds:.2f}"))
    parts.append(say("analyse.answer.yours"))
    st.caption(" · ".join(parts))
    for note in answer_notes(analysis, speech()):
        st.markdown(f":orange[:material/info:] {note}")


def _evidence(shown: Shown, key: str) -> None:
    """Bars with what fits them, what the marked ones mean, all others, and what no photo brings."""
    analysis = shown.analysis
    bars_with_fit(shown)
    st.caption(f":primary[■] {set_explanation(speech(), len(analysis.prediction_set))}")
    count = len(analysis.differential)
    label = say("analyse.answer.all", count=count)
    with st.expander(label, icon=":material/format_list_numbered:", key=f"{key}.all"):
        ranked_bars(analysis, limit=count)
    _unknown(analysis, key)


def _unknown(analysis: CaseAnalysis, key: str) -> None:
    """Diseases that no photo can bring up, because the model was never shown them.

    Of a model that knows few, those few are named, and all the others stand in the popover.
    """
    names = [speech().label(label) for label in analysis.unknown_to_model]
    if not names:
        return
    known = [speech().label(label) for label in known_only(analysis)]
    word = "known_only" if known else "unknown"
    first, rest = (known, names) if known else (names[:UNKNOWN_SHOWN], names[UNKNOWN_SHOWN:])
    listed = speech().listed(first)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(say(f"analyse.answer.{word}", names=listed), width="content")
        if rest:
            more = say(f"analyse.answer.{word}_more", count=len(rest))
            with st.popover(more, type="tertiary", key=f"{key}.unknown"):
                st.markdown("\n".join(f"- {name}" for name in rest))


def _more(shown: Shown, key: str) -> None:
    analysis = shown.analysis
    titles = ["todo", "memo", "look_alikes", *(["photos"] if analysis.has_photos else [])]
    names = {say(f"analyse.tab.{name}"): name for name in titles}
    place = f"{key}.reading"
    with st.container(key=place):
        todo, memo, look_alikes, *photos = _tabs(names, key)
    with todo:
        _todo(shown, key)
    with memo:
        reading = choose_reading(shown, place)
        draw_reading(reading, shown, place)
    with look_alikes:
        draw_reading_look_alikes(reading, place)
    for tab in photos:
        with tab:
            draw_per_photo(shown_photos(shown.photos, analysis), key)


def _tabs(names: Mapping[str, str], key: str) -> Sequence[DeltaGenerator]:
    """Tabs by their words; the one that is open stays open in another language."""
    kept, place = session().open_tabs, f"{key}.tabs.{speech().language}"

    def remember() -> None:
        kept[key] = names.get(str(widget_value(place)), "")

    open_at = next((words for words, name in names.items() if name == kept.get(key)), None)
    return st.tabs(list(names), default=open_at, key=place, on_change=remember)


def _todo(shown: Shown, key: str) -> None:
    """The checklist, what would change it, and below both the rules behind it."""
    draw_actions(shown)
    if shown.is_open:
        _questions(shown, key)
    else:
        st.markdown(f"**{say('analyse.facts.title')}**")
        draw_facts(shown.facts)
    draw_rules(shown.analysis.advice, key)


def _questions(shown: Shown, key: str) -> None:
    """What to ask now, and any other question that is sought."""
    known = workbench.known_of(drafting.current(), drafting.now())
    question = question_of(shown.analysis, shown.facts, known, drafting.now())
    in_form = [spec.key for spec in facts_of("always")]
    advice, patient = shown.analysis.advice, shown.patient
    draw_questions(question, advice, patient, key, in_box=in_form)
    add_fact(session().asked, key)
