"""A score reads the same on page, paper and in the text; a change says whether it counts."""

from __future__ import annotations

from skin_core.domain.score import Earlier, KeptScore
from skin_core.i18n import LANGUAGES
from skin_core.narrative.scores import kept_line
from skin_core.narrative.speech import Speech

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


def test_words_stand_in_every_language() -> None:
    for language in LANGUAGES:
        told = kept_line(scorad(5, Earlier(60, "2026-11-01")), Speech(language))
        assert "30" in told
        assert ("8,7" if language == "vi" else "8.7") in told
        assert "{" not in told
