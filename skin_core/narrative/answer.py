"""The answer in words, the same on the page and in the report.

A network's answer is never worded as certainty, never as reassurance, and never as an exclusion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from skin_core.diseases import NORMAL
from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis
from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.narrative.speech import Speech

NAMED = 3  # diseases named in an uncertain sentence that has more than four
ADVISED = 2  # pieces of advice on retaking a photo

AnyAnalysis = CaseAnalysis | PhotoAnalysis


def answer_sentence(analysis: AnyAnalysis, speech: Speech, *, with_advice: bool = True) -> str:
    """What the photos show, in one sentence: most likely, uncertain, not to be judged, or none.

    with_advice: says how to take a refused photo again, unless that stands beside it.
    """
    if not _photos(analysis):
        return speech.t("answer.no_photo")
    if not analysis.differential:
        return _refusal(analysis, speech, with_advice)
    top = analysis.differential[0].label
    if analysis.uncertain:
        return _uncertain(analysis, speech)
    others = _listed([label for label in _likely(analysis) if label != top], speech)
    key = "answer.no_lesion" if top == NORMAL else "answer.most_likely"
    if others:
        return speech.t(f"{key}_with", top=speech.in_sentence(top), others=others)
    return speech.t(key, top=speech.in_sentence(top))


def answer_notes(
    analysis: AnyAnalysis, speech: Speech, *, with_advice: bool = True
) -> tuple[str, ...]:
    """What must be said beside the sentence, such as why it cannot be relied on; may be empty.

    with_advice: as of `answer_sentence`.
    """
    if not analysis.differential:
        return ()
    notes = [
        *_chosen_kind_note(analysis, speech),
        *_scope_notes(analysis, speech, with_advice),
        *_other_kind_note(analysis, speech),
        *_left_out_note(analysis, speech),
    ]
    if analysis.differential[0].label == NORMAL:
        notes.append(speech.t("answer.note.no_lesion"))
    return tuple(notes)


def set_explanation(speech: Speech, count: int = 0) -> str:
    """What the prediction set ("also likely") means. count: diseases in it, 0 for not said."""
    return speech.t("answer.set_explanation_one" if count == 1 else "answer.set_explanation")


def reasons_text(reasons: Iterable[GateReason], speech: Speech) -> str:
    """Why a photo is refused: "too blurred, too dark"."""
    words = [speech.t(f"answer.reason.{reason}") for reason in reasons]
    return speech.listed(words)


def retake_text(reasons: Iterable[GateReason], speech: Speech) -> str:
    """How to take the photo again, the two most important pieces of advice."""
    return " ".join(speech.t(f"answer.retake.{reason}") for reason in list(reasons)[:ADVISED])


def _refusal(analysis: AnyAnalysis, speech: Speech, with_advice: bool) -> str:
    reasons = reasons_of(photos := _photos(analysis))
    key = "answer.refused_one" if len(photos) == 1 else "answer.refused_all"
    advice = retake_text(reasons, speech) if with_advice else ""
    return speech.t(key, reasons=reasons_text(reasons, speech), advice=advice).strip()


def _uncertain(analysis: AnyAnalysis, speech: Speech) -> str:
    likely = _likely(analysis) or [entry.label for entry in analysis.differential[:NAMED]]
    if len(likely) <= NAMED + 1:
        return speech.t("answer.uncertain", labels=_alternatives(likely, speech))
    labels, more = _listed(likely[:NAMED], speech), len(likely) - NAMED
    return speech.t("answer.uncertain_more", labels=labels, count=more)


def _likely(analysis: AnyAnalysis) -> list[str]:
    """The prediction set, most probable first."""
    within = set(analysis.prediction_set)
    return [entry.label for entry in analysis.differential if entry.label in within]


def _chosen_kind_note(analysis: AnyAnalysis, speech: Speech) -> list[str]:
    """The clinician's choice of kind stands, but the gate network sees the other kind."""
    doubted = [photo for photo in _counted(analysis) if photo.gate.overruled]
    if not doubted:
        return []
    chosen = doubted[0].gate.kind
    seen = next(kind for kind in PhotoKind if kind is not chosen)
    words = {"chosen": _kind_text(chosen, speech), "seen": _kind_text(seen, speech)}
    if len(_photos(analysis)) == 1:
        return [speech.t("answer.note.chosen_kind_one", **words)]
    numbers = _numbers(analysis, doubted, speech)
    return [speech.t("answer.note.chosen_kind", numbers=numbers, **words)]


def _other_kind_note(analysis: AnyAnalysis, speech: Speech) -> list[str]:
    """Photos of the kind that the answer does not rest on, each by its number."""
    others = [photo for photo in _uncounted(analysis) if _is_other_kind(photo, analysis)]
    if not others:
        return []
    kind = _kind_text(_counted(analysis)[0].gate.kind, speech)
    other = _kind_text(others[0].gate.kind, speech)
    numbers = _numbers(analysis, others, speech)
    return [speech.t("answer.note.other_kind", kind=kind, other=other, numbers=numbers)]


def _scope_notes(analysis: AnyAnalysis, speech: Speech, with_advice: bool) -> list[str]:
    judged = _counted(analysis)
    notes = []
    strange = [photo for photo in judged if photo.gate.out_of_scope]
    if doubts := reasons_of([photo for photo in strange if not photo.forced]):
        words = reasons_text(doubts, speech)
        advice = retake_text(doubts, speech) if with_advice else ""
        notes.append(speech.t("answer.note.doubtful", reasons=words, advice=advice).strip())
    elif strange:
        notes.append(speech.t("answer.note.out_of_scope"))
    if forced := [photo for photo in judged if photo.forced]:
        reasons = reasons_text(reasons_of(forced), speech)
        notes.append(speech.t("answer.note.forced", reasons=reasons))
    return notes


def _left_out_note(analysis: AnyAnalysis, speech: Speech) -> list[str]:
    """Photos refused, or trusted less than those that the answer rests on, with the reasons."""
    left = [photo for photo in _uncounted(analysis) if not _is_other_kind(photo, analysis)]
    if not left:
        return []
    found = list(reasons_of(left))
    if any(photo.is_classified and photo.gate.out_of_scope for photo in left):
        found.append(GateReason.OUT_OF_SCOPE)
    reasons = reasons_text(dict.fromkeys(found), speech)
    total = len(_photos(analysis))
    return [speech.t("answer.note.left_out", count=len(left), total=total, reasons=reasons)]


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


def _numbers(analysis: AnyAnalysis, photos: Sequence[PhotoAnalysis], speech: Speech) -> str:
    """Which photos, counted from one as page and report do: "1, 3"."""
    found = [n for n, photo in enumerate(_photos(analysis), start=1) if photo in photos]
    return speech.listed(map(str, found))


def _kind_text(kind: PhotoKind, speech: Speech) -> str:
    return speech.t(f"gate.kind.{kind.value}")


def reasons_of(photos: Iterable[PhotoAnalysis]) -> tuple[GateReason, ...]:
    """Each reason once, in the order met."""
    return tuple(dict.fromkeys(reason for photo in photos for reason in photo.gate.reasons))


def _listed(labels: Iterable[str], speech: Speech) -> str:
    return speech.listed(speech.in_sentence(label) for label in labels)


def _alternatives(labels: Sequence[str], speech: Speech) -> str:
    """Names in a row with "or" before the last."""
    if len(labels) < 2:
        return _listed(labels, speech)
    last = speech.t("answer.last_separator") + speech.in_sentence(labels[-1])
    return _listed(labels[:-1], speech) + last
