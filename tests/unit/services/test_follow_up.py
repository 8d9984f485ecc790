"""At the next visit of a lesion: what lasts is known, what comes and goes is asked again."""

from __future__ import annotations

from dataclasses import replace

from skin_core.domain.case import Case
from skin_core.domain.facts import Facts, FactSpec, FactType, FactValue
from skin_core.facts import Holds, all_facts, still_holding
from skin_core.services.follow_up import dated, still_known
from tests.sample_cases import zoster_case

KINDS = {
    Holds.ALWAYS: FactType.CHOICE,
    Holds.IF_YES: FactType.YES_NO,
    Holds.DATED: FactType.TEXT,
    Holds.UNLESS_DENIED: FactType.TEXT,
}


def visit(facts: Facts) -> Case:
    return replace(zoster_case(), facts=facts, visit_date="2026-11-01")


def known(facts: Facts) -> Facts:
    return still_known(visit(facts))


def some_answer(spec: FactSpec) -> FactValue:
    match spec.type:
        case FactType.YES_NO:
            return True
        case FactType.NUMBER:
            return float(spec.minimum or 0)
        case FactType.CHOICE:
            return spec.choices[-1].key
        case FactType.WHEN:
            return "2026-10-30"
        case FactType.TEXT:
            return "hydrocortisone"


def test_of_all_that_was_answered_only_what_lasts_is_known() -> None:
    everything = {key: some_answer(spec) for key, spec in all_facts().items()}
    assert set(known(everything)) == {
        "acne_scars",
        *("site", "side", "mole_or_lump", "duration", "history", "treatment_tried"),
        *("immunosuppression", "eczema_known", "diabetes", "heart_failure", "hepatic_impairment"),
        *("g6pd_deficiency", "allergies", "comorbidity"),
    }


def test_a_no_is_asked_again() -> None:
    yes_or_no = [key for key, spec in all_facts().items() if spec.type is FactType.YES_NO]
    assert known(dict.fromkeys(yes_or_no, False)) == {}
    for none in ("none", "NKDA", "없음", "Không có"):
        assert known({"allergies": none, "comorbidity": none}) == {}


def test_what_was_named_is_known_as_it_was_named() -> None:
    facts = {"allergies": "no sulfa allergy; penicillin, anaphylaxis", "comorbidity": "고혈압"}
    assert known(facts) == {**facts, "comorbidity": "2026-11-01: 고혈압"}


def test_a_lesion_of_years_is_one_of_years_and_one_of_weeks_is_asked_again() -> None:
    assert known({"duration": "years"}) == {"duration": "years"}
    assert known({"duration": "weeks"}) == {}


def test_free_text_says_on_which_day_it_was_true() -> None:
    assert known({"history": "itches for 3 days\n\nfever"}) == {
        "history": "2026-11-01: itches for 3 days\n2026-11-01: fever"
    }
    assert dated("2026-11-01: itches\nbetter now", "2026-11-20") == (
        "2026-11-01: itches\n2026-11-20: better now"
    )


def test_what_is_no_answer_any_more_is_left_out() -> None:
    assert known({"site": "moon", "gone": True, "history": "x" * 3995}) == {}


def test_each_condition_fits_its_fact() -> None:
    for key, when in still_holding().items():
        spec = all_facts()[key]
        if isinstance(when, Holds):
            assert spec.type is KINDS[when], key
        else:
            assert set(when) <= {choice.key for choice in spec.choices}, key
