"""Which disease each class of a model is: names from a file or the model, a map by the user."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skin_core.diseases import all_diseases
from skin_core.domain.second_opinion import OTHER
from skin_core.errors import (
    ClassNamesDiffer,
    ClassNamesMissing,
    ClassUnknown,
    DiseaseUnknown,
    NothingMapped,
    OwnFileUnreadable,
)


@dataclass(frozen=True, slots=True)
class ClassMap:
    """Classes of a model in its order, and the label of each: a taxonomy key or OTHER."""

    classes: tuple[str, ...]
    labels_of: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Each label once, in the order of the classes, OTHER last."""
        known = dict.fromkeys(one for one in self.labels_of if one != OTHER)
        return (*known, OTHER) if OTHER in self.labels_of else tuple(known)

    @property
    def members(self) -> NDArray[np.float32]:
        """(K, G): 1 where a class belongs to a label."""
        labels = self.labels
        table = np.zeros((len(self.classes), len(labels)), np.float32)
        for place, label in enumerate(self.labels_of):
            table[place, labels.index(label)] = 1
        return table

    def label_meant(self, name: str) -> str:
        """The label that a folder of photos is named after: by class or taxonomy key.

        Capitals do not matter. Raises: ClassUnknown.
        """
        by_class = zip(self.classes, self.labels_of, strict=True)
        known = {one.casefold(): label for one, label in by_class}
        known = {label.casefold(): label for label in self.labels} | known
        if name.casefold() in known:
            return known[name.casefold()]
        raise ClassUnknown(label=name, nearest=nearest(name, {*self.classes, *self.labels}))


def class_map(names: tuple[str, ...], classes: int, told: Mapping[str, str] | None) -> ClassMap:
    """Each class with its label: as the map tells, else by its own name, else OTHER.

    Raises: ClassNamesMissing, ClassNamesDiffer, ClassUnknown, DiseaseUnknown, NothingMapped.
    """
    if not names:
        raise ClassNamesMissing
    if len(names) != classes:
        raise ClassNamesDiffer(names=len(names), classes=classes)
    known = all_diseases()
    for name, label in (told or {}).items():
        if name not in names:
            raise ClassUnknown(label=name, nearest=nearest(name, names))
        if label not in known and label != OTHER:
            raise DiseaseUnknown(label=label, nearest=_diseases_like(label))
    found = told if told is not None else {name: name for name in names if name in known}
    labels_of = tuple(found.get(name, OTHER) for name in names)
    if set(labels_of) == {OTHER}:
        raise NothingMapped
    return ClassMap(names, labels_of)


def read_names(file: Path) -> tuple[str, ...]:
    """One class a line, in the order of the model's output. Raises: OwnFileUnreadable."""
    return tuple(line.strip() for line in _text(file).splitlines() if line.strip())


def read_map(file: Path) -> dict[str, str]:
    """The map of a TOML file: a class and its disease a line. Raises: OwnFileUnreadable."""
    try:
        table = tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise OwnFileUnreadable(file=file.name) from error
    if not all(isinstance(label, str) for label in table.values()):
        raise OwnFileUnreadable(file=file.name)
    return table


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OwnFileUnreadable(file=file.name) from error


def _diseases_like(label: str) -> str:
    """All that begin so, else the one spelled most alike: "mel" is melanoma in one set of photos
    and a nevus in another.
    """
    begin = [key for key in all_diseases() if key.startswith(label)] if label else []
    return ", ".join(begin[:5]) or nearest(label, all_diseases())


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is spelled most alike."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.0)), "")
