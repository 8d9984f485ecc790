"""Sentences that read as sentences, and tell no more than was done."""

from __future__ import annotations

import re
from dataclasses import replace

from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.case import Case
from skin_core.i18n import LANGUAGES
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import reason_text
from skin_core.narrative.writer import Section, sentences
from skin_core.narrative.writer.grammar import ended, grammar
from skin_core.narrative.writer.subject import subject_of
from tests.for_each import for_each
from tests.sample_cases import (
    ZOSTER_FACTS,
    case_analysis,
    case_of,
    emergency_case,
    facts_only_case,
    refused_case,
    signed,
    uncertain_case,
    zoster_case,
)
from tests.unit.narrative.test_scores import iga_of_acne, scorad

WHOLE = re.compile(r"[.?!]$|[.?!] \(.*\)$")
TYPED = {**ZOSTER_FACTS, "allergies": "penicillin", "dermatomes": "one"}


def written(case: Case, language: str, part: Section | None = None) -> list[str]:
    found = sentences(case.analysis, language, subject_of(case))
    return [one.text for one in found if part in (None, one.section)]


@for_each(language=list(LANGUAGES))
def test_every_sentence_of_every_kind_of_case_ends_as_one(language: str) -> None:
    told = case_of(case_analysis(zoster_case(1).analysis.photos, TYPED))
    scored = [replace(told, scores=(one,)) for one in (iga_of_acne(2, 2, 0.64), scorad(5))]
    kinds = (uncertain_case(), refused_case(), emergency_case(), facts_only_case(), signed(told))
    for case in (*scored, *kinds):
        assert [one for one in written(case, language) if not WHOLE.search(one)] == []


def test_a_bracket_ends_a_sentence_only_where_one_stands_before_it() -> None:
    assert ended("2(확률 64%)") == "2(확률 64%)."
    assert ended("지금: 이송하십시오. (패혈증 의심)") == "지금: 이송하십시오. (패혈증 의심)"
    assert ended("Call now. (Zoster (eye) possible)") == "Call now. (Zoster (eye) possible)"


@for_each(language=list(LANGUAGES))
def test_a_program_that_could_judge_no_photo_is_not_said_to_have_helped(language: str) -> None:
    helped = grammar(language)["patient.photo"]
    told = written(refused_case(), language, Section.PATIENT)
    assert told[0] in grammar(language)["patient.photo_none"]
    assert written(zoster_case(1), language, Section.PATIENT)[0] in helped


def test_a_choice_reads_small_within_a_sentence() -> None:
    told = case_of(case_analysis(zoster_case(1).analysis.photos, TYPED))
    assert "khoanh da bị tổn thương một" in " ".join(written(told, "vi"))
    assert "dermatomes one" in " ".join(written(told, "en"))


def test_diseases_named_for_one_cause_stand_in_one_line() -> None:
    because = ("listed=melanoma", "listed=basal_cell_carcinoma", "age=62 years")
    fired = FiredRule("keratinocyte-cancer", "2.0", Urgency.SOON, because, {})
    wanted = {
        "en": "Also likely: melanoma or basal cell carcinoma, age: 62",
        "ko": "그 밖의 가능성: 흑색종 또는 기저세포암, 나이: 62세",
        "vi": "Cũng có thể: u hắc tố ác tính hoặc ung thư biểu mô tế bào đáy, tuổi: 62",
    }
    for language, line in wanted.items():
        assert reason_text(fired, Speech(language)).endswith(f" – {line}")
