"""Whatever is known, more of it never lowers the urgency, and no network orders alone."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Prediction, TierRisk, Urgency
from skin_core.domain.facts import FactSpec, FactType, FactValue
from skin_core.facts import all_facts, facts_of
from skin_core.i18n import LANGUAGES
from skin_core.narrative.plan import plan, texts
from skin_core.narrative.speech import Speech
from skin_core.rules import advise, rule_action
from tests.rule_examples import EXAMPLES, NOW, asked, case, facts, told

LABELS = sorted(key for key, entry in all_diseases().items() if entry.trained)
DANGER_SIGNS = sorted(spec.key for spec in facts_of("danger") if spec.type is FactType.YES_NO)
ORDER = re.compile(
    r"isolat|separate room|notify|mask|start a|antiviral|hospital|ambulance|same day|today", re.I
)
TWO_WEEKS = re.compile(r"two weeks|2주 (안|이내)|hai tuần|2 weeks", re.I)


def answer(spec: FactSpec) -> st.SearchStrategy[FactValue]:
    match spec.type:
        case FactType.YES_NO:
            return st.booleans()
        case FactType.NUMBER:
            return st.floats(spec.minimum, spec.maximum)
        case FactType.CHOICE:
            return st.sampled_from([choice.key for choice in spec.choices])
        case FactType.WHEN:
            return st.dates(NOW.date().replace(month=10), NOW.date()).map(str)
        case FactType.TEXT:
            return st.just("text")


@st.composite
def answers(draw: st.DrawFn) -> dict[str, FactValue]:
    keys = draw(st.lists(st.sampled_from(sorted(all_facts())), unique=True, max_size=12))
    return {key: draw(answer(all_facts()[key])) for key in keys}


@st.composite
def outputs(draw: st.DrawFn) -> dict[str, object]:
    first = draw(st.lists(st.sampled_from(LABELS), unique=True, min_size=8, max_size=8))
    ranked = [*first, *(label for label in LABELS if label not in first)]
    risks = tuple(
        TierRisk(urgency, draw(st.floats(0, 1)), 0.3, 0.05)
        for urgency in (Urgency.URGENT, Urgency.SOON)
    )
    return {
        "tiers": risks,
        "differential": tuple(Prediction(label, 1 / len(ranked)) for label in ranked),
        "prediction_set": tuple(ranked[: draw(st.integers(1, 8))]),
        "above_alert": tuple(draw(st.lists(st.sampled_from(LABELS), unique=True, max_size=4))),
        "uncertain": draw(st.booleans()),
        "judged": True,
    }


ages = st.none() | st.floats(0, 100)


@settings(max_examples=60, deadline=None)
@given(answers(), outputs(), ages)
def test_no_model_output_lowers_what_the_facts_demand(
    given_facts: dict[str, FactValue], output: dict[str, object], age: float | None
) -> None:
    aged = {} if age is None else {"age_years": age}
    without = advise(asked(facts=given_facts, **aged))
    assert advise(asked(facts=given_facts, **aged, **output)).urgency.rank <= without.urgency.rank


@settings(max_examples=60, deadline=None)
@given(answers(), st.sampled_from(LABELS), st.sampled_from(LABELS))
def test_no_diagnosis_and_no_exclusion_lowers_what_the_facts_demand(
    given_facts: dict[str, FactValue], diagnosis: str, excluded: str
) -> None:
    given_facts.pop("blisters_or_peeling", None)  # a burn explains its blisters
    without = advise(asked(facts=given_facts))
    concluded = advise(asked(facts=given_facts, diagnosis=diagnosis, excluded=(excluded,)))
    fired_without = {entry.rule_id for entry in without.fired}
    # A named cause explains blisters and erosions that without it may be the worst of their kind.
    explained = {"eczema-herpeticum", "mucosal-erosions", "zoster-likely"} & fired_without
    exposed = {rule_id for rule_id in fired_without if "exposure" in rule_id}
    if not explained | exposed:  # having the disease silences exposure to it
        assert concluded.urgency.rank <= without.urgency.rank


@settings(max_examples=80, deadline=None)
@given(answers(), outputs(), ages, st.sampled_from(DANGER_SIGNS))
def test_danger_sign_never_lowers_the_urgency(
    given_facts: dict[str, FactValue], output: dict[str, object], age: float | None, sign: str
) -> None:
    aged = {} if age is None else {"age_years": age}
    before = advise(asked(facts=given_facts, **aged, **output))
    after = advise(asked(facts={**given_facts, sign: True}, **aged, **output))
    assert after.urgency.rank <= before.urgency.rank


@settings(max_examples=60, deadline=None)
@given(answers(), outputs(), ages, st.sampled_from(["", *LABELS]))
def test_fever_never_reads_two_weeks(
    given_facts: dict[str, FactValue], output: dict[str, object], age: float | None, diagnosis: str
) -> None:
    aged = {} if age is None else {"age_years": age}
    feverish = {**given_facts, "fever": True}
    question = asked(facts=feverish, diagnosis=diagnosis, **aged, **output)
    analysis = told(question)
    for language in LANGUAGES:
        said = [
            *texts(plan(analysis, question.known), Speech(language)),
            *(rule_action(entry, language) for entry in analysis.advice.fired),
            Speech(language).how_soon(analysis.advice),
        ]
        assert not [line for line in said if TWO_WEEKS.search(line)]
    assert analysis.advice.urgency.rank <= Urgency.SOON.rank


@settings(max_examples=80, deadline=None)
@given(outputs(), ages, st.sampled_from(LABELS))
def test_network_alone_prints_no_order(
    output: dict[str, object], age: float | None, certain: str
) -> None:
    aged = {} if age is None else {"age_years": age}
    named = asked(**aged, **output)
    answer = case(certain, **aged)
    for entry in (*advise(named).fired, *advise(answer).fired):
        action = rule_action(entry, "en")
        bare = ORDER.search(action) and not action.startswith("If this is ")
        assert not bare or entry.rule_id in {"tier-urgent"}, (entry.rule_id, action)


@settings(max_examples=60, deadline=None)
@given(answers(), outputs())
def test_urgency_is_the_worst_of_what_fires_in_order(
    given_facts: dict[str, FactValue], output: dict[str, object]
) -> None:
    advice = advise(asked(facts=given_facts, **output))
    ranks = [entry.urgency.rank for entry in advice.fired]
    assert advice.urgency.rank == min(ranks)
    assert ranks == sorted(ranks)
    asked_again = {"rash_onset", "pain_onset"}  # a date may be asked again for its hour
    assert not set(advice.questions) & (given_facts.keys() - asked_again)


@settings(max_examples=40, deadline=None)
@given(answers(), outputs(), st.sampled_from(sorted(EXAMPLES)))
def test_an_emergency_that_was_found_stays_an_emergency(
    more: dict[str, FactValue], output: dict[str, object], rule_id: str
) -> None:
    found = facts(**EXAMPLES[rule_id][0].facts)
    if advise(found).urgency is Urgency.EMERGENCY:
        more.pop("age_days", None)
        later = asked(facts={**more, **found.facts}, **output)
        assert advise(later).urgency is Urgency.EMERGENCY
