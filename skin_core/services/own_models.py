"""The models that a clinic brought in, and which of them gives a second opinion."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from skin_core.catalogue import CLASSIFY, ModelSpec, load_spec
from skin_core.errors import NoOwnModel, UnknownModel, WeightsDamaged
from skin_core.settings import Settings
from skin_core.storage.preferences import read_values, save_values
from skin_core.storage.store import Store

if TYPE_CHECKING:
    from skin_core.inference.second_opinion import SecondReader

_KEPT = "second_opinion"


@dataclass(frozen=True, slots=True)
class Installed:
    """The models of a home. damaged: folders whose description cannot be read."""

    specs: tuple[ModelSpec, ...]
    damaged: tuple[str, ...]


def installed_own(folder: Path) -> Installed:
    """What was brought in, by name; a damaged one hides no other."""
    specs, damaged = [], []
    for file in sorted(folder.glob("*/model.toml")):
        try:
            spec = load_spec(file.parent)
        except WeightsDamaged:
            damaged.append(file.parent.name)
            continue
        if spec.task == CLASSIFY and spec.name == file.parent.name:
            specs.append(spec)
        else:
            damaged.append(file.parent.name)
    return Installed(tuple(specs), tuple(damaged))


def second_names(store: Store) -> tuple[str, ...]:
    """Names of the models that are to give a second opinion. Raises: StoreError."""
    kept = read_values(store).get(_KEPT, b"")
    return tuple(map(str, json.loads(kept))) if kept else ()


def choose_second(store: Store, specs: tuple[ModelSpec, ...], name: str, *, is_on: bool) -> None:
    """Let a model give a second opinion, or no longer; of each kind of photo one does at most.

    Raises: StoreError.
    """
    kind_of = {spec.name: spec.kind for spec in specs}
    others = [
        one
        for one in second_names(store)
        if one != name and one in kind_of and (not is_on or kind_of[one] != kind_of.get(name))
    ]
    names = [*others, name] if is_on else others
    save_values(store, {_KEPT: json.dumps(names).encode()})


def remove_own(folder: Path, name: str) -> None:
    """Delete a model that was brought in. Raises: NoOwnModel, UnknownModel."""
    there = sorted(file.parent.name for file in folder.glob("*/model.toml"))
    if not there:
        raise NoOwnModel(name=name)
    if name not in there:
        raise UnknownModel(name=name, suggestion=", ".join(there))
    shutil.rmtree(folder / name)


class SecondReaders:
    """Who gives a second opinion now; a model is loaded once, and again when it was replaced."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: tuple[list[ModelSpec], SecondReader] | None = None
        self._making = Lock()

    def reader(self, store: Store) -> SecondReader | None:
        """The models that are switched on; None where none is. Raises: StoreError."""
        names = second_names(store)
        if not names:
            return None
        specs = [one for one in installed_own(self._settings.own_models).specs if one.name in names]
        with self._making:
            # Not by digest alone: the same graph may be brought in again otherwise described.
            if self._made is None or self._made[0] != specs:
                self._made = specs, _reader_of(specs, self._settings.threads)
            return self._made[1]


def _reader_of(specs: list[ModelSpec], threads: int) -> SecondReader:
    from skin_core.inference.networks import Models
    from skin_core.inference.onnx_engine import OnnxEngine
    from skin_core.inference.second_opinion import SecondReader

    engine = OnnxEngine(Models({spec.name: spec for spec in specs}), threads)
    return SecondReader(engine, {spec.kind: spec for spec in specs})
