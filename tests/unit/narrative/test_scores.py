"""A score reads the same on page, paper and in the text; a change says whether it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.domain.score import Earlier, KeptScore
from skin_core.domain.suggestion import Suggestion, SuggestionMode
from skin_core.i18n import LANGUAGES
from skin_core.narrative.scores import acne_course, course_note, kept_line, kept_name
from skin_core.narrative.speech import Speech
from skin_core.scoring import INDICES
from skin_core.scoring.kept import band_of

EN = Speech("en")
AT = "2026-11-30T03:00:00.000000+00:00"


def scorad(itch: float, earlier: Earlier | None = None) -> KeptScore:
    """20 / 5 + 7 x 6 / 2 + itch: 25 and the itch."""
    signs = ("erythema", "papulation", "oozing", "excoriation", "lichenification", "dryness")
    entered = {"extent_percent": 20, **dict.fromkeys(signs, 1), "itch": itch, "sleep_loss": 0}
    return KeptScore("scorad", entered, 25 + itch, "moderate", AT, earlier)


def test_kept_score_tells_total_range_and_band() -> None:
    assert kept_line(scorad(5), EN) == "SCORAD: 30 (0–103). Moderate"


def test_change_below_what_matters_is_not_sold_as_one() -> None:
    told = kept_line(scorad(5, Earlier(36, "2026-11-01")), EN)
    assert "−6, 17 % better" in told
    assert "less than 8.7 points" in told


def test_change_that_matters_names_the_bound_and_its_source() -> None:
    told = kept_line(scorad(5, Earlier(60, "2026-11-01")), EN)
    assert "−30, 50 % better" in told
    assert "at least 8.7 points" in told
    assert "Schram" in told


def test_a_response_that_was_just_missed_does_not_read_as_reached() -> None:
    told = kept_line(scorad(5, Earlier(59.9, "2026-11-01")), EN)  # 49.9 %
    assert "49.9 % better" in told


def test_worse_is_said_to_be_worse() -> None:
    assert "+10, 50 % worse" in kept_line(scorad(5, Earlier(20, "2026-11-01")), EN)


def test_change_of_vasi_is_told_only_where_it_is_known_who_scored() -> None:
    region = {"hand_units": 10, "depigmentation_percent": 50}
    none = {"hand_units": 0}
    regions = ("hands", "upper_limbs", "trunk", "lower_limbs", "feet")
    entered = {"head": region, **dict.fromkeys(regions, none)}
    before = Earlier(12, "2026-11-01")
    assert kept_line(KeptScore("vasi", entered, 5, "", AT, before), EN) == "VASI: 5 (0–100)"
    same = {**entered, "same_rater": True}
    assert "more than 4.7 points" in kept_line(KeptScore("vasi", same, 5, "", AT, before), EN)


def test_score_of_a_lost_index_still_tells_what_was_kept() -> None:
    assert kept_line(KeptScore("lost", {}, 4.5, "", AT), EN) == "lost: 4.5"
    assert kept_line(KeptScore("easi", {}, 4.5, "", AT), EN) == "EASI: 4.5"


def test_short_names_are_words_and_no_keys() -> None:
    names = {kept_name(KeptScore(index, {}, 1, "", AT), EN) for index in INDICES}
    assert {"EASI", "IGA", "F-VASI", "Objective SCORAD", "Seven-point checklist"} <= names


def test_words_stand_in_every_language() -> None:
    for language in LANGUAGES:
        told = kept_line(scorad(5, Earlier(60, "2026-11-01")), Speech(language))
        assert "30" in told
        assert ("8,7" if language == "vi" else "8.7") in told
        assert "{" not in told


def iga(grade: int, earlier: Earlier) -> KeptScore:
    return KeptScore("iga", {"grade": grade}, grade, "mild", AT, earlier)


def iga_of_acne(own: int, grade: int | None, chance: float | None) -> KeptScore:
    """An IGA, and what a network graded beside it after it was chosen."""
    shown = Suggestion(SuggestionMode.BLIND, grade, 1.4, ("p1",), "acne-grade 1", own, chance)
    entered = {"grade": own, "suggested": {"grade": shown.to_table()}}
    return KeptScore("iga", entered, own, ("clear", "almost_clear", "mild")[own], AT)


def test_a_networks_grade_of_acne_stands_beside_the_own_iga_and_over_time() -> None:
    first, last = iga_of_acne(2, 2, 0.64), iga_of_acne(1, 1, 0.71)
    told = kept_line(first, EN)
    assert told.endswith("Mild. Network, acne 0–3: 2 (probability 64 %)")
    assert acne_course([first], [last], EN) == (
        "Network, acne 0–3: 2 (probability 64 %) → 1 (probability 71 %)"
    )
    assert acne_course([], [last], EN) == ""
    unsure = iga_of_acne(1, None, None)
    assert acne_course([first], [unsure], EN).endswith("→ not certain enough")


def test_a_suggestion_kept_before_chances_were_told_is_read_without() -> None:
    kept = iga_of_acne(2, 2, None)
    shown = kept.entered["suggested"]
    assert isinstance(shown, dict)
    del shown["grade"]["chance"]
    assert kept_line(kept, EN).endswith("Network, acne 0–3: 2")


SIGNS = ("erythema", "induration", "excoriation", "lichenification")


def easi(age: float, total: float, earlier: Earlier | None = None) -> KeptScore:
    """Of the head alone, all of it, each sign 1: 6 x 4 x 0.1 of a body from 8 on, x 0.2 below."""
    head = {"area_percent": 100, **dict.fromkeys(SIGNS, 1)}
    regions = {key: {"area_percent": 0} for key in ("upper_limbs", "trunk", "lower_limbs")}
    return KeptScore(
        "easi", {"age_years": age, "head": head, **regions}, total, "mild", AT, earlier
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "earlier: below 8 years; this one: from 8 years on",
                "(4.8; by the table of this score 2.4): no change.",
            ),
        ),
        ("ko", ("이전: 8세 미만, 이번: 8세 이상", "연령표로는 2.4점) 이후 변화가 없습니다")),
        (
            "vi",
            (
                "lần trước: dưới 8 tuổi; lần này: từ 8 tuổi trở lên",
                "(4,8; tính theo bảng của lần này: 2,4 điểm): không thay đổi.",
            ),
        ),
    ],
)
def test_a_change_over_the_eighth_birthday_tells_of_two_tables(
    language: str, words: tuple[str, str]
) -> None:
    """The skin is as it was; only the table halves the total: no half of the eczema is gone."""
    earlier = Earlier(4.8, "2026-10-01", easi(7, 4.8).entered)
    told = kept_line(easi(8, 2.4, earlier), Speech(language))
    assert all(one in told for one in words)
    assert "EASI-" not in told
    assert "%" not in told
    assert "6.6" not in told.replace(",", ".")  # nothing changed: no difference is weighed


def test_a_change_over_the_eighth_birthday_is_not_told_where_no_table_can_be_used() -> None:
    lost = {key: one for key, one in easi(7, 4.8).entered.items() if key != "head"}
    told = kept_line(easi(8, 2.4, Earlier(4.8, "2026-10-01", lost)), EN)
    assert told == "EASI: 2.4 (0–72). Mild"


def test_steps_in_an_order_are_told_by_their_difference_alone() -> None:
    """From IGA 4 to 2 is two steps, not half of the disease."""
    assert kept_line(iga(2, Earlier(4, "2026-11-01")), EN).endswith("(4): −2.")
    assert "%" not in kept_line(iga(2, Earlier(1, "2026-11-01")), EN)


def test_a_scorad_of_0_is_not_called_mild() -> None:
    signs = ("erythema", "papulation", "oozing", "excoriation", "lichenification", "dryness")
    entered = {"extent_percent": 0, **dict.fromkeys((*signs, "itch", "sleep_loss"), 0)}
    kept = KeptScore("scorad", entered, 0, "mild", AT)  # as it once was called
    assert kept_line(kept, EN) == "SCORAD: 0 (0–103)"
    assert band_of(kept) == ""


def test_an_easi_kept_with_half_a_mild_sign_is_told_as_it_was() -> None:
    """0.5 is refused now; what was kept stays whole, with its band and its change."""
    kept = easi(30, 1.8, Earlier(2.4, "2026-11-01"))
    head = kept.entered["head"]
    assert isinstance(head, dict)
    old = {**kept.entered, "head": {**head, "erythema": 0.5, "excoriation": 0.5}}
    told = kept_line(replace(kept, entered=old), EN)
    assert told.startswith("EASI: 1.8 (0–72). Mild. Since ")
    assert "−0.6, 25 % better" in told


def test_one_table_of_age_is_not_spoken_of() -> None:
    for age in (3, 8.5):
        earlier = Earlier(4.8, "2026-10-01", easi(age, 4.8).entered)
        assert "table" not in kept_line(easi(age + 1, 4.8 if age < 8 else 2.4, earlier), EN)
    assert "table" not in kept_line(easi(9, 2.4, Earlier(4.8, "2026-10-01")), EN)


def test_a_course_over_the_eighth_birthday_says_that_its_line_is_of_two_tables() -> None:
    child, older = easi(7, 4.8), easi(8, 2.4)
    for language in LANGUAGES:
        assert "8" in course_note([child, older, scorad(5)], Speech(language))
    assert course_note([older, older, scorad(5)], EN) == ""
