"""Cases as cards (Home) and as rows (Records)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.domain.case import CaseSummary, Draft
from skin_core.domain.facts import Facts
from skin_core.errors import SkinError
from skin_core.facts import local_day_text, when_text
from skin_core.i18n import t
from skin_core.services.wording import label_text
from skin_core.ui import drafting, resources
from skin_core.ui.components.erase import confirm_discard
from skin_core.ui.components.patient_line import site_text
from skin_core.ui.components.urgency import urgency_badge
from skin_core.ui.plain import plain
from skin_core.ui.session import session


def case_cards(cases: Sequence[CaseSummary], language: str, key: str) -> None:
    """Photo, name, answer, urgency, signed or not; each opens its case."""
    grid = st.grid(5, min_column_width=170, gap="small")
    for case in cases:
        with grid.cell(), st.container(border=True, key=f"{key}.card.{case.case_id}"):
            thumbnail(case.thumbnail_key, language, f"{key}.{case.case_id}")
            st.markdown(f"**{case_name(case, language)}**")
            st.caption(f"{answer_words(case, language)} · {when_text(case.visit_date, language)}")
            with st.container(horizontal=True, gap="xsmall"):
                urgency_badge(case.urgency, language)
                signed_badge(case.is_signed, language)
            open_button(case, language, key)


def case_lines(cases: Sequence[CaseSummary], language: str, key: str) -> None:
    """The same without the photo, one line each."""
    for case in cases:
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            gap="small",
            key=f"{key}.line.{case.case_id}",
        ):
            urgency_badge(case.urgency, language)
            day = when_text(case.visit_date, language)
            words = f"**{case_name(case, language)}** · {day} · {answer_words(case, language)}"
            st.markdown(words, width="stretch")
            open_button(case, language, key)


def draft_cards(drafts: Sequence[Draft], language: str, key: str) -> None:
    """What was begun and not saved; each goes on where it was left, or is thrown away."""
    grid = st.grid(5, min_column_width=170, gap="small")
    for draft in drafts:
        with grid.cell(), st.container(border=True, key=f"{key}.draft.{draft.draft_id}"):
            first = draft.photos[0].thumbnail_key if draft.photos else ""
            thumbnail(first, language, f"{key}.{draft.draft_id}")
            name = plain(draft.patient.name) or t("app.patient.unnamed", language)
            st.markdown(f"**{name}**")
            count = len(draft.photos)
            photos = t(f"home.drafts.{'photos' if count else 'no_photo'}", language, count=count)
            st.caption(f"{photos} · {local_day_text(draft.updated_at, language)}")
            if draft.analysis:
                urgency_badge(draft.analysis.advice.urgency, language)
            with st.container(horizontal=True, gap="xsmall"):
                st.button(
                    t("home.drafts.open", language),
                    key=f"{key}.open_draft.{draft.draft_id}",
                    on_click=_go_on,
                    args=(draft.draft_id,),
                )
                if st.button(
                    t("home.drafts.discard", language),
                    key=f"{key}.discard.{draft.draft_id}",
                    type="tertiary",
                    icon=":material/delete:",
                ):
                    confirm_discard(draft, language)


def _go_on(draft_id: str) -> None:
    drafting.open_draft(draft_id)
    st.switch_page("pages/analyse.py")


def thumbnail(stored: str, language: str, key: str) -> None:
    """A small picture; where none was taken, or it is damaged, its place stays quiet."""
    with st.container(key=f"case-thumb-{key}" if stored else f"case-thumb-none-{key}"):
        if not stored:
            st.caption(f":material/no_photography: {t('records.no_photo', language)}")
            return
        try:
            alt = t("records.thumbnail_alt", language)
            st.image(resources.thumbnail(stored), width="stretch", alt=alt)
        except SkinError:
            st.caption(":material/broken_image:")


def case_name(case: CaseSummary, language: str) -> str:
    """The patient's name, safe for markdown."""
    return plain(case.patient_name) or t("app.patient.unnamed", language)


def answer_words(case: CaseSummary, language: str) -> str:
    """The network's first label, or why there is none."""
    if not case.photo_count:
        return t("records.facts_only", language)
    if not case.answer:
        return t("records.not_judged", language)
    label = label_text(case.answer, language)
    return t("records.uncertain", language, label=label) if case.uncertain else label


def diagnosis_words(case: CaseSummary, language: str) -> str:
    """What the clinician concluded; "" where nothing yet."""
    if case.diagnosis:
        return label_text(case.diagnosis, language)
    return plain(case.diagnosis_text)


def case_site(case: CaseSummary, language: str) -> str:
    """Side and site in words."""
    places: Facts = {
        key: value for key, value in (("side", case.side), ("site", case.site)) if value
    }
    return site_text(places, language)


def signed_badge(is_signed: bool, language: str) -> None:
    """Whether a clinician put a name under it."""
    if is_signed:
        st.badge(t("records.signed", language), color="green", icon=":material/verified:")
    else:
        st.badge(t("records.unsigned", language), color="gray", icon=":material/edit_note:")


def open_button(case: CaseSummary, language: str, key: str) -> None:
    """Open a case in Records."""
    if st.button(t("app.action.open", language), key=f"{key}.open.{case.case_id}"):
        session().open_case = case.case_id
        st.switch_page("pages/records.py")
