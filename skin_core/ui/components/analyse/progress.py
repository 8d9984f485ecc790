"""A running analysis: stages tick off, the bar moves, and it can be stopped."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.analysis import Stage
from skin_core.services.analyse import steps_in_all
from skin_core.services.running import Run
from skin_core.ui import drafting
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session

EVERY_S = 0.2
RESULT_PX = 320
_DONE, _DOING, _WAITING = (
    ":green[:material/check_circle:]",
    ":primary[:material/pending:]",
    ":gray[:material/radio_button_unchecked:]",
)


@st.fragment(run_every=EVERY_S)
def running() -> None:
    """Redraw until the worker is through, then the page with its result."""
    run = session().run
    if run is None or run.is_over:
        st.rerun()
        return
    title = "analyse.running.title" if run.has_begun else "analyse.running.waiting"
    with st.status(say(title), expanded=True):
        for stage in Stage:
            st.markdown(_line(run, stage))
    done, total = _steps(run)
    st.progress(run.share, text=say("analyse.running.steps", done=done, total=total))
    st.button(
        say("analyse.running.stop"),
        icon=":material/stop_circle:",
        key="analyse.stop",
        shortcut="Esc",
        on_click=run.stop,
    )
    st.skeleton(height=RESULT_PX)


def take_over() -> None:
    """Bring what a finished run found onto the page."""
    run = session().run
    if run and run.is_over:
        with explain_errors():
            drafting.end_run(run)
        if run.is_stopped:
            st.info(say("analyse.running.stopped"), icon=":material/stop_circle:")


def _line(run: Run, stage: Stage) -> str:
    ended = sum(progress.stage == stage for progress in run.ended)
    wanted = 1 if stage.is_of_case else run.photo_count
    icon = _DONE if ended >= wanted else _DOING if ended or _is_next(run, stage) else _WAITING
    count = f" {ended}/{wanted}" if wanted > 1 else ""
    return f"{icon} {say(f'gate.stage.{stage.value}')}{count}"


def _is_next(run: Run, stage: Stage) -> bool:
    """Whether the stages before it have begun and it has not."""
    order = list(Stage)
    reached = max((order.index(progress.stage) for progress in run.ended), default=-1)
    return order.index(stage) == reached + 1


def _steps(run: Run) -> tuple[int, int]:
    last = run.ended[-1] if run.ended else None
    return (last.done, last.total) if last else (0, steps_in_all(run.photo_count))
