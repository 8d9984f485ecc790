"""Page and paper hold one check: what applies on the page stands in the report too."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from html import unescape

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.age import age_of_years
from skin_core.domain.case import Case, Patient, Sex
from skin_core.domain.facts import Facts
from skin_core.drugs import Standing, Taker, cautions
from skin_core.i18n import LANGUAGES
from skin_core.narrative.speech import Speech
from skin_core.narrative.treatment_words import caution_text
from skin_core.reporting.blocks import Item, Items
from skin_core.reporting.handbook_pages import memo_blocks
from skin_core.rules.texts import in_sentence
from skin_core.ui.components.shared.memo import memo_html
from tests.sample_cases import signed, zoster_case

MUCH_AGAINST: Facts = {
    "renal_function": 20.0,
    "hepatic_impairment": True,
    "pregnancy": True,
    "heart_failure": True,
    "qt_prolongation": True,
    "g6pd_deficiency": True,
    "immunosuppression": True,
    "allergies": "penicillin anaphylaxis, sulfa, 아시클로버",
    "medicines": "methotrexate, warfarin, 사이클로스포린",
}
WRITTEN = [key for key, entry in all_diseases().items() if entry.memo]


def case_of(label: str) -> Case:
    """A child of eight who has everything against her, with this diagnosis."""
    patient = Patient(patient_id="p", name="P", birth_date="2018-10-01", sex=Sex.FEMALE)
    return replace(signed(zoster_case(), diagnosis=label), patient=patient, facts=MUCH_AGAINST)


def printed(label: str, language: str) -> list[Item]:
    blocks = memo_blocks(case_of(label), Speech(language))
    return [item for block in blocks if isinstance(block, Items) for item in block.items]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_applies_on_the_page_stands_in_the_report(language: str) -> None:
    taker = Taker(MUCH_AGAINST, age_of_years(8), Sex.FEMALE)
    lost, seen = [], 0
    for label in WRITTEN:
        memo = all_diseases()[label].memo
        assert memo is not None
        page = unescape(re.sub("<[^>]*>", "", memo_html(label, taker, Speech(language))))
        items = printed(label, language)
        for line in memo.treatment:
            of_line = [one for one in items if one.text == line.text[language]]
            for caution in cautions(line, taker.facts, taker.age, taker.sex):
                if caution.standing is Standing.APPLIES:
                    seen += 1
                    words = caution_text(caution, Speech(language))
                    assert words in page
                    if not any(in_sentence(words) in one.source for one in of_line):
                        lost.append((label, line.inn, words))
    assert not lost
    assert seen > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_asked_is_printed_as_not_checked(language: str) -> None:
    case = replace(case_of("cellulitis"), facts={})
    words = " ".join(
        str(getattr(block, field.name))
        for block in memo_blocks(case, Speech(language))
        for field in fields(block)
    )
    assert {
        "en": "Not checked: allergy",
        "ko": "확인하지 않음: 알레르기",
        "vi": "Chưa kiểm tra: dị ứng",
    }[language] in words
