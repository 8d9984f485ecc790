"""What a letter says before its writer changed a word: to whom, why, what was done, what is asked.

It holds no name of a rule, nothing that is unknown, and not the network's answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.narrative.speech import Speech
from skin_core.reporting.addressee import addressee, for_possible_cancer
from skin_core.reporting.frame import place_text
from skin_core.reporting.letter_facts import DONE, decisive, done_row, found_keys, held_points
from skin_core.reporting.options import LetterWords
from skin_core.reporting.people import described
from skin_core.rules import known_rules, rule
from skin_core.rules.texts import in_sentence

NAMED_DISEASES = "disease"  # the subject of rules that rest on an answer, not on facts


def letter_words(case: Case, speech: Speech) -> LetterWords:
    """The four fields as the case fills them in, in one language."""
    place = addressee(case.analysis.advice)
    return LetterWords(
        to=speech.t(f"letter.to.{place}"),
        reason=_reason(case, speech),
        done="\n".join(_done(case, speech)),
        question=speech.t(f"letter.please.{place}"),
    )


def _reason(case: Case, speech: Speech) -> str:
    """One sentence: "68-year-old woman, rash since 28 Nov 2026 (nose, left), near the eye."."""
    parts = (described(case, speech), _complaint(case, speech), *_found(case, speech))
    told = speech.t("letter.opening.sentence", parts=speech.listed(filter(None, parts)))
    suspected = " ".join(_suspected(case, speech))
    return f"{told} {suspected}".strip()


def _complaint(case: Case, speech: Speech) -> str:
    place, onset = place_text(case, speech), case.facts.get("rash_onset")
    place = place if speech.language == "ko" else place.lower()
    if onset:
        date = speech.when(str(onset).partition("T")[0])
        key = "since_at" if place else "since"
        return speech.t(f"letter.opening.{key}", date=date, place=place)
    return speech.t("letter.opening.at", place=place) if place else ""


def _found(case: Case, speech: Speech) -> Iterator[str]:
    """Danger signs, what else decides and the points of a growth, as after a comma."""
    for key in found_keys(case.facts):
        words = f"letter.opening.found.{key}"
        name = speech.t(words) if speech.has(words) else speech.fact(key)
        yield in_sentence(name)
    points = (speech.fact(key) for key in held_points(case.facts))
    yield from dict.fromkeys(map(in_sentence, (*decisive(case, speech), *points)))


def _suspected(case: Case, speech: Speech) -> Iterator[str]:
    """Possible cancer, if that sends; in an emergency that nobody has named, what facts raise."""
    if for_possible_cancer(case.analysis.advice):
        yield speech.t("letter.possible_cancer")
    concluded = case.assessment or ClinicianAssessment()
    if concluded.diagnosis or concluded.diagnosis_text:
        return
    for fired in known_rules(case.analysis.advice):
        if fired.urgency is Urgency.EMERGENCY and rule(fired.rule_id).subject != NAMED_DISEASES:
            yield speech.t("letter.possible", names=speech.rule_name(fired))
            return


def _done(case: Case, speech: Speech) -> Iterator[str]:
    """Treatment as answered, and the clinician's note."""
    for key in DONE:
        if row := done_row(key, case, speech):
            yield f"{row[0]}: {row[1]}"
    note = case.assessment.note.strip() if case.assessment else ""
    if note:
        yield f"{speech.t('report.clinician.note')}: {note}"
