"""One analysis, drawn the same wherever it stands: danger, answer, evidence, what to do."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis
from skin_core.facts import facts_of
from skin_core.i18n import t
from skin_core.rules import question_of
from skin_core.services import workbench
from skin_core.services.wording import (
    answer_notes,
    answer_sentence,
    known_only,
    label_text,
    set_explanation,
)
from skin_core.ui import drafting
from skin_core.ui.components.add_fact import add_fact
from skin_core.ui.components.advice import (
    draw_actions,
    draw_facts,
    draw_rules,
)
from skin_core.ui.components.bars import ranked_bars
from skin_core.ui.components.exclusions import Decide, draw_dangers
from skin_core.ui.components.fit import bars_with_fit
from skin_core.ui.components.per_photo import draw_per_photo
from skin_core.ui.components.photo_view import photo_view, shown_photos
from skin_core.ui.components.questions import draw_questions
from skin_core.ui.components.reading import (
    choose_reading,
    draw_reading,
    draw_reading_look_alikes,
)
from skin_core.ui.components.shown import Shown
from skin_core.ui.components.urgency import urgency_banner
from skin_core.ui.session import session

UNKNOWN_SHOWN = 4


def draw_analysis(
    shown: Shown,
    language: str,
    key: str,
    choices: Callable[[], None] | None = None,
    decide: Decide | None = None,
) -> None:
    """The whole result.

    key: prefix of the widgets, one for each place on a page. choices: drawn under the sentence.
    decide: how dangers are excluded; None where the case is only looked at.
    """
    analysis = shown.analysis
    urgency_banner(analysis.advice, language, key)
    _answer(analysis, language)
    draw_dangers(shown, language, key, decide)
    if choices:
        choices()
    if not analysis.has_photos:
        _more(shown, language, key)
        return
    with st.container(key=f"result-body-{key}"):
        with st.container(key=f"result-bars-{key}"):
            if analysis.top:
                _evidence(shown, language, key)
        with st.container(key=f"result-photo-{key}"):
            if photos := shown_photos(shown.photos, analysis):
                top = analysis.top.label if analysis.top else ""
                photo_view(photos, top, language, f"{key}.photo")
        with st.container(key=f"result-more-{key}"):
            _more(shown, language, key)


def _answer(analysis: CaseAnalysis, language: str) -> None:
    """The sentence, where it comes from, and its cautions."""
    st.header(answer_sentence(analysis, language), anchor=False)
    parts = []
    if analysis.top:
        parts.append(t("analyse.answer.pooled", language, count=len(analysis.pooled)))
        version = analysis.provenance.model_version if analysis.provenance else ""
        parts.append(t("analyse.answer.model", language, model=analysis.model, version=version))
        seconds = sum(analysis.elapsed_ms.values()) / 1000
        parts.append(t("analyse.answer.seconds", language, seconds=f"{seconds:.2f}"))
    parts.append(t("analyse.answer.yours", language))
    st.caption(" · ".join(parts))
    for note in answer_notes(analysis, language):
        st.markdown(f":orange[:material/info:] {note}")


def _evidence(shown: Shown, language: str, key: str) -> None:
    """Bars with what fits them, what the marked ones mean, all others, and what no photo brings."""
    analysis = shown.analysis
    bars_with_fit(shown, language)
    st.caption(f":primary[■] {set_explanation(language, len(analysis.prediction_set))}")
    count = len(analysis.differential)
    label = t("analyse.answer.all", language, count=count)
    with st.expander(label, icon=":material/format_list_numbered:", key=f"{key}.all"):
        ranked_bars(analysis, language, limit=count)
    _unknown(analysis, language, key)


def _unknown(analysis: CaseAnalysis, language: str, key: str) -> None:
    """Diseases that no photo can bring up, because the model was never shown them.

    Of a model that knows few, those few are named, and all the others stand in the popover.
    """
    names = [label_text(label, language) for label in analysis.unknown_to_model]
    if not names:
        return
    known = [label_text(label, language) for label in known_only(analysis)]
    word = "known_only" if known else "unknown"
    first, rest = (known, names) if known else (names[:UNKNOWN_SHOWN], names[UNKNOWN_SHOWN:])
    listed = t("answer.separator", language).join(first)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(t(f"analyse.answer.{word}", language, names=listed), width="content")
        if rest:
            more = t(f"analyse.answer.{word}_more", language, count=len(rest))
            with st.popover(more, type="tertiary", key=f"{key}.unknown"):
                st.markdown("\n".join(f"- {name}" for name in rest))


def _more(shown: Shown, language: str, key: str) -> None:
    analysis = shown.analysis
    titles = ["todo", "memo", "look_alikes", *(["photos"] if analysis.has_photos else [])]
    words = [t(f"analyse.tab.{name}", language) for name in titles]
    place = f"{key}.reading"
    with st.container(key=place):
        todo, memo, look_alikes, *photos = st.tabs(words, key=f"{key}.tabs")
    with todo:
        _todo(shown, language, key)
    with memo:
        reading = choose_reading(shown, language, place)
        draw_reading(reading, shown, language, place)
    with look_alikes:
        draw_reading_look_alikes(reading, language, place)
    for tab in photos:
        with tab:
            draw_per_photo(shown_photos(shown.photos, analysis), language, key)


def _todo(shown: Shown, language: str, key: str) -> None:
    """The checklist, what would change it, and below both the rules behind it."""
    draw_actions(shown, language)
    if shown.is_open:
        _questions(shown, language, key)
    else:
        st.markdown(f"**{t('analyse.facts.title', language)}**")
        draw_facts(shown.facts, language)
    draw_rules(shown.analysis.advice, language, key)


def _questions(shown: Shown, language: str, key: str) -> None:
    """What to ask now, and any other question that is sought."""
    known = workbench.known_of(drafting.current(), drafting.now())
    question = question_of(shown.analysis, shown.facts, known, drafting.now())
    in_form = [spec.key for spec in facts_of("always")]
    advice, patient = shown.analysis.advice, shown.patient
    draw_questions(question, advice, patient, language, key, in_box=in_form)
    add_fact(session().asked, language, key)
