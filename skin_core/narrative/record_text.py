"""A case as plain text, to be pasted into the clinic's own record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from skin_core.domain.age import surest
from skin_core.domain.case import Case, Sex
from skin_core.domain.course import Area
from skin_core.domain.outline import OutlinedBy
from skin_core.facts import all_facts
from skin_core.narrative.answer import answer_notes, answer_sentence
from skin_core.narrative.course import area_text
from skin_core.narrative.lesion import outline_lines
from skin_core.narrative.plan import open_questions, ordered_by, steps_of, texts
from skin_core.narrative.scores import kept_line
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import urgency_words
from skin_core.narrative.zoster import screen_lines, screen_note

MOST_PREDICTIONS = 3
Areas = Sequence[tuple[int, Area]]
AGE = "age_days"  # told with the sex, in words


def record_text(case: Case, speech: Speech, areas: Areas = ()) -> str:
    """Urgency and action, then facts, answer, next steps and diagnosis; no name, no photo.

    The clinic's record knows the patient already, so nothing that identifies one is in the text.
    areas: of its outlined photos, by their numbers.
    """

    def outlines(case: Case, speech: Speech) -> Iterator[str]:
        yield from (f"- {line}" for line in outline_lines(case, speech))
        yield from (f"- {line}" for line in _areas(case, areas, speech))

    parts = (_urgency, _head, _scores, outlines, _findings, _zoster, _close)
    text = "\n".join(line for part in parts for line in part(case, speech))
    return "\n".join(line.rstrip() for line in text.splitlines())


def _urgency(case: Case, speech: Speech) -> Iterator[str]:
    """As the banner says it."""
    words = urgency_words(case.analysis, speech)
    yield ": ".join(filter(None, (words.soon, words.action)))
    if words.reason:
        yield speech.t("record.why", reason=words.reason)


def _head(case: Case, speech: Speech) -> Iterator[str]:
    title = speech.t("record.title", date=speech.when(case.visit_date))
    yield " · ".join((title, *_person(case, speech)))
    for key in all_facts():
        if key in case.facts and key != AGE:
            yield f"- {speech.fact(key)}: {_indented(speech.answer_as_kept(key, case.facts[key]))}"


def _person(case: Case, speech: Speech) -> Iterator[str]:
    """Age and sex, as the head of a report has them."""
    days = case.facts.get(AGE)
    entered = case.patient.age_on(date.fromisoformat(case.visit_date))
    if age := surest(entered, None if days is None else float(days)):
        yield speech.age(age)
    if case.patient.sex is not Sex.UNKNOWN:
        yield speech.t(f"app.sex.{case.patient.sex}")


def _indented(answer: str) -> str:
    """What was typed in several lines, each under the name of its fact."""
    lines = [line.strip() for line in answer.splitlines() if line.strip()]
    return answer if len(lines) < 2 else "".join(f"\n  {line}" for line in lines)


def _scores(case: Case, speech: Speech) -> Iterator[str]:
    """The last score of each index of severity."""
    last = {one.index: one for one in case.scores}
    yield from (f"- {kept_line(one, speech)}" for one in last.values())


def _areas(case: Case, areas: Areas, speech: Speech) -> Iterator[str]:
    """Square centimetres that no outline tells: drawn by hand, or by a scale told by hand."""
    for number, area in areas:
        if area.cm2 and (area.scale_error or area.by is OutlinedBy.CLINICIAN):
            name = speech.t("analyse.photo.number", number=number)
            told = area_text(area, speech)
            yield f"{name}: {told}" if len(case.analysis.photos) > 1 else told


def _findings(case: Case, speech: Speech) -> Iterator[str]:
    analysis = case.analysis
    yield speech.t("record.answer", sentence=answer_sentence(analysis, speech))
    for entry in analysis.differential[:MOST_PREDICTIONS]:
        yield f"- {speech.label(entry.label)}: {speech.percent(entry.probability)}"
    yield from answer_notes(analysis, speech)
    yield from (f"- {line}" for line in texts(steps_of(analysis), speech))
    if asked := open_questions(analysis, speech):
        yield f"- {asked}"


def _zoster(case: Case, speech: Speech) -> Iterator[str]:
    """The zoster screen, where there is one, without its sources."""
    if screen := case.analysis.zoster:
        yield f"{speech.t('zoster.title')}: {screen_note(screen, speech)}"
        lines = screen_lines(screen, speech, ordered_by(case.analysis))
        yield from (f"- {one.lead}: {one.text}" for one in lines)


def _close(case: Case, speech: Speech) -> Iterator[str]:
    assessment = case.assessment
    if assessment and (assessment.diagnosis or assessment.diagnosis_text):
        name = speech.label(assessment.diagnosis) if assessment.diagnosis else ""
        named = ". ".join(filter(None, (name, assessment.diagnosis_text)))
        yield speech.t("record.diagnosis", diagnosis=named)
    if assessment and assessment.excluded:
        names = [speech.label(one.label) for one in assessment.excluded]
        listed = speech.listed(names)
        yield speech.t("record.excluded", names=listed)
    if assessment and assessment.note:
        yield speech.t("record.note", note=_indented(assessment.note))
    key = "record.signed" if case.is_signed else "record.preliminary"
    model = case.analysis.model
    yield speech.t(key, model=model) if model else speech.t(f"{key}_rules")
