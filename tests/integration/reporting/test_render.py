"""What a doctor reads on paper, in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import cast

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from skin_core.diseases import all_diseases, disease_name, unknown_to
from skin_core.domain.analysis import FiredRule, Prediction, Urgency
from skin_core.domain.case import Case
from skin_core.facts import fact_name
from skin_core.i18n import LANGUAGES, t
from skin_core.imaging.overlay import to_jpeg
from skin_core.narrative.answer import answer_sentence
from skin_core.narrative.plan import step_text, steps_of
from skin_core.narrative.speech import Speech
from skin_core.reporting import lines
from skin_core.reporting.options import ReportImages, ReportOptions
from skin_core.reporting.render import render_report
from skin_core.reporting.typeface import text_width
from skin_core.rules.texts import in_sentence
from tests.printed import printed
from tests.sample_cases import (
    NOW,
    emergency_case,
    refused_case,
    sample_images,
    signed,
    uncertain_case,
    zoster_case,
)

CLINIC = ReportOptions(clinic_name="하늘가정의원", clinic_address="12 Garden Road")


def pages(
    case: Case,
    language: str = "en",
    images: ReportImages | None = None,
    options: ReportOptions = CLINIC,
) -> list[str]:
    """Text of each page, on one line."""
    pdf = printed(case, images or sample_images(), language, options)
    document = pypdfium2.PdfDocument(pdf)
    found = [squeezed(page.get_textpage().get_text_range()) for page in document]
    document.close()
    return found


def squeezed(text: str) -> str:
    """Without spaces: lines break where the paper ends."""
    return "".join(text.split())


def holds(page: str, text: str) -> bool:
    return squeezed(text) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_answers(language: str) -> None:
    case = zoster_case()
    first = pages(case, language)[0]
    assert holds(first, Speech(language).urgency(Urgency.URGENT))
    assert holds(first, answer_sentence(case.analysis, Speech(language)))
    for entry in case.analysis.differential[:3]:
        assert holds(first, disease_name(entry.label, language))
        assert holds(first, Speech(language).percent(entry.probability))
    assert holds(first, t("report.clinician.signature", language))
    assert holds(first, fact_name("new_vesicles", language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [zoster_case, uncertain_case, emergency_case, refused_case])
def test_a_case_of_one_photo_takes_two_pages_and_is_signed_on_the_first(
    make: Callable[[], Case], language: str
) -> None:
    for case in (make(), signed(make(), note="재진 3일 뒤")):
        found = pages(case, language)
        assert len(found) <= 2
        wanted = "이서연" if case.is_signed else t("report.clinician.signature", language)
        assert holds(found[0], wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_reads_as_it_was_kept(language: str) -> None:
    case = zoster_case()
    first = pages(case, language)[0]
    steps = steps_of(case.analysis)
    assert 1 < len(steps) <= 5
    assert all(holds(first, step_text(step, Speech(language))) for step in steps)


def test_no_clinic_is_asked_for_until_the_report_is_signed() -> None:
    wanted = t("report.no_clinic", "en")
    assert holds(pages(zoster_case(), options=ReportOptions())[0], wanted)
    assert not holds(pages(signed(zoster_case()), options=ReportOptions())[0], wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [zoster_case, uncertain_case, emergency_case, refused_case])
def test_every_page_carries_its_frame(make: Callable[[], Case], language: str) -> None:
    found = pages(make(), language, options=replace(CLINIC, with_memo=True))
    assert len(found) <= 4
    for number, page in enumerate(found, start=1):
        assert holds(page, t("app.notice", language))
        assert holds(page, t("report.page_of", language, number=number, total=len(found)))
        assert holds(page, "하늘가정의원")
        assert holds(page, "김하늘")
        assert holds(page, "P-0107")


@pytest.mark.parametrize("language", LANGUAGES)
def test_signature_lines_fit_on_page_one(language: str) -> None:
    for case, photos in ((zoster_case(5), 5), (uncertain_case(), 1), (emergency_case(), 1)):
        first = pages(case, language, sample_images(photos))[0]
        assert holds(first, t("report.clinician.signature", language))


def test_later_pages_tell_memo_limits_and_origin() -> None:
    rest = "".join(pages(zoster_case(), options=replace(CLINIC, with_memo=True))[1:])
    memo = all_diseases()["herpes_zoster"].memo
    assert memo is not None
    for text in (memo.summary["en"], memo.red_flags["en"][0], memo.treatment[0].text["en"]):
        assert holds(rest, text)
    assert holds(rest, "not reviewed by a clinician")
    assert rest.count(squeezed(t("report.memo.unopened", "en"))) <= 1
    for text in ("clinical 2026.11", "9f2c4e1ab0d35577…", "Research use", "zoster-within-72h"):
        assert holds(rest, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_of_a_model_of_few_diseases_names_those_and_not_the_seventy_others(
    language: str,
) -> None:
    case = zoster_case()
    labels = ("melanoma", "vascular_lesion")
    analysis = replace(
        case.analysis,
        differential=tuple(Prediction(label, 0.5) for label in labels),
        unknown_to_model=unknown_to(labels),
    )
    rest = "".join(pages(replace(case, analysis=analysis), language))
    names = Speech(language).listed(map(Speech(language).in_sentence, labels))
    assert holds(rest, t("report.limits.known_only", language, names=names))
    assert not holds(rest, disease_name("scarlet_fever", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_memo_on_paper_says_what_no_second_source_confirmed(language: str) -> None:
    memo = all_diseases()["herpes_zoster"].memo
    assert memo is not None
    assert memo.unverified
    with_memo = replace(CLINIC, with_memo=True)
    rest = "".join(pages(zoster_case(), language, options=with_memo)[1:])
    assert holds(rest, t("diseases.unverified", language))
    for doubt in memo.unverified:
        part = t(f"diseases.part.{doubt.section}", language)
        assert holds(rest, f"{part}: {doubt.what[language]}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_names_of_leprosy_are_never_printed(language: str) -> None:
    words = "".join(pages(signed(zoster_case(), diagnosis="leprosy"), language))
    assert holds(words, disease_name("leprosy", language))
    for old in ("나병", "hủi", "cùi", "leper"):
        assert old not in words.replace("나병변", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_recorded_contraindication_stands_at_its_medicine(language: str) -> None:
    case = replace(zoster_case(), facts={**zoster_case().facts, "heart_failure": True})
    rest = "".join(pages(case, language, options=replace(CLINIC, with_memo=True))[1:])
    why = t("drugs.why.avoid", language, words="")
    reason = t("drugs.reason.heart_failure", language)
    assert holds(rest, in_sentence(t("drugs.caution", language, reason=reason, why=why)))


def test_only_known_facts_are_listed_and_an_unknown_one_is_never_no() -> None:
    first = pages(zoster_case())[0]
    assert holds(first, "answered no: fever.")
    assert not holds(first, "Unknown")
    assert not holds(first, "not asked")


def test_memo_follows_the_clinician() -> None:
    unwritten = next(key for key, entry in all_diseases().items() if entry.memo is None)
    case, options = signed(zoster_case(), diagnosis=unwritten), replace(CLINIC, with_memo=True)
    rest = "".join(pages(case, options=options)[1:])
    assert holds(rest, f"memo on {disease_name(unwritten, 'en')} has not been written yet")


def test_signed_report_shows_name_and_local_time_on_every_page() -> None:
    found = pages(signed(zoster_case(), name="Dr. Lê Thị Hương", note="재진 3일 뒤"))
    for page in found:
        assert holds(page, "Signed by Dr. Lê Thị Hương, 21 Nov 2026, 14:05 (UTC+09:00)")
        assert not holds(page, "preliminary")
    assert holds(found[0], "Herpes zoster (ICD-10 B02)")
    assert holds(found[0], "재진 3일 뒤")


def test_refused_photo_has_no_bars_and_no_urgency() -> None:
    first = pages(refused_case(), images=replace(sample_images(), heatmap=b""))[0]
    assert holds(first, "This photo cannot be judged: too blurred.")
    assert holds(first, t("urgency.unknown.name", "en"))
    assert "%" not in first


def test_emergency_comes_before_everything() -> None:
    first = pages(emergency_case())[0]
    assert first.index("Emergency") < first.index("Mostlikely")


def test_ticks_leave_parts_out() -> None:
    bare = "".join(pages(zoster_case(), options=replace(CLINIC, with_facts=False)))
    assert not holds(bare, t("report.facts.known", "en"))
    assert not holds(bare, "Memo:")
    assert holds(bare, "Limits.")


def test_long_words_run_on_and_nothing_is_lost() -> None:
    note = "신장 기능을 확인하고 항바이러스제를 시작함. " * 90
    case = signed(zoster_case(), note=note, name="A" * 120)
    case = replace(
        case,
        patient=replace(case.patient, name="Nguyễn " * 30, code="X" * 80),
        facts={**case.facts, "history": "당뇨병, 고혈압. " * 100},
    )
    found = pages(case, "ko", sample_images(9))
    assert "".join(found).count("항바이러스제를") == 90
    assert "".join(found).count("고혈압.") == 100
    assert "".join(found).count("Nguyễn") >= 30


@pytest.mark.parametrize("sign", ["x", "가", "王"])
def test_words_without_a_space_freeze_no_paper(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0

    def counted(text: str, style: str) -> float:
        nonlocal measured
        measured += len(text)
        return text_width(text, style)

    monkeypatch.setattr(lines, "text_width", counted)
    endless = sign * 2000
    case = signed(zoster_case(1), note=endless)
    case = replace(case, patient=replace(case.patient, name=endless))
    facts = {**case.facts, "medicines": endless}
    found = pages(replace(case, facts=facts), options=ReportOptions())
    assert "".join(found).count("Wang" if sign == "王" else sign) >= 4000
    assert measured < 2_000_000  # 王 is five letters on paper; each is measured a few times


def test_report_weighs_less_than_a_megabyte() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1200, 1600, 3), dtype=np.uint8)
    heavy = to_jpeg(noise, 95)
    images = ReportImages(photos=(heavy,) * 8, heatmap=heavy, heatmap_label="herpes_zoster")
    options = replace(CLINIC, logo=heavy)
    assert len(render_report(zoster_case(), images, "ko", options, NOW)) < 1_000_000


def test_same_case_gives_the_same_bytes() -> None:
    first, second = (
        render_report(zoster_case(), sample_images(2), "vi", CLINIC, NOW) for _ in range(2)
    )
    later = render_report(zoster_case(), sample_images(2), "vi", CLINIC, NOW + timedelta(days=1))
    assert first == second != later


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    pdf = printed(zoster_case(), sample_images(3), "en", CLINIC)
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages[0].images) == 4
    assert str(cast(DictionaryObject, reader.trailer["/Root"])["/Lang"]) == "en"
    assert b"/Alt" in pdf


def test_old_case_with_a_rule_that_is_gone_is_still_written() -> None:
    case = zoster_case()
    retired = FiredRule("zoster-clock-of-old", "0.3", Urgency.URGENT)
    advice = replace(case.analysis.advice, fired=(retired,))
    told = "".join(pages(replace(case, analysis=replace(case.analysis, advice=advice))))
    assert holds(told, "zoster-clock-of-old 0.3")


def test_damaged_logo_does_not_stop_the_report() -> None:
    assert pages(zoster_case(), options=replace(CLINIC, logo=b"no picture"))


def test_report_without_photos_or_clinic_is_written() -> None:
    assert pages(zoster_case(), images=ReportImages(), options=ReportOptions())
