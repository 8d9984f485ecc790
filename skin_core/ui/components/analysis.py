"""One analysis, drawn the same wherever it stands: danger, answer, evidence, what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from skin_core.diseases import all_diseases, disease_name
from skin_core.domain.analysis import CaseAnalysis
from skin_core.i18n import t
from skin_core.services.wording import answer_notes, answer_sentence, label_text, set_explanation
from skin_core.ui import drafting
from skin_core.ui.components.advice import (
    draw_actions,
    draw_facts,
    draw_questions,
    draw_rules,
)
from skin_core.ui.components.bars import ranked_bars
from skin_core.ui.components.before_treating import draw_before_treating
from skin_core.ui.components.memo import draw_look_alikes, draw_memo
from skin_core.ui.components.per_photo import draw_per_photo
from skin_core.ui.components.photo_view import photo_view, shown_photos
from skin_core.ui.components.shown import Shown
from skin_core.ui.components.urgency import urgency_banner
from skin_core.ui.session import seed

UNKNOWN_SHOWN = 4


def draw_analysis(
    shown: Shown, language: str, key: str, choices: Callable[[], None] | None = None
) -> None:
    """The whole result.

    key: prefix of the widgets, one for each place on a page. choices: drawn under the sentence.
    """
    analysis = shown.analysis
    urgency_banner(analysis.advice, language, key)
    _answer(analysis, language)
    if choices:
        choices()
    if not analysis.has_photos:
        _more(shown, language, key)
        return
    with st.container(key=f"result-body-{key}"):
        with st.container(key=f"result-bars-{key}"):
            if analysis.top:
                _evidence(analysis, language, key)
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
        version = analysis.photos[0].provenance.model_version
        parts.append(t("analyse.answer.model", language, model=analysis.model, version=version))
        seconds = sum(analysis.elapsed_ms.values()) / 1000
        parts.append(t("analyse.answer.seconds", language, seconds=f"{seconds:.2f}"))
    parts.append(t("analyse.answer.yours", language))
    st.caption(" · ".join(parts))
    for note in answer_notes(analysis, language):
        st.markdown(f":orange[:material/info:] {note}")


def _evidence(analysis: CaseAnalysis, language: str, key: str) -> None:
    """Bars, what the marked ones mean, all the others, and what the model does not know."""
    ranked_bars(analysis, language)
    st.caption(f":primary[■] {set_explanation(language)}")
    count = len(analysis.differential)
    label = t("analyse.answer.all", language, count=count)
    with st.expander(label, icon=":material/format_list_numbered:", key=f"{key}.all"):
        ranked_bars(analysis, language, limit=count)
    _unknown(analysis.unknown_to_model, language, key)


def _unknown(labels: Sequence[str], language: str, key: str) -> None:
    """Common diseases that no photo can bring up, because the model was never shown them."""
    if not labels:
        return
    names = [disease_name(label, language) for label in labels]
    first = ", ".join(names[:UNKNOWN_SHOWN])
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(t("analyse.answer.unknown", language, names=first), width="content")
        if rest := names[UNKNOWN_SHOWN:]:
            more = t("analyse.answer.unknown_more", language, count=len(rest))
            with st.popover(more, type="tertiary", key=f"{key}.unknown"):
                st.markdown("\n".join(f"- {name}" for name in rest))


def _more(shown: Shown, language: str, key: str) -> None:
    analysis, top = shown.analysis, shown.analysis.top
    titles = ["todo", "memo", "look_alikes", *(["photos"] if analysis.has_photos else [])]
    words = [t(f"analyse.tab.{name}", language) for name in titles]
    if top:
        words[1] = label_text(top.label, language)
    todo, memo, look_alikes, *photos = st.tabs(words, key=f"{key}.tabs")
    with todo:
        _todo(shown, language, key)
    with memo:
        label = _chosen_disease(shown, language, key)
        if label:
            if shown.is_open:
                draw_before_treating(label, shown.facts, language)
            draw_memo(label, shown.facts, drafting.age_years(shown.patient), language)
    with look_alikes:
        if label:
            st.caption(label_text(label, language))
            draw_look_alikes(label, language)
        else:
            st.caption(t("analyse.memo.none_chosen", language))
    for tab in photos:
        with tab:
            draw_per_photo(shown_photos(shown.photos, analysis), language, key)


def _todo(shown: Shown, language: str, key: str) -> None:
    """The checklist, what would change it, and below both the rules behind it."""
    draw_actions(shown, language)
    if shown.is_open:
        draw_questions(shown, language, key)
    else:
        st.markdown(f"**{t('analyse.facts.title', language)}**")
        draw_facts(shown.facts, language)
    draw_rules(shown.analysis.advice, language, key)


def _chosen_disease(shown: Shown, language: str, key: str) -> str:
    """Any disease, those of the differential first; "" where nothing names one yet."""
    ranked = [one.label for one in shown.analysis.differential]
    others = sorted(set(all_diseases()) - set(ranked), key=lambda one: disease_name(one, language))
    options = [*ranked, *others]
    likely = ranked[0] if ranked else shown.diagnosis
    first = likely if likely in options else None
    chosen: str | None = st.selectbox(
        t("analyse.memo.choose", language),
        options,
        index=options.index(first) if first else None,
        format_func=lambda one: label_text(one, language),
        key=seed(f"{key}.memo", first),
        placeholder=t("analyse.memo.choose_hint", language),
    )
    return chosen or first or ""
