"""The handbook page of a disease as HTML: written or not yet, reviewed or not, and it says so.

HTML and not widgets, so that many pages can lie in the browser and be turned there (leaves.py).
Every text is escaped, so that it reads exactly as it was written. End tags of lines and paragraphs,
which HTML lets go, are left out: all memos of a language are sent ahead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from skin_core.diseases import disease
from skin_core.domain.disease import MEMO_PARTS, TREATMENT_LINES, Disease, Memo, Treatment
from skin_core.drugs import Caution, Standing, Taker, Why, cautions
from skin_core.narrative.speech import Speech
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


def memo_html(label: str, taker: Taker | None, speech: Speech) -> str:
    """Summary, signs, red flags, treatment, advice, doubts and references of one disease.

    taker: the patient, to hold contraindications against; None where there is none.
    """
    entry = disease(label)
    parts = [*_title(entry, speech)]
    if entry.memo is None:
        parts.append(_note("edit_off", speech.t("analyse.memo.missing")))
    else:
        parts.extend(_memo(entry.memo, taker, speech))
    return _article(parts)


def look_alikes_html(label: str, speech: Speech) -> str:
    """What it is confused with, and how to tell them apart at the bedside."""
    entry = disease(label)
    told = entry.memo.look_alikes if entry.memo else ()
    parts = [_told_apart(one.label, speech.of(one.how), speech) for one in told]
    others = [key for key in entry.look_alikes if key not in {one.label for one in told}]
    if others:
        names = ", ".join(speech.disease(key) for key in others)
        parts.append(_paragraph(speech.t("analyse.memo.look_alikes_only", names=names)))
    if not parts:
        parts.append(_paragraph(speech.t("analyse.memo.no_look_alikes"), "faint"))
    return _article([_heading(speech.of(entry.name), "h3"), *parts])


def _memo(memo: Memo, taker: Taker | None, speech: Speech) -> Iterator[str]:
    if not memo.reviewed_by:
        yield _note("rate_review", speech.t("analyse.memo.unreviewed"))
    yield _paragraph(speech.of(memo.summary))
    for part in MEMO_PARTS:
        if part == "treatment":
            yield from _treatment(memo, taker, speech)
        elif part == "review":
            yield from _section(part, [speech.of(memo.review)] if memo.review else [], speech)
        elif part != "look_alikes":  # they have a leaf of their own
            yield from _section(part, speech.of(getattr(memo, part)), speech)
    yield from _unverified(memo, speech)
    yield from _references(memo, speech)


def _title(entry: Disease, speech: Speech) -> Iterator[str]:
    codes = "".join(
        f'<span class="badge">{escape(speech.t(f"analyse.memo.code.{code.system}"))} '
        f"{escape(code.code)}</span>"
        for code in entry.codes
    )
    yield f"<header>{_heading(speech.of(entry.name), 'h3')}{codes}</header>"
    if entry.mixed_with:
        others = ", ".join(speech.disease(key) for key in entry.mixed_with)
        yield _note("call_split", speech.t("analyse.memo.mixed", others=others), "mixed")


def _section(name: str, lines: Sequence[str], speech: Speech) -> Iterator[str]:
    if lines:
        yield _heading(speech.t(f"diseases.part.{name}"))
        yield _list([escape(line) for line in lines])


def _treatment(memo: Memo, taker: Taker | None, speech: Speech) -> Iterator[str]:
    for line in TREATMENT_LINES:
        entries = [entry for entry in memo.treatment if entry.line == line]
        if entries:
            yield _heading(speech.t(f"diseases.part.treatment_{line}"))
            yield _list([_one_treatment(one, taker, speech) for one in entries])


def _one_treatment(entry: Treatment, taker: Taker | None, speech: Speech) -> str:
    """What to give; under it the class, what forbids it, and what of that the patient has."""
    drug = f"<strong>{escape(speech.drug(entry.inn))}</strong>. " if entry.inn else ""
    rows = [f"{drug}{escape(speech.of(entry.text))}"]
    details = [class_text(entry, speech), against_text(entry, speech)]
    if any(details):
        rows.append(_paragraph(" · ".join(filter(None, details)), "small"))
    if taker is not None:
        found = cautions(entry, taker.facts, taker.age, taker.sex)
        rows.extend(_badges(found, speech))
    return "".join(rows)


def _badges(found: Sequence[Caution], speech: Speech) -> Iterator[str]:
    """What was found, each by itself; what is not checked, and what is clear, in one each."""
    alone = [one for one in found if one.is_found or one.why is Why.JUDGE]
    badges = [_badge(one.standing, caution_text(one, speech)) for one in alone]
    badges += [
        _badge(standing, text.rstrip("."))
        for standing, text in (
            (Standing.CHECK, unchecked_text(found, speech)),
            (Standing.CHECK, unnamed_text(found, speech)),
            (Standing.CLEAR, clear_text(found, speech)),
        )
        if text
    ]
    if badges:
        yield f"<p>{' '.join(badges)}</p>"


def _badge(standing: Standing, text: str) -> str:
    return f'<span class="badge {standing}">{_icon(_CAUTION_ICONS[standing])} {escape(text)}</span>'


def _unverified(memo: Memo, speech: Speech) -> Iterator[str]:
    """What stands above on one source alone, so that nobody takes it for settled."""
    if memo.unverified:
        yield f"<h4>{_icon('help')} {escape(speech.t('diseases.unverified'))}</h4>"
        parts = [(speech.t(f"diseases.part.{one.section}"), one) for one in memo.unverified]
        lines = [escape(f"{part}: {speech.of(one.what)}") for part, one in parts]
        yield _list(lines, "small")


def _references(memo: Memo, speech: Speech) -> Iterator[str]:
    if not memo.references:
        return
    lines: dict[bool, list[str]] = {True: [], False: []}
    for one in memo.references:
        lines[one.opened].append(escape(f"{one.title}. {one.source}, {one.year}"))
    for opened, told in lines.items():
        if sources := source_text(memo, opened, speech):
            told.append(escape(sources))
    title = escape(speech.t("diseases.part.references"))
    parts = [_list(lines[True], "small")] if lines[True] else []
    if lines[False]:
        parts.append(_paragraph(f"{speech.t('analyse.memo.not_opened')}:", "small"))
        parts.append(_list(lines[False], "small"))
    if unsourced := unsourced_text(memo, speech):
        parts.append(_paragraph(unsourced, "small"))
    yield f"<details><summary>{title}</summary>{''.join(parts)}</details>"


def _told_apart(label: str, how: str, speech: Speech) -> str:
    name = escape(speech.disease(label))
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
