"""README and docs name only what exists; nothing that must stay out is in the tree."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def verbs() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_verbs_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))
    named = set(re.findall(r"\bmake ([a-z-]+)", code))
    assert named <= verbs()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
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
    command = [sys.executable, "-m", "skin_core", "analyse", "--help"]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert "--jsonl" in answer.stdout
