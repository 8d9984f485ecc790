"""Imports point down, and what pages import never brings torch."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from textwrap import dedent

from tests.for_each import for_each

ROOT = Path(__file__).resolve().parents[2]
# A module may import its own layer's package and any lower layer.
LAYERS = [
    {"errors", "settings"},
    {"domain"},
    {
        "agreement",
        "catalogue",
        "diseases",
        "drugs",
        "facts",
        "i18n",
        "imaging",
        "rules",
        "samples",
        "scoring",
    },
    {"models", "narrative"},
    {"exchange", "inference", "language_models", "reporting", "storage"},
    {"services"},
    {"runtime", "wire"},
    {"api"},
    {"ui", "cli", "own_models", "training", "evaluation"},
    {"__main__"},
]
LAYER_OF = {name: level for level, names in enumerate(LAYERS) for name in names}
PAGES_MAY_IMPORT = {"ui", "services", "domain", "i18n"}
IMPORT = re.compile(r"^[ \t]*(?:import [\w.]+|from [\w.]+ import (?:\([^)]*\)|[^(\n]+)).*$", re.M)
"""A statement of its own line, as ruff has them all stand."""

WORD, HANDED_ON = re.compile(r"\w+"), re.compile(r"__all__ = \[([^\]]*)\]")
STREAMLIT_MAY_BE_IN = ("app.py", "pages/", "skin_core/ui/")


def sources() -> list[Path]:
    return [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("skin_core/**/*.py")]


SOURCES = {path.relative_to(ROOT).as_posix(): path for path in sources()}


@cache
def words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def imported(path: Path) -> frozenset[str]:
    """Dotted names of every module that a file imports, inside functions too.

    Parsed are the lines of imports alone: of the whole tree that takes two seconds.
    """
    found: set[str] = set()
    for node in ast.parse("\n".join(map(dedent, IMPORT.findall(words(path))))).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def packages(path: Path) -> set[str]:
    """First names below skin_core that a file imports."""
    names = (name.split(".") for name in imported(path))
    return {parts[1] for parts in names if parts[0] == "skin_core" and len(parts) > 1}


def own_package(path: Path) -> str:
    parts = path.relative_to(ROOT / "skin_core").with_suffix("").parts
    return parts[0]


@for_each(path=SOURCES)
def test_imports_point_down(path: Path) -> None:
    used = packages(path) & LAYER_OF.keys()
    if path.is_relative_to(ROOT / "skin_core"):
        if (own := own_package(path)) == "__init__":
            return
        assert own in LAYER_OF, f"give {own} a layer"
        upward = {name for name in used if name != own and LAYER_OF[name] > LAYER_OF[own]}
        assert not upward
    else:
        assert used <= PAGES_MAY_IMPORT


@for_each(path=SOURCES)
def test_streamlit_stays_in_the_pages(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    if not place.startswith(STREAMLIT_MAY_BE_IN):
        assert not any(name.split(".")[0] == "streamlit" for name in imported(path))


def test_session_state_has_one_owner() -> None:
    """And only without Streamlit's own `st.session_state`, whose every look may end a callback."""
    owners = [p for p in sources() if "tab_state" in words(p)]
    assert {p.name for p in owners} == {"session.py", "streamlit_edge.py"}
    assert not [p for p in sources() if "st.session_state[" in words(p)]


def test_no_part_of_a_page_is_told_the_language() -> None:
    """The tab knows it (`ui.say`); what only hands it on can hand on the wrong one."""
    told = [
        f"{path.stem}.{node.name}"
        for path in sources()
        if path.relative_to(ROOT).as_posix().startswith(STREAMLIT_MAY_BE_IN)
        if "language" in words(path)
        for node in ast.walk(ast.parse(words(path)))
        if isinstance(node, ast.FunctionDef)
        if "language" in {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
    ]
    assert told == ["session.switch_language"]  # the one that the tab is to speak next


def test_words_are_folded_in_one_place() -> None:
    """Two ways to leave accents out part in time, and then a name is found on one page only."""
    owners = [p for p in sources() if '"NFKD"' in words(p)]
    assert [p.relative_to(ROOT).as_posix() for p in owners] == ["skin_core/domain/fold.py"]


def test_what_a_package_hands_on_is_used() -> None:
    """Vulture takes the line that hands a name on for a use, and so never finds it dead."""
    handed_on: set[str] = set()
    told: Counter[str] = Counter()
    for path in sources():
        text = words(path)
        if path.name == "__init__.py":
            handed_on |= {name for block in HANDED_ON.findall(text) for name in WORD.findall(block)}
            text = HANDED_ON.sub("", IMPORT.sub("", text))
        told.update(WORD.findall(text))
    assert not sorted(name for name in handed_on if told[name] < 2)  # where it is made, and once
