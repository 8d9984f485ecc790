"""Photos and facts in, advice out: what page, command line and later the API call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter

from skin_core.catalogue import ModelSpec
from skin_core.diseases import unknown_to
from skin_core.diseases.names import find_diseases
from skin_core.domain.analysis import Advice, CaseAnalysis, PhotoAnalysis, Stage, Urgency
from skin_core.domain.engine import LayerStore
from skin_core.domain.facts import Facts
from skin_core.domain.photo import Photo
from skin_core.drugs import classes_named
from skin_core.inference import Networks
from skin_core.inference.pipeline import analyse_photo
from skin_core.inference.pool import Pooled, pool
from skin_core.inference.progress import (
    CaseOutcome,
    PhotoFailure,
    PhotoFile,
    Progress,
    steps_in_all,
)
from skin_core.inference.second_opinion import SecondReader
from skin_core.inference.stages.work import Bench, RunOptions
from skin_core.narrative.plan import plan
from skin_core.rules import Known, RuleInput, advise, judge_rules, question_of, zoster_screen

__all__ = [
    "CaseOutcome",
    "Known",
    "Options",
    "PhotoFailure",
    "PhotoFile",
    "Progress",
    "advise_without_photo",
    "analyse_case",
    "readvise",
    "run_to_end",
    "steps_in_all",
    "warm_rules",
    "warm_up",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(RunOptions):
    """How a case is to be analysed: how its photos are to be judged, and what is said of it.

    known: what the rules may use beside the facts. second: who gives a second opinion, if anybody.
    steps: whether the lines of what to do are written.
    """

    known: Known = field(default_factory=Known)
    second: SecondReader | None = None
    steps: bool = True


def analyse_case(
    photos: Sequence[PhotoFile | Photo],
    facts: Facts,
    networks: Networks,
    layers: LayerStore,
    now: datetime,
    options: Options | None = None,
) -> Iterator[Progress]:
    """Analyse the photos of one lesion, one event per stage; the last event holds the outcome.

    A broken file becomes a failure and the others go on; the same photo twice counts once.
    Without photos the facts alone are judged. Close the generator to stop between two stages.
    now: with offset. Raises: UnknownModel, WeightsDamaged, StoreError of the layer store.
    """
    options = options or Options()
    bench = Bench(networks, layers, options, now.isoformat(timespec="seconds"))
    loaded: dict[str, Photo] = {}
    analyses: dict[str, PhotoAnalysis] = {}
    failures: list[PhotoFailure] = []
    for place, source in enumerate(photos):
        photo: Photo | None = None
        for event in analyse_photo(source, place, len(photos), bench):
            photo = event.loaded or photo
            if event.failure:
                failures.append(event.failure)
            if event.is_last and event.analysis and photo:
                loaded.setdefault(photo.photo_id, photo)
                analyses.setdefault(photo.photo_id, event.analysis)
            yield event
    start = perf_counter()
    pooled = pool(tuple(analyses.values()), networks.models.specs)
    case = _case(tuple(analyses.values()), pooled, networks.models.specs.get(pooled.model))
    advised = readvise if options.steps else _judged
    case = advised(case, facts, now, options.known)
    spent = round((perf_counter() - start) * 1000, 2)
    case = replace(case, elapsed_ms={**case.elapsed_ms, Stage.ADVISE.value: spent})
    if options.second:
        case = options.second.asked(case, tuple(loaded.values()), layers)
    total = steps_in_all(len(photos))
    yield Progress(
        stage=Stage.ADVISE,
        photo=None,
        done=total,
        total=total,
        elapsed_ms=spent,
        outcome=CaseOutcome(case, tuple(loaded.values()), tuple(failures)),
    )


def advise_without_photo(facts: Facts, now: datetime, known: Known | None = None) -> CaseAnalysis:
    """What the facts alone call for, as an analysis that holds no photo; no network is asked."""
    return readvise(_case((), Pooled(), None), facts, now, known)


def readvise(
    case: CaseAnalysis, facts: Facts, now: datetime, known: Known | None = None
) -> CaseAnalysis:
    """The same answer with its advice made anew from these facts; no network runs."""
    known = known or Known()
    advised = _judged(case, facts, now, known)
    return replace(advised, steps=plan(advised, known))


def _judged(case: CaseAnalysis, facts: Facts, now: datetime, known: Known) -> CaseAnalysis:
    """The case with what the rules say of it, and no line of what to do."""
    question = question_of(case, facts, known, now)
    judged = judge_rules(question)
    screen = zoster_screen(question, judged)
    return replace(case, facts=dict(facts), advice=advise(question, judged), zoster=screen)


def warm_up(networks: Networks) -> None:
    """Load networks, taxonomy and rules now, so that the first photo does not wait.

    Raises: WeightsDamaged.
    """
    networks.warm()
    find_diseases("-")  # reads every memo for the words of its symptoms
    classes_named("")
    warm_rules()


def warm_rules() -> None:
    """Read rules and taxonomy once, before several threads would each read them."""
    unknown_to(())
    advise(RuleInput(now=datetime.now().astimezone()))


def run_to_end(events: Iterator[Progress]) -> CaseOutcome:
    """The outcome of an analysis, for callers that show no progress."""
    for event in events:
        if event.outcome:
            return event.outcome
    raise RuntimeError("an analysis ended without an outcome")


def _case(
    photos: tuple[PhotoAnalysis, ...], pooled: Pooled, spec: ModelSpec | None
) -> CaseAnalysis:
    stages = dict.fromkeys(stage for photo in photos for stage in photo.elapsed_ms)
    return CaseAnalysis(
        photos=photos,
        kind=pooled.kind,
        model=pooled.model,
        pooled=pooled.pooled,
        facts={},
        advice=Advice(Urgency.UNKNOWN),
        unknown_to_model=unknown_to(spec.labels) if spec else (),
        elapsed_ms={
            stage: round(sum(photo.elapsed_ms.get(stage, 0) for photo in photos), 2)
            for stage in stages
        },
        **pooled.as_fields(),
    )
