"""Who, when and "not" stand in Korean and Vietnamese wherever they stand in English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.disease import Memo
from skin_core.drugs import all_substances

CORE = Path(__file__).parents[3] / "skin_core"
ASKED_AND_SAID = sorted(
    {*CORE.glob("rules/*.toml"), *CORE.glob("facts/*.toml")} - {CORE / "facts/cues.toml"}
)
"""Questions and rules; cues are words looked for, and differ by language."""


class Marker(NamedTuple):
    """One thing that must not be lost, and how each language says it."""

    en: str
    ko: str
    vi: str


MARKERS = {
    "pregnancy": Marker(
        r"pregnan|unborn|foetus|mothers?-to-be|trimester|obstetric|miscarriage|conception",
        r"임신|태아|산부인과|피임|가임",
        r"thai|sản khoa|bác sĩ sản|bệnh nhân sản|dự định có con",
    ),
    "breastfeeding": Marker(r"breastfeed|nursing|lactation", r"수유|젖", r"cho con bú|cho bú"),
    "baby": Marker(
        r"newborn|neonat|infant|(?<!planning a )\bbab(y|ies)\b|months? of life"
        r"|under four weeks old|under one year",
        r"신생아|영아|미숙아|아기|생후|1세 미만",
        r"sơ sinh|nhũ nhi|thai nhi|trẻ nhỏ|trẻ bú|\bbé\b|tháng (tuổi|đầu đời)|tuần tuổi"
        r"|dưới (một|1) tuổi|trẻ (dưới|từ) \w+ (tuần|tháng)",
    ),
    "child": Marker(
        r"\bchild|toddler|under (two|seven|eight|twelve)\b|schoolchild|paediatric",
        r"소아|아이|어린|어릴|생후|태아|자녀|학대|세 미만|유아",
        r"(?<!người )(?<!tuổi )\btrẻ\b(?! hơn| tuổi)|\bcon\b|\bbé\b|từ nhỏ|\bnhi\b"
        r"|dưới (hai|bảy|tám|mười hai|2|7|8|12) tuổi",
    ),
    "eye": Marker(
        r"(?<!fools the )\beyes?\b|eyelid|\blids?\b|ophthalm|periocular|vision|cornea"
        r"|(?<!on )\bsight\b",
        r"눈|안과|안와|안부|안구|시력|시야|각막|안통|안분지|결막|보안경",
        r"mắt|sợ ánh sáng|\bmi\b|thị lực|nhìn|giác mạc|nhãn",
    ),
    "contact lenses": Marker(r"contact lens", r"렌즈", r"kính áp tròng"),
    "at once": Marker(
        r"emergency(?! in the making)|ambulance|immediately"
        r"|(?<!stages )(?<!plaques )(?<!come )at once",
        r"응급|즉시|바로|구급|당일 입원",
        r"cấp cứu|ngay|lập tức",
    ),
    "emergency": Marker(r"\bemergency\b(?! in the making)|ambulance", r"응급|구급", r"cấp cứu"),
    "today": Marker(r"\btoday\b", r"오늘|당일", r"hôm nay"),
    "same day": Marker(
        r"same day", r"당일|그날|오늘|즉시|같은 날", r"trong ngày|cùng (một )?ngày|ngay hôm"
    ),
    "same treatment day": Marker(r"on the same day", r"같은 날", r"cùng (một )?ngày"),
    "days": Marker(r"within days|^days:", r"수일|며칠", r"vài ngày|trong mấy ngày"),
    "weeks": Marker(r"within weeks|^weeks:", r"수 ?주|몇 ?주", r"vài tuần|trong mấy tuần"),
    "do not": Marker(
        r"\bnever\b|\bdo not\b|don't|\bavoid\b|\bcannot\b|\bmust not\b"
        r"|\bno (aspirin|sex|steroid)\b",
        r"않|중단|마세요|말고|말아|마십|아니|금기|금지|금하|금합|피하|피합|못|불가|없|떨어져|쉬|무감각",
        r"không|đừng|tránh|chớ|chưa|kiêng|cấm|chống chỉ định",
    ),
    "only": Marker(
        r"\bonly\b", r"만(?![가-힣])|만[을이]|뿐|에야|한하|한정|해야|편측", r"\bchỉ\b|riêng"
    ),
    "at home": Marker(r"(?<!others )at home", r"집|가정|등교", r"ở nhà|tại nhà"),
    "until": Marker(
        r"\buntil\b|\bunless\b",
        r"까지|않으면|없으면|않는 한|아니면|전에는|외에|때만|뒤로|없이",
        r"đến khi|đến lúc|đến hết|trừ|(nếu|khi) (không|chưa)|chừng nào|miễn là|chỉ dùng khi",
    ),
    "numbness": Marker(r"\bnumb(ness)?\b", r"감각|저림", r"cảm giác|\btê\b"),
    "alone": Marker(r"never alone|not alone|alone, never", r"단독", r"đơn độc|đơn thuần|một mình"),
    "nurse": Marker(r"\bnurse\b", r"간호사|의료진", r"điều dưỡng|nhân viên y tế"),
    "doctor": Marker(
        r"\byour doctor\b|tell (the|your) (doctor|midwife)|by a clinician|\bprescriber\b",
        r"의사|의료진|전문의|산부인과|알려|처방의",
        r"bác sĩ|nhân viên y tế|người kê đơn|thầy thuốc|hộ sinh",
    ),
    "specialist": Marker(
        r"specialist|dermatologist|by dermatolog|oncolog|infectious.disease|allergist|psycholog",
        r"전문|피부과|종양|감염내과|알레르기|정신건강의학과|심리|암센터|숙련",
        r"chuyên khoa|chuyên gia|da liễu|ung bướu|ung thư|truyền nhiễm|dị ứng|tâm lý|tâm thần",
    ),
    "trained hand": Marker(
        r"trained (hand|staff)|someone trained|experienced hand",
        r"숙련|전문의|훈련|경험",
        r"thành thạo|được đào tạo|có kinh nghiệm|chuyên khoa|lành nghề",
    ),
    "public health": Marker(
        r"public health|\bnotify|\breport to", r"보건소|보건당국|신고", r"y tế dự phòng|báo|CDC"
    ),
    "weak immunity": Marker(
        r"immunosuppress|immunodefic|immune (defic|disorder)|weak(ened)? immunity|neutropeni",
        r"면역|호중구",
        r"miễn dịch|bạch cầu (hạt|trung tính)",
    ),
    "transplant": Marker(r"transplant|\bgraft(ed)? patients", r"이식", r"ghép"),
    "HIV": Marker(r"\bHIV\b", r"HIV", r"HIV"),
    "fever": Marker(r"(?<!hay )\bfever\b|febrile", r"열", r"sốt"),
    "breathing": Marker(
        r"breath|wheez|stridor|airway|laboured",
        r"호흡|숨|천명|협착음|기도|쌕쌕|크루프",
        r"thở|khò khè|rít|đường thở|hô hấp|hụt hơi",
    ),
    "suicide": Marker(r"suicid|self-harm", r"자살|자해", r"tự tử|tự sát|tự hại"),
    "safeguarding": Marker(r"safeguarding", r"학대", r"xâm hại|bảo vệ trẻ|ngược đãi|bạo hành"),
    "diabetes": Marker(r"(?<!anti)diabet", r"당뇨", r"đái tháo đường|tiểu đường"),
    "ACE inhibitor": Marker(r"ACE inhibitor", r"ACE 억제제", r"ức chế men chuyển|ACE"),
    "biopsy": Marker(r"biops", r"조직검사|생검|조직 검사", r"sinh thiết"),
}
"""What is lost most dearly in shortening; a pattern is widened only where a language says the
same thing in a way nobody foresaw."""

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "seventy": 70, "once": 1, "twice": 2,
}  # fmt: skip
UNIT = r"hours?|days?|weeks?|months?|years?|mm|cm|centimetres?|millimetres?|kg|%|doses?|dermatomes?"
FREQUENCY = r"(?P<times>once|twice) (?:a |per )?(?:day|daily|week|weekly|month)"
COUNT = re.compile(
    rf"(?<!-)\b(?:(?P<number>\d+|{'|'.join(WORDS)})(?:-| |\s?(?=%|mm|cm|kg))"
    rf"(?:full |successive |late[rd] )?"
    rf"(?:{UNIT})\b|{FREQUENCY})|(?P<percent>\d+)\s?%",
    re.IGNORECASE,
)
"""A number that counts time, size or doses: "two weeks", "72 hours", "twice daily"."""

NATIVE = {
    "ko": {
        1: "한 |하루|하나|일주일|매일|첫|같은", 2: "두 |둘|이틀", 3: "세 |서너|사흘", 4: "네 |나흘",
        5: "다섯", 6: "여섯|반년", 7: "일곱|일주일", 8: "여덟", 9: "아홉", 10: "열 ",
        12: "열두", 15: "열다섯", 18: "열여덟", 20: "스무", 30: "서른", 40: "마흔", 50: "쉰",
        70: "일흔",
    },
    "vi": {
        1: "một|mốt", 2: "hai", 3: "ba", 4: "bốn|tư", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám",
        9: "chín", 10: "mười", 12: "mười hai", 15: "mười lăm", 18: "mười tám",
        20: "hai mươi", 30: "ba mươi", 40: "bốn mươi", 50: "năm mươi", 70: "bảy mươi",
    },
}  # fmt: skip
"""How a language writes the number as a word."""


def counts(text: str) -> Iterator[int]:
    for found in COUNT.finditer(text):
        word = (found["number"] or found["times"] or found["percent"]).lower()
        yield WORDS[word] if word in WORDS else int(word)


def says(number: int, text: str, language: str) -> bool:
    digits = rf"(?<![\d]){number}(?!\d)"
    words = NATIVE[language].get(number)
    return bool(re.search(digits if not words else rf"{digits}|{words}", text, re.IGNORECASE))


def lost(english: str, other: str, language: str) -> list[str]:
    """Names of the markers and numbers of the English line that the other line lacks."""
    names, counted = asked_of(english)
    missing = [
        name
        for name in names
        if not re.search(getattr(MARKERS[name], language), other, re.IGNORECASE)
    ]
    numbers = [number for number in counted if not says(number, other, language)]
    return [*missing, *(f"the number {number}" for number in numbers)]


@cache
def asked_of(english: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names of the markers and numbers that any other language must hold, too."""
    names = (
        name for name, marker in MARKERS.items() if re.search(marker.en, english, re.IGNORECASE)
    )
    return tuple(names), tuple(sorted(set(counts(english))))


def lines(memo: Memo, language: str) -> Iterator[tuple[str, str, str]]:
    """Section and place, the English line, and the same line in the other language."""
    yield "summary", memo.summary["en"], memo.summary[language]
    for name in ("symptoms", "patient", "red_flags", "refer"):
        both = zip(getattr(memo, name)["en"], getattr(memo, name)[language], strict=True)
        for place, (english, other) in enumerate(both):
            yield f"{name}[{place}]", english, other
    for look in memo.look_alikes:
        yield f"look_alikes {look.label}", look.how["en"], look.how[language]
    yield "review", memo.review["en"], memo.review[language]
    for row, words in memo.compare.items():
        yield f"compare.{row}", words["en"], words[language]


def treatment_lines(memo: Memo, language: str) -> Iterator[tuple[str, str, str]]:
    for place, step in enumerate(memo.treatment):
        where = f"treatment {place + 1} {step.inn}".strip()
        yield f"{where}, text", step.text["en"], step.text[language]
        if step.contraindications:
            yield (
                f"{where}, against",
                step.contraindications["en"],
                step.contraindications[language],
            )


def pairs(data: Any, language: str, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Place, English and other words of every text of one data file."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            name = item.get("id", item.get("key", number)) if isinstance(item, dict) else number
            yield from pairs(item, language, f"{place} {name}")
    elif isinstance(data, dict) and isinstance(data.get("en"), str):
        yield place, data["en"], data[language]
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from pairs(value, language, f"{place} {key}")


def complaints(language: str, treatment: bool) -> list[str]:
    said = []
    for key, entry in all_diseases().items():
        if entry.memo is None:
            continue
        for place, english, other in (treatment_lines if treatment else lines)(
            entry.memo, language
        ):
            if missing := lost(english, other, language):
                said.append(
                    f"{key} {place}: {', '.join(missing)}\n  en {english}\n  {language} {other}"
                )
    return said


@pytest.mark.parametrize("language", ["ko", "vi"])
@pytest.mark.parametrize("treatment", [False, True], ids=["lines", "treatment"])
def test_no_translation_loses_who_when_or_not(language: str, treatment: bool) -> None:
    said = complaints(language, treatment)
    assert not said, f"{len(said)} lines of the {language} memos say less:\n" + "\n".join(said)


@pytest.mark.parametrize("language", ["ko", "vi"])
def test_no_rule_or_question_loses_who_when_or_not(language: str) -> None:
    said = [
        f"{path.name}{place}: {', '.join(missing)}\n  en {english}\n  {language} {other}"
        for path in ASKED_AND_SAID
        for place, english, other in pairs(tomllib.loads(path.read_text("utf-8")), language)
        if (missing := lost(english, other, language))
    ]
    assert not said, f"{len(said)} texts in {language} say less:\n" + "\n".join(said)


@pytest.mark.parametrize("language", ["ko", "vi"])
def test_no_caution_of_a_medicine_loses_who_when_or_not(language: str) -> None:
    said = [
        f"{one.inn}, {one.route}: {', '.join(missing)}\n  {language} {one.against[language]}"
        for entry in all_substances().values()
        for one in entry.preparations.values()
        if (missing := lost(one.against["en"], one.against[language], language))
    ]
    assert not said, f"{len(said)} cautions in {language} say less:\n" + "\n".join(said)


def test_a_lost_word_is_noticed() -> None:
    english = "Do not lance blisters: a clean needle prick by the nurse, twice daily"
    assert lost(english, "깨끗한 바늘로 터뜨리세요.", "ko") == ["do not", "nurse", "the number 2"]
    assert lost(english, "Đừng chọc; điều dưỡng làm, hai lần mỗi ngày", "vi") == []
