"""A line of treatment in words: what the medicine is, what speaks against it, and for whom."""

from __future__ import annotations

from collections.abc import Iterable

from skin_core.domain.disease import Memo, Treatment
from skin_core.drugs import (
    Caution,
    Standing,
    Why,
    all_substances,
    class_name,
    drug_name,
    preparation_of,
)
from skin_core.i18n import t


def class_text(entry: Treatment, language: str) -> str:
    """What the medicine is and how it is given; "" for a measure."""
    prepared = preparation_of(entry)
    if prepared is None:
        return ""
    words = class_name(prepared.drug_class, language)
    route = t(f"drugs.route.{prepared.route}", language)
    classed = t("drugs.classed", language, drug_class=words, route=route)
    return classed[:1].upper() + classed[1:]


def against_text(entry: Treatment, language: str) -> str:
    """What speaks against it, of the table and of this disease; "" where nothing does."""
    prepared = preparation_of(entry)
    told = prepared.against[language] if prepared else ""
    return " ".join(filter(None, (told, entry.contraindications.get(language, ""))))


def source_text(memo: Memo, opened: bool, language: str) -> str:
    """Where the cautions of its medicines come from; "" where no such source is.

    opened: of the sources that were read, or of those that are only known of.
    """
    used = [all_substances()[line.inn] for line in memo.treatment if line.inn]
    sources = dict.fromkeys(one.source for one in used if one.source and one.opened is opened)
    listed = t("drugs.separator", language).join(sources)
    return t("drugs.sources", language, sources=listed) if sources else ""


def unsourced_text(memo: Memo, language: str) -> str:
    """The medicines whose cautions no source confirms; "" where there is none."""
    used = {
        line.inn for line in memo.treatment if line.inn and not all_substances()[line.inn].source
    }
    names = t("answer.separator", language).join(drug_name(key, language) for key in sorted(used))
    return t("drugs.unsourced", language, names=names) if used else ""


def caution_text(caution: Caution, language: str) -> str:
    """One contraindication and how it stands: "Allergy: “penicillin rash”"."""
    why = t(f"drugs.why.{caution.why}", language, words=caution.words)
    return t("drugs.caution", language, reason=reason_text(caution, language), why=why)


def reason_text(caution: Caution, language: str) -> str:
    """The contraindication alone."""
    return t(f"drugs.reason.{caution.reason}", language)


def found_text(cautions: Iterable[Caution], language: str) -> str:
    """All that was entered and speaks against it, or may; "" where nothing does."""
    found = [caution_text(one, language) for one in cautions if one.is_found]
    listed = t("drugs.separator", language).join(found)
    return t("drugs.found", language, cautions=listed) if found else ""


def unchecked_text(cautions: Iterable[Caution], language: str) -> str:
    """All that nothing entered tells of; "" where all was told."""
    return _listed("drugs.unchecked", [one for one in cautions if one.is_unchecked], language)


def unnamed_text(cautions: Iterable[Caution], language: str) -> str:
    """All of which what was entered says nothing, which clears nothing; "" where there is none."""
    return _listed("drugs.unnamed", [one for one in cautions if one.why is Why.UNNAMED], language)


def clear_text(cautions: Iterable[Caution], language: str) -> str:
    """All that was entered and does not stand against it; "" where nothing was."""
    clear = [one for one in cautions if one.standing is Standing.CLEAR]
    return _listed("drugs.cleared", clear, language)


def _listed(key: str, cautions: list[Caution], language: str) -> str:
    reasons = [
        _quoted(one, language) if one.is_unchecked else reason_text(one, language)
        for one in cautions
    ]
    listed = t("answer.separator", language).join(dict.fromkeys(reasons))
    return t(key, language, reasons=listed) if reasons else ""


def _quoted(caution: Caution, language: str) -> str:
    name = reason_text(caution, language)
    return t("drugs.quoted", language, reason=name, words=caution.words) if caution.words else name
