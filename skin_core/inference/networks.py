"""Which network judges what."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from skin_core.catalogue import CLASSIFY, GATE, GRADE, WEIGHTS, ModelSpec, list_specs
from skin_core.domain.engine import Engine
from skin_core.domain.photo import PhotoKind
from skin_core.errors import ModelNotChosen, UnknownModel, WeightsDamaged

NEEDED = (GATE, *PhotoKind)
"""Roles without which no photo is judged; others bring more."""
CHOICE_FILE = "in_use.toml"


@dataclass(frozen=True, slots=True)
class Models:
    """The models of an installation by name, and which of them answers in which role.

    in_use: role ("gate", "clinical", "dermoscopic") to name. A role that nobody chose a model for
    is played by the only one there is; a second one beside it answers nothing until it is chosen.
    """

    specs: Mapping[str, ModelSpec]
    in_use: Mapping[str, str] = field(default_factory=dict)

    def answering(self, role: str) -> ModelSpec:
        """The model that answers in a role. Raises: WeightsDamaged for none, ModelNotChosen."""
        fitting = {name: spec for name, spec in self.specs.items() if spec.role == role}
        if self.in_use.get(role) in fitting:
            return fitting[self.in_use[role]]
        if not fitting:
            raise WeightsDamaged(file=f"{role} (weights)")
        if len(fitting) > 1 or role in self.in_use:
            raise ModelNotChosen(kind=role, names=", ".join(sorted(fitting)))
        return next(iter(fitting.values()))

    def playing(self, role: str) -> ModelSpec | None:
        """The model that answers in a role that not every installation has; None without one."""
        try:
            return self.answering(role)
        except (WeightsDamaged, ModelNotChosen):
            return None

    def classifier(self, name: str) -> ModelSpec:
        """A classifier by name. Raises: UnknownModel with the nearest name there is."""
        classifiers = {key: spec for key, spec in self.specs.items() if spec.task == CLASSIFY}
        if name in classifiers:
            return classifiers[name]
        nearest = difflib.get_close_matches(name, classifiers, n=1, cutoff=0.0)
        raise UnknownModel(name=name, suggestion=nearest[0] if nearest else "")

    def chosen(self) -> tuple[ModelSpec, ...]:
        """The models that answer, one in each role; a role without any is left out."""
        roles = dict.fromkeys((*NEEDED, *(spec.role for spec in self.specs.values())))
        return tuple(found for role in roles if (found := self.playing(role)) is not None)

    def waited_for(self) -> tuple[ModelSpec, ...]:
        """Those of them that a first photo may ask; who grades is asked later, and loaded then."""
        return tuple(spec for spec in self.chosen() if spec.task != GRADE)


class Networks(Engine, Protocol):
    """An engine that says what its networks are."""

    models: Models

    def warm(self) -> None:
        """Load every network that is in use now, so that the first photo does not wait."""
        ...


def installed(root: Path = WEIGHTS) -> Models:
    """The models of a weights folder with the choice in its in_use.toml, if there is one.

    Raises: WeightsDamaged when a description or the choice cannot be read.
    """
    specs = {spec.name: spec for spec in list_specs(root)}
    file = root / CHOICE_FILE
    if not file.is_file():
        return Models(specs)
    try:
        chosen = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WeightsDamaged(file=str(file)) from error
    return Models(specs, {kind: str(name) for kind, name in chosen.items()})
