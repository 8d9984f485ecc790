"""The answer in words: honest, and the same wherever it is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_cases import (
    ZOSTER,
    case_analysis,
    differential,
    photo_analysis,
    refused_case,
    uncertain_case,
    zoster_case,
)

from skin_core.domain.photo import GateReason
from skin_core.i18n import LANGUAGES
from skin_core.narrative.answer import (
    answer_notes,
    answer_sentence,
    label_text,
    percent_text,
    set_explanation,
)


def test_likely_diseases_are_named_in_order() -> None:
    sentence = answer_sentence(zoster_case().analysis, "en")
    assert sentence == "Most likely herpes zoster; also likely: contact dermatitis, herpes simplex"


def test_one_photo_reads_as_its_case() -> None:
    analysis = zoster_case(photos=1).analysis
    for language in LANGUAGES:
        assert answer_sentence(analysis.photos[0], language) == answer_sentence(analysis, language)


def test_uncertain_answer_says_so_and_names_all_up_to_four() -> None:
    sentence = answer_sentence(uncertain_case().analysis, "en")
    assert sentence.startswith("Uncertain: melanocytic naevus, melanoma, ")
    assert sentence.endswith(" or basal cell carcinoma")


def test_uncertain_answer_counts_what_it_does_not_name() -> None:
    within = ("eczema", "psoriasis", "impetigo", "urticaria", "insect_bite", "herpes_zoster")
    photo = photo_analysis("x.jpg", dict.fromkeys(within, 0.15), within, uncertain=True)
    assert answer_sentence(photo, "en").endswith("or one of 3 others")


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_photo_gets_reason_and_advice(language: str) -> None:
    sentence = answer_sentence(refused_case().analysis, language)
    assert "15 cm" in sentence
    assert answer_notes(refused_case().analysis, language) == ()


def test_refused_photos_are_named_beside_those_that_were_judged() -> None:
    judged = photo_analysis("a.jpg", ZOSTER, tuple(ZOSTER))
    refused = photo_analysis("b.jpg", {}, ())
    notes = answer_notes(case_analysis((judged, refused), {}), "en")
    assert notes == ("Photos not used: 1 of 2 (too blurred).",)


def test_normal_skin_is_never_reassurance() -> None:
    photo = photo_analysis("x.jpg", {"normal_skin": 0.97}, ("normal_skin",))
    assert answer_sentence(photo, "en") == "No lesion recognised"
    assert "not an all-clear" in " ".join(answer_notes(photo, "en"))
    for language in LANGUAGES:
        assert "normal" not in label_text("normal_skin", language).lower()


def test_forced_and_strange_photos_carry_a_warning() -> None:
    photo = photo_analysis("x.jpg", ZOSTER, tuple(ZOSTER))
    gate = replace(photo.gate, accepted=False, reasons=(GateReason.BLURRED,), out_of_scope=True)
    notes = answer_notes(replace(photo, gate=gate, forced=True), "en")
    assert any("do not rely" in note for note in notes)
    assert any("too blurred" in note for note in notes)


@pytest.mark.parametrize(
    ("probability", "text"),
    [(1.0, "> 99 %"), (0.9901, "> 99 %"), (0.99, "99 %"), (0.125, "13 %"), (0.01, "1 %"),
     (0.0099, "< 1 %"), (0.0, "< 1 %")],
)  # fmt: skip
def test_probabilities_are_whole_and_never_certain(probability: float, text: str) -> None:
    assert percent_text(probability, "en") == text
    for language in LANGUAGES:
        assert "100" not in percent_text(probability, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_prediction_set_is_explained_in_numbers(language: str) -> None:
    assert {"9", "10"} <= set(set_explanation(language).replace("장", " ").split())


def test_proper_names_keep_their_capital() -> None:
    given = {"actinic_keratosis_or_bowen": 0.8, "stevens_johnson_toxic_epidermal_necrolysis": 0.1}
    photo = replace(
        photo_analysis("x.jpg", given, tuple(given)),
        differential=tuple(
            replace(entry, label=label)
            for entry, label in zip(differential(given), given, strict=False)
        ),
    )
    sentence = answer_sentence(photo, "en")
    assert "actinic keratosis or Bowen" in sentence
    assert "Stevens-Johnson" in sentence
