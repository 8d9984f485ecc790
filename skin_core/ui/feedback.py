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
from skin_core.ui.session import session
from skin_core.ui.streamlit_edge import draws_a_part

_log = logging.getLogger(__name__)
_ICON = ":material/error:"
Given = ParamSpec("Given")


@contextmanager
def explain_errors() -> Iterator[None]:
    """Say what happened and what to do; the rest of the page stays usable.

    The one place that catches everything: what nobody foresaw is logged under a number that the
    page shows, by type and place only, since its text may hold patient data.
    """
    with _told(lambda words: st.error(words, icon=_ICON)):
        yield


@contextmanager
def _told(tell: Callable[[str], object]) -> Iterator[None]:
    try:
        yield
    except SkinError as error:
        tell(plain_error(error))
    except Exception as error:  # noqa: BLE001  # the boundary: a page never shows a traceback
        tell(_unexpected_text(error))


def explained(callback: Callable[Given, None]) -> Callable[Given, None]:
    """A callback whose failure is said on its page, which is drawn all the same."""

    @wraps(callback)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> None:
        with _told(_say_on_next_page):
            callback(*args, **kwargs)

    return call


def _say_on_next_page(words: str) -> None:
    """Drawn at once it would move the whole page down, and what is being typed would be lost.

    Where only a part of the page is drawn it would take the place of another element.
    """
    if draws_a_part():
        st.toast(words, icon=_ICON, duration="infinite")
    else:
        session().failures.append(words)


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
