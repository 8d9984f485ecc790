"""The answers of a case as a letter tells them: by clinical weight, none left out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from skin_core.domain.case import Case
from skin_core.domain.facts import Facts, FactValue
from skin_core.domain.photo import PhotoKind
from skin_core.errors import InvalidFact
from skin_core.facts import all_facts
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import lead_rule
from skin_core.reporting.frame import SIDES, place_text
from skin_core.reporting.people import duration_text
from skin_core.rules.known_facts import LARGE_MM
from skin_core.rules.texts import in_sentence
from skin_core.scoring.seven_point import SEVEN_POINTS

FILE = Path(__file__).with_name("letter_order.toml")
DONE = ("started_today", "treatment_tried")
"""What a letter tells as done so far, and not among the findings."""
OPENING = ("site", "side", "rash_onset", "age_days")  # what its first sentence begins with


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter tells, each part in the order of clinical weight.

    found: names of the danger signs answered yes. rows: what else was answered, as name and value.
    denied: names of all that was answered no.
    """

    found: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    denied: tuple[str, ...]


@cache
def letter_order() -> Mapping[str, tuple[str, ...]]:
    """Keys of facts by clinical weight: "found", "needed", "other"; and more lists."""
    with FILE.open("rb") as file:
        return {name: tuple(keys) for name, keys in tomllib.load(file).items()}


def letter_facts(case: Case, speech: Speech) -> LetterFacts:
    """All that was answered, sorted for whoever receives the patient."""
    facts, order = case.facts, _ordered(case.facts)
    points = set(SEVEN_POINTS) if _points_known(facts) else set()
    found = found_keys(facts)
    denied = [key for key in order if facts.get(key) is False and key not in points]
    told = {*found, *denied, *points}
    rows = (row for key in order if key not in told for row in _row(key, case, speech))
    return LetterFacts(
        tuple(_name(key, speech) for key in found),
        tuple(rows),
        tuple(_name(key, speech) for key in denied),
    )


def found_keys(facts: Facts) -> list[str]:
    """Danger signs that were answered yes, heaviest first."""
    return [key for key in letter_order()["found"] if facts.get(key) is True]


def decisive(case: Case, speech: Speech) -> tuple[str, ...]:
    """Answers that make the case as urgent as it is and are no danger sign: "vesicles"."""
    lead = lead_rule(case.analysis.advice, speech)
    keys = [pair.partition("=")[0] for pair in lead.because] if lead else []
    told = {*letter_order()["found"], *letter_order()["always_said"], *DONE, *OPENING}
    answers = {key: case.facts.get(key) for key in keys if key in all_facts() and key not in told}
    return tuple(
        _name(key, speech)
        if value is True
        else f"{_name(key, speech)}: {in_sentence(_value(key, case, speech))}"
        for key, value in answers.items()
        if value is not None and value is not False
    )


def done_row(key: str, case: Case, speech: Speech) -> tuple[str, str] | None:
    """Name and value of what was done or is taken; None where there is nothing to say."""
    return next(_row(key, case, speech), None)


def always_said(case: Case, speech: Speech) -> Iterator[tuple[str, str]]:
    """Allergies and medicines, as name and value; that nobody asked is said, never "none"."""
    for key in letter_order()["always_said"]:
        yield from _row(key, case, speech)


def facts_sentence(case: Case, speech: Speech) -> str:
    """All that was answered in one sentence, "" where nothing was; what is unknown is not named."""
    told = letter_facts(case, speech)
    yes = speech.yes()
    held = [*told.found, *(name for name, value in told.rows if value == yes)]
    values = {name: value for name, value in told.rows if value != yes}
    missing = speech.t("letter.not_asked")
    parts = [speech.in_a_row(held)] if held else []
    parts += [f"{name}: {value}" for name, value in values.items() if value != missing]
    if told.denied:
        names = speech.in_a_row(told.denied)
        parts.append(f"{speech.t('letter.denied')} {names}")
    told_all = "; ".join(map(in_sentence, parts))
    return f"{told_all[:1].upper()}{told_all[1:]}." if parts else ""


def _ordered(facts: Facts) -> list[str]:
    """Every key to tell of, heaviest first; those that no list names come last."""
    order = letter_order()
    listed = [*order["found"], *order["needed"], *order["other"]]
    return [*listed, *(key for key in facts if key not in listed)]


def _row(key: str, case: Case, speech: Speech) -> Iterator[tuple[str, str]]:
    """Name and value of one fact, where there is something to say."""
    if key == "seven_points":
        if _points_known(case.facts):
            yield speech.t("letter.seven_points"), _seven_points(case.facts, speech)
    elif key == "dermoscopy":
        if any(photo.gate.kind is PhotoKind.DERMOSCOPIC for photo in case.analysis.photos):
            yield speech.t("letter.dermoscopy"), speech.t("letter.dermoscopy_photo")
    elif key == "site" and (place := _place(case, speech)):
        yield _name(key, speech), place
    elif key == "side" and _place(case, speech) and case.facts.get(key) in SIDES:
        return  # told with the site
    elif key in case.facts:
        yield _name(key, speech), _value(key, case, speech)
    elif key in letter_order()["always_said"]:
        yield _name(key, speech), speech.t("letter.not_asked")


def _place(case: Case, speech: Speech) -> str:
    """Site and side as answered, else those of the lesion."""
    site, side = (str(case.facts.get(key, getattr(case.lesion, key))) for key in ("site", "side"))
    return place_text(replace(case, lesion=replace(case.lesion, site=site, side=side)), speech)


def _name(key: str, speech: Speech) -> str:
    """What a report calls the fact; the key itself where this program no longer asks it."""
    return speech.fact(key) if key in all_facts() else key.replace("_", " ")


def _value(key: str, case: Case, speech: Speech) -> str:
    value = case.facts[key]
    if key == "rash_onset":
        return duration_text(str(value), case.visit_date, speech)
    return _answer(key, value, speech)


def _answer(key: str, value: FactValue, speech: Speech) -> str:
    """An answer in words; as it was kept where it is none of today's answers."""
    if key in all_facts():
        try:
            return speech.answer(key, value)
        except InvalidFact:
            return str(value)
    if isinstance(value, bool):
        return speech.yes() if value else speech.no()
    return str(value)


def held_points(facts: Facts) -> list[str]:
    """Those of the seven points that hold, as answered or as measured."""
    facts = _with_size(facts)
    return [key for key in SEVEN_POINTS if facts.get(key) is True]


def _with_size(facts: Facts) -> Facts:
    """The answers with the point that a diameter in millimetres settles."""
    if "diameter_mm" in facts and float(facts["diameter_mm"]) >= LARGE_MM:
        return {**facts, "diameter_7mm": True}
    return facts


def _points_known(facts: Facts) -> bool:
    """Whether the checklist was asked: an inflamed rash that oozes is no mole."""
    majors = (key for key, points in SEVEN_POINTS.items() if points > 1)
    return facts.get("mole_or_lump") is True or any(key in facts for key in majors)


def _seven_points(facts: Facts, speech: Speech) -> str:
    """The score, with what speaks for it and how many answers are open."""
    facts = _with_size(facts)
    held = held_points(facts)
    left = sum(key not in facts for key in SEVEN_POINTS)
    score = sum(SEVEN_POINTS[key] for key in held)
    words = speech.t("letter.seven_point_score", score=score)
    if held:
        words += ": " + speech.in_a_row(_name(key, speech) for key in held)
    return f"{words} ({speech.t('letter.points_open', count=left)})" if left else words
