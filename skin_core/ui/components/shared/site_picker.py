"""Site and side of the lesion, pointed at on a body: the fields beside it follow."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.facts import Facts
from skin_core.facts.body import side_of, sites_on
from skin_core.ui import drafting
from skin_core.ui.components.shared.body_figure import draw_body, region_chosen
from skin_core.ui.components.shared.fact_inputs import fill_anew
from skin_core.ui.say import say, speech
from skin_core.ui.session import is_shown, seed, widget_value, worded

SITE, SIDE = "site", "side"


def site_picker(facts: Facts, place: str) -> None:
    """Opens the body; a part tells the side, and of several sites on it one is chosen above it."""
    key = f"{place}.body"
    with st.popover(
        say("analyse.facts.body"),
        icon=":material/accessibility_new:",
        type="tertiary",
        key=f"{key}.open",
    ):
        chosen = region_chosen(f"{key}.figure")
        sites = _sites(chosen)
        shown = chosen if not sites or facts.get(SITE, "") in ("", *sites) else ""
        if len(sites) > 1 and shown:
            _which(sites, facts, key)
        draw_body(f"{key}.figure", _part, shown, lambda: _point(f"{key}.figure", facts))


def _part(part: str, view: str) -> dict[str, object]:
    words = (say(f"severity.figure.parts.{part}"), say(f"severity.figure.{view}"))
    return {"region": f"{part}.{view}", "name": ", ".join(words), "done": False}


def _sites(chosen: str) -> tuple[str, ...]:
    part, _, view = chosen.partition(".")
    return sites_on(part, view) if view else ()


def _point(figure: str, facts: Facts) -> None:
    """An arm or leg tells the side; a site that lies elsewhere is not known any more."""
    chosen = region_chosen(figure)
    sites = _sites(chosen)
    if not sites:
        return
    if facts.get(SITE) not in sites:
        _set(SITE, sites[0] if len(sites) == 1 else None)
    if side := side_of(chosen.partition(".")[0]):
        _set(SIDE, side)


def _which(sites: tuple[str, ...], facts: Facts, key: str) -> None:
    site = str(facts.get(SITE, "")) or None
    field = worded(f"{key}.which.{'.'.join(sites)}")
    st.pills(
        say("analyse.facts.body_which"),
        sites,
        format_func=lambda one: speech().answer(SITE, one),
        default=site,
        key=seed(field, site),
        on_change=_choose,
        args=(field,),
    )


def _choose(field: str) -> None:
    if is_shown(field):
        _set(SITE, str(widget_value(field) or "") or None)


def _set(key: str, value: str | None) -> None:
    drafting.set_fact(key, value)
    fill_anew(key, "")
