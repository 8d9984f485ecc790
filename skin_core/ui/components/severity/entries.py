"""One input for each number or answer that an index asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import streamlit as st

from skin_core.scoring import INDICES, Asked
from skin_core.scoring.hands import hands_at, percent_of
from skin_core.scoring.words import anchors, place_name
from skin_core.ui.components.shared.grade_buttons import grade_text, with_earlier
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet, Value
from skin_core.ui.session import is_shown, seed, widget_value, worded

MOST_BUTTONS = 8
FINE_STEP, FINE_UP_TO = 0.5, 10.0
HANDS, EXTENT = "hand_units", "extent_percent"
YES, NO = "yes", "no"


def entry(sheet: ScoreSheet, place: str, prefix: str) -> None:
    """Ask for what stands at a place; the score follows as soon as it is given."""
    key = f"{prefix}.{sheet.index}.{place}"
    told = INDICES[sheet.index].asks.get(place)
    if told is None:
        _yes_no(sheet, place, key)
    elif 0 < len(told.offered) <= MOST_BUTTONS:
        _grade(sheet, place, told, key)
    elif sheet.by_hands and can_be_hands(sheet, place):
        _in_hands(sheet, place, key)
    else:
        _number(sheet, place, told, key)


def can_be_hands(sheet: ScoreSheet, place: str) -> bool:
    """Whether an area is asked in per cent that may be told in hands."""
    return hands_at(sheet.index, place, 0.0) is not None


def short_name(sheet: ScoreSheet, place: str) -> str:
    """What stands at a place, without its region."""
    return place_name(sheet.index, place.rpartition(".")[2], speech().language)


def _grade(sheet: ScoreSheet, place: str, told: Asked, key: str) -> None:
    value = sheet.entered.get(place)
    shown = None if value is None else float(value)
    st.segmented_control(
        short_name(sheet, place),
        with_earlier(told.offered, shown),
        format_func=grade_text,
        default=shown,
        key=seed(key, shown),
        on_change=_keep,
        args=(sheet, place, key),
    )
    if steps := anchors(sheet.index, place, speech().language):
        st.html(_anchors_html(steps, told, shown))


def _anchors_html(steps: Sequence[str], told: Asked, value: float | None) -> str:
    """What each whole grade looks like; those nearest to what was chosen stand out."""
    grades = told.only or tuple(told.lowest + count for count in range(len(steps)))
    rows = []
    for grade, text in zip(grades, steps, strict=False):
        near = value is not None and abs(value - grade) < 1 and (not told.only or value == grade)
        mark = ' class="near"' if near else ""
        number, parted, words = text.partition(": ")
        if not (told.only and parted):
            number, words = f"{grade:g}", text
        rows.append(f"<li{mark}><b>{escape(number)}</b> {escape(words)}</li>")
    return f'<ul class="sd-anchors">{"".join(rows)}</ul>'


def _number(sheet: ScoreSheet, place: str, told: Asked, key: str) -> None:
    value = sheet.entered.get(place)
    shown = None if value is None else float(value)
    fine = told.highest <= FINE_UP_TO or place.endswith(HANDS)
    st.number_input(
        short_name(sheet, place),
        min_value=float(told.lowest),
        max_value=float(told.highest),
        step=FINE_STEP if fine else 1.0,
        format="%g",
        value=shown,
        key=seed(key, shown),
        placeholder=told.allowed,
        help=say("severity.form.nines") if place == EXTENT else None,
        on_change=_keep,
        args=(sheet, place, key),
    )


def _in_hands(sheet: ScoreSheet, place: str, key: str) -> None:
    """The same area in the patient's hands; kept in per cent, as the formula has it."""
    age = float(sheet.entered.get("age_years", math.nan))
    whole = hands_at(sheet.index, place, age)
    if whole is None:
        st.info(say("severity.form.hands_need_age"), icon=":material/cake:")
        return
    key = f"{key}.hands.{whole:g}"
    percent = sheet.entered.get(place)
    shown = None if percent is None else round(float(percent) * whole / 100, 2)
    st.number_input(
        say("severity.form.in_hands"),
        min_value=0.0,
        max_value=whole,
        step=FINE_STEP,
        format="%g",
        value=shown,
        key=seed(key, shown),
        placeholder=f"0–{whole:g}",
        help=say("severity.form.hands_help", whole=f"{whole:g}"),
        on_change=_keep,
        args=(sheet, place, key, whole),
    )
    if percent is not None:
        st.caption(say("severity.form.hands_are", percent=f"{round(float(percent), 1):g}"))


def _yes_no(sheet: ScoreSheet, place: str, key: str) -> None:
    value, key = sheet.entered.get(place), worded(key)
    shown = None if value is None else YES if value else NO
    words = {YES: speech().yes(), NO: speech().no()}
    st.segmented_control(
        short_name(sheet, place),
        list(words),
        format_func=words.__getitem__,
        default=shown,
        key=seed(key, shown),
        on_change=_keep,
        args=(sheet, place, key),
    )


def _keep(sheet: ScoreSheet, place: str, key: str, whole: float = 0.0) -> None:
    """whole: hands that the place holds, where it was told in them."""
    if not is_shown(key):
        return
    value = _as_value(widget_value(key))
    if whole and value is not None:
        value = percent_of(float(value), whole)
    sheet.enter(place, value)


def _as_value(shown: object) -> Value | None:
    if shown in (YES, NO):
        return shown == YES
    return None if shown is None else float(str(shown))
