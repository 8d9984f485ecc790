"""The handbook page of a disease as HTML: written or not yet, reviewed or not, and it says so.

HTML and not widgets, so that many pages can lie in the browser and be turned there (leaves.py).
Every text is escaped, so that it reads exactly as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from skin_core.diseases import disease, disease_name, drug_name
from skin_core.domain.disease import Disease, Memo, Treatment
from skin_core.domain.facts import Facts
from skin_core.i18n import t
from skin_core.services.handbook import Caution, TreatmentCaution, cautions

_CAUTION_ICONS = {Caution.APPLIES: "block", Caution.CHECK: "help", Caution.CLEAR: "check"}


def memo_html(label: str, facts: Facts | None, age_years: int | None, language: str) -> str:
    """Summary, signs, red flags, treatment, advice, doubts and references of one disease.

    facts: of the patient, to hold contraindications against; None where there is no patient.
    """
    entry = disease(label)
    parts = [*_title(entry, language)]
    if entry.memo is None:
        parts.append(_note("edit_off", t("analyse.memo.missing", language)))
    else:
        parts.extend(_memo(entry.memo, facts, age_years, language))
    return _article(parts)


def look_alikes_html(label: str, language: str) -> str:
    """What it is confused with, and how to tell them apart at the bedside."""
    entry = disease(label)
    told = entry.memo.look_alikes if entry.memo else ()
    parts = [_told_apart(one.label, one.how[language], language) for one in told]
    others = [key for key in entry.look_alikes if key not in {one.label for one in told}]
    if others:
        names = ", ".join(disease_name(key, language) for key in others)
        parts.append(_paragraph(t("analyse.memo.look_alikes_only", language, names=names)))
    if not parts:
        parts.append(_paragraph(t("analyse.memo.no_look_alikes", language), "faint"))
    return _article([_heading(entry.name[language], "h3"), *parts])


def _memo(memo: Memo, facts: Facts | None, age_years: int | None, language: str) -> Iterator[str]:
    if not memo.reviewed_by:
        yield _note("rate_review", t("analyse.memo.unreviewed", language))
    yield _paragraph(memo.summary[language])
    yield from _section("symptoms", memo.symptoms[language], language)
    yield from _section("red_flags", memo.red_flags[language], language)
    yield from _treatment(memo, facts, age_years, language)
    yield from _section("patient", memo.patient[language], language)
    yield from _section("refer", memo.refer[language], language)
    yield from _unverified(memo, language)
    yield from _references(memo, language)


def _title(entry: Disease, language: str) -> Iterator[str]:
    codes = "".join(
        f'<span class="badge">{escape(t(f"analyse.memo.code.{code.system}", language))} '
        f"{escape(code.code)}</span>"
        for code in entry.codes
    )
    yield f"<header>{_heading(entry.name[language], 'h3')}{codes}</header>"
    if entry.mixed_with:
        others = ", ".join(disease_name(key, language) for key in entry.mixed_with)
        yield _note("call_split", t("analyse.memo.mixed", language, others=others), "mixed")


def _section(name: str, lines: Sequence[str], language: str) -> Iterator[str]:
    if lines:
        yield _heading(t(f"analyse.memo.{name}", language))
        yield _list([escape(line) for line in lines])


def _treatment(
    memo: Memo, facts: Facts | None, age_years: int | None, language: str
) -> Iterator[str]:
    for line in ("first", "second"):
        entries = [entry for entry in memo.treatment if entry.line == line]
        if entries:
            yield _heading(t(f"analyse.memo.treatment_{line}", language))
            yield _list([_one_treatment(one, facts, age_years, language) for one in entries])


def _one_treatment(
    entry: Treatment, facts: Facts | None, age_years: int | None, language: str
) -> str:
    """What to give; under it the class, what forbids it, and what of that the patient has."""
    drug = f"<strong>{escape(drug_name(entry.inn, language))}</strong>. " if entry.inn else ""
    rows = [f"{drug}{escape(entry.text[language])}"]
    details = [entry.drug_class.get(language, ""), entry.contraindications.get(language, "")]
    if any(details):
        rows.append(_paragraph(" · ".join(filter(None, details)), "small"))
    found = () if facts is None else cautions(entry, facts, age_years)
    if found:
        rows.append(f"<p>{' '.join(_badge(one, language) for one in found)}</p>")
    return "".join(rows)


def _badge(found: TreatmentCaution, language: str) -> str:
    reason = t(f"analyse.avoid.{found.reason}", language)
    state = t(f"analyse.avoid.{found.caution.value}", language)
    icon = _icon(_CAUTION_ICONS[found.caution])
    return f'<span class="badge {found.caution.value}">{icon} {escape(f"{reason}: {state}")}</span>'


def _unverified(memo: Memo, language: str) -> Iterator[str]:
    """What stands above on one source alone, so that nobody takes it for settled."""
    if memo.unverified:
        yield f"<h4>{_icon('help')} {escape(t('diseases.unverified', language))}</h4>"
        parts = [(t(f"diseases.part.{one.section}", language), one) for one in memo.unverified]
        lines = [escape(f"{part}: {one.what[language]}") for part, one in parts]
        yield _list(lines, "small")


def _references(memo: Memo, language: str) -> Iterator[str]:
    if not memo.references:
        return
    lines = []
    for one in memo.references:
        opened = "" if one.opened else f" – {t('analyse.memo.not_opened', language)}"
        lines.append(escape(f"{one.title}. {one.source}, {one.year}{opened}"))
    title = escape(t("analyse.memo.references", language))
    yield f"<details><summary>{title}</summary>{_list(lines, 'small')}</details>"


def _told_apart(label: str, how: str, language: str) -> str:
    name = escape(disease_name(label, language))
    return f"<p><strong>{name}</strong> – {escape(how)}</p>"


def _article(parts: Sequence[str]) -> str:
    return f'<article class="sd-memo">{"".join(parts)}</article>'


def _heading(text: str, level: str = "h4") -> str:
    return f"<{level}>{escape(text)}</{level}>"


def _paragraph(text: str, look: str = "") -> str:
    return f'<p class="{look}">{escape(text)}</p>' if look else f"<p>{escape(text)}</p>"


def _note(icon: str, text: str, look: str = "faint") -> str:
    return f'<p class="{look}">{_icon(icon)} {escape(text)}</p>'


def _list(lines: Sequence[str], look: str = "") -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f'<ul class="{look}">{items}</ul>' if look else f"<ul>{items}</ul>"


def _icon(name: str) -> str:
    return f'<span class="icon" translate="no" aria-hidden="true">{name}</span>'
