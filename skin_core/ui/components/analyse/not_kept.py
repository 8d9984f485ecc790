"""What the store does not hold yet, why, and what can be done; the page stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from skin_core.errors import DraftSaved
from skin_core.facts import all_facts
from skin_core.ui import drafting, keeping
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session


def not_kept() -> None:
    """Nothing where everything is kept; else the reason and the ways on."""
    reason = session().unkept
    if reason is None:
        return
    with st.container(border=True, key="analyse.not_kept"):
        st.error(plain_error(reason), icon=":material/cloud_off:")
        if session().rival is not None:
            _both_windows()
        elif isinstance(reason, DraftSaved):
            _way("go_on", ":material/content_copy:", drafting.go_on_as_new)
        else:
            st.caption(say("analyse.kept.stays"))
            _way("again", ":material/refresh:", lambda: keeping.try_again(drafting.now()))


def _both_windows() -> None:
    now = drafting.now()
    names = ", ".join(dict.fromkeys(_name(one) for one in keeping.conflicts(now)))
    st.markdown(say("analyse.kept.both", names=plain(names)))
    with st.container(horizontal=True):
        for name, icon in (("mine", "tab"), ("theirs", "tab_unselected")):
            is_mine = name == "mine"
            _way(name, f":material/{icon}:", partial(keeping.settle, now, mine=is_mine))


def _name(conflict: str) -> str:
    """A field of the draft, or a question, in the words of the page."""
    if conflict in all_facts():
        return speech().fact(conflict)
    return say(f"analyse.kept.field.{conflict}")


def _way(name: str, icon: str, do: Callable[[], None]) -> None:
    if st.button(say(f"analyse.kept.{name}"), icon=icon, key=f"analyse.kept.{name}"):
        with explain_errors():
            do()
            st.rerun()
