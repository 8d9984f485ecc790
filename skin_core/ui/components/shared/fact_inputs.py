"""One input for each clinical fact, made from the schema; unknown is always an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import streamlit as st

from skin_core.domain.facts import Facts, FactSpec, FactType, FactValue
from skin_core.errors import InvalidFact
from skin_core.facts import emergency_signs, fact
from skin_core.ui import drafting
from skin_core.ui.say import say, speech
from skin_core.ui.session import (
    hold,
    is_shown,
    renew,
    renewable,
    seed,
    session,
    widget_value,
    worded,
)

YES, NO, UNKNOWN = "yes", "no", "unknown"
_ANSWERS = {YES: True, NO: False, UNKNOWN: None}
FEW_CHOICES = 3
SCALE_STEPS = 10
FORM, TREATMENT = "analyse.form", "analyse.treatment"
ENTRY, RESULT = "analyse.entry", "analyse.result"
PLACES = (
    FORM,
    f"{ENTRY}.fact",
    f"{RESULT}.fact",
    TREATMENT,
)
"""Where a fact may be asked, as prefixes of the widgets' keys."""
CORRECTED = "records.facts"  # answers of a saved case, kept together in the end
SIGNS = "analyse.signs"  # the strip that answers several at once


def fact_input(key: str, facts: Facts, prefix: str) -> None:
    """Ask one fact; the answer is kept, and the advice follows, as soon as it is given."""
    spec = fact(key)
    _INPUTS[spec.type](spec, facts.get(key), renewable(f"{prefix}.{key}"))


def _keep(key: str, widget: str, convert: Callable[[object], FactValue | None]) -> None:
    """Keep the answer; the other places on the page that ask the same are filled anew.

    Of one that cannot be, every place says why, and shows what stood before.
    """
    if not is_shown(widget):
        return
    value = convert(widget_value(widget))
    if widget.startswith(CORRECTED):
        drafting.set_corrected(key, value)
        return
    session().refused_onsets.pop(key, None)
    try:
        drafting.set_fact(key, value)
    except InvalidFact as refused:
        session().refused_onsets[key] = refused
        fill_anew(key, "")
        return
    if key in emergency_signs():  # else a tap on the strip that is under way would be lost
        renew(SIGNS)
    fill_anew(key, widget)


def _keep_chosen(key: str, widget: str, convert: Callable[[object], FactValue | None]) -> None:
    """The same of buttons one of which is always down; a browser that tells of none is behind."""
    if widget_value(widget) is not None:
        _keep(key, widget, convert)


def fill_anew(key: str, widget: str) -> None:
    """Let every place that asks the fact, but the one that was answered, show the new answer."""
    for prefix in PLACES:
        if not widget.startswith(f"{prefix}.{key}"):
            renew(f"{prefix}.{key}")


def _yes_no(spec: FactSpec, value: FactValue | None, key: str) -> None:
    words = {YES: speech().yes(), NO: speech().no(), UNKNOWN: speech().unknown()}
    shown = next(name for name, answer in _ANSWERS.items() if answer is value)
    key = worded(key)
    st.segmented_control(
        speech().of(spec.question),
        list(words),
        format_func=words.__getitem__,
        default=shown,
        key=seed(key, shown),
        required=True,
        help=_help(spec),
        on_change=_keep_chosen,
        args=(spec.key, key, lambda name: _ANSWERS[str(name)]),
    )


def _number(spec: FactSpec, value: FactValue | None, key: str) -> None:
    low, high, step = spec.minimum or 0.0, spec.maximum, float(spec.step or 1)
    if high is not None and (high - low) / step <= SCALE_STEPS:
        _scale(spec, value, key)
        return
    number = None if value is None else float(value)
    st.number_input(
        speech().of(spec.question) + (f" ({spec.unit})" if spec.unit else ""),
        min_value=None if spec.minimum is None else float(spec.minimum),
        max_value=None if high is None else float(high),
        step=step,
        format="%g",
        value=number,
        key=seed(key, number),
        placeholder=speech().unknown(),
        help=_help(spec),
        on_change=_keep,
        args=(spec.key, key, _as_number),
    )


def _scale(spec: FactSpec, value: FactValue | None, key: str) -> None:
    """A short scale; its first stop is Unknown."""
    low, high, step = int(spec.minimum or 0), int(spec.maximum or SCALE_STEPS), int(spec.step or 1)
    stop = UNKNOWN if value is None else int(float(value))
    key = worded(key)
    st.select_slider(
        speech().of(spec.question),
        [UNKNOWN, *range(low, high + 1, step)],
        format_func=lambda one: speech().unknown() if one == UNKNOWN else str(one),
        value=stop,
        key=seed(key, stop),
        help=_help(spec),
        on_change=_keep,
        args=(spec.key, key, _as_number),
    )


def _choice(spec: FactSpec, value: FactValue | None, key: str) -> None:
    names = {choice.key: speech().of(choice.name) for choice in spec.choices}
    key = worded(key)
    if len(names) <= FEW_CHOICES:
        st.segmented_control(
            speech().of(spec.question),
            [*names, UNKNOWN],
            format_func=lambda one: names.get(one, speech().unknown()),
            default=value or UNKNOWN,
            key=seed(key, value or UNKNOWN),
            required=True,
            help=_help(spec),
            on_change=_keep_chosen,
            args=(spec.key, key, _as_choice),
        )
        return
    st.selectbox(
        speech().of(spec.question),
        list(names),
        format_func=names.__getitem__,
        index=None,  # so that the answer can be taken back
        key=hold(key, value),
        placeholder=speech().unknown(),
        help=_help(spec),
        on_change=_keep,
        args=(spec.key, key, _as_choice),
    )


def _when(spec: FactSpec, value: FactValue | None, key: str) -> None:
    """A day, and an hour where it is known."""
    given = datetime.fromisoformat(str(value)) if value else None
    hour = given.time() if given and "T" in str(value) else None
    day = given.date() if given else None
    day_key = seed(f"{key}.day", day)
    hour_key = seed(f"{key}.hour", hour)
    left, right = st.columns([3, 2], vertical_alignment="bottom", wrap=False)
    answer = (spec.key, day_key, lambda day: _moment(day, widget_value(hour_key)))
    left.date_input(
        speech().of(spec.question),
        value=day,
        min_value=date(1900, 1, 1),
        max_value=max(drafting.now().date(), day or date.min),  # the clock may have been set back
        format="YYYY-MM-DD",
        key=day_key,
        help=_help(spec),
        on_change=_keep,
        args=answer,
    )
    right.time_input(
        say("analyse.facts.hour"),
        value=hour,
        key=hour_key,
        step=1800,
        on_change=_keep,
        args=answer,
    )
    _refusal(spec.key)


def _refusal(key: str) -> None:
    """Why the date that was entered last was not taken."""
    if refused := session().refused_onsets.get(key):
        when = speech().when(str(refused.value))
        st.warning(say(refused.code, value=when), icon=":material/event:")


def _text(spec: FactSpec, value: FactValue | None, key: str) -> None:
    st.text_area(
        speech().of(spec.question),
        value=str(value or ""),
        key=seed(key, str(value or "")),
        height=80,
        max_chars=4000,
        help=_help(spec),
        on_change=_keep,
        args=(spec.key, key, lambda text: str(text).strip() or None),
    )


def _help(spec: FactSpec) -> str | None:
    return spec.help.get(speech().language) or None


def _as_number(value: object) -> FactValue | None:
    return None if value is None or value == UNKNOWN else float(str(value))


def _as_choice(value: object) -> FactValue | None:
    return None if value is None or value == UNKNOWN else str(value)


def _moment(day: object, hour: object) -> FactValue | None:
    """ISO date, with the hour where both are known."""
    if not isinstance(day, date):
        return None
    if isinstance(hour, time):
        return datetime.combine(day, hour).isoformat(timespec="minutes")
    return day.isoformat()


_INPUTS: dict[FactType, Callable[[FactSpec, FactValue | None, str], None]] = {
    FactType.YES_NO: _yes_no,
    FactType.NUMBER: _number,
    FactType.CHOICE: _choice,
    FactType.WHEN: _when,
    FactType.TEXT: _text,
}
