"""The handbook page of a disease: written or not yet, reviewed or not, and it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from skin_core.diseases import disease, disease_name, drug_name
from skin_core.domain.disease import Disease, Memo, Treatment
from skin_core.domain.facts import Facts
from skin_core.i18n import t
from skin_core.services.handbook import Caution, TreatmentCaution, cautions
from skin_core.ui.plain import plain

_CAUTIONS = {
    Caution.APPLIES: ("red", ":material/block:"),
    Caution.CHECK: ("orange", ":material/help:"),
    Caution.CLEAR: ("gray", ":material/check:"),
}


def draw_memo(label: str, facts: Facts | None, age_years: int | None, language: str) -> None:
    """Summary, signs, red flags, treatment, advice, doubts and references of one disease.

    facts: of the patient, to hold contraindications against; None where there is no patient.
    """
    entry = disease(label)
    _title(entry, language)
    if entry.memo is None:
        st.info(t("analyse.memo.missing", language), icon=":material/edit_off:")
        return
    memo = entry.memo
    if not memo.reviewed_by:
        st.caption(f":material/rate_review: {t('analyse.memo.unreviewed', language)}")
    st.markdown(_memo_text(memo, facts, age_years, language))
    _references(memo, language)


def _memo_text(memo: Memo, facts: Facts | None, age_years: int | None, language: str) -> str:
    """The whole memo as one text: forty small elements would come to the page one by one."""
    parts = [
        memo.summary[language],
        *_section("symptoms", memo.symptoms[language], language),
        *_section("red_flags", memo.red_flags[language], language),
        *_treatment(memo, facts, age_years, language),
        *_section("patient", memo.patient[language], language),
        *_section("refer", memo.refer[language], language),
        *_unverified(memo, language),
    ]
    return "\n\n".join(parts)


def _title(entry: Disease, language: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"**{entry.name[language]}**", width="content")
        for code in entry.codes:
            st.badge(f"{t(f'analyse.memo.code.{code.system}', language)} {code.code}", color="gray")
    if entry.mixed_with:
        others = ", ".join(disease_name(key, language) for key in entry.mixed_with)
        st.warning(t("analyse.memo.mixed", language, others=others), icon=":material/call_split:")


def _section(name: str, lines: Sequence[str], language: str) -> Iterator[str]:
    if lines:
        yield f"**{t(f'analyse.memo.{name}', language)}**"
        yield "\n".join(f"- {line}" for line in lines)


def _treatment(
    memo: Memo, facts: Facts | None, age_years: int | None, language: str
) -> Iterator[str]:
    for line in ("first", "second"):
        entries = [entry for entry in memo.treatment if entry.line == line]
        if entries:
            yield f"**{t(f'analyse.memo.treatment_{line}', language)}**"
            yield "\n".join(_one_treatment(one, facts, age_years, language) for one in entries)


def _one_treatment(
    entry: Treatment, facts: Facts | None, age_years: int | None, language: str
) -> str:
    """A list item; under it the class, what forbids it, and what of that the patient has."""
    drug = f"**{drug_name(entry.inn, language)}**. " if entry.inn else ""
    rows = [f"- {drug}{entry.text[language]}"]
    details = [entry.drug_class.get(language, ""), entry.contraindications.get(language, "")]
    if any(details):
        rows.append(f"  :small[{plain(' · '.join(filter(None, details)))}]")
    found = () if facts is None else cautions(entry, facts, age_years)
    if found:
        rows.append("  " + " ".join(_badge(one, language) for one in found))
    return "\\\n".join(rows)


def _badge(found: TreatmentCaution, language: str) -> str:
    colour, icon = _CAUTIONS[found.caution]
    reason = t(f"analyse.avoid.{found.reason}", language)
    state = t(f"analyse.avoid.{found.caution.value}", language)
    return f":{colour}-badge[{icon} {reason}: {state}]"


def _unverified(memo: Memo, language: str) -> Iterator[str]:
    """What stands above on one source alone, so that nobody takes it for settled."""
    if memo.unverified:
        yield f":orange[:material/help:] **{t('diseases.unverified', language)}**"
        parts = [(t(f"diseases.part.{one.section}", language), one) for one in memo.unverified]
        yield "\n".join(f"- :small[{part}: {plain(one.what[language])}]" for part, one in parts)


def _references(memo: Memo, language: str) -> None:
    if not memo.references:
        return
    with st.expander(t("analyse.memo.references", language), icon=":material/menu_book:"):
        for one in memo.references:
            opened = "" if one.opened else f" – {t('analyse.memo.not_opened', language)}"
            st.caption(f"{plain(one.title)}. {plain(one.source)}, {one.year}{opened}")


def draw_look_alikes(label: str, language: str) -> None:
    """What it is confused with, and how to tell them apart at the bedside."""
    entry = disease(label)
    told = entry.memo.look_alikes if entry.memo else ()
    for one in told:
        st.markdown(f"**{disease_name(one.label, language)}** – {one.how[language]}")
    others = [key for key in entry.look_alikes if key not in {one.label for one in told}]
    if others:
        names = ", ".join(disease_name(key, language) for key in others)
        st.markdown(t("analyse.memo.look_alikes_only", language, names=names))
    if not told and not others:
        st.caption(t("analyse.memo.no_look_alikes", language))
