"""The models that the clinic brought in, and which of them gives a second opinion."""

from __future__ import annotations

import streamlit as st

from skin_core.catalogue import ModelSpec
from skin_core.services.own_models import choose_second, installed_own, second_names
from skin_core.ui import resources
from skin_core.ui.feedback import explained
from skin_core.ui.plain import plain
from skin_core.ui.say import say
from skin_core.ui.session import hold, widget_value

_KEY = "settings.own"


def own_models() -> None:
    """Each model with a switch and its card; what it is for where there is none."""
    st.subheader(say("own.settings_title"), anchor=False)
    st.caption(say("own.settings_help"))
    found = installed_own(resources.settings().own_models)
    for folder in found.damaged:
        st.error(say("own.damaged", name=plain(folder)), icon=":material/error:")
    if not found.specs:
        st.markdown(say("own.none"))
        return
    names = second_names(resources.store())
    for spec in found.specs:
        with st.container(border=True, key=f"{_KEY}.model.{spec.name}", gap="xxsmall"):
            _model(spec, is_on=spec.name in names)
    kinds = [spec.kind for spec in found.specs]
    if len(kinds) > len(set(kinds)):
        st.caption(say("own.one_a_kind"))


def _model(spec: ModelSpec, *, is_on: bool) -> None:
    kind = say(f"own.kind_{spec.kind}")
    told = {"name": plain(spec.name), "version": plain(spec.version), "kind": kind}
    st.markdown(say("own.line", **told, count=len(spec.labels)))
    key = f"{_KEY}.switch.{spec.name}"
    st.toggle(say("own.switch"), key=hold(key, is_on), on_change=_switched, args=(spec.name,))
    if spec.licence:
        st.caption(say("settings.model_licence", licence=plain(spec.licence)))
    with st.popover(
        say("settings.model_card"),
        icon=":material/description:",
        key=f"{_KEY}.card.{spec.name}",
        width="content",
    ):
        card = spec.folder / "MODEL_CARD.md"
        if card.is_file():
            st.markdown(card.read_text(encoding="utf-8"), anchors=False)


@explained
def _switched(name: str) -> None:
    specs = installed_own(resources.settings().own_models).specs
    is_on = bool(widget_value(f"{_KEY}.switch.{name}"))
    choose_second(resources.store(), specs, name, is_on=is_on)
