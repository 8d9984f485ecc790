"""The answer in words, the same on the page and in the report.

A network's answer is never worded as certainty, never as reassurance, and never as an exclusion.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from skin_core.diseases import NORMAL, all_diseases
from skin_core.diseases.sentence import name_in_sentence
from skin_core.domain.analysis import Advice, CaseAnalysis, PhotoAnalysis, Urgency
from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.i18n import t
from skin_core.rules import rule_timing

NAMED = 3  # diseases named in an uncertain sentence that has more than four
ADVISED = 2  # pieces of advice on retaking a photo

AnyAnalysis = CaseAnalysis | PhotoAnalysis


def answer_sentence(analysis: AnyAnalysis, language: str) -> str:
    """What the photos show, in one sentence: most likely, uncertain, not to be judged, or none."""
    if not _photos(analysis):
        return t("answer.no_photo", language)
    if not analysis.differential:
        return _refusal(analysis, language)
    top = analysis.differential[0].label
    if analysis.uncertain:
        return _uncertain(analysis, language)
    others = _listed([label for label in _likely(analysis) if label != top], language)
    key = "answer.no_lesion" if top == NORMAL else "answer.most_likely"
    if others:
        return t(f"{key}_with", language, top=name_in_sentence(top, language), others=others)
    return t(key, language, top=name_in_sentence(top, language))


def answer_notes(analysis: AnyAnalysis, language: str) -> tuple[str, ...]:
    """What must be said beside the sentence, such as why it cannot be relied on; may be empty."""
    if not analysis.differential:
        return ()
    notes = [
        *_chosen_kind_note(analysis, language),
        *_scope_notes(analysis, language),
        *_other_kind_note(analysis, language),
        *_left_out_note(analysis, language),
    ]
    if analysis.differential[0].label == NORMAL:
        notes.append(t("answer.note.no_lesion", language))
    return tuple(notes)


def label_text(label: str, language: str) -> str:
    """A disease's name; the key itself where the taxonomy has lost it.

    Normal skin reads "no lesion recognised", which promises nothing.
    """
    entry = all_diseases().get(label)
    return entry.name[language] if entry is not None else label


def percent_text(probability: float, language: str) -> str:
    """A probability 0..1 in whole per cent, never 0 and never 100."""
    if probability > 0.99:
        return t("answer.percent_above", language)
    if probability < 0.01:
        return t("answer.percent_below", language)
    return t("answer.percent", language, number=math.floor(probability * 100 + 0.5))


def set_explanation(language: str, count: int = 0) -> str:
    """What the prediction set ("also likely") means. count: diseases in it, 0 for not said."""
    return t("answer.set_explanation_one" if count == 1 else "answer.set_explanation", language)


def urgency_text(urgency: Urgency, language: str) -> str:
    """The word of an urgency: "Urgent"."""
    return t(f"urgency.{urgency}.name", language)


def urgency_when(urgency: Urgency, language: str) -> str:
    """What an urgency means: "the same day"."""
    return t(f"urgency.{urgency}.when", language)


def advice_when(advice: Advice, language: str) -> str:
    """How soon this case is to be seen: in a rule's own words where it has some.

    A patient with fever is reviewed in a day or two, never "within two weeks".
    """
    return rule_timing(advice, language) or urgency_when(advice.urgency, language)


def reasons_text(reasons: Iterable[GateReason], language: str) -> str:
    """Why a photo is refused: "too blurred, too dark"."""
    words = [t(f"answer.reason.{reason}", language) for reason in reasons]
    return t("answer.separator", language).join(words)


def retake_text(reasons: Iterable[GateReason], language: str) -> str:
    """How to take the photo again, the two most important pieces of advice."""
    return " ".join(t(f"answer.retake.{reason}", language) for reason in list(reasons)[:ADVISED])


def _refusal(analysis: AnyAnalysis, language: str) -> str:
    reasons = _reasons(photos := _photos(analysis))
    key = "answer.refused_one" if len(photos) == 1 else "answer.refused_all"
    advice = retake_text(reasons, language)
    return t(key, language, reasons=reasons_text(reasons, language), advice=advice).strip()


def _uncertain(analysis: AnyAnalysis, language: str) -> str:
    likely = _likely(analysis) or [entry.label for entry in analysis.differential[:NAMED]]
    if len(likely) <= NAMED + 1:
        return t("answer.uncertain", language, labels=_alternatives(likely, language))
    labels, more = _listed(likely[:NAMED], language), len(likely) - NAMED
    return t("answer.uncertain_more", language, labels=labels, count=more)


def _likely(analysis: AnyAnalysis) -> list[str]:
    """The prediction set, most probable first."""
    within = set(analysis.prediction_set)
    return [entry.label for entry in analysis.differential if entry.label in within]


def _chosen_kind_note(analysis: AnyAnalysis, language: str) -> list[str]:
    """The clinician's choice of kind stands, but the gate network sees the other kind."""
    doubted = [photo for photo in _counted(analysis) if photo.gate.overruled]
    if not doubted:
        return []
    chosen = doubted[0].gate.kind
    seen = next(kind for kind in PhotoKind if kind is not chosen)
    words = {"chosen": _kind_text(chosen, language), "seen": _kind_text(seen, language)}
    if len(_photos(analysis)) == 1:
        return [t("answer.note.chosen_kind_one", language, **words)]
    numbers = _numbers(analysis, doubted, language)
    return [t("answer.note.chosen_kind", language, numbers=numbers, **words)]


def _other_kind_note(analysis: AnyAnalysis, language: str) -> list[str]:
    """Photos of the kind that the answer does not rest on, each by its number."""
    others = [photo for photo in _uncounted(analysis) if _is_other_kind(photo, analysis)]
    if not others:
        return []
    kind = _kind_text(_counted(analysis)[0].gate.kind, language)
    other = _kind_text(others[0].gate.kind, language)
    numbers = _numbers(analysis, others, language)
    return [t("answer.note.other_kind", language, kind=kind, other=other, numbers=numbers)]


def _scope_notes(analysis: AnyAnalysis, language: str) -> list[str]:
    judged = _counted(analysis)
    notes = []
    if any(photo.gate.out_of_scope for photo in judged):
        notes.append(t("answer.note.out_of_scope", language))
    if forced := [photo for photo in judged if photo.forced]:
        reasons = reasons_text(_reasons(forced), language)
        notes.append(t("answer.note.forced", language, reasons=reasons))
    return notes


def _left_out_note(analysis: AnyAnalysis, language: str) -> list[str]:
    """Photos refused, or trusted less than those that the answer rests on, with the reasons."""
    left = [photo for photo in _uncounted(analysis) if not _is_other_kind(photo, analysis)]
    if not left:
        return []
    found = list(_reasons(left))
    if any(photo.is_classified and photo.gate.out_of_scope for photo in left):
        found.append(GateReason.OUT_OF_SCOPE)
    reasons = reasons_text(dict.fromkeys(found), language)
    total = len(_photos(analysis))
    return [t("answer.note.left_out", language, count=len(left), total=total, reasons=reasons)]


def _photos(analysis: AnyAnalysis) -> Sequence[PhotoAnalysis]:
    return (analysis,) if isinstance(analysis, PhotoAnalysis) else analysis.photos


def _counted(analysis: AnyAnalysis) -> list[PhotoAnalysis]:
    """The photos that the answer rests on."""
    if isinstance(analysis, PhotoAnalysis):
        return [analysis]
    return [photo for photo in analysis.photos if photo.photo_id in analysis.pooled]


def _uncounted(analysis: AnyAnalysis) -> list[PhotoAnalysis]:
    counted = _counted(analysis)
    return [photo for photo in _photos(analysis) if photo not in counted]


def _is_other_kind(photo: PhotoAnalysis, analysis: AnyAnalysis) -> bool:
    """Whether it was judged, but by the network for the other kind of photo."""
    return photo.is_classified and any(
        photo.gate.kind is not one.gate.kind for one in _counted(analysis)
    )


def _numbers(analysis: AnyAnalysis, photos: Sequence[PhotoAnalysis], language: str) -> str:
    """Which photos, counted from one as page and report do: "1, 3"."""
    found = [n for n, photo in enumerate(_photos(analysis), start=1) if photo in photos]
    return t("answer.separator", language).join(map(str, found))


def _kind_text(kind: PhotoKind, language: str) -> str:
    return t(f"gate.kind.{kind.value}", language)


def _reasons(photos: Iterable[PhotoAnalysis]) -> tuple[GateReason, ...]:
    """Each reason once, in the order met."""
    return tuple(dict.fromkeys(reason for photo in photos for reason in photo.gate.reasons))


def _listed(labels: Iterable[str], language: str) -> str:
    separator = t("answer.separator", language)
    return separator.join(name_in_sentence(label, language) for label in labels)


def _alternatives(labels: Sequence[str], language: str) -> str:
    """Names in a row with "or" before the last."""
    if len(labels) < 2:
        return _listed(labels, language)
    last = t("answer.last_separator", language) + name_in_sentence(labels[-1], language)
    return _listed(labels[:-1], language) + last
