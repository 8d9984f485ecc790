"""Allergies and medicines are understood as doctors type them, and a doubt never hides a danger."""

from __future__ import annotations

import pytest

from skin_core.drugs import (
    Caution,
    Standing,
    Why,
    cautions,
    classes_named,
    preparation,
)
from tests.named_medicines import named_medicines

CEFALEXIN = ("cefalexin", "oral")
CO_AMOXICLAV = ("amoxicillin-clavulanic acid", "oral")
CO_TRIMOXAZOLE = ("trimethoprim-sulfamethoxazole", "oral")
METHOTREXATE = ("methotrexate", "oral")


def stands(medicine: tuple[str, str], reason: str, **facts: str | bool) -> Caution:
    """How one contraindication of a medicine stands."""
    found = cautions(preparation(*medicine), facts, None)
    return next(one for one in found if one.reason == reason)


@pytest.mark.parametrize(
    ("allergies", "medicine", "why"),
    [
        ("penicillin anaphylaxis", CO_AMOXICLAV, Why.NAMED),
        ("penicillin anaphylaxis", CEFALEXIN, Why.RELATED_SEVERE),
        ("penicillin (anaphylaxis, 2010)", CEFALEXIN, Why.RELATED_SEVERE),
        ("mild rash to penicillin", CEFALEXIN, Why.RELATED),
        ("페니실린 알레르기", CO_AMOXICLAV, Why.NAMED),
        ("페니실린 알레르기", CEFALEXIN, Why.RELATED),
        ("페니실린 쇼크", CEFALEXIN, Why.RELATED_SEVERE),
        ("dị ứng penicillin", CO_AMOXICLAV, Why.NAMED),
        ("di ung penicilin", CO_AMOXICLAV, Why.NAMED),
        ("sốc phản vệ với Augmentin", CEFALEXIN, Why.NAMED),
        ("세팔렉신", CEFALEXIN, Why.NAMED),
        ("세팔 렉신에 두드러기", CEFALEXIN, Why.NAMED),
        ("Cephalexin", CEFALEXIN, Why.NAMED),
        ("beta-lactams", CEFALEXIN, Why.NAMED),
        ("sulfa", CO_TRIMOXAZOLE, Why.NAMED),
        ("Bactrim", CO_TRIMOXAZOLE, Why.NAMED),
        ("박트림 발진", CO_TRIMOXAZOLE, Why.NAMED),
        ("co-trimoxazole", CO_TRIMOXAZOLE, Why.NAMED),
        ("설파제", CO_TRIMOXAZOLE, Why.NAMED),
        ("dị ứng sulfamid", CO_TRIMOXAZOLE, Why.NAMED),
        ("Bactrim", ("dapsone", "oral"), Why.RELATED),
        ("aspirin", ("valaciclovir", "oral"), Why.UNNAMED),
        ("acyclovir", ("valaciclovir", "oral"), Why.NAMED),
        ("팜시클로비르", ("famciclovir", "oral"), Why.NAMED),
        ("erythromycin", ("tacrolimus", "topical"), Why.RELATED),
        ("clarithromycin", ("clindamycin", "oral"), Why.UNNAMED),
        ("hydroxyzine", ("cetirizine", "oral"), Why.NAMED),
        ("itraconazole", ("fluconazole", "oral"), Why.NAMED),
        ("itraconazole", ("ketoconazole", "topical"), Why.RELATED),
        ("an antibiotic, name forgotten", CEFALEXIN, Why.PERHAPS),
        ("항생제 알레르기", CO_TRIMOXAZOLE, Why.PERHAPS),
        # it must not be given: no denial
        ("No penicillin!", CO_AMOXICLAV, Why.NAMED),
        ("cannot tolerate penicillin", CO_AMOXICLAV, Why.NAMED),
        ("không dung nạp penicillin", CO_AMOXICLAV, Why.NAMED),
        ("페니실린 맞을 수 없음", CO_AMOXICLAV, Why.NAMED),
        ("no known allergies except penicillin", CO_AMOXICLAV, Why.NAMED),
        ("페니실린 외에는 알레르기 없음", CO_AMOXICLAV, Why.NAMED),
        ("không dị ứng gì ngoài penicillin", CO_AMOXICLAV, Why.NAMED),
        ("no latex allergy but penicillin rash", CO_AMOXICLAV, Why.NAMED),
        ("penicillin anaphylaxis - no reaction to cefazolin", CO_AMOXICLAV, Why.NAMED),
        ("페니실린 쇼크 있었으나 다른 약은 알레르기 없음", CO_AMOXICLAV, Why.NAMED),
        ("allergic to penicillin as a child, later tolerated cefazolin", CEFALEXIN, Why.RELATED),
        # denied: not marked, not cleared either, and the words are shown
        ("no allergy to penicillin", CO_AMOXICLAV, Why.DENIED),
        ("페니실린 알레르기 없음", CO_AMOXICLAV, Why.DENIED),
        ("không dị ứng penicillin", CO_AMOXICLAV, Why.DENIED),
        ("no known allergies", CEFALEXIN, Why.UNNAMED),
        ("NKDA", CEFALEXIN, Why.UNNAMED),
        ("없음", CEFALEXIN, Why.UNNAMED),
        ("알레르기 없습니다", CEFALEXIN, Why.UNNAMED),
        ("không dị ứng", CEFALEXIN, Why.UNNAMED),
        ("ko dị ứng thuốc", CEFALEXIN, Why.UNNAMED),
        ("chưa ghi nhận dị ứng thuốc", CEFALEXIN, Why.UNNAMED),
        # not understood
        ("latex", CEFALEXIN, Why.UNREAD),
        ("some blue pill", CEFALEXIN, Why.UNREAD),
        ("unknown", CEFALEXIN, Why.UNREAD),
    ],
)
def test_an_allergy_marks_the_right_medicines(
    allergies: str, medicine: tuple[str, str], why: Why
) -> None:
    found = stands(medicine, "allergy", allergies=allergies)
    assert found.why is why
    assert found.standing is not Standing.CLEAR


@pytest.mark.parametrize(
    ("medicines", "medicine", "why"),
    [
        ("methotrexate 15 mg weekly", CO_TRIMOXAZOLE, Why.TAKEN),
        ("MTX", CO_TRIMOXAZOLE, Why.TAKEN),
        ("메토트렉세이트 주 1회", CO_TRIMOXAZOLE, Why.TAKEN),
        ("trimethoprim", METHOTREXATE, Why.TAKEN),
        ("Bactrim forte", METHOTREXATE, Why.TAKEN),
        ("이부프로펜", METHOTREXATE, Why.TAKEN),
        ("lisinopril", CO_TRIMOXAZOLE, Why.TAKEN),
        ("알로푸리놀", ("azathioprine", "oral"), Why.TAKEN),
        ("warfarin", ("fluconazole", "oral"), Why.TAKEN),
        ("thuốc chống đông", ("fluconazole", "oral"), Why.PERHAPS),
        ("고혈압약", CO_TRIMOXAZOLE, Why.PERHAPS),
        ("simvastatin", ("itraconazole", "oral"), Why.TAKEN),
        ("thuốc mỡ máu atorvastatin", ("itraconazole", "oral"), Why.TAKEN),
        ("로아큐탄", ("doxycycline", "oral"), Why.TAKEN),
        ("adapalene gel", ("doxycycline", "oral"), Why.UNNAMED),
        ("ciclosporin", ("aciclovir", "oral"), Why.TAKEN),
        ("MMF", ("valaciclovir", "oral"), Why.TAKEN),
        ("tacrolimus", ("aciclovir", "injection"), Why.TAKEN),
        ("tacrolimus ointment", ("aciclovir", "injection"), Why.UNNAMED),
        ("kèm tacrolimus", ("aciclovir", "injection"), Why.TAKEN),
        ("methotrexate, tacrolimus ointment", CO_TRIMOXAZOLE, Why.TAKEN),
        ("never on methotrexate", CO_TRIMOXAZOLE, Why.DENIED),
        ("메토트렉세이트 중단", CO_TRIMOXAZOLE, Why.DENIED),
        ("none", CO_TRIMOXAZOLE, Why.UNNAMED),
        ("white heart tablet", CO_TRIMOXAZOLE, Why.UNREAD),
    ],
)
def test_a_medicine_that_does_not_go_with_it_is_marked(
    medicines: str, medicine: tuple[str, str], why: Why
) -> None:
    found = stands(medicine, "interaction", medicines=medicines)
    assert found.why is why
    assert found.standing is not Standing.CLEAR


def test_what_is_told_elsewhere_is_not_lost() -> None:
    told = stands(CEFALEXIN, "allergy", history="2010: penicillin anaphylaxis. Now a bite.")
    assert told.why is Why.RELATED_SEVERE
    assert told.words == "2010: penicillin anaphylaxis"
    taken = stands(CO_TRIMOXAZOLE, "interaction", history="Psoriasis, on methotrexate")
    assert taken.why is Why.PERHAPS
    assert stands(CO_TRIMOXAZOLE, "interaction", ace_inhibitor=True).why is Why.TAKEN


def test_words_that_made_it_are_told() -> None:
    found = stands(CO_TRIMOXAZOLE, "interaction", medicines="amlodipine, methotrexate 15 mg")
    assert found.words == "methotrexate 15 mg"


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("lisinopril 10 mg", {"ace_inhibitors"}),
        ("thuốc ức chế men chuyển", {"ace_inhibitors"}),
        ("에날라프릴 복용 중", {"ace_inhibitors"}),
        ("R-CHOP, second cycle", {"chemotherapy", "immunosuppressants"}),
        ("항암 중", {"chemotherapy"}),
        ("đang hóa trị", {"chemotherapy"}),
        ("사이클로스포린", {"calcineurin_inhibitors", "immunosuppressants"}),
        ("휴미라", {"tnf_blockers", "biologics", "immunosuppressants"}),
        ("uống corticoid kéo dài", {"systemic_corticosteroids", "immunosuppressants"}),
        ("Jardiance and insulin", {"sglt2_inhibitors", "insulins", "antidiabetics"}),
        ("eliquis", {"doacs", "anticoagulants"}),
        ("carbamazepine", {"aromatic_anticonvulsants", "anticonvulsants"}),
        ("allopurinol", {"xanthine_oxidase_inhibitors"}),
    ],
)
def test_free_text_names_its_classes(text: str, classes: set[str]) -> None:
    assert classes <= set(classes_named(text))


@pytest.mark.parametrize(
    "text",
    [
        "no chemotherapy",
        "steroid cream",
        "tacrolimus ointment",
        "항암치료 안함",
        "",
        "tired, thirsty",
    ],
)
def test_what_is_denied_or_only_on_the_skin_names_no_class(text: str) -> None:
    assert not set(classes_named(text)) & {"chemotherapy", "immunosuppressants"}


def test_medicines_are_named_by_key() -> None:
    assert named_medicines("Takes MTX and ramipril; no warfarin") == ("methotrexate", "ramipril")
