"""Names that Streamlit does not promise: of its parts on the page, and of its insides.

Another version may change each of them without a word, and a style rule that matches nothing fails
silently. So they stand here alone, style sheet and scripts may use no others, and a browser test
holds that each of them still is somewhere on a page.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from streamlit.delta_generator import DeltaGenerator
from streamlit.logger import get_logger
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state_proxy import get_session_state
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = [
    "CLASSES",
    "MARKS",
    "PARTS",
    "WAITING_WORDS",
    "DeltaGenerator",
    "UploadedFile",
    "class_of",
    "draws_a_part",
    "part",
    "tab_state",
    "take_charge",
]

PARTS = (  # data-testid
    "InputInstructions",
    "stBaseButton-primary",
    "stCameraInputButton",
    "stCameraInputWebcamComponent",
    "stCaptionContainer",
    "stColumn",
    "stDateInput",
    "stDateInputCalendarButton",
    "stDateInputClearButton",
    "stDateInputField",
    "stDateInputFieldsScroller",
    "stElementContainer",
    "stExpandSidebarButton",
    "stFileChip",
    "stFileUploaderDropzone",
    "stFileUploaderDropzoneInstructions",
    "stHorizontalBlock",
    "stHtml",
    "stLayoutWrapper",
    "stMain",
    "stMarkdown",
    "stNumberInputContainer",
    "stNumberInputField",
    "stSidebar",
    "stSidebarCollapseButton",
    "stSidebarNavLink",
    "stToastContainer",
    "stTopNavLink",
    "stNumberInput",
    "stTooltipErrorHoverTarget",
)
CLASSES = ("stApp", "stMainBlockContainer")
MARKS = (
    '[data-key="__creatable__"]',
    '[role="listbox"][data-empty]',
    "button[data-selected]",
    "button kbd",
)
# Where the viewer of PDFs says that the file, or a page of it, is being loaded.
WAITING_WORDS = (
    '[data-testid="pdf-loading"] p, [data-testid="pdf-document-container"] [data-index] p'
)
TRACEBACKS = "streamlit.error_util"  # the logger
MERGING = "_coalesce_widget_states"  # of script_requests
TAKING = "on_script_will_rerun"  # of SafeSessionState
_NOT_IN_A_CLASS = re.compile(r"[^a-zA-Z0-9_-]")


def part(name: str) -> str:
    """The selector of a part of the page. Raises: ValueError for one that is not listed."""
    if name not in PARTS:
        raise ValueError(name)
    return f'[data-testid="{name}"]'


def class_of(key: str) -> str:
    """The class that Streamlit makes of the key of a widget or container."""
    return f"st-key-{_NOT_IN_A_CLASS.sub('-', key)}"


def tab_state() -> SafeSessionState:
    """`st.session_state` of this tab, without its way out.

    There each look is a moment at which a later click ends what an earlier one began: a callback
    stops between two lines, its answer is not kept, and the widget shows it all the same. Here what
    was begun is done; what is drawn can still be ended, at the next element.
    """
    state = get_session_state()
    quiet = SafeSessionState(state._state, _go_on)
    object.__setattr__(quiet, "_lock", state._lock)
    return quiet


def draws_a_part() -> bool:
    """Whether a part of the page, such as a dialog, is drawn anew and all else stays."""
    run = get_script_run_ctx()
    return bool(run and run.fragment_ids_this_run)


def _go_on() -> None:
    """Nothing ends here."""


_LATER_OVER_EARLIER = getattr(script_requests, MERGING)


def _of_both(earlier: WidgetStates | None, later: WidgetStates | None) -> WidgetStates | None:
    """What two waiting requests say of the widgets: the later counts, where it says anything.

    A request for another page names none of the widgets of the page that is left, and Streamlit
    would drop what was typed there a moment before and waits to be taken.
    """
    together: WidgetStates | None = _LATER_OVER_EARLIER(earlier, later)
    if earlier and later and together:
        told = {one.id for one in together.widgets}
        together.widgets.extend(one for one in earlier.widgets if one.id not in told)
    return together


def _taken_first(self: SafeSessionState, *told: Any, **more: Any) -> None:
    """Take what a request tells of the widgets, whatever was asked since.

    Streamlit looks first whether there is a later request, and goes on with that one alone: typed
    words were lost where another page was chosen within the same moment.
    """
    with self._lock:
        self._state.on_script_will_rerun(*told, **more)


def take_charge() -> None:
    """Keep Streamlit from serving pages, telling of failures and dropping answers by itself.

    `pages/` beside app.py is not its legacy folder: without this a deep link as the first request
    of a process would show that page alone, without frame and language. Its log of a failure would
    hold the message, and with it patient data; ours names the place only.
    """
    setattr(script_requests, MERGING, _of_both)
    setattr(SafeSessionState, TAKING, _taken_first)
    PagesManager.uses_pages_directory = False
    get_logger(TRACEBACKS).setLevel(logging.CRITICAL)
