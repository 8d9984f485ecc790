"""Every setting has its bounds, and what lies outside is told with what is possible."""

from __future__ import annotations

from pathlib import Path

import pytest

from skin_core.errors import SettingsError
from skin_core.i18n import LANGUAGES, error_text
from skin_core.settings import Settings, read_settings
from skin_core.storage.store import database_address


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("THREADS", "0", "1–64"),
        ("THREADS", "many", "1–64"),
        ("UPLOAD_LIMIT_MB", "100000", "1–500"),
        ("DEVICE", "gpu", "auto, cpu, cuda, mps"),
        ("HOME", __file__, "no file"),
        ("WEIGHTS", "/nowhere/at/all", "weights"),
        ("API_KEYS", "secret", "16"),
        ("API_OPEN", "maybe", "yes, no"),
        ("HOME", "~nobody-of-that-name/x", "no file"),
        ("HOME", "/" + "x" * 300, "no file"),
        ("DATABASE_URL", "sqlite:///", "sqlite:////"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:////"),
        ("DATABASE_URL", "sqlite:///here.sqlite3", "sqlite:////"),
        ("DATABASE_URL", "sqlite:////a/b?mode=ro", "sqlite:////"),
        ("DATABASE_URL", "postgresql+psycopg://a:secret@host:port/db", "postgresql"),
        ("DATABASE_URL", "postgresql+psycopg://a:secret@[host/db", "postgresql"),
        ("DATABASE_URL", "mysql://user:secret@host/db", "postgresql"),
    ],
)
def test_setting_out_of_bounds_says_what_is_possible(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({f"SKINDESK_{name}": value})
    for language in LANGUAGES:
        text = error_text(refused.value, language)
        assert said in text
        assert "secret" not in text + str(refused.value)


def test_empty_settings_are_the_usual_ones() -> None:
    assert read_settings({"SKINDESK_THREADS": "  "}) == Settings()


def test_password_of_a_database_is_not_shown() -> None:
    assert "secret" not in repr(Settings(database_url="postgresql+psycopg://a:secret@host/db"))


@pytest.mark.parametrize("folder", ["50% done?", "a#b;c", "환자 사진", "with space"])
def test_home_of_any_name_is_where_the_database_lies(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    assert database_address(Settings(home=home)).database == str(home / "skindesk.sqlite3")
