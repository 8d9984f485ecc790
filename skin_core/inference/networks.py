"""Which network judges what."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Protocol

from skin_core.catalogue import ModelSpec
from skin_core.domain.engine import Engine
from skin_core.domain.photo import PhotoKind
from skin_core.errors import UnknownModel

GATE = "gate"
"""Kind of the model that says what a picture shows."""


class Networks(Engine, Protocol):
    """An engine that says what its networks are."""

    specs: Mapping[str, ModelSpec]

    def warm(self) -> None:
        """Load every network now, so that the first photo does not wait."""
        ...


def spec_of_kind(specs: Mapping[str, ModelSpec], kind: str) -> ModelSpec:
    """The model for a kind: "clinical", "dermoscopic" or "gate"; of several the first by name.

    Raises: UnknownModel.
    """
    for name in sorted(specs):
        if specs[name].kind == kind:
            return specs[name]
    raise UnknownModel(name=kind, suggestion=next(iter(sorted(specs)), ""))


def classifier_named(specs: Mapping[str, ModelSpec], name: str) -> ModelSpec:
    """A classifier by name. Raises: UnknownModel with the nearest name there is."""
    classifiers = {key: spec for key, spec in specs.items() if spec.kind in set(PhotoKind)}
    if name in classifiers:
        return classifiers[name]
    nearest = difflib.get_close_matches(name, classifiers, n=1, cutoff=0.0)
    raise UnknownModel(name=name, suggestion=nearest[0] if nearest else "")
