"""model.toml and SHA256SUMS, written by export and evaluation; nobody edits them."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from skin_core.catalogue import file_digest


def read_table(folder: Path) -> dict[str, Any]:
    """The table of a model.toml."""
    return tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))


def write_table(folder: Path, table: Mapping[str, Any]) -> None:
    """Write model.toml with the digests of the files beside it, and SHA256SUMS."""
    names = ("model.onnx", "model.safetensors", "scope.npz")
    digests = {name: file_digest(folder / name) for name in names if (folder / name).exists()}
    whole = {**table, "sha256": digests}
    lines = ["# Written by skin_core.training.release and skin_core.evaluation; do not edit."]
    _write(whole, "", lines)
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sums = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")


FIGURES = ("evaluation.json", "MODEL_CARD.md", "confusion.csv")


def forget_figures(folder: Path) -> None:
    """Remove what was measured of the network that lay here: it is not that of the next one."""
    for name in FIGURES:
        (folder / name).unlink(missing_ok=True)


def version_after(folder: Path) -> str:
    """Today's version of the model to be written into a folder.

    Of a second one of a day the number follows: records name the network that answered.
    """
    today = datetime.now(UTC).strftime("%Y.%m.%d")
    there = read_table(folder)["version"] if (folder / "model.toml").is_file() else ""
    if not there.startswith(today):
        return today
    number = there.removeprefix(today).removeprefix(".")
    return f"{today}.{int(number or 1) + 1}"


def _write(table: Mapping[str, Any], prefix: str, lines: list[str]) -> None:
    for key, value in table.items():
        if not isinstance(value, Mapping):
            lines.append(f"{_key(key)} = {_text(value)}")
    for key, value in table.items():
        if isinstance(value, Mapping):
            name = f"{prefix}{_key(key)}"
            if any(not isinstance(inner, Mapping) for inner in value.values()):
                lines.append(f"\n[{name}]")
            _write(value, f"{name}.", lines)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else f'"{key}"'


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(round(value, 6))
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_text(item) for item in value) + "]"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
