"""Every medicine that a memo gives or names is in the table, in three languages."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from skin_core.diseases import all_diseases
from skin_core.drugs import (
    REASONS,
    all_substances,
    class_name,
    drug_name,
    preparation_of,
)
from skin_core.drugs.reading import read_medicines
from skin_core.drugs.spelling import is_hangul, sounded, unspaced
from skin_core.drugs.substance import Preparation
from skin_core.drugs.table import all_classes, all_groups
from skin_core.i18n import LANGUAGES, t
from tests.named_medicines import named_medicines

TREATMENTS = [
    (key, line)
    for key, entry in all_diseases().items()
    if entry.memo
    for line in entry.memo.treatment
]
PREPARED = [one for entry in all_substances().values() for one in entry.preparations.values()]
LOOKS_LIKE_A_MEDICINE = re.compile(
    r"\b(?:cef\w+|\w+(?:cillin|cycline|mycin|micin|floxacin|azole|nafine|vir|vudine|mab|tinib|nib|"
    r"citinib|olimus|sporin|trexate|prine|solone|sone|lone|metasol|tadine|rizine|olol|statin|"
    r"gabalin|gabapentin|triptyline|caine|retin|retinoin|palene|ectin|bendazole|methrin|degib|"
    r"quine|sartan|gliptin|profen|amol|vancomycin|amoxiclav|trimoxazole|lactone|iquimod|uracil))\b"
)
NO_MEDICINE = {"none", "hormone", "alone", "cyclosporin", "sone", "lone", "bone", "zone"}


def test_every_line_of_a_memo_gives_what_the_table_has() -> None:
    missing = []
    for key, line in TREATMENTS:
        try:
            preparation_of(line)
        except KeyError as error:
            missing.append((key, line.inn, line.route, str(error)))
    assert not missing


def test_a_line_repeats_nothing_that_the_table_says() -> None:
    for key, line in TREATMENTS:
        prepared = preparation_of(line)
        if prepared is not None:
            assert not set(line.avoid) & (prepared.avoid | prepared.care), (key, line.inn)
        assert set(line.avoid) <= set(REASONS)
        assert set(line.despite) <= (prepared.avoid if prepared else set()), (key, line.inn)
        assert set(line.contraindications) in (set(), set(LANGUAGES))


def test_every_medicine_named_in_a_treatment_is_in_the_table() -> None:
    strangers = {
        (key, word)
        for key, line in TREATMENTS
        for word in LOOKS_LIKE_A_MEDICINE.findall(line.text["en"].lower())
        if word not in NO_MEDICINE and not _is_known(word)
    }
    assert not strangers


def _is_known(word: str) -> bool:
    return bool(read_medicines(word).mentions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_never_repeats_the_name_it_stands_beside(language: str) -> None:
    for one in PREPARED:
        name = drug_name(one.inn, language).casefold().split(" (")[0].split("(")[0]
        group = class_name(one.drug_class, language).casefold()
        assert name not in group, (one.inn, group)
        assert group not in name, (one.inn, group)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_worded_in_every_language(language: str) -> None:
    for entry in all_substances().values():
        assert entry.name[language].strip(), entry.key
    for group in all_groups().values():
        assert group.name[language].strip(), group.key
    for words in all_classes().values():
        assert words[language].strip()
    for one in PREPARED:
        assert one.against[language].strip().endswith("."), (one.inn, one.route)
        assert t(f"drugs.route.{one.route}", language)


def test_what_the_table_refers_to_exists() -> None:
    known, groups = all_substances(), all_groups()
    for entry in known.values():
        assert entry.groups <= groups.keys(), entry.key
        assert set(entry.contains) <= known.keys(), entry.key
    for one in PREPARED:
        assert one.interacts <= known.keys() | groups.keys(), one.inn
        assert one.avoid | one.care <= set(REASONS) - {"allergy", "interaction", "renal_impairment"}
        assert not one.avoid & one.care, one.inn
        assert one.kidney is None or one.kidney.avoid <= one.kidney.look_up
        assert ("child" in one.avoid | one.care) or not one.weight_below
    for group in groups.values():
        assert group.allergy in ("shared", "related", "")
        assert group.within <= groups.keys()


def test_what_speaks_against_it_stands_in_words_and_as_a_key() -> None:
    """A fact that costs a life where it is forgotten is told and held against the facts."""
    named = {
        "heart_failure": ("heart failure", "심부전", "suy tim"),
        "qt_prolongation": ("qt", "qt", "qt"),
        "g6pd_deficiency": ("g6pd", "g6pd", "g6pd"),
    }
    in_other_words = {("tacrolimus", "oral"), ("ketoconazole", "oral"), ("lidocaine", "topical")}
    in_other_words |= {("amitriptyline", "oral"), ("nortriptyline", "oral"), ("trametinib", "oral")}
    for one in PREPARED:
        if (one.inn, one.route) in in_other_words:  # rhythm, heart muscle, levels
            continue
        for key, words in named.items():
            for language, word in zip(LANGUAGES, words, strict=True):
                told = word in one.against[language].lower()
                assert told == (key in one.avoid | one.care), (one.inn, language, key)


def test_where_the_words_name_the_kidneys_a_known_number_raises_a_caution() -> None:
    words = {"en": "kidney|renal", "ko": "신장|신기능|신부전|신독성", "vi": r"\bthận\b(?! trọng)"}
    of_another_route = {("tecovirimat", "oral")}  # only its infusion is barred
    for one in PREPARED:
        told = [language for language in LANGUAGES if _names(one, language, words[language])]
        if (one.inn, one.route) not in of_another_route:
            assert not told or one.kidney, (one.inn, one.route)
            assert len(told) in (0, len(LANGUAGES)), (one.inn, told)


def _names(one: Preparation, language: str, words: str) -> bool:
    return bool(re.search(f"(?i){words}", one.against[language]))


def test_a_written_name_means_one_medicine() -> None:
    """Brands of combinations may stand for two; anything else would mark the wrong medicine."""
    spelled: Counter[tuple[bool, str]] = Counter()
    for entry in all_substances().values():
        names = {entry.key, *entry.name.values(), *entry.also}
        alike = {(is_hangul(n), unspaced(n) if is_hangul(n) else sounded(n)) for n in names}
        spelled.update(alike)
    twice = {name for (_, name), count in spelled.items() if count > 1}
    assert twice <= {"epiduo", "에피듀오"}


def test_every_medicine_is_found_by_each_of_its_names() -> None:
    lost = [
        (entry.key, name)
        for entry in all_substances().values()
        for name in {*entry.name.values(), *entry.also}
        if entry.key not in named_medicines(f"{name} 10")
    ]
    assert not lost


def test_short_names_never_hide_in_other_words() -> None:
    """Two Korean syllables may begin a word that is no medicine."""
    everyday = "수술 후 통증, 미국화장품, 코자극, 라식 수술, 소아 연고, 치아 연마, 두통약을 가끔"
    assert named_medicines(everyday) == ()


def test_what_is_unconfirmed_says_so() -> None:
    for entry in all_substances().values():
        assert not (entry.opened and not entry.source), entry.key
