"""Photos and layers as files named by what they hold, in one folder per patient or draft.

A file is whole or absent: it is written under another name, synced and renamed, and the folder is
synced, before any row names it. A marker in `unsettled/` says that a folder may hold files which no
row names; they are swept after a crash (see sweep).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from skin_core.errors import FileDamaged, StoreError
from skin_core.storage.causes import disk_errors

_KEY = re.compile(r"(?P<owner>[0-9a-f]{32})/(?P<digest>[0-9a-f]{64})\.[a-z0-9]{1,5}")
_OWNER = re.compile(r"[0-9a-f]{32}")
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/heic": "heic",
    "application/x-npz": "npz",
    "application/x-npy": "npy",
}


def media_type_of(key: str) -> str:
    """What kind of file a key names, by its ending."""
    ending = key.rpartition(".")[2]
    return next((kind for kind, known in _ENDINGS.items() if known == ending), "")


@dataclass(frozen=True, slots=True)
class FileStore:
    """The folder of all files. A key is "<owner>/<sha256>.<ending>" and holds no user text."""

    root: Path

    def scope(self, owner: str) -> FileScope:
        """The files of one patient or draft."""
        return FileScope(self, owner)

    def put(self, owner: str, data: bytes, media_type: str) -> str:
        """Keep bytes for the owner and return their key; synced when this returns.

        Raises: StoreFull, StoreError.
        """
        name = f"{hashlib.sha256(data).hexdigest()}.{_ENDINGS.get(media_type, 'bin')}"
        with disk_errors():
            self._mark(owner, "open")
            folder = self._made_folder(owner)
            part = folder / f"{uuid4().hex}.part"
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(folder / name)
            _sync_folder(folder)
        return f"{owner}/{name}"

    def read(self, key: str) -> bytes:
        """The bytes of a key, unchanged since they were put. Raises: FileDamaged."""
        try:
            data = self.path(key).read_bytes()
        except OSError as error:
            raise FileDamaged(digest=_digest(key)) from error
        if hashlib.sha256(data).hexdigest() != _digest(key):
            raise FileDamaged(digest=_digest(key))
        return data

    def adopt(self, keys: Iterable[str], owner: str) -> dict[str, str]:
        """Give the owner the files of these keys; returns their new keys by the old ones.

        Synced when this returns; the old files stay. Raises: FileDamaged, StoreFull, StoreError.
        """
        adopted: dict[str, str] = {}
        with disk_errors():
            folder = self._made_folder(owner)
            for key in dict.fromkeys(keys):
                source = self.path(key)
                if source.parent != folder:
                    _link(source, folder / source.name)
                adopted[key] = f"{owner}/{source.name}"
            _sync_folder(folder)
        return adopted

    def remove_all(self, owner: str) -> None:
        """Erase every file of the owner; what the disk does not give up now is swept later."""
        with disk_errors():
            shutil.rmtree(self._folder(owner), ignore_errors=True)
            if self.keys(owner):
                self._mark(owner, "erased")
            else:
                self.settle(owner)

    def keep_only(self, owner: str, named: Container[str], min_age_s: float) -> tuple[int, int]:
        """Remove the owner's files that no row names; returns how many went and how many stay.

        Younger ones stay: somebody may be about to name them.
        """
        gone, kept = 0, 0
        with disk_errors():
            for path in self._paths(owner):
                age_s = time.time() - path.stat().st_ctime
                if f"{owner}/{path.name}" in named or age_s < min_age_s:
                    kept += 1
                else:
                    path.unlink(missing_ok=True)
                    gone += 1
            if not kept:
                shutil.rmtree(self._folder(owner), ignore_errors=True)
        return gone, kept

    def keys(self, owner: str) -> tuple[str, ...]:
        """Keys of everything the owner has."""
        return tuple(f"{owner}/{path.name}" for path in self._paths(owner))

    def owners(self) -> Iterator[str]:
        """Everyone who has a folder."""
        for shard in self.root.glob("[0-9a-f][0-9a-f]"):
            yield from (folder.name for folder in shard.iterdir() if _OWNER.fullmatch(folder.name))

    @contextmanager
    def unsettled(self, owner: str) -> Iterator[None]:
        """While inside, or after a failure inside, the owner's folder is looked at by the sweep."""
        with disk_errors():
            marker = self._mark(owner, uuid4().hex)
        yield
        marker.unlink(missing_ok=True)

    def is_unsettled(self, owner: str) -> bool:
        """Whether the owner's folder may hold files that no row names."""
        return owner in self.unsettled_owners()

    def unsettled_owners(self) -> frozenset[str]:
        """Owners whose folder may hold files that no row names."""
        with suppress(FileNotFoundError):
            return frozenset(path.name.split(".")[0] for path in self._markers.iterdir())
        return frozenset()

    def settle(self, owner: str) -> None:
        """Every file of the owner is named, or there are none."""
        for marker in self._markers.glob(f"{owner}.*"):
            marker.unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Where the bytes of a key lie. Raises: FileDamaged for what is no key."""
        match = _KEY.fullmatch(key)
        if match is None:
            raise FileDamaged(digest="")
        return self._folder(match["owner"]) / key.rpartition("/")[2]

    @property
    def _markers(self) -> Path:
        return self.root / "unsettled"

    def _mark(self, owner: str, reason: str) -> Path:
        marker = self._markers / f"{owner}.{reason}"
        if not marker.exists():
            self._markers.mkdir(parents=True, exist_ok=True)
            marker.touch()
            _sync_folder(self._markers)  # a power cut leaves it, or what it stands for would stay
        return marker

    def _folder(self, owner: str) -> Path:
        if not _OWNER.fullmatch(owner):
            raise StoreError()
        return self.root / owner[:2] / owner  # two levels: 100,000 patients stay quick to list

    def _made_folder(self, owner: str) -> Path:
        folder = self._folder(owner)
        if not folder.exists():
            if not folder.parent.exists():
                folder.parent.mkdir(parents=True, exist_ok=True)
                _sync_folder(self.root)
            folder.mkdir(exist_ok=True)
            _sync_folder(folder.parent)
        return folder

    def _paths(self, owner: str) -> tuple[Path, ...]:
        with suppress(FileNotFoundError):
            return tuple(self._folder(owner).iterdir())
        return ()


@dataclass(frozen=True, slots=True)
class FileScope:
    """The files of one patient or draft: the `LayerStore` that the pipeline writes to."""

    files: FileStore
    owner: str

    def put(self, data: bytes, media_type: str) -> str:
        """Keep the bytes and return their key. Raises: StoreFull, StoreError."""
        return self.files.put(self.owner, data, media_type)

    def get(self, key: str) -> bytes:
        """The bytes of a key. Raises: FileDamaged."""
        return self.files.read(key)


def _digest(key: str) -> str:
    return key.rpartition("/")[2].partition(".")[0]


def _link(source: Path, target: Path) -> None:
    """Source under a second name, without copying its bytes where the disk allows that."""
    part = target.with_name(f"{uuid4().hex}.part")
    try:
        os.link(source, part)
    except FileNotFoundError as error:
        raise FileDamaged(digest=source.stem) from error
    except OSError:  # disks without hard links
        shutil.copyfile(source, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    part.replace(target)
    part.unlink(missing_ok=True)  # a rename onto the same file leaves both names


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows keeps no handle on a folder, and syncs names by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
