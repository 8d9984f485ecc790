"""A score of severity kept in a case is a fact of the rules, in words of the doctor's language."""

from __future__ import annotations

from dataclasses import replace

from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.score import KeptScore
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
    assert rule_reason(found, language).startswith("EASI 22.4: ")
    assert because_text(found, language) == ("EASI: 22.4",)


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
