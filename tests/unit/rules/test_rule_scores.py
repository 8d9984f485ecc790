"""A score of severity kept in a case is a fact of the rules, in words of the doctor's language."""

from __future__ import annotations

from dataclasses import replace

from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.score import Earlier, KeptScore
from skin_core.i18n import LANGUAGES
from skin_core.rules import RuleInput, advise, because_text, rule_action, rule_reason
from tests.for_each import for_each
from tests.rule_examples import ALL_SEVEN_NO, SEVEN, asked, case, risen, scored


def fired(question: RuleInput, rule_id: str) -> FiredRule | None:
    return next((one for one in advise(question).fired if one.rule_id == rule_id), None)


@for_each(language=LANGUAGES.keys())
def test_advice_names_index_and_total(language: str) -> None:
    found = fired(scored("easi", 22.4, "severe"), "eczema-severe")
    assert found
    assert found.urgency is Urgency.SOON
    number = "22,4" if language == "vi" else "22.4"
    assert rule_reason(found, language).startswith(f"EASI {number}: ")
    assert because_text(found, language) == (f"EASI: {number}",)


def test_score_of_today_counts_and_not_the_one_before_it() -> None:
    severe, mild = scored("easi", 30, "severe"), scored("easi", 3, "mild")
    both = (*severe.known.scores, *mild.known.scores)
    assert not fired(replace(severe, known=replace(severe.known, scores=both)), "eczema-severe")


def test_kept_checklist_counts_as_the_same_answers_and_of_two_the_yes() -> None:
    answers: dict[str, object] = {**dict.fromkeys(SEVEN, False), "change_in_size": True}
    answers["oozing"] = True
    kept = KeptScore("seven_point", answers, 3, "refer", "2026-11-21T11:00:00+00:00")
    assert fired(asked(scores=(kept,)), "seven-point")
    assert fired(asked(scores=(kept,), facts=ALL_SEVEN_NO), "seven-point")
    assert not fired(asked(facts=ALL_SEVEN_NO), "seven-point")


def test_better_is_never_called_worse() -> None:
    for index in ("vasi", "objective_scorad"):
        assert not any(one.rule_id.endswith("-worse") for one in advise(risen(index, -9)).fired)


def test_isotretinoin_is_asked_of_the_dermatologist_and_held_against_an_allergy() -> None:
    for facts in ({"acne_scars": True}, {"acne_scars": True, "allergies": "isotretinoin"}):
        found = fired(case("acne", facts=facts), "acne-scars")
        assert found
        assert ("ALLERGY" in rule_action(found, "en")) is ("allergies" in facts)


SIGNS = ("erythema", "induration", "excoriation", "lichenification")


def head(age: float, sign: float) -> dict[str, object]:
    """All of the head, and nothing else: 6 x 4 x sign x 0.2 of a body below eight, 0.1 above."""
    none = {region: {"area_percent": 0} for region in ("lower_limbs", "upper_limbs", "trunk")}
    return {"age_years": age, "head": {"area_percent": 100, **dict.fromkeys(SIGNS, sign)}, **none}


def test_another_table_of_age_makes_no_eczema_worse() -> None:
    """The age was corrected: 7.2 by one table is 14.4 by the other, and no skin changed."""
    earlier = Earlier(7.2, "2026-10-01", head(8, 3))
    kept = KeptScore("easi", head(7, 3), 14.4, "moderate", "2026-11-21T11:00:00+00:00", earlier)
    assert not fired(asked(scores=(kept,)), "eczema-worse")
    milder = Earlier(3.6, "2026-10-01", head(8, 1.5))  # 7.2 by the later table: 7.2 more
    assert fired(asked(scores=(replace(kept, earlier=milder),)), "eczema-worse")
