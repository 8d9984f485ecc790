"""The area of vitiligo as it was outlined on photos, offered in hands: taken only when confirmed.

Nothing is entered by itself: the clinician says which photos show different patches.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.domain.case import Case
from skin_core.domain.course import Area, Spread, Unit
from skin_core.domain.score import MeasuredHands
from skin_core.facts.body import is_of_face, parts_with
from skin_core.narrative.course import area_text, spread_text
from skin_core.narrative.lesion import decimal
from skin_core.narrative.scores import points_text
from skin_core.scoring import INDICES
from skin_core.scoring.body_surface import HEIGHT_CM, WEIGHT_KG, body_surface_m2, hands_of, is_body
from skin_core.scoring.fvasi import INDEX as FACE_INDEX
from skin_core.scoring.words import region_name
from skin_core.ui import resources
from skin_core.ui.components.severity.body_figure import PARTS, region_of
from skin_core.ui.components.severity.entries import HANDS
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet
from skin_core.ui.session import forget, seed, widget_value

Numbered = Sequence[tuple[int, Area]]


def offer_area(sheet: ScoreSheet, case: Case | None, place: str, prefix: str) -> None:
    """Below an area asked in hands, where the case has outlines that may show that region."""
    if case is None or place.rpartition(".")[2] != HANDS or not _may_show(case, sheet, place):
        return
    with explain_errors():
        areas = resources.outlined_areas(case)
        if not areas:
            return
        with st.container(key="severity.measured", border=True, gap="xsmall"):
            st.markdown(f"**:material/square_foot: {say('severity.measured.title')}**")
            chosen = _choose(sheet, areas, place, prefix)
            _ask_body(sheet, case, prefix)
            _result(sheet, chosen, place, f"{prefix}.{sheet.index}.{place}")


def regions_at(site: str, index: str) -> frozenset[str]:
    """Regions of an index on which a choice of the fact "site" lies; none where that is open."""
    parts = parts_with(site)
    return frozenset(region_of(one, index) for one in PARTS if one.partition("_")[0] in parts)


def _may_show(case: Case, sheet: ScoreSheet, place: str) -> bool:
    site = str(case.facts.get("site", ""))
    if sheet.index == FACE_INDEX:
        return not parts_with(site) or is_of_face(site)
    regions = regions_at(site, sheet.index)
    return not regions or place.partition(".")[0] in regions


def _choose(sheet: ScoreSheet, areas: Numbered, place: str, prefix: str) -> list[Area]:
    """A box for each photo with a scale; at first the first alone, since two may show one patch.

    None for a photo whose outline was taken for another region: it counts once.
    """
    region = place.rpartition(".")[0]
    scaled = [
        (number, area)
        for number, area in areas
        if area.cm2 and not sheet.taken_elsewhere(place, area.photo_id)
    ]
    sheet.chosen.setdefault((sheet.index, region), tuple(one.photo_id for _, one in scaled[:1]))
    chosen = sheet.photos_at(region)
    for number, area in areas:
        words = f"{say('analyse.photo.number', number=number)}: {plain(area_text(area, speech()))}"
        if not area.cm2:
            st.caption(f"{words}. {say('severity.measured.no_scale')}")
            continue
        if elsewhere := sheet.taken_elsewhere(place, area.photo_id):
            name = region_name(sheet.index, elsewhere, speech().language)
            st.caption(f"{words}. {say('severity.measured.elsewhere', region=name)}")
            continue
        key = f"{prefix}.{sheet.index}.{region}.measured.{number}"
        st.checkbox(
            words,
            key=seed(key, area.photo_id in chosen),
            on_change=_keep_choice,
            args=(sheet, region, area.photo_id, key),
        )
    if len(scaled) > 1:
        st.caption(say("severity.measured.different"))
    return [area for _, area in scaled if area.photo_id in sheet.photos_at(region)]


def _keep_choice(sheet: ScoreSheet, region: str, photo_id: str, key: str) -> None:
    kept = [one for one in sheet.photos_at(region) if one != photo_id]
    if widget_value(key):
        kept.append(photo_id)
    sheet.chosen[sheet.index, region] = tuple(kept)


def _ask_body(sheet: ScoreSheet, case: Case, prefix: str) -> None:
    weight = case.facts.get("weight")
    if sheet.weight_kg is None and isinstance(weight, int | float):
        sheet.weight_kg = float(weight)
    asked = (("height_cm", HEIGHT_CM, 1.0), ("weight_kg", WEIGHT_KG, 0.5))
    for column, (name, (least, most), step) in zip(st.columns(2), asked, strict=True):
        key, value = f"{prefix}.{name}", getattr(sheet, name)
        column.number_input(
            say(f"severity.measured.{name}"),
            min_value=least,
            max_value=most,
            step=step,
            format="%g",
            value=value,
            key=seed(key, value),
            on_change=_keep_body,
            args=(sheet, name, key),
        )


def _keep_body(sheet: ScoreSheet, name: str, key: str) -> None:
    value = widget_value(key)
    setattr(sheet, name, None if value is None else float(str(value)))


def _result(sheet: ScoreSheet, chosen: Sequence[Area], place: str, key: str) -> None:
    if sheet.height_cm is None or sheet.weight_kg is None:
        st.caption(say("severity.measured.need_body"))
        return
    if not is_body(sheet.height_cm, sheet.weight_kg):
        st.caption(f":material/error: {say('severity.measured.no_body')}")
        return
    if not chosen:
        return
    whole = _summed(chosen)
    surface = body_surface_m2(sheet.height_cm, sheet.weight_kg)
    found = MeasuredHands(
        hands_of(whole.value, surface), whole.value, surface, tuple(one.photo_id for one in chosen)
    )
    hands = points_text(found.hand_units, speech())
    area = plain(spread_text(whole, Unit.CM2, speech()))
    body = decimal(surface, speech(), 2)
    st.markdown(say("severity.measured.result", area=area, body=body, hands=hands))
    if not INDICES[sheet.index].asks[place].allows(found.hand_units):
        st.caption(say("severity.measured.too_large"))
    elif sheet.taken_at(place) == found:
        st.caption(f":material/check: {say('severity.measured.taken')}")
    else:
        region = region_name(sheet.index, place, speech().language)
        st.button(
            say("severity.measured.take", hands=hands, region=region),
            icon=":material/check:",
            key="severity.measured.take",
            on_click=_take,
            args=(sheet, place, found, key),
        )
    st.caption(say("severity.measured.caution"))


def _summed(areas: Sequence[Area]) -> Spread:
    """The sum, with bounds where all have them."""
    sizes = [one.cm2 for one in areas if one.cm2]
    low, high = (
        None if None in ends else sum(filter(None, ends))
        for ends in ([one.low for one in sizes], [one.high for one in sizes])
    )
    return Spread(sum(one.value for one in sizes), low, high)


def _take(sheet: ScoreSheet, place: str, found: MeasuredHands, key: str) -> None:
    sheet.take(place, found)
    forget(key)  # the field is filled in anew
