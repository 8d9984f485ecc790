"""What pages and commands import never brings torch: a clinic needs none."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def modules_named(path: Path) -> set[str]:
    """Modules of skin_core that a page imports."""
    imports = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("skin_core")
    ]
    named = {f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    named |= {str(node.module) for node in imports}
    return {name for name in named if (ROOT / name.replace(".", "/")).with_suffix(".py").exists()}


def test_what_pages_import_does_not_bring_torch() -> None:
    wanted = set().union(*map(modules_named, (ROOT / "app.py", *ROOT.glob("pages/*.py"))))
    assert wanted
    lines = [*(f"import {name}" for name in sorted(wanted)), "import skin_core.cli", "import sys"]
    lines.append("heavy = {'torch', 'torchvision', 'timm', 'sklearn', 'pydicom', 'highdicom'}")
    lines.append("heavy |= {'transformers', 'tokenizers', 'psutil'}")
    lines.append("heavy &= set(sys.modules)")
    lines.append("assert not heavy, heavy")
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, cwd=ROOT)


def test_the_server_begins_without_the_rest_api() -> None:
    lines = ["import skin_core.ui.server", "import sys"]
    lines.append("slow = {'fastapi', 'skin_core.runtime', 'skin_core.api.app'} & set(sys.modules)")
    lines.append("assert not slow, slow")
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, cwd=ROOT)


def test_an_analysis_on_the_command_line_waits_for_no_database() -> None:
    lines = ["import skin_core.cli.analyse", "import sys"]
    lines.append("slow = {'sqlalchemy', 'skin_core.storage', 'fpdf'} & set(sys.modules)")
    lines.append("assert not slow, slow")
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, cwd=ROOT)
