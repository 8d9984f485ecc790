"""Who goes where by when: told first, the worst on top, and never forgotten for a red flag."""

from __future__ import annotations

import re

from skin_core.diseases import all_diseases
from skin_core.domain.disease import Memo
from skin_core.reporting.back_signs import back_signs
from tests.for_each import for_each

LANGUAGES = ("en", "ko", "vi")
WHEN = (
    ("Emergency", "응급", "Cấp cứu"),
    ("Same day", "당일", "Trong ngày"),
    ("Within days", "수일 이내", "Trong vài ngày"),
    ("Within two weeks", "2주 이내", "Trong hai tuần"),
    ("Within weeks", "수 주 이내", "Trong vài tuần"),
)
"""How a line of `refer` begins, the most urgent first, in English, Korean and Vietnamese."""

FEVER = {
    "en": re.compile(r"(?<!without )\bfever"),
    "ko": re.compile(r"발열(?! 없|.{0,3} 유무)"),
    "vi": re.compile(r"(?<!không )\bsốt\b(?! hay không)"),
}
WEAK = {"en": "immunosuppress", "ko": "면역저하", "vi": "suy giảm miễn dịch"}

SMALL_WORDS = {
    "and", "any", "are", "for", "from", "has", "not", "one", "that", "the", "this", "who", "with",
}  # fmt: skip

MEMOS = {key: entry.memo for key, entry in all_diseases().items() if entry.memo}


def stems(text: str) -> frozenset[str]:
    """Beginnings of its words, by which a red flag is found again in another sentence."""
    words = set(re.findall(r"[a-z]{3,}|\d+", text.lower())) - SMALL_WORDS
    return frozenset(word[:5] for word in words)


@for_each(memo=MEMOS)
def test_urgencies_stand_first_the_worst_on_top_and_alike_in_each_language(memo: Memo) -> None:
    told = [[line.split(":")[0] for line in memo.refer[language]] for language in LANGUAGES]
    for leads in zip(*told, strict=True):
        assert leads in WHEN, "begin each line with when: Emergency, Same day, ..."
    ranks = [WHEN.index(leads) for leads in zip(*told, strict=True)]
    assert ranks == sorted(set(ranks)), "one line for each urgency, the most urgent first"


@for_each(memo=MEMOS)
def test_every_red_flag_has_its_urgency(memo: Memo) -> None:
    answered = stems(" ".join(memo.refer["en"]))
    for flag in memo.red_flags["en"]:
        for part in re.split(r"[;,]", re.sub(r"\(.*?\)", "", flag)):
            assert stems(part) & answered, part


@for_each(memo=MEMOS, language=LANGUAGES)
def test_fever_never_waits_and_with_weak_immunity_is_an_emergency(
    memo: Memo, language: str
) -> None:
    emergency, same_day = (leads[LANGUAGES.index(language)] for leads in WHEN[:2])
    for line in memo.refer[language]:
        if FEVER[language].search(line):
            assert line.startswith((emergency, same_day)), line
        for part in line.split(";"):
            if FEVER[language].search(part) and WEAK[language] in part.lower():
                assert line.startswith(emergency), line


AT_ONCE = {
    "en": re.compile(r"ambulance|emergency room at once|hospital at once"),
    "ko": re.compile(r"구급차|바로 응급실|바로 병원"),
    "vi": re.compile(r"cấp cứu|bệnh viện ngay"),
}
EMERGENCIES = {
    "bullous_pemphigoid": ("confusion", "정신이 흐려지", "Lú lẫn"),
    "cellulitis": ("confused", "정신이 흐려지", "lú lẫn"),
    "cutaneous_lupus": ("breathlessness", "숨참", "khó thở"),
    "diabetic_foot_ulcer": ("fever", "열이 나", "sốt"),
    "drug_eruption": ("fever with a widespread rash", "열이 나면서 발진", "sốt kèm ban lan rộng"),
    "hand_foot_mouth_disease": ("under three months", "3개월 미만", "dưới ba tháng tuổi"),
    "leprosy": ("new rash stop", "새 발진이 생기면 약을 멈추고", "ban mới, hãy ngừng thuốc"),
    "onychomycosis": ("rash and fever stop", "발진과 열이 함께 나면", "sốt kèm nổi ban"),
    "pressure_ulcer": ("fever with confusion", "열이 나면서 정신이", "sốt kèm lú lẫn"),
    "scarlet_fever": ("breathes fast", "숨이 빠르", "thở nhanh"),
    "scrub_typhus": ("drowsy", "처지", "lơ mơ"),
    "skin_abscess": ("swallowing or breathing", "숨쉬기 힘들면", "khó thở"),
    "viral_exanthem": ("fever under three months", "3개월 미만", "dưới ba tháng tuổi"),
}
"""What is an emergency to the doctor, in the words of the patient's line."""


@for_each(key=tuple(EMERGENCIES), language=LANGUAGES)
def test_what_the_referral_calls_an_emergency_the_patient_is_told_as_one(
    key: str, language: str
) -> None:
    words = EMERGENCIES[key][LANGUAGES.index(language)]
    (line,) = (one for one in MEMOS[key].patient[language] if words in one)
    assert AT_ONCE[language].search(line), line


@for_each(key=tuple(MEMOS), language=LANGUAGES)
def test_patient_is_told_of_an_emergency_wherever_the_doctor_is(key: str, language: str) -> None:
    """In the memo's lines, or among the signs that the patient's sheet prints below them."""
    memo, of_any = MEMOS[key], set(back_signs("", {}))
    if memo.refer["en"] and memo.refer["en"][0].startswith(WHEN[0][0]):
        in_lines = any(AT_ONCE[language].search(line) for line in memo.patient[language])
        assert in_lines or set(back_signs(key, {})) - of_any - {"pus", "mole", "urine"}


AS_THE_RULES_SAY = (
    # memo, rank in `WHEN`, and what the rule of the same finding calls so urgent
    ("chickenpox", 0, ("under six weeks", "6주 미만", "dưới sáu tuần")),
    ("hand_foot_mouth_disease", 0, ("under three months", "3개월 미만", "dưới ba tháng")),
    ("hand_foot_mouth_disease", 1, ("under two months", "2개월 미만", "dưới hai tháng")),
    ("herpes_simplex", 1, ("in pregnancy", "임신 중", "khi mang thai")),
    ("impetigo", 0, ("fever under three months", "3개월 미만의 발열", "dưới ba tháng tuổi bị sốt")),
    ("impetigo", 1, ("any baby under two months", "2개월 미만", "dưới hai tháng")),
    (
        "syphilis",
        0,
        ("blurred or failing sight", "흐린 시야나 시력 저하", "nhìn mờ hoặc giảm thị lực"),
    ),
    *(
        (key, 0, ("stiff neck or severe headache", headache, "cứng gáy hoặc đau đầu dữ dội"))
        for key, headache in (
            ("erythema_migrans", "심한 두통이나 경부 강직"),
            ("herpes_zoster", "경부 강직이나 심한 두통"),
            ("syphilis", "경부 강직이나 심한 두통"),
        )
    ),
    ("vitiligo", 3, ("fast spread", "빠르게 번짐", "lan nhanh")),
)


def test_no_memo_waits_longer_than_the_rule_of_the_same_finding() -> None:
    for key, rank, words in AS_THE_RULES_SAY:
        for number, language in enumerate(LANGUAGES):
            lead = WHEN[rank][number]
            line = next(one for one in MEMOS[key].refer[language] if one.startswith(lead))
            assert words[number] in line, (key, language)
