"""The zoster screen of a case as JSON: its words, and the keys and numbers behind them."""

from __future__ import annotations

from typing_extensions import TypedDict  # that of typing is not read by pydantic on Python 3.11

from skin_core.domain.advice import FiredRule, Urgency
from skin_core.domain.screen import ScreenPoint, ZosterScreen
from skin_core.narrative.speech import Speech
from skin_core.narrative.zoster import ScreenLine, screen_lines, screen_note

_DIGITS = 6  # of a probability


class ScreenLineRecord(TypedDict):
    """A line that stands alone. urgency: null where it demands nothing; source: or ""."""

    lead: str
    text: str
    urgency: Urgency | None
    source: str


class ScreenPointRecord(TypedDict):
    """A probability of zoster from which on a network's answer speaks for it.

    sensitivity, sensitivity_interval: share of photos of zoster found by points fitted without
    them, and its 95 % interval. false_alarms: share of the other photos that reach it too.
    """

    threshold: float
    sensitivity: float
    sensitivity_interval: list[float]
    photos: int
    false_alarms: float


class ScreenNetworkRecord(TypedDict):
    """Probabilities of zoster, any other disease and normal skin, which sum to 1.

    point: null where the network has none. Below it zoster is not excluded.
    """

    zoster: float
    other: float
    normal: float
    reaches_point: bool
    point: ScreenPointRecord | None


class ZosterRecord(TypedDict):
    """What counts where there is reason to think of zoster; it never says that it was excluded.

    is_settled: answers or clinician speak for zoster; else all of it is of what would count if it
    were one. alarms, clock, neuralgia: ids of rules that apply; what to do stands in `lines`, where
    a clock that an alarm overrules tells no treatment. unanswered, unknown_risks: keys of facts, or
    birth_date. network: null where none that knows zoster judged a photo.
    """

    is_settled: bool
    note: str
    lines: list[ScreenLineRecord]
    alarms: list[str]
    unanswered: list[str]
    clock: str | None
    neuralgia: str | None
    unknown_risks: list[str]
    network: ScreenNetworkRecord | None


def screen_record(screen: ZosterScreen | None, language: str) -> ZosterRecord | None:
    """The screen in that language; None where nothing gives reason to think of zoster."""
    if screen is None:
        return None
    speech = Speech(language)
    return {
        "is_settled": screen.is_settled,
        "note": screen_note(screen, speech),
        "lines": [_line(one) for one in screen_lines(screen, speech)],
        "alarms": [one.rule_id for one in screen.alarms],
        "unanswered": list(screen.unanswered),
        "clock": _rule_id(screen.clock),
        "neuralgia": _rule_id(screen.neuralgia),
        "unknown_risks": list(screen.unknown_risks),
        "network": _network(screen) if screen.is_judged else None,
    }


def _line(line: ScreenLine) -> ScreenLineRecord:
    return {
        "lead": line.lead,
        "text": line.text,
        "urgency": None if line.urgency is Urgency.UNKNOWN else line.urgency,
        "source": line.source,
    }


def _rule_id(fired: FiredRule | None) -> str | None:
    return fired.rule_id if fired else None


def _network(screen: ZosterScreen) -> ScreenNetworkRecord:
    return {
        "zoster": round(screen.zoster, _DIGITS),
        "other": round(screen.other, _DIGITS),
        "normal": round(screen.normal, _DIGITS),
        "reaches_point": screen.reaches_point,
        "point": _point(screen.point) if screen.point else None,
    }


def _point(point: ScreenPoint) -> ScreenPointRecord:
    return {
        "threshold": round(point.threshold, _DIGITS),
        "sensitivity": round(point.sensitivity, _DIGITS),
        "sensitivity_interval": [round(one, _DIGITS) for one in (point.low, point.high)],
        "photos": point.photos,
        "false_alarms": round(point.false_alarms, _DIGITS),
    }
