"""What may be judged, and as what."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.domain.engine import ClassOutput
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.i18n import LANGUAGES
from skin_core.imaging.frame import seen_part
from skin_core.imaging.rendered import render_skin
from skin_core.inference.gate import judge_photo
from skin_core.narrative.answer import reasons_text, retake_text
from skin_core.narrative.speech import Speech
from tests.altered_photos import altered
from tests.fake_networks import GATE, make_spec

SPEC = make_spec("gate", "gate", GATE)  # refuses from 0.5
GOOD = PhotoQuality(1.0, 60, 0.0, 600)


def answer(clinical: float, dermoscopic: float, not_skin: float) -> ClassOutput:
    logits = np.log(np.array([clinical, dermoscopic, not_skin], np.float32))
    return ClassOutput(logits, np.ones(4, np.float32), np.zeros((3, 4, 4), np.float32))


def test_skin_is_accepted_as_the_likelier_kind() -> None:
    verdict = judge_photo(answer(0.2, 0.7, 0.1), SPEC, GOOD, None)
    assert verdict.accepted
    assert verdict.kind is PhotoKind.DERMOSCOPIC
    assert not verdict.overruled
    assert verdict.skin_probability == pytest.approx(0.9)


def test_photo_without_skin_is_refused_with_its_likelier_kind() -> None:
    verdict = judge_photo(answer(0.3, 0.1, 0.6), SPEC, GOOD, None)
    assert not verdict.accepted
    assert verdict.reasons == (GateReason.NOT_SKIN,)
    assert verdict.kind is PhotoKind.CLINICAL


def test_poor_photo_is_refused_for_every_reason() -> None:
    poor = PhotoQuality(0.1, 60, 0.0, 600, refused=(GateReason.BLURRED,))
    verdict = judge_photo(answer(0.1, 0.1, 0.8), SPEC, poor, None)
    assert verdict.reasons == (GateReason.BLURRED, GateReason.NOT_SKIN)


def test_clinician_overrules_the_kind_but_not_the_refusal() -> None:
    verdict = judge_photo(answer(0.3, 0.1, 0.6), SPEC, GOOD, PhotoKind.DERMOSCOPIC)
    assert verdict.kind is PhotoKind.DERMOSCOPIC
    assert verdict.overruled
    assert not verdict.accepted
    same = judge_photo(answer(0.8, 0.1, 0.1), SPEC, GOOD, PhotoKind.CLINICAL)
    assert not same.overruled


SKIN = render_skin("plaque", "light", 4, (320, 240))


def test_coloured_light_and_pages_make_the_answer_uncertain_and_refuse_nothing() -> None:
    for name, reason in (
        ("wood", GateReason.COLOURED_LIGHT),
        ("chat", GateReason.NOT_A_PHOTO),
        ("paper", GateReason.NOT_A_PHOTO),
    ):
        seen = seen_part(altered(name, SKIN))
        verdict = judge_photo(answer(0.8, 0.1, 0.1), SPEC, GOOD, None, seen)
        assert verdict.accepted
        assert verdict.out_of_scope
        assert verdict.reasons == (reason,)
    plain = judge_photo(answer(0.8, 0.1, 0.1), SPEC, GOOD, None, seen_part(SKIN))
    assert plain.reasons == ()
    assert not plain.out_of_scope


def test_what_shows_no_skin_is_not_asked_for_its_light() -> None:
    seen = seen_part(altered("blue", SKIN))
    verdict = judge_photo(answer(0.2, 0.1, 0.7), SPEC, GOOD, None, seen)
    assert verdict.reasons == (GateReason.NOT_SKIN,)


def test_round_black_rim_speaks_for_dermoscopy() -> None:
    rimmed, doubtful = seen_part(altered("circle", SKIN)), answer(0.7, 0.2, 0.1)
    assert rimmed.is_round
    assert judge_photo(doubtful, SPEC, GOOD, None, rimmed).kind is PhotoKind.DERMOSCOPIC
    assert judge_photo(doubtful, SPEC, GOOD, None, seen_part(SKIN)).kind is PhotoKind.CLINICAL
    sure = answer(0.96, 0.03, 0.01)
    assert judge_photo(sure, SPEC, GOOD, None, rimmed).kind is PhotoKind.CLINICAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_name_the_lamp_and_say_what_to_do(language: str) -> None:
    advice = retake_text((GateReason.COLOURED_LIGHT,), Speech(language))
    assert {"en": "Wood's lamp", "ko": "우드등", "vi": "đèn Wood"}[language] in advice
    for reason in GateReason:
        assert reasons_text((reason,), Speech(language))
        assert len(retake_text((reason,), Speech(language))) > 15
