"""What may be set from outside, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from skin_core.errors import SettingsError

ROOT = Path(__file__).resolve().parents[1]
DEVICES = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One installation.

    home: where database and photos lie.
    weights: the folder of the model folders.
    device: "auto" takes CUDA or MPS where PyTorch finds one, else ONNX Runtime on the CPU.
    threads: threads one network pass may use.
    upload_limit_mb: largest file that is read.
    """

    home: Path = field(default_factory=lambda: user_data_path("skindesk", appauthor=False))
    weights: Path = ROOT / "weights"
    device: str = "auto"
    threads: int = 2
    upload_limit_mb: int = 50

    @property
    def database_url(self) -> str:
        """SQLAlchemy address of the embedded database."""
        return f"sqlite:///{self.home / 'skindesk.sqlite3'}"

    @property
    def files(self) -> Path:
        """Folder of the photos and layers."""
        return self.home / "files"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from SKINDESK_HOME, _WEIGHTS, _DEVICE, _THREADS and _UPLOAD_LIMIT_MB.

    Raises: SettingsError.
    """
    given = os.environ if environment is None else environment
    found: dict[str, object] = {}
    for name, convert in _CONVERTERS.items():
        text = given.get(f"SKINDESK_{name.upper()}", "").strip()
        if text:
            try:
                found[name] = convert(text)
            except ValueError as error:
                raise SettingsError(name=f"SKINDESK_{name.upper()}", value=text) from error
    return Settings(**found)  # type: ignore[arg-type]  # each converter yields its field's type


def _device(text: str) -> str:
    if text not in DEVICES:
        raise ValueError(text)
    return text


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def _path(text: str) -> Path:
    return Path(text).expanduser().resolve()


_CONVERTERS = {
    "home": _path,
    "weights": _path,
    "device": _device,
    "threads": _positive,
    "upload_limit_mb": _positive,
}
