"""A file is whole or absent, and a key never leads out of its folder."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from skin_core.errors import FileDamaged, StoreError, StoreFull
from skin_core.storage.files import FileStore

DRAFT, PATIENT = "d" * 32, "a" * 32


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def test_bytes_come_back_and_the_same_bytes_are_kept_once(files: FileStore) -> None:
    keys = {files.put(PATIENT, b"photo", "image/jpeg") for _ in range(2)}
    (key,) = keys
    assert files.read(key) == b"photo"
    assert files.keys(PATIENT) == (key,)


def test_damaged_file_is_mended_by_the_same_photo(files: FileStore) -> None:
    key = files.put(PATIENT, b"photo", "image/jpeg")
    files.path(key).write_bytes(b"ph")
    with pytest.raises(FileDamaged):
        files.read(key)
    files.put(PATIENT, b"photo", "image/jpeg")
    assert files.read(key) == b"photo"


@pytest.mark.parametrize("can_link", [True, False])
def test_adopted_file_outlives_its_draft(
    files: FileStore, monkeypatch: pytest.MonkeyPatch, can_link: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    if not can_link:
        monkeypatch.setattr(os, "link", refuse)
    old = files.put(DRAFT, b"photo", "image/jpeg")
    for _ in range(2):  # again after a crash in between
        new = files.adopt([old], PATIENT)[old]
    files.remove_all(DRAFT)
    assert files.read(new) == b"photo"
    assert files.keys(PATIENT) == (new,)
    with pytest.raises(FileDamaged):
        files.read(old)


def test_what_the_disk_does_not_give_up_is_swept_later(
    files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forgotten, it would stay for good, and beside an empty database look misplaced."""
    files.put(PATIENT, b"photo", "image/jpeg")
    files.settle(PATIENT)
    with monkeypatch.context() as held:
        held.setattr(shutil, "rmtree", lambda *_, **__: None)  # as where another program reads it
        files.remove_all(PATIENT)
    assert files.is_unsettled(PATIENT)
    files.remove_all(PATIENT)
    assert not files.is_unsettled(PATIENT)


def test_missing_file_cannot_be_adopted(files: FileStore) -> None:
    with pytest.raises(FileDamaged):
        files.adopt([f"{DRAFT}/{'0' * 64}.jpg"], PATIENT)


@pytest.mark.parametrize(
    "key", ["", "../../etc/passwd", f"{PATIENT}/../x", f"{PATIENT}/{'0' * 64}.jpg\n", "/etc/passwd"]
)
def test_what_is_no_key_opens_nothing(files: FileStore, key: str) -> None:
    with pytest.raises(FileDamaged):
        files.read(key)


def test_owner_is_an_id_and_never_a_path(files: FileStore) -> None:
    with pytest.raises(StoreError):
        files.put("../" + "a" * 29, b"photo", "image/jpeg")


def test_full_disk_leaves_no_half_file(files: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFull):
        files.put(PATIENT, b"photo", "image/jpeg")
    monkeypatch.undo()
    assert not any(path.suffix == ".jpg" for path in files.root.rglob("*"))
    assert PATIENT in files.unsettled_owners()


def test_young_files_are_left_to_whoever_is_writing(files: FileStore) -> None:
    files.put(DRAFT, b"photo", "image/jpeg")
    assert files.keep_only(DRAFT, set(), min_age_s=60) == (0, 1)
    assert files.keep_only(DRAFT, set(), min_age_s=0) == (1, 0)
    assert list(files.owners()) == []
