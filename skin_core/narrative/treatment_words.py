"""A line of treatment in words: what the medicine is, what speaks against it, and for whom."""

from __future__ import annotations

from collections.abc import Iterable

from skin_core.domain.disease import Memo, Treatment
from skin_core.drugs import (
    Caution,
    Standing,
    Why,
    all_substances,
    preparation_of,
)
from skin_core.narrative.speech import Speech
from skin_core.rules.texts import in_sentence


def class_text(entry: Treatment, speech: Speech) -> str:
    """What the medicine is and how it is given; "" for a measure."""
    prepared = preparation_of(entry)
    if prepared is None:
        return ""
    words = speech.drug_class(prepared.drug_class)
    route = speech.t(f"drugs.route.{prepared.route}")
    classed = speech.t("drugs.classed", drug_class=words, route=route)
    return classed[:1].upper() + classed[1:]


def against_text(entry: Treatment, speech: Speech) -> str:
    """What speaks against it, of the table and of this disease; "" where nothing does."""
    prepared = preparation_of(entry)
    told = speech.of(prepared.against) if prepared else ""
    return " ".join(filter(None, (told, entry.contraindications.get(speech.language, ""))))


def source_text(memo: Memo, opened: bool, speech: Speech) -> str:
    """Where the cautions of its medicines come from; "" where no such source is.

    opened: of the sources that were read, or of those that are only known of.
    """
    used = [all_substances()[line.inn] for line in memo.treatment if line.inn]
    sources = dict.fromkeys(one.source for one in used if one.source and one.opened is opened)
    listed = speech.t("drugs.separator").join(sources)
    return speech.t("drugs.sources", sources=listed) if sources else ""


def unsourced_text(memo: Memo, speech: Speech) -> str:
    """The medicines whose cautions no source confirms; "" where there is none."""
    used = {
        line.inn for line in memo.treatment if line.inn and not all_substances()[line.inn].source
    }
    names = speech.in_a_row(speech.drug(key) for key in sorted(used))
    return speech.t("drugs.unsourced", names=names) if used else ""


def caution_text(caution: Caution, speech: Speech) -> str:
    """One contraindication and how it stands: "Allergy: “penicillin rash”"."""
    why = speech.t(f"drugs.why.{caution.why}", words=caution.words)
    return speech.t("drugs.caution", reason=reason_text(caution, speech), why=why)


def reason_text(caution: Caution, speech: Speech) -> str:
    """The contraindication alone."""
    return speech.t(f"drugs.reason.{caution.reason}")


def found_text(cautions: Iterable[Caution], speech: Speech) -> str:
    """All that was entered and speaks against it, or may; "" where nothing does."""
    found = [in_sentence(caution_text(one, speech)) for one in cautions if one.is_found]
    listed = speech.t("drugs.separator").join(found)
    return speech.t("drugs.found", cautions=listed) if found else ""


def unchecked_text(cautions: Iterable[Caution], speech: Speech) -> str:
    """All that nothing entered tells of; "" where all was told."""
    return _listed("drugs.unchecked", [one for one in cautions if one.is_unchecked], speech)


def unnamed_text(cautions: Iterable[Caution], speech: Speech) -> str:
    """All of which what was entered says nothing, which clears nothing; "" where there is none."""
    return _listed("drugs.unnamed", [one for one in cautions if one.why is Why.UNNAMED], speech)


def clear_text(cautions: Iterable[Caution], speech: Speech) -> str:
    """All that was entered and does not stand against it; "" where nothing was."""
    clear = [one for one in cautions if one.standing is Standing.CLEAR]
    return _listed("drugs.cleared", clear, speech)


def _listed(key: str, cautions: list[Caution], speech: Speech) -> str:
    reasons = [
        _quoted(one, speech) if one.is_unchecked else reason_text(one, speech) for one in cautions
    ]
    listed = speech.in_a_row(dict.fromkeys(reasons))
    return speech.t(key, reasons=listed) if reasons else ""


def _quoted(caution: Caution, speech: Speech) -> str:
    name = reason_text(caution, speech)
    return speech.t("drugs.quoted", reason=name, words=caution.words) if caution.words else name
