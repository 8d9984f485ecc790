"""The handbook page of a disease as HTML: written or not yet, reviewed or not, and it says so.

HTML and not widgets, so that many pages can lie in the browser and be turned there (leaves.py).
Every text is escaped, so that it reads exactly as it was written. End tags of lines and paragraphs,
which HTML lets go, are left out: all memos of a language are sent ahead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from skin_core.diseases import disease, disease_name
from skin_core.domain.disease import Disease, Memo, Treatment
from skin_core.drugs import Caution, Standing, Taker, Why, cautions, drug_name
from skin_core.i18n import t
from skin_core.narrative.treatment_words import (
    against_text,
    caution_text,
    class_text,
    clear_text,
    source_text,
    unchecked_text,
    unnamed_text,
    unsourced_text,
)

_CAUTION_ICONS = {Standing.APPLIES: "block", Standing.CHECK: "help", Standing.CLEAR: "check"}


def memo_html(label: str, taker: Taker | None, language: str) -> str:
    """Summary, signs, red flags, treatment, advice, doubts and references of one disease.

    taker: the patient, to hold contraindications against; None where there is none.
    """
    entry = disease(label)
    parts = [*_title(entry, language)]
    if entry.memo is None:
        parts.append(_note("edit_off", t("analyse.memo.missing", language)))
    else:
        parts.extend(_memo(entry.memo, taker, language))
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


def _memo(memo: Memo, taker: Taker | None, language: str) -> Iterator[str]:
    if not memo.reviewed_by:
        yield _note("rate_review", t("analyse.memo.unreviewed", language))
    yield _paragraph(memo.summary[language])
    yield from _section("symptoms", memo.symptoms[language], language)
    yield from _section("red_flags", memo.red_flags[language], language)
    yield from _treatment(memo, taker, language)
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


def _treatment(memo: Memo, taker: Taker | None, language: str) -> Iterator[str]:
    for line in ("first", "second"):
        entries = [entry for entry in memo.treatment if entry.line == line]
        if entries:
            yield _heading(t(f"analyse.memo.treatment_{line}", language))
            yield _list([_one_treatment(one, taker, language) for one in entries])


def _one_treatment(entry: Treatment, taker: Taker | None, language: str) -> str:
    """What to give; under it the class, what forbids it, and what of that the patient has."""
    drug = f"<strong>{escape(drug_name(entry.inn, language))}</strong>. " if entry.inn else ""
    rows = [f"{drug}{escape(entry.text[language])}"]
    details = [class_text(entry, language), against_text(entry, language)]
    if any(details):
        rows.append(_paragraph(" · ".join(filter(None, details)), "small"))
    if taker is not None:
        found = cautions(entry, taker.facts, taker.age, taker.sex)
        rows.extend(_badges(found, language))
    return "".join(rows)


def _badges(found: Sequence[Caution], language: str) -> Iterator[str]:
    """What was found, each by itself; what is not checked, and what is clear, in one each."""
    alone = [one for one in found if one.is_found or one.why is Why.JUDGE]
    badges = [_badge(one.standing, caution_text(one, language)) for one in alone]
    badges += [
        _badge(standing, text.rstrip("."))
        for standing, text in (
            (Standing.CHECK, unchecked_text(found, language)),
            (Standing.CHECK, unnamed_text(found, language)),
            (Standing.CLEAR, clear_text(found, language)),
        )
        if text
    ]
    if badges:
        yield f"<p>{' '.join(badges)}</p>"


def _badge(standing: Standing, text: str) -> str:
    return f'<span class="badge {standing}">{_icon(_CAUTION_ICONS[standing])} {escape(text)}</span>'


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
    lines: dict[bool, list[str]] = {True: [], False: []}
    for one in memo.references:
        lines[one.opened].append(escape(f"{one.title}. {one.source}, {one.year}"))
    for opened, told in lines.items():
        if sources := source_text(memo, opened, language):
            told.append(escape(sources))
    title = escape(t("analyse.memo.references", language))
    parts = [_list(lines[True], "small")] if lines[True] else []
    if lines[False]:
        parts.append(_paragraph(f"{t('analyse.memo.not_opened', language)}:", "small"))
        parts.append(_list(lines[False], "small"))
    if unsourced := unsourced_text(memo, language):
        parts.append(_paragraph(unsourced, "small"))
    yield f"<details><summary>{title}</summary>{''.join(parts)}</details>"


def _told_apart(label: str, how: str, language: str) -> str:
    name = escape(disease_name(label, language))
    return f"<p><strong>{name}</strong> – {escape(how)}</p>"


def _article(parts: Sequence[str]) -> str:
    return f'<article class="sd-memo">{"".join(parts)}</article>'


def _heading(text: str, level: str = "h4") -> str:
    return f"<{level}>{escape(text)}</{level}>"


def _paragraph(text: str, look: str = "") -> str:
    return f'<p class="{look}">{escape(text)}' if look else f"<p>{escape(text)}"


def _note(icon: str, text: str, look: str = "faint") -> str:
    return f'<p class="{look}">{_icon(icon)} {escape(text)}'


def _list(lines: Sequence[str], look: str = "") -> str:
    items = "".join(f"<li>{line}" for line in lines)
    return f'<ul class="{look}">{items}</ul>' if look else f"<ul>{items}</ul>"


def _icon(name: str) -> str:
    return f'<span class="icon" translate="no" aria-hidden="true">{name}</span>'
