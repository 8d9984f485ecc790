"""What may be set from outside, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from skin_core.errors import SettingsError

ROOT = Path(__file__).resolve().parents[1]
DEVICES = ("auto", "cpu", "cuda", "mps")
SQLITE, POSTGRESQL, DRIVER = "sqlite:///", "postgresql+psycopg://", "psycopg"
MOST_THREADS, MOST_UPLOAD_MB = 64, 500
MOST_WAITING, MOST_A_MINUTE = 1000, 100_000
SHORTEST_KEY = 16
YES_NO = {"yes": True, "no": False}
DATABASE_FILE = "skindesk.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One installation.

    home: where database and photos lie.
    database_url: SQLAlchemy address of another database; "" for the embedded one in the home.
    weights: the folder of the model folders.
    device: "auto" takes CUDA or MPS where PyTorch finds one, else ONNX Runtime on the CPU.
    threads: threads one network pass may use.
    upload_limit_mb: largest file that is read.
    api_keys: whoever shows one of them may use the REST API. api_open: it answers without any, too.
    api_waiting: requests with photos that may be under way or wait. api_per_minute: of one key.
    language_model_url: of a server that speaks as OpenAI's does, up to its version; language_model:
    the model's name there; "" for no language model. language_model_key: what the server asks for.
    language_model_folder: of a model that answers in this process, in place of a server.
    language_model_sees: it may be shown photos, for a reading of its own.
    """

    home: Path = field(default_factory=lambda: user_data_path("skindesk", appauthor=False))
    database_url: str = field(default="", repr=False)  # may hold a password
    weights: Path = ROOT / "weights"
    device: str = "auto"
    threads: int = 2
    upload_limit_mb: int = 50
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    api_open: bool = False
    api_waiting: int = 32
    api_per_minute: int = 1200
    language_model_url: str = ""
    language_model: str = ""
    language_model_key: str = field(default="", repr=False)
    language_model_folder: Path | None = None
    language_model_sees: bool = False

    @property
    def database_file(self) -> Path:
        """The embedded database."""
        return self.home / DATABASE_FILE

    @property
    def own_models(self) -> Path:
        """Folder of the models that were brought in, a folder each."""
        return self.home / "models"

    @property
    def files(self) -> Path:
        """Folder of the photos and layers."""
        return self.home / "files"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from SKINDESK_HOME, _DATABASE_URL, and so on: the fields of `Settings` in capitals.

    Raises: SettingsError, which says what is possible.
    """
    given = os.environ if environment is None else environment
    found: dict[str, object] = {}
    for name, (convert, allowed) in _CONVERTERS.items():
        key = f"SKINDESK_{name.upper()}"
        if text := given.get(key, "").strip():
            try:
                found[name] = convert(text)
            except _UNREADABLE as error:
                shown = "…" if name in _SECRET else text
                raise SettingsError(name=key, value=shown, allowed=allowed) from error
    return Settings(**found)  # type: ignore[arg-type]  # each converter yields its field's type


def _device(text: str) -> str:
    if text not in DEVICES:
        raise ValueError(text)
    return text


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(filter(None, (one.strip() for one in text.split(","))))
    if any(len(one) < SHORTEST_KEY or not one.isascii() or " " in one for one in keys):
        raise ValueError
    return keys


def _yes_no(text: str) -> bool:
    if text not in YES_NO:
        raise ValueError(text)
    return YES_NO[text]


def _number(most: int) -> Callable[[str], int]:
    def convert(text: str) -> int:
        if not 1 <= (number := int(text)) <= most:
            raise ValueError(text)
        return number

    return convert


def _folder(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ValueError(text)
    return path


def _existing_folder(text: str) -> Path:
    path = _folder(text)
    if not path.is_dir():
        raise ValueError(text)
    return path


def _database(text: str) -> str:
    """One file, whatever folder SkinDesk is started in, or a server whose driver is installed."""
    if text.startswith(SQLITE):
        file = text.removeprefix(SQLITE)
        is_known = Path(file).is_absolute() and "?" not in file and not file.endswith("/")
    else:
        is_known = text.startswith(POSTGRESQL) and find_spec(DRIVER) is not None
        _ = urlsplit(text).port  # raises for what is none
    if not is_known:
        raise ValueError(text)
    return text


def _server(text: str) -> str:
    """An address in this house, or an encrypted one: what is told of a case is told to it."""
    address = urlsplit(text)
    if address.scheme not in ("http", "https") or not address.hostname or address.username:
        raise ValueError(text)
    if address.scheme == "http" and not _is_near(address.hostname):
        raise ValueError(text)
    _ = address.port  # raises for what is none
    return text.rstrip("/")


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:  # a name: of this machine, or one that only this house knows
        is_number = host[0].isdigit()  # 134744072 is 8.8.8.8, too
        return not is_number and ("." not in host or host.endswith(".local"))


# Never told, not even where they are wrong.
_SECRET = {"database_url", "api_keys", "language_model_key"}
# Also of a name that is too long, of a folder of nobody, and of a loop of links.
_UNREADABLE = (ValueError, OSError, RuntimeError)
_CONVERTERS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "home": (_folder, "/…/ (no file)"),
    "database_url": (_database, "sqlite:////…, postgresql+psycopg://… (+ psycopg)"),
    "weights": (_existing_folder, "/…/weights"),
    "device": (_device, ", ".join(DEVICES)),
    "threads": (_number(MOST_THREADS), f"1–{MOST_THREADS}"),
    "upload_limit_mb": (_number(MOST_UPLOAD_MB), f"1–{MOST_UPLOAD_MB}"),
    "api_keys": (_keys, f"≥ {SHORTEST_KEY} ASCII, a,b"),
    "api_open": (_yes_no, ", ".join(YES_NO)),
    "api_waiting": (_number(MOST_WAITING), f"1–{MOST_WAITING}"),
    "api_per_minute": (_number(MOST_A_MINUTE), f"1–{MOST_A_MINUTE}"),
    "language_model_url": (_server, "http://127.0.0.1:11434/v1, https://…"),
    "language_model": (str, "…"),
    "language_model_key": (str, "…"),
    "language_model_folder": (_folder, "/…/ (no file)"),
    "language_model_sees": (_yes_no, ", ".join(YES_NO)),
}
