"""The first start: three steps, with rendered sample photos one click away."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from skin_core.i18n import t
from skin_core.services.analyse import PhotoFile
from skin_core.ui import drafting, resources

STEPS = 3


def first_steps(language: str) -> None:
    """How it goes, and something to try it on."""
    with st.container(border=True, key="home.first"):
        st.subheader(t("home.first.title", language), anchor=False)
        steps = (t(f"home.first.step_{number}", language) for number in range(1, STEPS + 1))
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
        st.caption(t("home.first.samples", language))
        sample_row(language, "home")


def sample_row(language: str, key: str) -> None:
    """The sample photos, each with a button that analyses it."""
    grid = st.grid(4, min_column_width=150, gap="small")
    for number, sample in enumerate(resources.samples()):
        name = t(f"gate.sample.{Path(sample.name).stem}", language)
        with grid.cell(), st.container(key=f"case-thumb-sample-{key}-{number}", gap="xxsmall"):
            st.image(resources.sample_picture(sample.data), width="stretch", alt=name)
            st.button(
                name,
                key=f"{key}.sample.{number}",
                icon=":material/play_arrow:",
                width="stretch",
                on_click=_try,
                args=(sample, name),
            )


def _try(sample: PhotoFile, name: str) -> None:
    drafting.begin_new()
    drafting.add_photos([PhotoFile(name=f"{name}.jpg", data=sample.data)])
    drafting.begin_run()
    st.switch_page("pages/analyse.py")
