"""What an index asks for: the whole first, then one region at a time."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import Case
from skin_core.scoring.words import anchors, place_name, wording
from skin_core.ui.components.severity.entries import can_be_hands, entry
from skin_core.ui.components.severity.measured_area import offer_area
from skin_core.ui.components.severity.suggestions import Suggestions
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet, places_of, regions_of
from skin_core.ui.session import forget, hold, seed, widget_value, worded

DONE_ICON = ":material/check:"
PERCENT, HANDS = "percent", "hands"


def score_form(sheet: ScoreSheet, prefix: str, note: str, case: Case | None) -> None:
    """The form of the index looked at.

    prefix: of the widgets' keys, another for each case. note: what is said of its age; "" for
    nothing. case: whose photos suggestions come from.
    """
    helper = Suggestions(sheet, prefix, case)
    with st.container(key="severity.form"):
        _ask(sheet, places_of(sheet.index, ""), prefix, helper)
        with steady():
            if note:
                st.caption(note)
        if regions := regions_of(sheet.index):
            _choose_region(sheet, regions, prefix)
            _region(sheet, prefix, helper)
        if _is_described(sheet):
            st.caption(wording(speech().language))


def _is_described(sheet: ScoreSheet) -> bool:
    """Whether a grade that is asked for just now is described."""
    places = (*places_of(sheet.index, ""), *places_of(sheet.index, sheet.region))
    return any(anchors(sheet.index, one, "en") for one in places if not sheet.is_idle(one))


def _ask(sheet: ScoreSheet, places: tuple[str, ...], prefix: str, helper: Suggestions) -> None:
    asked = [place for place in places if not sheet.is_idle(place)]
    with steady():
        helper.choose(asked)
    if any(can_be_hands(sheet, place) for place in places):
        _area_unit(sheet, prefix)
    for place in asked:
        with steady():
            entry(sheet, place, prefix)
            helper.tell(place)
            offer_area(sheet, helper.case, place, prefix)


def _choose_region(sheet: ScoreSheet, regions: tuple[str, ...], prefix: str) -> None:
    key = worded(f"{prefix}.{sheet.index}.region")
    names = {region: _marked(sheet, region) for region in regions}
    st.pills(
        say("severity.form.region"),
        list(names),
        format_func=names.__getitem__,
        key=hold(key, sheet.region),
        required=True,
        on_change=_look_at_chosen,
        args=(sheet, key),
    )


def _marked(sheet: ScoreSheet, region: str) -> str:
    name = place_name(sheet.index, region, speech().language)
    return name if sheet.missing_in(region) else f"{DONE_ICON} {name}"


def _look_at_chosen(sheet: ScoreSheet, key: str) -> None:
    look_at(sheet, str(widget_value(key, "")))


def look_at(sheet: ScoreSheet, region: str) -> None:
    """Show the form of a region; what is none changes nothing."""
    if region in regions_of(sheet.index):
        sheet.regions[sheet.index] = region


def _region(sheet: ScoreSheet, prefix: str, helper: Suggestions) -> None:
    places = places_of(sheet.index, sheet.region)
    _ask(sheet, places, prefix, helper)
    if any(sheet.is_idle(place) for place in places):
        st.caption(say("severity.form.idle"))
    if after := _next_open(sheet):
        name = place_name(sheet.index, after, speech().language)
        st.button(
            say("severity.form.next", region=name),
            icon=":material/arrow_forward:",
            key="severity.next",
            on_click=look_at,
            args=(sheet, after),
        )


def _next_open(sheet: ScoreSheet) -> str:
    """The region after this one in which something is still asked for; "" where none is."""
    regions = regions_of(sheet.index)
    at = regions.index(sheet.region)
    later = (*regions[at + 1 :], *regions[:at])
    return next((region for region in later if sheet.missing_in(region)), "")


def _area_unit(sheet: ScoreSheet, prefix: str) -> None:
    key = worded(f"{prefix}.unit")
    shown = HANDS if sheet.by_hands else PERCENT
    names = {unit: say(f"severity.form.{unit}") for unit in (PERCENT, HANDS)}
    st.segmented_control(
        say("severity.form.unit"),
        list(names),
        format_func=names.__getitem__,
        default=shown,
        key=seed(key, shown),
        required=True,
        on_change=_keep_unit,
        args=(sheet, key, prefix),
    )


def _keep_unit(sheet: ScoreSheet, key: str, prefix: str) -> None:
    chosen = widget_value(key)
    sheet.by_hands = chosen == HANDS
    forget(prefix)  # an area is filled in anew, in the other unit
