"""What Streamlit does not promise is named in one place, from which Python takes it."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from skin_core.ui import streamlit_edge as edge

ROOT = Path(__file__).resolve().parents[3]
EDGE = ROOT / "skin_core" / "ui" / "streamlit_edge.py"
UI = [ROOT / "app.py", *ROOT.glob("pages/*.py"), *(ROOT / "skin_core" / "ui").rglob("*.*")]
OTHERS = [path for path in UI if path.suffix in {".py", ".js", ".css"} and path != EDGE]
PRIVATE = re.compile(
    r"\bst[A-Z][A-Za-z]+(?:-[a-z]+)?|InputInstructions|__creatable__|\bdata-(?:selected|key)\b"
    r"|\bkbd\b|\bst-emotion[\w-]*|\bst-key-(?=\{)|\bsource_util\b|\berror_util\b|PagesManager"
)


def test_no_other_file_names_what_is_private() -> None:
    told = {*edge.PARTS, *edge.CLASSES, *PRIVATE.findall(" ".join(edge.MARKS))}
    for path in OTHERS:
        found = set(PRIVATE.findall(path.read_text(encoding="utf-8")))
        allowed = _asked_of_the_edge(path) if path.suffix == ".py" else told
        assert found <= allowed, path


def _asked_of_the_edge(path: Path) -> set[str]:
    """Names that a file hands to `part`, which knows the list."""
    return set(re.findall(r"\bpart\(['\"]([\w-]+)['\"]\)", path.read_text(encoding="utf-8")))


def test_every_private_name_is_used() -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in OTHERS)
    assert not [name for name in (*edge.PARTS, *edge.CLASSES) if name not in text]


def test_no_other_file_reaches_inside_streamlit() -> None:
    for path in OTHERS:
        if path.suffix == ".py":
            tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            modules = [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
            assert not [name for name in modules if name.startswith("streamlit.")], path


def test_streamlit_is_kept_from_serving_and_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hasattr(PagesManager, "uses_pages_directory")
    assert find_spec(edge.TRACEBACKS)
    monkeypatch.setattr(PagesManager, "uses_pages_directory", True)
    edge.take_charge()
    assert PagesManager.uses_pages_directory is False


def test_what_was_typed_is_told_though_another_page_was_chosen_before_it_was_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(script_requests, edge.MERGING, getattr(script_requests, edge.MERGING))
    edge.take_charge()
    year = WidgetState(id="year", double_value=1950)
    older, newer = (WidgetState(id="language", string_value=word) for word in ("en", "ko"))
    waiting = script_requests.ScriptRequests()
    waiting.request_rerun(RerunData(widget_states=WidgetStates(widgets=[older, year])))
    waiting.request_rerun(RerunData(widget_states=WidgetStates(widgets=[newer]), page_name="next"))
    taken = waiting.on_scriptrunner_ready().rerun_data
    assert taken.page_name == "next"
    assert taken.widget_states is not None
    assert list(taken.widget_states.widgets) == [newer, year]


def test_what_was_typed_is_taken_though_another_page_is_asked_for_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SafeSessionState, edge.TAKING, getattr(SafeSessionState, edge.TAKING))
    edge.take_charge()
    taken: list[WidgetStates] = []
    state = SessionState()
    monkeypatch.setattr(SessionState, edge.TAKING, lambda _, told: taken.append(told))
    told = WidgetStates(widgets=[WidgetState(id="year", double_value=1950)])
    SafeSessionState(state, _goes_on_with_the_later_one).on_script_will_rerun(told)
    assert taken == [told]


def _goes_on_with_the_later_one() -> None:
    raise RerunException(RerunData(page_name="next"))


def test_a_part_that_is_not_listed_is_an_error() -> None:
    with pytest.raises(ValueError, match="stToolbar"):
        edge.part("stToolbar")


def test_the_viewer_of_papers_still_has_the_places_that_are_reworded() -> None:
    viewer = find_spec("streamlit_pdf")
    assert viewer
    assert viewer.origin
    scripts = (Path(viewer.origin).parent / "frontend").rglob("index-*.js")
    text = "".join(script.read_text(encoding="utf-8") for script in scripts)
    names = re.findall(r'data-testid="([\w-]+)"', edge.WAITING_WORDS)
    assert names
    assert not [name for name in (*names, "data-index") if f'"{name}"' not in text]
