"""The first start: three steps, with rendered sample photos one click away."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from skin_core.services.analyse import PhotoFile
from skin_core.ui import drafting, resources
from skin_core.ui.say import say

STEPS = 3


def first_steps() -> None:
    """How it goes, and something to try it on."""
    with st.container(border=True, key="home.first"):
        st.subheader(say("home.first.title"), anchor=False)
        steps = (say(f"home.first.step_{number}") for number in range(1, STEPS + 1))
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
        st.caption(say("home.first.samples"))
        sample_row("home")


def samples_box() -> None:
    """The same samples, out of the way once there are cases."""
    label = say("home.samples")
    with st.expander(label, icon=":material/imagesmode:", key="home.samples"):
        st.caption(say("home.first.samples"))
        sample_row("home")


def sample_row(key: str) -> None:
    """The sample photos, each with a button that analyses it."""
    grid = st.grid(4, min_column_width=150, gap="small")
    for number, sample in enumerate(resources.samples()):
        name = say(f"gate.sample.{Path(sample.name).stem}")
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
    drafting.set_patient(name=say("records.sample.name"))
    drafting.begin_run()
    st.switch_page("pages/analyse.py")
