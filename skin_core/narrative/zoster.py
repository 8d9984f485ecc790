"""The zoster screen in words, a line at a time: page, report and text say the same.

Nothing in them says that zoster was excluded: no network and no answer can.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from skin_core.domain.advice import FiredRule, Urgency
from skin_core.domain.screen import ZosterScreen
from skin_core.facts import all_facts
from skin_core.narrative.speech import Speech
from skin_core.rules import all_rules, because_text, rule_citation
from skin_core.rules.situation import BIRTH_DATE

PAIN_ONSET, RASH_ONSET = "pain_onset", "rash_onset"


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One line. lead: what it is about; urgency: of an alarm, else UNKNOWN; source: or ""."""

    lead: str
    text: str
    urgency: Urgency = Urgency.UNKNOWN
    source: str = ""


def screen_note(screen: ZosterScreen, speech: Speech) -> str:
    """Whether this is of a zoster, or of what counts if it should be one."""
    return speech.t("zoster.settled" if screen.is_settled else "zoster.supposed")


def screen_lines(
    screen: ZosterScreen, speech: Speech, ordered: Container[str] = ()
) -> Iterator[ScreenLine]:
    """Alarms before anything else, then the clock, the risk of lasting pain, and the network.

    ordered: rules whose orders stand in what to do, above: a clock that counts no hours yet would
    say nothing but the same once more.
    """
    yield from _alarms(screen, speech)
    for fired in _known(screen.clock):
        text = speech.rule_text(fired)
        repeats = fired.rule_id in ordered and not _counts_hours(fired)
        if not repeats and not _is_overruled(fired, screen.alarms):
            text = f"{text} {speech.rule_action(fired)}"
        yield ScreenLine(speech.t("zoster.clock"), text, fired.urgency, rule_citation(fired))
    yield _neuralgia(screen, speech)
    yield _network(screen, speech)


def _counts_hours(clock: FiredRule) -> bool:
    return any(pair.partition("=")[0] == RASH_ONSET for pair in clock.because)


def _is_overruled(fired: FiredRule, alarms: Iterable[FiredRule]) -> bool:
    """Whether an alarm demands more than this rule: then only what it found is told."""
    return bool({one.rule_id for one in alarms} & set(all_rules()[fired.rule_id].silenced_by))


def _alarms(screen: ZosterScreen, speech: Speech) -> Iterator[ScreenLine]:
    fired = _known(*screen.alarms)
    for one in fired:
        action = speech.rule_action(one)
        yield ScreenLine(speech.rule_name(one), action, one.urgency, rule_citation(one))
    if screen.unanswered:
        names = _named(screen.unanswered, speech)
        key = "zoster.alarms_open" if fired else "zoster.alarms_none_yet"
        yield ScreenLine(speech.t("zoster.alarms"), speech.t(key, names=names))
    elif not fired:
        yield ScreenLine(speech.t("zoster.alarms"), speech.t("zoster.alarms_none"))


def _neuralgia(screen: ZosterScreen, speech: Speech) -> ScreenLine:
    unknown = ""
    if screen.unknown_risks:
        unknown = speech.t("zoster.unknown", names=_named(screen.unknown_risks, speech))
    for fired in _known(screen.neuralgia):
        told = speech.t("zoster.risk", factors=speech.in_a_row(_factors(fired, speech)))
        text = " ".join(filter(None, (told, speech.rule_action(fired), unknown)))
        return ScreenLine(speech.t("zoster.neuralgia"), text, source=rule_citation(fired))
    text = " ".join(filter(None, (speech.t("zoster.no_risk"), unknown)))
    return ScreenLine(speech.t("zoster.neuralgia"), text)


def _factors(fired: FiredRule, speech: Speech) -> Iterator[str]:
    for pair, words in zip(fired.because, because_text(fired, speech.language), strict=True):
        key, _, value = pair.partition("=")
        if key == PAIN_ONSET:
            yield speech.t("zoster.pain_first")
        else:
            yield speech.fact(key) if value == "true" and key in all_facts() else words


def _network(screen: ZosterScreen, speech: Speech) -> ScreenLine:
    lead = speech.t("zoster.network")
    if not screen.is_judged:
        return ScreenLine(lead, speech.t("zoster.not_judged"))
    parts = ("zoster", "other", "normal")
    shares = {name: speech.percent(getattr(screen, name)) for name in parts}
    told = speech.t("zoster.chances", **shares)
    if screen.point is None:
        return ScreenLine(lead, told)
    key = "zoster.reaches" if screen.reaches_point else "zoster.below"
    reached = speech.t(key, point=speech.percent(screen.point.threshold))
    return ScreenLine(lead, f"{told} {reached}", source=_measured(screen, speech))


def _measured(screen: ZosterScreen, speech: Speech) -> str:
    """What the point was found to do, with its interval."""
    point = screen.point
    if point is None:
        return ""
    return speech.t(
        "zoster.measured",
        photos=point.photos,
        sensitivity=speech.percent(point.sensitivity),
        low=speech.percent(point.low),
        high=speech.percent(point.high),
        false_alarms=speech.percent(point.false_alarms),
    )


def _known(*fired: FiredRule | None) -> list[FiredRule]:
    """Those whose words this program still has; an old case may name others."""
    return [one for one in fired if one is not None and one.rule_id in all_rules()]


def _named(keys: Iterable[str], speech: Speech) -> str:
    """What is still to be asked, by name."""
    names = (
        speech.t("analyse.patient.birth_date") if key == BIRTH_DATE else speech.fact(key)
        for key in keys
        if key == BIRTH_DATE or key in all_facts()
    )
    return speech.in_a_row(names)
