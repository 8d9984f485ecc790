"""A name in any script prints, and the paper says where it stands in other letters."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from skin_core.domain.case import ReportKind
from skin_core.i18n import LANGUAGES, t
from skin_core.reporting.options import ReportOptions
from skin_core.reporting.render import render_report
from skin_core.reporting.script import in_latin, is_foreign
from skin_core.reporting.typeface import can_draw
from tests.sample_cases import NOW, sample_images, signed, zoster_case
from tests.ten_names import NAMES


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(patient: str, others: str, kind: ReportKind, language: str) -> str:
    """All words of a paper. others: who signs, where, what was noted and what was started."""
    case = signed(zoster_case(1), name=others, note=others)
    facts = {**case.facts, "started_today": others}
    case = replace(case, patient=replace(case.patient, name=patient), facts=facts)
    options = ReportOptions(kind=kind, clinic_name=others, clinician_name=others)
    document = pypdfium2.PdfDocument(render_report(case, sample_images(), language, options, NOW))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return squeezed(text)


def test_any_name_prints_and_is_marked_where_it_is_not_in_its_own_letters() -> None:
    told = squeezed(t("report.in_latin", "en", words="").split(":")[0])
    for name in NAMES:
        text = printed(name.typed, "", ReportKind.PATIENT_COPY, "en")
        assert squeezed(name.printed) in text
        marked = squeezed(t("report.name_in_latin", "en", name=name.printed))
        assert (marked in text) == (told in text) == is_foreign(name.typed), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ReportKind))
def test_every_paper_says_in_its_language_which_words_are_in_latin_letters(
    kind: ReportKind, language: str
) -> None:
    text = printed("王小明", " / ".join(name.typed for name in NAMES), kind, language)
    assert squeezed(t("report.name_in_latin", language, name="Wang Xiao Ming")) in text
    assert all(squeezed(name.printed) in text for name in NAMES)
    assert squeezed(t("report.in_latin", language, words="Wang Xiao Ming").split(":")[0]) in text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("이순자(李)", "이순자(Li)"), ("이순자(李),", "이순자(Li)"), ("(李)", "Li"), ("(李", "Li"),
        ("李).", "Li"), ("(이순자(李)", "이순자(Li)"),
    ],
)  # fmt: skip
def test_a_word_is_told_with_both_of_its_brackets_or_none(typed: str, told: str) -> None:
    text = printed(typed, "", ReportKind.PATIENT_COPY, "ko")
    assert squeezed(t("report.in_latin", "ko", words=told)) in text


def test_own_letters_stay_and_what_has_no_sound_is_a_question_mark() -> None:
    assert in_latin("홍吉童") == "홍 Ji Tong"
    assert in_latin("李\u0ec8 \U0010fffd") == "Li ?"
    every = "".join(map(chr, [*range(0x20, 0xD800), *range(0xE000, 0x20000)]))
    assert can_draw(in_latin(every))
