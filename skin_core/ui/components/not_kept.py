"""What the store does not hold yet, why, and what can be done; the page stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from skin_core.errors import DraftSaved
from skin_core.facts import all_facts, fact_name
from skin_core.i18n import t
from skin_core.ui import drafting, keeping
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.session import session


def not_kept(language: str) -> None:
    """Nothing where everything is kept; else the reason and the ways on."""
    reason = session().unkept
    if reason is None:
        return
    with st.container(border=True, key="analyse.not_kept"):
        st.error(plain_error(reason, language), icon=":material/cloud_off:")
        if session().rival is not None:
            _both_windows(language)
        elif isinstance(reason, DraftSaved):
            _way("go_on", ":material/content_copy:", drafting.go_on_as_new, language)
        else:
            st.caption(t("analyse.kept.stays", language))
            _way("again", ":material/refresh:", lambda: keeping.try_again(drafting.now()), language)


def _both_windows(language: str) -> None:
    now = drafting.now()
    names = ", ".join(dict.fromkeys(_name(one, language) for one in keeping.conflicts(now)))
    st.markdown(t("analyse.kept.both", language, names=plain(names)))
    with st.container(horizontal=True):
        for name, icon in (("mine", "tab"), ("theirs", "tab_unselected")):
            is_mine = name == "mine"
            _way(name, f":material/{icon}:", partial(keeping.settle, now, mine=is_mine), language)


def _name(conflict: str, language: str) -> str:
    """A field of the draft, or a question, in the words of the page."""
    if conflict in all_facts():
        return fact_name(conflict, language)
    return t(f"analyse.kept.field.{conflict}", language)


def _way(name: str, icon: str, do: Callable[[], None], language: str) -> None:
    if st.button(t(f"analyse.kept.{name}", language), icon=icon, key=f"analyse.kept.{name}"):
        with explain_errors():
            do()
            st.rerun()
