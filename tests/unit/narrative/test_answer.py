"""The answer in words: honest, and the same wherever it is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.diseases import unknown_to
from skin_core.domain.analysis import Prediction
from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.answer import answer_notes, answer_sentence, set_explanation
from skin_core.narrative.knowledge import known_only
from skin_core.narrative.record_text import record_text
from skin_core.narrative.speech import Speech
from tests.sample_cases import (
    ZOSTER,
    case_analysis,
    case_of,
    differential,
    photo_analysis,
    refused_case,
    uncertain_case,
    zoster_case,
)


def test_likely_diseases_are_named_in_order() -> None:
    sentence = answer_sentence(zoster_case().analysis, Speech("en"))
    assert sentence == "Most likely herpes zoster; also likely: contact dermatitis, herpes simplex"


def test_one_photo_reads_as_its_case() -> None:
    analysis = zoster_case(photos=1).analysis
    for language in LANGUAGES:
        assert answer_sentence(analysis.photos[0], Speech(language)) == answer_sentence(
            analysis, Speech(language)
        )


def test_uncertain_answer_says_so_and_names_all_up_to_four() -> None:
    sentence = answer_sentence(uncertain_case().analysis, Speech("en"))
    assert sentence.startswith("Uncertain: melanocytic naevus, melanoma, ")
    assert sentence.endswith(" or basal cell carcinoma")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_of_two_diseases_counts_as_one_among_the_alternatives(language: str) -> None:
    within = ("actinic_keratosis_or_bowen", "basal_cell_carcinoma")
    photo = photo_analysis("x.jpg", dict.fromkeys(within, 0.4), within, uncertain=True)
    sentence = answer_sentence(photo, Speech(language))
    assert sentence.count(t("answer.last_separator", language)) == 1
    assert sentence.count("/") == 1


def test_uncertain_answer_counts_what_it_does_not_name() -> None:
    within = ("eczema", "psoriasis", "impetigo", "urticaria", "insect_bite", "herpes_zoster")
    photo = photo_analysis("x.jpg", dict.fromkeys(within, 0.15), within, uncertain=True)
    assert answer_sentence(photo, Speech("en")).endswith("or one of 3 others")


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_photo_gets_reason_and_advice(language: str) -> None:
    sentence = answer_sentence(refused_case().analysis, Speech(language))
    assert "15 cm" in sentence
    assert answer_notes(refused_case().analysis, Speech(language)) == ()


def test_model_of_few_diseases_names_those_it_knows() -> None:
    analysis = zoster_case().analysis
    assert known_only(analysis) == ()
    labels = ("vascular_lesion", "normal_skin", "melanoma")
    few = replace(
        analysis,
        differential=tuple(Prediction(label, 1 / 3) for label in labels),
        unknown_to_model=unknown_to(labels),
    )
    assert known_only(few) == ("melanoma", "vascular_lesion")
    assert known_only(replace(few, unknown_to_model=("erysipelas",))) == ()


def test_refused_photos_are_named_beside_those_that_were_judged() -> None:
    judged = photo_analysis("a.jpg", ZOSTER, tuple(ZOSTER))
    refused = photo_analysis("b.jpg", {}, ())
    notes = answer_notes(case_analysis((judged, refused), {}), Speech("en"))
    assert notes == ("Photos not used: 1 of 2 (too blurred).",)


def test_photo_unlike_the_kind_that_was_chosen_carries_a_warning() -> None:
    photo = photo_analysis("a.jpg", ZOSTER, tuple(ZOSTER))
    gate = replace(photo.gate, kind=PhotoKind.DERMOSCOPIC, overruled=True)
    wrong = replace(photo, gate=gate)
    told = "You chose “Dermoscopy”, but the photo looks like “Camera photo”"
    assert told in answer_notes(wrong, Speech("en"))[0]
    assert told in answer_notes(case_analysis((wrong,), {}), Speech("en"))[0]
    good = replace(photo_analysis("b.jpg", ZOSTER, ()), gate=replace(gate, overruled=False))
    both = case_analysis((good, wrong), {})
    assert "“Camera photo”: 2." in answer_notes(both, Speech("en"))[0]
    for language in LANGUAGES:
        note = answer_notes(both, Speech(language))[0]
        assert note in record_text(case_of(both), Speech(language))
        assert t("gate.kind.dermoscopic", language) in note


def test_photos_of_the_other_kind_are_named_as_left_out() -> None:
    far, near, also = (photo_analysis(name, ZOSTER, tuple(ZOSTER)) for name in "abc")
    near = replace(near, gate=replace(near.gate, kind=PhotoKind.DERMOSCOPIC))
    case = replace(case_analysis((far, near, also), {}), pooled=("a", "c"))
    (note,) = answer_notes(case, Speech("en"))
    assert "rests on “Camera photo” alone" in note
    assert note.endswith("Left out as “Dermoscopy”: photo 2.")
    for language in LANGUAGES:
        assert "2" in answer_notes(case, Speech(language))[0]


def test_strange_photo_that_does_not_count_casts_no_doubt_on_the_others() -> None:
    good, odd = (photo_analysis(name, ZOSTER, tuple(ZOSTER)) for name in "ab")
    odd = replace(odd, gate=replace(odd.gate, out_of_scope=True))
    case = replace(case_analysis((good, odd), {}), pooled=("a",))
    assert answer_notes(case, Speech("en")) == (
        "Photos not used: 1 of 2 (unlike the training photos).",
    )


def test_normal_skin_is_never_reassurance() -> None:
    photo = photo_analysis("x.jpg", {"normal_skin": 0.97}, ("normal_skin",))
    assert answer_sentence(photo, Speech("en")) == "No lesion recognised"
    assert "not an all-clear" in " ".join(answer_notes(photo, Speech("en")))
    for language in LANGUAGES:
        assert "normal" not in Speech(language).label("normal_skin").lower()


def test_forced_and_strange_photos_carry_a_warning() -> None:
    photo = photo_analysis("x.jpg", ZOSTER, tuple(ZOSTER))
    gate = replace(photo.gate, accepted=False, reasons=(GateReason.BLURRED,), out_of_scope=True)
    notes = answer_notes(replace(photo, gate=gate, forced=True), Speech("en"))
    assert any("do not rely" in note for note in notes)
    assert any("too blurred" in note for note in notes)


@pytest.mark.parametrize("reason", [GateReason.COLOURED_LIGHT, GateReason.NOT_A_PHOTO])
def test_doubtful_photo_says_why_and_what_to_do(reason: GateReason) -> None:
    photo = photo_analysis("x.jpg", ZOSTER, tuple(ZOSTER))
    gate = replace(photo.gate, reasons=(reason,), out_of_scope=True)
    for language in LANGUAGES:
        speech = Speech(language)
        notes = " ".join(answer_notes(replace(photo, gate=gate), speech))
        assert speech.t(f"answer.reason.{reason}") in notes
        assert speech.t(f"answer.retake.{reason}") in notes


@pytest.mark.parametrize(
    ("probability", "text"),
    [(1.0, "> 99 %"), (0.9901, "> 99 %"), (0.99, "99 %"), (0.125, "13 %"), (0.01, "1 %"),
     (0.0099, "< 1 %"), (0.0, "< 1 %")],
)  # fmt: skip
def test_probabilities_are_whole_and_never_certain(probability: float, text: str) -> None:
    assert Speech("en").percent(probability) == text
    for language in LANGUAGES:
        assert "100" not in Speech(language).percent(probability)


@pytest.mark.parametrize("language", LANGUAGES)
def test_prediction_set_is_explained_in_numbers(language: str) -> None:
    assert {"9", "10"} <= set(set_explanation(Speech(language)).replace("장", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_set_of_one_disease_is_not_told_as_several(language: str) -> None:
    assert set_explanation(Speech(language), 1) != set_explanation(Speech(language), 2)
    assert set_explanation(Speech(language), 2) == set_explanation(Speech(language))
    assert "9" in set_explanation(Speech(language), 1)


def test_proper_names_keep_their_capital() -> None:
    given = {"actinic_keratosis_or_bowen": 0.8, "stevens_johnson_toxic_epidermal_necrolysis": 0.1}
    photo = replace(
        photo_analysis("x.jpg", given, tuple(given)),
        differential=tuple(
            replace(entry, label=label)
            for entry, label in zip(differential(given), given, strict=False)
        ),
    )
    sentence = answer_sentence(photo, Speech("en"))
    assert "actinic keratosis/Bowen's disease (not told apart)" in sentence
    assert "Stevens-Johnson" in sentence
