"""README and docs name only what exists; nothing that must stay out is in the tree."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from skin_core.cli import app
from skin_core.diseases import all_diseases
from skin_core.diseases.taxonomy import NORMAL
from tests.for_each import for_each

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))
}
FILE = re.compile(
    r"(?<![\w./-])(?:configs|weights|docs|skin_core|tests|benchmarks|pages)/[\w./*<>-]*[\w*>]"
)
"""A path as docs write it: "*" and <word> stand for any name."""


def code_of(text: str) -> str:
    """What stands between backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))


@cache
def known_options() -> dict[str, set[str]]:
    """By command."""
    program: Any = get_command(app)
    return {name: options(command) for name, command in program.commands.items()}


def options(command: Any) -> set[str]:
    parts = (command, *getattr(command, "commands", {}).values())
    return {name for part in parts for parameter in part.params for name in parameter.opts}


@cache
def verbs() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))


@for_each(page=PAGES)
def test_make_verbs_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"\bmake ([a-z-]+)", code_of(text))) <= verbs()


@for_each(page={**PAGES, "Makefile": ROOT / "Makefile"})
def test_files_and_models_named_in_a_command_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    code = text if page.name == "Makefile" else code_of(text)
    named = {re.sub(r"<\w+>", "*", name) for name in FILE.findall(code)}
    named |= {f"weights/{model}" for model in re.findall(r"MODEL=(\w+)", code)}
    assert not [name for name in sorted(named) if not any(ROOT.glob(name))]


@for_each(page=PAGES)
def test_options_named_in_a_command_exist(page: Path) -> None:
    code = code_of(page.read_text(encoding="utf-8"))
    for verb, words in re.findall(r"python -m skin_core ([\w-]+)([^\n`]*)", code):
        assert set(re.findall(r"--[a-z-]+", words)) <= known_options()[verb], verb


@for_each(page=PAGES)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def test_modules_named_in_readme_run() -> None:
    for module in set(re.findall(r"python -m ([\w.]+)", (ROOT / "README.md").read_text("utf-8"))):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module


def test_light_environment_is_part_of_the_full_one() -> None:
    light, full = (
        {line for line in (ROOT / name).read_text("utf-8").splitlines() if "==" in line}
        for name in ("requirements-light.txt", "requirements.txt")
    )
    assert light <= full
    assert not any(line.startswith(("torch", "nvidia")) for line in light)
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[\[>=<]", item)[0] for item in declared["dependencies"]}
    assert names <= {line.split("==")[0] for line in light}


def test_analyse_help_speaks() -> None:
    assert "--jsonl" in CliRunner().invoke(app, ["analyse", "--help"]).output


def test_readme_counts_the_memos() -> None:
    memos = [one for one in all_diseases().values() if one.memo and one.key != NORMAL]
    assert f"Memos of {len(memos)} diseases" in PAGES["README.md"].read_text(encoding="utf-8")


def test_the_tree_of_the_readme_has_every_package() -> None:
    tree = PAGES["README.md"].read_text(encoding="utf-8").partition("## The tree")[2]
    packages = [one.parent.name for one in (ROOT / "skin_core").glob("*/__init__.py")]
    assert not [name for name in packages if not re.search(rf"\b{name}/", tree)]
