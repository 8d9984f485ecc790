"""Whatever the result, its text tells nothing else: no number, name or urgency of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from skin_core.diseases import NORMAL, all_diseases
from skin_core.diseases.picture import all_pictures
from skin_core.domain.age import age_of_years
from skin_core.domain.analysis import CaseAnalysis, Prediction, Urgency
from skin_core.domain.case import ClinicianAssessment, Sex
from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.drugs import all_substances, drug_name
from skin_core.i18n import LANGUAGES
from skin_core.narrative.answer import answer_notes, answer_sentence, reasons_text
from skin_core.narrative.fit import fit
from skin_core.narrative.fit_words import line_text
from skin_core.narrative.guard import doubts, held_by
from skin_core.narrative.plan import open_questions, plan, steps_of
from skin_core.narrative.seen import Entered, observed
from skin_core.narrative.speech import Speech
from skin_core.narrative.writer import Section, Sentence, Subject, as_text, sentences
from skin_core.rules import Known, RuleInput, advise
from tests.integration.test_rule_properties import answers
from tests.rule_examples import NOW
from tests.sample_cases import TRAINED, photo_analysis

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
OTHER_TIMES = {
    Urgency.EMERGENCY: r"ambulance now|emergency department now|지금 바로 응급실|Cấp cứu ngay",
    Urgency.SELF_CARE: r"no further visit|다시 오지 않아도|không cần khám lại",
    Urgency.ROUTINE: r"ordinary appointment is enough|일반 예약 진료로 충분|chỉ cần hẹn khám",
}
NEEDS_NOTHING = re.compile(r"nothing to worry|안심해도 됩니다|yên tâm", re.I)


@st.composite
def cases(draw: st.DrawFn) -> tuple[CaseAnalysis, Subject]:
    """Judged, uncertain, refused or without a photo; with or without a conclusion."""
    facts = draw(answers())
    first = draw(st.lists(st.sampled_from(sorted(TRAINED)), unique=True, min_size=4, max_size=4))
    chances = draw(st.sampled_from(((0.9, 0.06, 0.02, 0.01), (0.4, 0.3, 0.2, 0.05))))
    share = dict(zip(first, chances, strict=True))
    within = tuple(first[: draw(st.integers(0, 4))])
    judged, count = draw(st.sampled_from((True, True, False))), draw(st.integers(0, 3))
    uncertain = draw(st.booleans())
    photos = tuple(
        photo_analysis(f"{n}.jpg", share if judged else {}, within, uncertain=uncertain)
        for n in range(count)
    )
    age = draw(st.none() | st.integers(0, 95).map(age_of_years))
    diagnosis = draw(st.sampled_from(("", "", *first)))
    known = Known(age=age, diagnosis=diagnosis, concluded=bool(diagnosis))
    is_judged = judged and count > 0
    answered = photos[0].as_fields() if is_judged else {}
    asked = RuleInput(now=NOW, facts=facts, judged=is_judged, known=known, **answered)
    analysis = CaseAnalysis(
        photos=photos,
        kind=PhotoKind.CLINICAL if is_judged else None,
        model="clinical",
        pooled=tuple(one.photo_id for one in photos) if is_judged else (),
        facts=facts,
        advice=advise(asked),
        unknown_to_model=(),
        elapsed_ms={},
        **answered,
    )
    subject = Subject(
        seed=draw(st.text(max_size=3)),
        age=age,
        sex=draw(st.sampled_from(list(Sex))),
        now=draw(st.sampled_from((NOW, None))),
        assessment=ClinicianAssessment(diagnosis=diagnosis),
    )
    return replace(analysis, steps=plan(analysis, known)), subject


def held(analysis: CaseAnalysis, subject: Subject, speech: Speech) -> str:
    """All that the result holds in words, put together without the writer."""
    entered = Entered(analysis.facts, subject.age, subject.sex, subject.now)
    told = [
        answer_sentence(analysis, speech),
        *answer_notes(analysis, speech),
        reasons_text([one for one in GateReason], speech),
        *(speech.answer(key, value) for key, value in analysis.facts.items()),
        *(speech.fact(key) for key in analysis.facts),
        *(speech.percent(one.probability) for one in analysis.differential),
        *(speech.of(one.words) for one in steps_of(analysis)),
        *(speech.rule_name(one) for one in analysis.advice.fired),
        *(speech.rule_reason(one) for one in analysis.advice.fired),
        speech.how_soon(analysis.advice),
        speech.urgency_means(analysis.advice.urgency),
        open_questions(analysis, speech),
        *(seen.count for seen in observed(entered)),
        *map(str, (len(analysis.photos), len(analysis.pooled), len(analysis.prediction_set) - 3)),
        speech.t("report.patient.fever") if analysis.facts.get("fever") else "",
    ]
    for label in {*analysis.prediction_set, *(one.label for one in analysis.differential[:3])}:
        found = fit(all_pictures()[label], entered) if label in all_pictures() else None
        told += [line_text(one, speech) for one in (*found.for_, *found.against)] if found else []
    return "\n".join(told)


@cache
def names_of(kind: str, language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Names by which a disease or a medicine may be called, the longest first, and their keys."""
    if kind == "disease":
        speech = Speech(language)
        named = {
            key: (*{speech.label(key), speech.in_sentence(key), *one.name.values()},)
            for key, one in all_diseases().items()
            if key != NORMAL
        }
    else:
        named = {key: (key, drug_name(key, language)) for key in all_substances()}
    keys = {name.casefold(): key for key, names in named.items() for name in names}
    one_of = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
    edges = "({})" if language == "ko" else r"(?<!\w)({})(?!\w)"
    return re.compile(edges.format(one_of)), keys


def named(kind: str, text: str, language: str) -> set[str]:
    """Which of them a text names; a longer name is not taken for the shorter one in it."""
    pattern, keys = names_of(kind, language)
    return {keys[found] for found in pattern.findall(text.casefold())}


def likely_of(analysis: CaseAnalysis) -> set[str]:
    three = {one.label for one in analysis.differential[: 3 if analysis.uncertain else 1]}
    return set(analysis.prediction_set) or three


@settings(max_examples=50, deadline=None)
@given(cases(), st.sampled_from(list(LANGUAGES)))
def test_every_number_and_name_in_the_text_is_in_the_result(
    told: tuple[CaseAnalysis, Subject], language: str
) -> None:
    analysis, subject = told
    speech = Speech(language)
    text = as_text(sentences(analysis, language, subject), language)
    known = held(analysis, subject, speech)
    numbers = {one.replace(",", ".") for one in NUMBER.findall(known)} | {"2"} & set(
        NUMBER.findall(speech.t("urgency.soon.when"))
    )
    assert {one.replace(",", ".") for one in NUMBER.findall(text)} <= numbers, text
    top = {analysis.top.label} if analysis.top else set()
    own = {subject.assessment.diagnosis} - {""}
    told_of = likely_of(analysis) | top | own
    allowed = told_of | named("disease", known, language)
    for label in told_of:  # a class of two diseases names both
        allowed |= named("disease", speech.in_sentence(label).partition("(")[0], language)
    assert named("disease", text, language) <= allowed, text
    assert named("drug", text, language) <= named("drug", known, language), text


@settings(max_examples=50, deadline=None)
@given(cases(), st.sampled_from(list(LANGUAGES)))
def test_no_urgency_but_that_of_the_result(
    told: tuple[CaseAnalysis, Subject], language: str
) -> None:
    analysis, subject = told
    speech, urgency = Speech(language), analysis.advice.urgency
    written = list(sentences(analysis, language, subject))
    for other, words in OTHER_TIMES.items():
        if other is not urgency:
            free = [one.text for one in written if not stands_in_advice(one, analysis, speech)]
            assert not [text for text in free if re.search(words, text, re.I)], urgency
    assert not [one.text for one in written if NEEDS_NOTHING.search(one.text)]
    soon = [one.text for one in written if speech.urgency(urgency) in one.text]
    assert soon


def stands_in_advice(sentence: Sentence, analysis: CaseAnalysis, speech: Speech) -> bool:
    """Whether the sentence is one of the steps, which were kept with the case."""
    kept = [speech.of(one.words).rstrip(".") for one in steps_of(analysis)]
    return any(one in sentence.text for one in kept)


@settings(max_examples=30, deadline=None)
@given(cases(), st.sampled_from(list(LANGUAGES)))
def test_the_patient_is_told_no_disease_that_only_a_network_named(
    told: tuple[CaseAnalysis, Subject], language: str
) -> None:
    analysis, subject = told
    part = [
        one.text for one in sentences(analysis, language, subject) if one.section is Section.PATIENT
    ]
    text = "\n".join(part)
    own = {subject.assessment.diagnosis} - {""}
    speech = Speech(language)
    tell = "\n".join(speech.of(one.words) for one in steps_of(analysis) if one.source in own)
    allowed = own | named("disease", tell, language)
    allowed |= {key for one in own for key in named("disease", "\n".join(part[1:2]), language)}
    assert named("disease", text, language) <= allowed
    assert "%" not in text


def test_a_number_that_is_not_in_the_result_would_be_found() -> None:
    prediction = Prediction("eczema", 0.5)
    assert NUMBER.findall(f"{prediction.probability} and 12:30, 3") == ["0.5", "12:30", "3"]
    assert named("disease", "Herpes zoster or eczema herpeticum", "en") == {
        "herpes_zoster",
        "eczema_herpeticum",
    }
    assert named("drug", "발라시클로버를 투여", "ko") == {"valaciclovir"}


@settings(max_examples=30, deadline=None)
@given(cases())
def test_a_case_is_written_down_in_the_same_words_each_time(
    told: tuple[CaseAnalysis, Subject],
) -> None:
    analysis, subject = told
    assert list(sentences(analysis, "ko", subject)) == list(sentences(analysis, "ko", subject))


@settings(max_examples=25, deadline=None)
@given(cases(), st.sampled_from(list(LANGUAGES)))
def test_the_guard_marks_nothing_that_the_writer_says(
    told: tuple[CaseAnalysis, Subject], language: str
) -> None:
    held = held_by(*told)
    marked = {one.text: doubts(one.text, held) for one in sentences(told[0], language, told[1])}
    assert not {text: found for text, found in marked.items() if found}
