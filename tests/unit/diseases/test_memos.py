"""What a doctor reads beside the picture is whole, in three languages, and its own."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from skin_core.diseases import all_diseases
from skin_core.domain.disease import TREATMENT_LINES, Disease, Memo
from tests.for_each import for_each

LANGUAGES = ("en", "ko", "vi")
TRAINED = """acne acne_scar comedonal_acne rosacea eczema atopic_dermatitis lichen_simplex_chronicus
    cellulitis impetigo tinea_corporis tinea_pedis onychomycosis cutaneous_larva_migrans chickenpox
    measles mpox herpes_zoster milia seborrheic_keratosis basal_cell_carcinoma vitiligo normal_skin
    melanocytic_nevus melanoma actinic_keratosis actinic_keratosis_or_bowen
    squamous_cell_carcinoma benign_keratosis dermatofibroma vascular_lesion psoriasis
    contact_dermatitis seborrheic_dermatitis lichen_planus pityriasis_rosea urticaria insect_bite
    scabies wart molluscum_contagiosum herpes_simplex folliculitis cutaneous_candidiasis
    tinea_versicolor cutaneous_lupus bullous_pemphigoid alopecia_areata leprosy"""
WITHOUT_ICD10 = {
    "normal_skin": "not a disease",
    "actinic_keratosis_or_bowen": "two diseases, L57.0 and D04",
}
SECTIONS = {
    "summary", "symptoms", "look_alikes", "treatment", "patient", "red_flags", "refer",
    "review", "references",
}  # fmt: skip
HURTFUL = re.compile(r"\b(lepers?|hủi|cùi)\b|나병(?!변)|문둥", re.IGNORECASE)
"""Old names of leprosy, kept among the synonyms because patients and old records use them."""

DOSE = re.compile(r"\d\s?(mg|mcg|µg|IU|g/kg|mL|ml|밀리그램|단위)\b")
ALIKE = 0.75
"""Share of words in common from which two sentences count as one sentence."""

SENTENCE = {"en": 6, "ko": 5, "vi": 8}
"""Fewest different words of a sentence; below, it is a list of terms."""

LENGTH = {"en": (220, 480), "ko": (190, 450), "vi": (280, 680)}
"""Words of a memo, fewest and most. A Vietnamese word is one syllable: the same text has a third
more of them, and a limit taken from English costs it the safety words."""

COMPARED = ("signs", "site", "feel", "course", "test", "first_treatment")
"""Rows of the table that sets diseases side by side."""

MEMOS = {key: entry for key, entry in all_diseases().items() if entry.trained or entry.memo}


def memo_of(entry: Disease) -> Memo:
    assert entry.memo is not None, f"{entry.key} has no memo"
    return entry.memo


def passages(memo: Memo, language: str) -> Iterator[str]:
    yield from (*own_passages(memo, language), *memo.refer[language])


def own_passages(memo: Memo, language: str) -> Iterator[str]:
    """All but the urgencies, which may read alike wherever the danger is the same."""
    yield memo.summary[language]
    yield from (look.how[language] for look in memo.look_alikes)
    for lines in (memo.symptoms, memo.patient, memo.red_flags):
        yield from lines[language]
    for step in memo.treatment:
        yield from (step.text[language], step.contraindications.get(language, ""))


def word_count(memo: Memo, language: str) -> int:
    """Words that the memo itself holds; what the table of medicines adds is not counted."""
    return sum(len(text.split()) for text in passages(memo, language))


def sentences(memo: Memo, language: str) -> Iterator[frozenset[str]]:
    for text in own_passages(memo, language):
        for sentence in re.split(r"(?<=[.!?:;])\s+", text):
            words = re.findall(r"\w+", sentence.lower())
            if len(set(words)) >= SENTENCE[language]:
                yield frozenset(words)


def test_trained_diseases_are_the_48_of_the_data() -> None:
    assert {key for key, entry in all_diseases().items() if entry.trained} == set(TRAINED.split())


@for_each(entry=all_diseases())
def test_disease_has_three_names_and_a_code_or_a_reason(entry: Disease) -> None:
    assert all(entry.name[language].strip() for language in LANGUAGES)
    coded = any(code.system == "icd10" for code in entry.codes)
    assert coded != (entry.key in WITHOUT_ICD10)
    assert all(code.verified for code in entry.codes)
    assert {*entry.look_alikes, *entry.mixed_with} <= all_diseases().keys() - {entry.key}


@for_each(entry=MEMOS, language=LANGUAGES)
def test_memo_has_every_section_at_handbook_length(entry: Disease, language: str) -> None:
    memo = memo_of(entry)
    assert all(text.strip() for text in passages(memo, language) if text)
    for lines in (memo.symptoms, memo.patient, memo.red_flags, memo.refer):
        assert lines[language]
    fewest, most = LENGTH[language]
    assert fewest <= word_count(memo, language) <= most


@for_each(entry=MEMOS)
def test_lists_say_as_much_in_each_language(entry: Disease) -> None:
    memo = memo_of(entry)
    for lines in (memo.symptoms, memo.patient, memo.red_flags, memo.refer):
        assert len({len(lines[language]) for language in LANGUAGES}) == 1


@for_each(entry=MEMOS)
def test_treatment_has_a_first_and_a_second_line(entry: Disease) -> None:
    lines = {step.line for step in memo_of(entry).treatment}
    assert {"first", "second"} <= lines <= set(TREATMENT_LINES)


@for_each(entry=MEMOS)
def test_unconfirmed_statement_names_its_section_in_three_languages(entry: Disease) -> None:
    for doubt in memo_of(entry).unverified:
        assert doubt.section in SECTIONS
        assert set(doubt.what) == set(LANGUAGES)
        assert all(words.strip().endswith(".") for words in doubt.what.values())
        assert all(len(words) <= 160 for words in doubt.what.values())
    assert len(memo_of(entry).unverified) <= 3


@for_each(entry=all_diseases(), language=LANGUAGES)
def test_hurtful_names_are_found_but_never_read(entry: Disease, language: str) -> None:
    shown = [entry.name[language]]
    if entry.memo:
        shown += passages(entry.memo, language)
        shown += [row[language] for row in entry.memo.compare.values()]
        shown += [doubt.what[language] for doubt in entry.memo.unverified]
    assert not [text for text in shown if HURTFUL.search(text)]


@for_each(entry=MEMOS, language=LANGUAGES)
def test_review_is_one_short_line(entry: Disease, language: str) -> None:
    words = memo_of(entry).review[language]
    assert words[-1] in ".?"
    assert len(words.split()) <= {"en": 13, "ko": 14, "vi": 22}[language]


@for_each(entry=MEMOS, language=LANGUAGES)
def test_no_dose_stands_in_a_memo(entry: Disease, language: str) -> None:
    assert not [text for text in passages(memo_of(entry), language) if DOSE.search(text)]


@for_each(entry=MEMOS)
def test_look_alikes_of_memo_and_taxonomy_agree(entry: Disease) -> None:
    memo = memo_of(entry)
    assert 2 <= len(memo.look_alikes) <= 5
    assert tuple(look.label for look in memo.look_alikes) == entry.look_alikes


@for_each(entry=MEMOS)
def test_memo_names_two_sources_and_its_reviewer_or_none(entry: Disease) -> None:
    memo = memo_of(entry)
    assert len(memo.references) >= 2
    for source in memo.references:
        assert source.title
        assert source.source
        assert 1980 <= source.year <= 2026
        assert isinstance(source.opened, bool)
    assert bool(memo.reviewed_by) == bool(memo.reviewed_on)


@for_each(entry=MEMOS, language=LANGUAGES)
def test_disease_can_be_set_beside_another(entry: Disease, language: str) -> None:
    compare = memo_of(entry).compare
    assert tuple(compare) == COMPARED
    assert all(2 <= len(words[language].split()) <= 14 for words in compare.values())


@for_each(entry=MEMOS, language=LANGUAGES)
def test_look_alikes_side_by_side_read_differently(entry: Disease, language: str) -> None:
    compare = memo_of(entry).compare
    for other in map(all_diseases().__getitem__, entry.look_alikes):
        if other.memo:
            for row in ("signs", "site", "feel", "course"):
                assert compare[row][language] != other.memo.compare[row][language], other.key


@for_each(language=LANGUAGES)
def test_class_of_mixed_labels_says_what_it_cannot_tell_apart(language: str) -> None:
    for entry in all_diseases().values():
        for other in map(all_diseases().__getitem__, entry.mixed_with):
            names = (other.name[language], *other.synonyms[language])
            summary = memo_of(entry).summary[language].lower()
            assert any(name.lower() in summary for name in names), entry.key


@for_each(language=LANGUAGES)
def test_zoster_is_never_called_too_late(language: str) -> None:
    text = " ".join(passages(memo_of(all_diseases()["herpes_zoster"]), language)).lower()
    assert "72" in text
    assert not any(words in text for words in ("too late", "너무 늦", "quá muộn", "quá trễ"))


@for_each(language=LANGUAGES)
def test_no_sentence_is_shared_between_two_diseases(language: str) -> None:
    said = [
        (key, words)
        for key, entry in all_diseases().items()
        for words in (sentences(entry.memo, language) if entry.memo else ())
    ]
    often = Counter(word for _, words in said for word in words)
    places: dict[str, list[int]] = defaultdict(list)
    for place, (_, words) in enumerate(said):
        few = len(words) - math.ceil(ALIKE * len(words)) + 1  # two that are alike share one of them
        for word in sorted(words, key=lambda one: (often[one], one))[:few]:
            places[word].append(place)
    pairs = {pair for where in places.values() for pair in itertools.combinations(where, 2)}
    shared = [
        (said[a], said[b])
        for a, b in pairs
        if said[a][0] != said[b][0]
        and len(said[a][1] & said[b][1]) >= ALIKE * len(said[a][1] | said[b][1])
    ]
    assert not shared


@for_each(language=LANGUAGES)
def test_hydrofluoric_acid_is_treated_with_calcium_in_hospital(language: str) -> None:
    memo = memo_of(all_diseases()["burn"])
    (urgent,) = [step.text[language] for step in memo.treatment if step.line == "emergency"]
    told = {"en": "hospital at once: ECG", "ko": "바로 응급실로", "vi": "chuyển bệnh viện ngay"}
    assert told[language] in urgent
    assert re.search("2[.,]5 %", urgent)


def test_partners_of_early_latent_syphilis_are_told_for_a_year() -> None:
    lines = memo_of(all_diseases()["syphilis"]).patient
    for language, year in (("en", "a year"), ("ko", "1년"), ("vi", "một năm")):
        assert any(year in line for line in lines[language])
