"""A sentence that tells more than the result is marked; the writer's own never is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.domain.case import Case
from skin_core.i18n import LANGUAGES
from skin_core.narrative.guard import Doubt, doubts, held_by
from skin_core.narrative.writer import sentences
from skin_core.narrative.writer.subject import subject_of
from tests.for_each import for_each
from tests.sample_cases import (
    emergency_case,
    facts_only_case,
    refused_case,
    signed,
    uncertain_case,
    zoster_case,
)

CASES = {
    "zoster": zoster_case(),
    "signed": signed(zoster_case()),
    "uncertain": uncertain_case(),
    "refused": refused_case(),
    "emergency": emergency_case(),
    "facts": facts_only_case(),
}
HELD = {name: held_by(case.analysis, subject_of(case)) for name, case in CASES.items()}
ZOSTER = HELD["zoster"]
KERATOSIS = {"benign_keratosis"}
WRONG = [
    ("This could also be cellulitis.", Doubt.DISEASE),
    ("Kaposi sarcoma must be considered.", Doubt.DISEASE),
    ("연조직염도 의심됩니다.", Doubt.DISEASE),
    ("Cần nghĩ đến viêm mô bào.", Doubt.DISEASE),
    ("Give prednisolone.", Doubt.DRUG),
    ("Start cefuroxime, ceftriaxone or flucloxacillin.", Doubt.DRUG),
    ("프레드니솔론을 투여하십시오.", Doubt.DRUG),
    ("Nên dùng amoxicillin.", Doubt.DRUG),
    ("Valaciclovir 1000 mg.", Doubt.DOSE),
    ("Valaciclovir three times a day.", Doubt.DOSE),
    ("발라시클로버를 하루 세 번 복용하십시오.", Doubt.DOSE),
    ("Uống valaciclovir ngày ba lần.", Doubt.DOSE),
    ("The probability is 95 %.", Doubt.NUMBER),
    ("Zoster fits best, with 31 %.", Doubt.NUMBER),  # the rash is 31 hours old
    ("The lesion is 14 mm wide.", Doubt.NUMBER),
    ("Ill for nine days.", Doubt.NUMBER),
    ("An ordinary appointment will do.", Doubt.URGENCY),
    ("This is not urgent.", Doubt.URGENCY),
    ("Call an ambulance.", Doubt.URGENCY),
    ("급하지 않습니다.", Doubt.URGENCY),
    ("Không cần tái khám.", Doubt.URGENCY),
    ("It is definitely herpes zoster.", Doubt.CERTAINTY),
    ("Herpes simplex can be ruled out.", Doubt.CERTAINTY),
    ("대상포진으로 확진됩니다.", Doubt.CERTAINTY),
    ("Chắc chắn là zona.", Doubt.CERTAINTY),
    ("The lesion is harmless.", Doubt.REASSURANCE),
    ("안심하셔도 됩니다.", Doubt.REASSURANCE),
    ("Tổn thương lành tính, hãy yên tâm.", Doubt.REASSURANCE),
    ("It may be cell\u200bulitis.", Doubt.DISEASE),
    ("It may be c e l l u l i t i s.", Doubt.DISEASE),
    ("It may be ＣＥＬＬＵＬＩＴＩＳ.", Doubt.DISEASE),
    ("Có thể là u hắc tố.", Doubt.DISEASE),
    ("Give prednis\u043elone.", Doubt.DRUG),  # a Cyrillic letter
    ("Apply a steroid cream.", Doubt.DRUG),
    ("항생제를 시작하십시오.", Doubt.DRUG),
    ("Give half a tablet daily.", Doubt.DOSE),
    ("Take ½ of it.", Doubt.NUMBER),
    ("Seventy-two percent.", Doubt.NUMBER),
    ("It does not need treatment.", Doubt.URGENCY),
    ("There is no need to go today.", Doubt.REASSURANCE),
    ("This is not cancer.", Doubt.REASSURANCE),
    ("Malignancy is excluded.", Doubt.REASSURANCE),
    ("암이 아닙니다.", Doubt.REASSURANCE),
    ("Không có dấu hiệu ác tính.", Doubt.REASSURANCE),
    ("The lesion has improved.", Doubt.REASSURANCE),
    ("병변이 호전되었습니다.", Doubt.REASSURANCE),
    ("Tổn thương đã cải thiện.", Doubt.REASSURANCE),
]


@for_each(case=CASES, language=list(LANGUAGES))
def test_what_the_writer_says_of_a_case_is_never_marked(case: Case, language: str) -> None:
    subject = subject_of(case)
    held = held_by(case.analysis, subject)
    for one in sentences(case.analysis, language, subject):
        assert not doubts(one.text, held), one.text


@pytest.mark.parametrize(("sentence", "wanted"), WRONG)
def test_what_the_result_does_not_hold_is_marked(sentence: str, wanted: Doubt) -> None:
    assert wanted in doubts(sentence, ZOSTER)


DENIED = [
    ("emergency", "There is no need for the emergency department.", Doubt.REASSURANCE),
    ("emergency", "Do not call an ambulance.", Doubt.REASSURANCE),
    ("emergency", "응급실에 가지 않아도 됩니다.", Doubt.REASSURANCE),
    ("emergency", "Không cần đến khoa cấp cứu.", Doubt.REASSURANCE),
    ("emergency", "You can go home.", Doubt.REASSURANCE),
    ("emergency", "It is nothing serious.", Doubt.REASSURANCE),
    ("emergency", "The child is fine.", Doubt.REASSURANCE),
    ("emergency", "집에 가셔도 됩니다.", Doubt.REASSURANCE),
    ("emergency", "걱정 안 하셔도 됩니다.", Doubt.REASSURANCE),
    ("emergency", "괜찮습니다.", Doubt.REASSURANCE),
    ("emergency", "별일 아닙니다.", Doubt.REASSURANCE),
    ("emergency", "Không sao cả.", Doubt.REASSURANCE),
    ("emergency", "Cho trẻ về nhà nghỉ ngơi.", Doubt.REASSURANCE),
    ("zoster", "Tomorrow is fine.", Doubt.REASSURANCE),
    ("uncertain", "Melanoma is unlikely.", Doubt.CERTAINTY),
    ("uncertain", "The network excludes melanoma.", Doubt.CERTAINTY),
    ("uncertain", "흑색종은 아닙니다.", Doubt.CERTAINTY),
    ("uncertain", "Không phải u hắc tố ác tính.", Doubt.CERTAINTY),
]


@pytest.mark.parametrize(("name", "sentence", "wanted"), DENIED)
def test_what_the_result_says_is_not_denied(name: str, sentence: str, wanted: Doubt) -> None:
    assert wanted in doubts(sentence, HELD[name])


DELAYS = {  # by what is too long: hours in an emergency, days today, weeks within two weeks
    "emergency": [
        "Come back this evening.",
        "See a doctor tomorrow.",
        "오늘 중에 진료를 받으십시오.",
        "내일 오셔도 됩니다.",
        "Chiều nay đến khám cũng được.",
        "Go to hospital in the morning.",
        "이따가 가셔도 됩니다.",
        "Mai đi khám cũng được.",
    ],
    "zoster": [
        "Review in a few days.",
        "An appointment next week is early enough.",
        "며칠 후에 다시 오십시오.",
        "다음 주에 진료를 예약하십시오.",
        "Vài ngày nữa hãy đến khám.",
        "Tuần sau khám lại là được.",
        "See how it goes over the weekend.",
        "Come back if it does not get better.",
        "월요일에 다시 오십시오.",
        "좋아지지 않으면 다시 오십시오.",
        "Qua lễ rồi đến khám.",
        "Nếu không đỡ thì đến khám.",
    ],
    "uncertain": [
        "You can wait a few weeks.",
        "The mole can be watched at home.",
        "See a doctor over the coming months.",
        "Come whenever it is convenient.",
        "It can be shown at the next routine visit.",
        "몇 주 뒤에 오십시오.",
        "우선 경과를 관찰하십시오.",
        "다음 달에 진료를 받으십시오.",
        "조금 더 지켜보십시오.",
        "시간이 날 때 오십시오.",
        "Vài tuần nữa hãy khám lại.",
        "Có thể theo dõi tại nhà.",
        "Tháng sau đến khám.",
        "Khi nào thuận tiện thì đến khám.",
        "Follow up at a later date.",
        "추후 재진하십시오.",
        "집에서 관찰하십시오.",
        "당장 치료하지 않아도 됩니다.",
        "Chưa cần khám ngay.",
    ],
    "refused": ["There is no rush.", "천천히 오십시오.", "Cứ để vài tuần nữa."],
}
NO_DELAYS = {
    "zoster": [
        "The rash has been there for a few days.",
        "며칠 전부터 발진이 있었습니다.",
        "Ban đã có vài ngày.",
        "Do not delay the antiviral.",
        "The pain persists and is worse later in the day.",
        "발진은 월요일에 시작되었습니다.",
        "Ban nổi từ thứ hai.",
    ],
    "uncertain": ["The change has gone on for several months.", "몇 달 전부터 변하였습니다."],
}


def test_nobody_is_told_to_wait_longer_than_the_result_lets_him() -> None:
    more_urgent = {"uncertain": ("zoster", "emergency"), "zoster": ("emergency",)}
    for name, told in DELAYS.items():
        for case in (name, *more_urgent.get(name, ())):
            missed = [one for one in told if Doubt.URGENCY not in doubts(one, HELD[case])]
            assert not missed, case
    for name, told in NO_DELAYS.items():
        assert not [one for one in told if Doubt.URGENCY in doubts(one, HELD[name])]


def test_words_of_a_name_or_of_a_warning_are_no_leave_to_reassure() -> None:
    refused = CASES["refused"]
    held = held_by(refused.analysis, subject_of(refused))
    assert "안심해도" in held.text  # "not judged does not mean"
    assert Doubt.REASSURANCE in doubts("안심해도 됩니다.", held)
    named = replace(ZOSTER, text=f"{ZOSTER.text} benign keratosis", diseases=frozenset(KERATOSIS))
    assert doubts("Benign keratosis is possible.", named) == ()
    assert Doubt.REASSURANCE in doubts("This is benign.", named)


@pytest.mark.parametrize(
    "sentence",
    [
        "The photo fits herpes zoster best, with 72 %.",
        "A band of new vesicles on the chest is in keeping with zoster.",
        "대상포진일 가능성이 72%로 가장 높습니다.",
        "Hình ảnh phù hợp nhất với zona (72%).",
        "Check renal function before valaciclovir.",
    ],
)
def test_what_the_result_holds_may_be_said_in_other_words(sentence: str) -> None:
    assert doubts(sentence, ZOSTER) == ()
