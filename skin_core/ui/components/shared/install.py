"""What this installation can and cannot do, and where its data lie."""

from __future__ import annotations

import re

import streamlit as st

from skin_core import __version__
from skin_core.catalogue import CLASSIFY, GRADE, OUTLINE, ModelSpec
from skin_core.errors import WeightsDamaged
from skin_core.inference.networks import installed
from skin_core.ui import resources
from skin_core.ui.feedback import plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say

CANNOT = 4
WHAT_IT_DOES = {OUTLINE: "settings.model_outlines", GRADE: "settings.model_grades"}
LICENCE_NAME = re.compile(r"\bCC [A-Z]+(?:-[A-Z]+)*")


def what_it_can() -> None:
    """The models that are installed, and the limits that hold for all of them."""
    st.subheader(say("home.can.title"), anchor=False)
    try:
        chosen = installed(resources.settings().weights).chosen()
    except WeightsDamaged as error:
        st.error(plain_error(error), icon=":material/error:")
        return
    specs = [spec for spec in chosen if spec.task == CLASSIFY]
    lines = [
        say(f"home.can.{spec.kind}", count=len(spec.labels), version=spec.version) for spec in specs
    ]
    if not specs:
        st.error(say("home.can.no_models"), icon=":material/error:")
    st.markdown("\n\n".join(f":green[:material/check:] {line}" for line in lines))
    limits = (say(f"home.cannot_{number}") for number in range(1, CANNOT + 1))
    st.markdown("\n\n".join(f":gray[:material/block:] {line}" for line in limits))


def where_data_lie() -> None:
    """The folder, and what leaves the machine: nothing, unless a language model is asked."""
    st.subheader(say("home.data.title"), anchor=False)
    st.markdown(say("home.data.folder", folder=plain(str(resources.settings().home))))
    st.markdown(_what_leaves())
    st.markdown(say("home.data.backup"))


def _what_leaves() -> str:
    known = resources.settings()
    if known.language_model_url and known.language_model_folder is None:
        return say("home.data.asks_model", address=plain(known.language_model_url))
    return say("home.data.offline")


def models_in_use() -> None:
    """Each model with its version, its size in classes and its card; under them their licences."""
    st.subheader(say("settings.models"), anchor=False)
    models = installed(resources.settings().weights)
    in_use = {spec.name for spec in models.chosen()}
    terms: dict[str, list[str]] = {}
    for spec in models.specs.values():
        terms.setdefault(_licence(spec), []).append(plain(spec.name))
        with st.container(border=True, key=f"settings.model.{spec.name}", gap="xxsmall"):
            st.markdown(
                say(
                    WHAT_IT_DOES.get(spec.task, "settings.model"),
                    name=plain(spec.name),
                    version=plain(spec.version),
                    architecture=plain(spec.architecture),
                    count=len(spec.labels),
                )
            )
            if spec.name not in in_use:
                st.caption(f":material/pause_circle: {say('settings.model_idle')}")
            card = spec.folder / "MODEL_CARD.md"
            if card.is_file():
                with st.popover(
                    say("settings.model_card"),
                    icon=":material/description:",
                    key=f"settings.card.{spec.name}",
                    width="content",
                ):
                    st.markdown(card.read_text(encoding="utf-8"), anchors=False)
    for words, names in terms.items():  # said once, of all that they hold for
        st.caption(f"**{', '.join(names)}**  \n{words}")
    st.caption(say("settings.device", device=resources.engine().device))


def _licence(spec: ModelSpec) -> str:
    """In the reader's words; the names of licences stay as they are."""
    names = ", ".join(dict.fromkeys(LICENCE_NAME.findall(spec.licence)))
    if not spec.research_use:
        return say("settings.model_licence", licence=plain(spec.licence))
    research = f":orange[:material/science:] {say('settings.model_research')}"
    word = "model_licence_photos" if names else "model_licence"
    licence = say(f"settings.{word}", licence=plain(names or spec.licence))
    return f"{licence}  \n{research}"


def about() -> None:
    """What this is."""
    st.subheader(say("settings.about"), anchor=False)
    st.markdown(say("settings.version", version=__version__))
    st.caption(say("settings.about_text"))
