"""What the clinician reads when something fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from skin_core.errors import SkinError
from skin_core.errors.unforeseen import noted
from skin_core.ui.plain import plain
from skin_core.ui.say import say

_log = logging.getLogger(__name__)
Given = ParamSpec("Given")


@contextmanager
def explain_errors() -> Iterator[None]:
    """Say what happened and what to do; the rest of the page stays usable.

    The one place that catches everything: what nobody foresaw is logged under a number that the
    page shows, by type and place only, since its text may hold patient data.
    """
    try:
        yield
    except SkinError as error:
        st.error(plain_error(error), icon=":material/error:")
    except Exception as error:  # noqa: BLE001  # the boundary: a page never shows a traceback
        st.error(_unexpected_text(error), icon=":material/error:")


def explained(callback: Callable[Given, None]) -> Callable[Given, None]:
    """A callback whose failure is said on top of its page, which is drawn all the same."""

    @wraps(callback)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> None:
        with explain_errors():
            callback(*args, **kwargs)

    return call


def plain_error(error: SkinError) -> str:
    """What happened and what to do, as markdown: names of files and folders read as they are."""
    return say(error.code, **{key: plain(str(one)) for key, one in error.details.items()})


def explain_callback_error(error: Exception) -> bool:
    """The same for what fails while a click is handled; True: Streamlit adds nothing."""
    with explain_errors():
        raise error
    return True


def _unexpected_text(error: Exception) -> str:
    """Log an unforeseen failure and word it with its reference number."""
    return say("error.unexpected", reference=noted(error, _log))
