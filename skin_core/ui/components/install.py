"""What this installation can and cannot do, and where its data lie."""

from __future__ import annotations

import streamlit as st

from skin_core import __version__
from skin_core.errors import WeightsDamaged
from skin_core.i18n import t
from skin_core.inference.networks import GATE, installed
from skin_core.ui import resources
from skin_core.ui.feedback import plain_error
from skin_core.ui.plain import plain

CANNOT = 4


def what_it_can(language: str) -> None:
    """The models that are installed, and the limits that hold for all of them."""
    st.subheader(t("home.can.title", language), anchor=False)
    try:
        chosen = installed(resources.settings().weights).chosen()
    except WeightsDamaged as error:
        st.error(plain_error(error, language), icon=":material/error:")
        return
    specs = [spec for spec in chosen if spec.kind != GATE]
    lines = [
        t(f"home.can.{spec.kind}", language, count=len(spec.labels), version=spec.version)
        for spec in specs
    ]
    if not specs:
        st.error(t("home.can.no_models", language), icon=":material/error:")
    st.markdown("\n\n".join(f":green[:material/check:] {line}" for line in lines))
    limits = (t(f"home.cannot_{number}", language) for number in range(1, CANNOT + 1))
    st.markdown("\n\n".join(f":gray[:material/block:] {line}" for line in limits))


def where_data_lie(language: str) -> None:
    """The folder, and that nothing leaves the machine."""
    st.subheader(t("home.data.title", language), anchor=False)
    st.markdown(t("home.data.folder", language, folder=plain(str(resources.settings().home))))
    st.markdown(t("home.data.offline", language))
    st.markdown(t("home.data.backup", language))


def models_in_use(language: str) -> None:
    """Each model with its version, its size in classes and its licence; its card within reach."""
    st.subheader(t("settings.models", language), anchor=False)
    models = installed(resources.settings().weights)
    in_use = {spec.name for spec in models.chosen()}
    for spec in models.specs.values():
        with st.container(border=True, key=f"settings.model.{spec.name}", gap="xxsmall"):
            st.markdown(
                t(
                    "settings.model",
                    language,
                    name=plain(spec.name),
                    version=plain(spec.version),
                    architecture=plain(spec.architecture),
                    count=len(spec.labels),
                )
            )
            if spec.name not in in_use:
                st.caption(f":material/pause_circle: {t('settings.model_idle', language)}")
            st.caption(t("settings.model_licence", language, licence=plain(spec.licence)))
            if spec.research_use:
                st.caption(f":orange[:material/science:] {t('settings.model_research', language)}")
            card = spec.folder / "MODEL_CARD.md"
            if card.is_file():
                with st.popover(
                    t("settings.model_card", language),
                    icon=":material/description:",
                    key=f"settings.card.{spec.name}",
                    width="content",
                ):
                    st.markdown(card.read_text(encoding="utf-8"), anchors=False)
    st.caption(t("settings.device", language, device=resources.engine().device))


def about(language: str) -> None:
    """What this is."""
    st.subheader(t("settings.about", language), anchor=False)
    st.markdown(t("settings.version", language, version=__version__))
    st.caption(t("settings.about_text", language))
