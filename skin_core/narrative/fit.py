"""What of the entered facts fits a disease, and what does not.

Nothing is said of what was not entered, and no probability is touched: those are the network's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from skin_core.domain.facts import FactType
from skin_core.domain.picture import Fit, Line, Picture, Range, Saying, Stand
from skin_core.facts import all_facts
from skin_core.narrative.seen import Entered, Seen, observed

MOST_ASKED = 3
ORDER = ("side", "pain_first", "course", "age", "site", "itch", "pain", "fever")
FACT_OF = {"course": "rash_onset", "pain_first": "pain_onset"}  # topic -> the fact that tells it
ABOUT_PAIN = ("pain", "pain_onset")
SHORT_FORM, RARER = "always", 0.6
BACKGROUND = {"age", "sex"}  # who falls ill with it: alone no evidence that this one did
NEVER_ASKED = {*BACKGROUND, "pregnancy"}  # the patient's own fields, and what is no distinction
COURSES = (12.0, 72.0, 240.0, 504.0, 1008.0, 2922.0, 17532.0)  # hours: from half a day to years
_DEGREES = (("none",), ("some",), ("strong", "some"))
_ANSWERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "side": (("one",), ("both",), ("midline",)),
    "itch": _DEGREES,
    "pain": _DEGREES,
    "pain_first": (("yes",), ("no",)),
}

Pairs = Sequence[tuple[Picture, Picture, float]]
"""Two diseases to be told apart, and how much that matters."""


def fit(picture: Picture, entered: Entered, others: Sequence[Picture] = ()) -> Fit:
    """What fits the disease, what does not, and what would tell it from the others."""
    told = [(saying, seen) for seen in observed(entered) if (saying := _saying(picture, seen))]
    told.sort(key=lambda pair: (not pair[0].strong, _place(pair[1].topic)))
    for_, against = (
        tuple(
            Line(seen.topic, seen.states[0], saying.strong, seen.count)
            for saying, seen in told
            if saying.stand is stand
        )
        for stand in (Stand.FOR, Stand.AGAINST)
    )
    pairs = [(picture, other, 1.0) for other in others if other.label != picture.label]
    return Fit(_evidence(for_), against, _asked(pairs, entered))


def strong(found: Fit) -> Fit:
    """Only the strong statements, where room is short."""
    for_, against = (
        tuple(line for line in lines if line.strong) for lines in (found.for_, found.against)
    )
    return replace(found, for_=_evidence(for_), against=against)


def _evidence(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """What fits, unless that is the patient's age or sex alone."""
    return lines if any(line.topic not in BACKGROUND for line in lines) else ()


def to_ask(pictures: Sequence[Picture], entered: Entered) -> tuple[str, ...]:
    """Unanswered facts that would tell these diseases apart, most telling first, at most three.

    pictures: of the most probable disease first; to tell that from the others matters most.
    """
    ranked = combinations(enumerate(pictures, start=1), 2)
    return _asked([(one, two, 1 / (i * j)) for (i, one), (j, two) in ranked], entered)


def _saying(picture: Picture, seen: Seen) -> Saying | None:
    """What the picture says of one thing: of the most telling state that it knows."""
    if seen.extent:
        spans = picture.spans.get(seen.topic)
        return spans.saying(seen.extent) if spans else None
    told = (picture.sayings.get((seen.topic, state)) for state in seen.states)
    return next((saying for saying in told if saying), None)


def _place(topic: str) -> int:
    return ORDER.index(topic) if topic in ORDER else len(ORDER)


def _asked(pairs: Pairs, entered: Entered) -> tuple[str, ...]:
    told = _answered(entered)
    telling = {
        fact: _telling(topic, pairs)
        for topic, fact in _topics(pairs).items()
        if topic not in told and fact not in told
    }
    order = list(all_facts())
    ranked = sorted(telling, key=lambda fact: (-telling[fact], order.index(fact)))
    useful = [fact for fact in ranked if telling[fact] > 0]
    if set(ABOUT_PAIN) <= set(useful):  # one question about pain is enough
        useful.remove(max(ABOUT_PAIN, key=useful.index))
    return tuple(useful[:MOST_ASKED])


def _answered(entered: Entered) -> set[str]:
    """Facts that need no asking: answered, or settled by another answer."""
    told = {*entered.facts, *(seen.topic for seen in observed(entered))}
    if "unilateral" in told:
        told.add("side")
    if entered.facts.get("pain") == 0:
        told.add("pain_onset")
    return told


def _topics(pairs: Pairs) -> dict[str, str]:
    """What the pictures speak of and a fact can tell, with the fact."""
    pictures = [picture for one, two, _ in pairs for picture in (one, two)]
    topics = [topic for one in pictures for topic in (*(key for key, _ in one.sayings), *one.spans)]
    named = {topic: FACT_OF.get(topic, topic) for topic in dict.fromkeys(topics)}
    return {
        topic: fact
        for topic, fact in named.items()
        if fact in all_facts() and topic not in NEVER_ASKED
    }


def _telling(topic: str, pairs: Pairs) -> float:
    """How far apart the answers would set the diseases; a sign outside the short form is rarer."""
    answers = list(_possible(topic))
    apart = sum(
        matters * abs(_weight(one, answer) - _weight(two, answer))
        for one, two, matters in pairs
        for answer in answers
    )
    is_short = all_facts()[FACT_OF.get(topic, topic)].section == SHORT_FORM
    return apart / len(answers) * (1.0 if is_short else RARER)


def _possible(topic: str) -> Iterator[Seen]:
    """The answers that could be given."""
    if topic == "course":
        yield from (Seen(topic, (), extent=Range(hours, hours)) for hours in COURSES)
    elif topic in _ANSWERS:
        yield from (Seen(topic, states) for states in _ANSWERS[topic])
    elif all_facts()[topic].type is FactType.YES_NO:
        yield from (Seen(topic, (state,)) for state in ("yes", "no"))
    else:
        yield from (Seen(topic, (one.key, "elsewhere")) for one in all_facts()[topic].choices)


def _weight(picture: Picture, answer: Seen) -> int:
    saying = _saying(picture, answer)
    if saying is None:
        return 0
    return (1 if saying.stand is Stand.FOR else -1) * (2 if saying.strong else 1)
