"""A doctor's words find what they mean, in three languages, with the dangers first among equals."""

from __future__ import annotations

from skin_core.diseases import all_diseases
from skin_core.diseases.names import find_diseases
from skin_core.diseases.symptom_words import groups_in, terms_of
from skin_core.domain.disease import Disease
from tests.for_each import for_each

ASKED = {
    "red leg": "3 cellulitis erysipelas",
    "painful red leg": "2 cellulitis erysipelas",
    "hot swollen leg": "2 cellulitis",
    "red legs": "3 cellulitis erysipelas",
    "fever purpura": "1 purpura_vasculitis",
    "spots that do not fade": "3 purpura_vasculitis",
    "blisters in a band": "1 herpes_zoster",
    "burning pain one side blisters": "2 herpes_zoster",
    "child fever rash": "6 measles scarlet_fever viral_exanthem rubella chickenpox",
    "scaly patch": "5 psoriasis tinea_corporis",
    "ring rash": "3 tinea_corporis",
    "itch at night": "1 scabies",
    "itchy family": "1 scabies",
    "snaking itchy line beach": "1 cutaneous_larva_migrans",
    "honey crust": "1 impetigo",
    "changing mole": "1 melanoma",
    "pearly nodule": "2 basal_cell_carcinoma",
    "numb patch": "1 leprosy",
    "bald patch": "1 alopecia_areata",
    "hives": "1 urticaria",
    "swollen lips": "2 angioedema urticaria",
    "hand blisters child": "1 hand_foot_mouth_disease",
    "mouth sores blisters": "4 hand_foot_mouth_disease pemphigus_vulgaris",
    "painful nodules on the shins": "1 erythema_nodosum",
    "rash after a new medicine": "2 drug_eruption stevens_johnson_toxic_epidermal_necrolysis",
    "peeling painful skin mouth sores": "1 stevens_johnson_toxic_epidermal_necrolysis",
    "toe web itch": "1 tinea_pedis",
    "thick yellow nail": "1 onychomycosis",
    "white patches no itch": "6 vitiligo",
    "mole getting bigger": "2 melanoma melanocytic_nevus",
    "black mole": "1 melanoma",
    "black nail": "1 melanoma",
    "까만 점": "1 melanoma",
    "점이 커짐": "2 melanoma melanocytic_nevus",
    "등에 점이 커짐": "2 melanoma melanocytic_nevus",
    "nốt ruồi to ra": "2 melanoma melanocytic_nevus",
    "nốt ruồi đen": "1 melanoma",
    "blist": "8 herpes_zoster bullous_pemphigoid",
    "붉은 다리": "3 cellulitis erysipelas",
    "다리가 붉고 아파요": "2 cellulitis erysipelas",
    "발열 자반": "1 purpura_vasculitis",
    "띠 모양 물집": "1 herpes_zoster",
    "띠모양 수포": "1 herpes_zoster",
    "밤에 가려움": "1 scabies",
    "밤에가려움": "1 scabies",
    "아이 열 발진": "6 measles scarlet_fever viral_exanthem",
    "각질 있는 판": "6 psoriasis",
    "감각이 없는 반": "3 leprosy",
    "약 먹고 발진": "2 drug_eruption stevens_johnson_toxic_epidermal_necrolysis",
    "입술이 부었어요": "3 angioedema urticaria",
    "점이 변해요": "3 melanoma",
    "chân đỏ": "3 cellulitis erysipelas",
    "chân đỏ đau": "2 cellulitis erysipelas",
    "chan do dau": "2 cellulitis erysipelas",
    "sốt ban xuất huyết": "1 purpura_vasculitis",
    "mụn nước thành dải": "1 herpes_zoster",
    "ngứa về đêm": "1 scabies",
    "ngua ve dem": "1 scabies",
    "cả nhà cùng ngứa": "1 scabies",
    "trẻ sốt phát ban": "6 measles scarlet_fever viral_exanthem",
    "mảng đỏ có vảy": "6 psoriasis",
    "dát trắng tê": "1 leprosy",
    "nổi mẩn sau khi uống thuốc": "2 drug_eruption stevens_johnson_toxic_epidermal_necrolysis",
    "nốt ruồi thay đổi": "1 melanoma",
    "rụng tóc từng mảng": "1 alopecia_areata",
    "black scab fever": "1 scrub_typhus",
    "painless genital ulcer": "1 syphilis",
    "ring after tick bite": "1 erythema_migrans",
    "nits in hair": "1 head_lice",
    "white itchy vulva": "1 lichen_sclerosus",
    "ulcer above ankle": "1 venous_leg_ulcer",
    "검은 딱지 발열": "1 scrub_typhus",
    "사타구니 가려움": "2 tinea_cruris intertrigo",
    "아이 머리 빠짐 비듬": "1 tinea_capitis",
    "loét bàn chân tiểu đường": "1 diabetic_foot_ulcer",
    "생식기 무통 궤양": "1 syphilis",
    "음경 궤양 통증 없음": "1 syphilis",
    "야외 활동 가피": "1 scrub_typhus",
    "등산 후 발열 발진": "2 scrub_typhus",
    "진드기 물림 발열": "3 scrub_typhus",
    "sốt vết loét đen": "1 scrub_typhus",
    "đi rừng sốt phát ban": "2 scrub_typhus",
    "loét bộ phận sinh dục không đau": "1 syphilis",
    "loet sinh duc khong dau": "1 syphilis",
    "겨드랑이 종기 반복": "2 hidradenitis_suppurativa skin_abscess",
    "nhọt nách tái phát": "2 hidradenitis_suppurativa skin_abscess",
    "꼬리뼈 궤양 와상환자": "1 pressure_ulcer",
    "가슴 아래 겹치는 곳 짓무름": "1 intertrigo",
}
"""What is asked for; among how many of the first hits what must be."""


@for_each(case={asked: (asked, wanted) for asked, wanted in ASKED.items()})
def test_words_find_what_they_mean(case: tuple[str, str]) -> None:
    asked, wanted = case
    first, *labels = wanted.split()
    found = [one.label for one in find_diseases(asked)]
    assert set(labels) <= set(found[: int(first)]), found[:8]


@for_each(entry={key: entry for key, entry in all_diseases().items() if not entry.memo})
def test_disease_without_a_memo_has_signs_in_each_language(entry: Disease) -> None:
    signs = entry.signs
    assert set(signs) == {"en", "ko", "vi"}
    assert 1 <= len(signs["en"]) == len(signs["ko"]) == len(signs["vi"])


@for_each(language=("en", "ko", "vi"))
def test_hits_by_signs_tell_why(language: str) -> None:
    assert all(one.line for one in find_diseases("red leg", language)[:10])


def test_who_meets_more_words_comes_first_and_dangers_among_equals() -> None:
    found = [one.label for one in find_diseases("fever purpura")]
    assert found.index("purpura_vasculitis") < found.index("measles")
    equals = [one.label for one in find_diseases("red leg")][:3]
    assert all(all_diseases()[label].danger for label in equals)


def test_what_a_line_denies_is_not_found_by_it() -> None:
    assert "itch" not in groups_in({"en": "Pain and fever, no itch"})
    assert "itch" not in groups_in({"ko": "통증, 가려움 없음"})
    assert "itch" not in groups_in({"vi": "Đau, không ngứa"})
    assert "mouth" not in groups_in({"en": "Thighs; mouth usually spared", "vi": "Đùi; miệng"})


def test_what_a_question_denies_finds_nothing_that_affirms_it() -> None:
    for asked in ("not itchy", "가렵지 않음", "가렵지않음", "không ngứa", "khong ngua"):
        found = [one.label for one in find_diseases(asked)]
        assert "scabies" not in found, asked
        assert [one.groups for one in terms_of(asked)] == [{"no itch"}], asked
    assert "measles" not in [one.label for one in find_diseases("no fever")]
    asked_both = [one.groups for one in terms_of("no fever or itch red leg")]
    assert asked_both == [{"no fever"}, {"no itch"}, {"red"}, {"leg"}]
    assert [one.groups for one in terms_of("no feeling")] == [{"numb"}]


def test_korean_end_of_a_list_is_not_the_back() -> None:
    assert [one.groups for one in terms_of("발진, 가려움 등")] == [{"rash"}, {"itch"}]
    for asked in ("등 가려움", "가려운 등", "등에 가려움", "가려움, 등"):
        assert {"back"} in [one.groups for one in terms_of(asked)], asked
    assert "back" not in groups_in({"en": "Itch and so on", "ko": "가려움 등", "vi": "Ngứa"})


def test_half_a_word_and_small_words_are_understood() -> None:
    assert [one.groups for one in terms_of("the blisters of a child")] == [{"blister"}, {"child"}]
    assert "blister" in terms_of("blist")[0].groups
    assert len(terms_of("밤에가려움")) == 2
