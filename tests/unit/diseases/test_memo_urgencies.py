"""Who goes where by when: told first, the worst on top, and never forgotten for a red flag."""

from __future__ import annotations

import re

from skin_core.diseases import all_diseases
from skin_core.domain.disease import Memo
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


EMERGENCY_AS_TOLD = {
    "en": re.compile(r"ambulance|emergency department|go to hospital at once"),
    "ko": re.compile(r"구급차|응급실|119"),
    "vi": re.compile(r"cấp cứu"),
}
DRESS = {
    "en": ("fever with swollen glands", "yellow eyes", "dark urine", "pus spots"),
    "ko": ("열이 나면서 멍울", "눈이 노래지", "소변이 짙어지", "고름물집"),
    "vi": ("sốt kèm nổi hạch", "vàng mắt", "nước tiểu sẫm", "mụn mủ"),
}


@for_each(language=LANGUAGES)
def test_fever_with_organs_after_a_medicine_sends_the_patient_to_emergency_care(
    language: str,
) -> None:
    """DRESS and AGEP: the patient is told no less than whoever refers."""
    (line,) = (
        one
        for one in MEMOS["drug_eruption"].patient[language]
        if EMERGENCY_AS_TOLD[language].search(one)
    )
    assert all(words in line for words in DRESS[language])
