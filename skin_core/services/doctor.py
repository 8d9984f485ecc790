"""Is this installation in order? The same list for the command line and the Settings page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from skin_core.catalogue import verify
from skin_core.errors import FileDamaged, SkinError, StoreFull, WeightsDamaged
from skin_core.i18n import LANGUAGES, catalogue, error_text, t
from skin_core.inference.networks import NEEDED, installed
from skin_core.language_models import check_packages, count_weights, has_four_bit, least_room
from skin_core.reporting.typeface import check_glyphs
from skin_core.services.records import Store, check_store, open_store
from skin_core.settings import Settings

_ROOM_MB = 500
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    name: "settings", "space", "database", "files", "weights", "fonts" or "language_model".
    error: None where it is in order. values: what its sentence holds.
    """

    name: str
    error: SkinError | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing has to be done."""
        return self.error is None

    def text(self, language: str) -> str:
        """What was found or, where something is wrong, what to do."""
        if self.error is not None:
            return error_text(self.error, language)
        return t(f"cli.doctor.found.{self.name}", language, **self.values)

    def title(self, language: str) -> str:
        """What was looked at."""
        return t(f"cli.doctor.title.{self.name}", language)


def check_installation(settings: Settings) -> Iterator[Check]:
    """Every check, each as it ends; one that fails does not keep the next from running."""
    opened: list[Store] = []
    yield from _quick(settings, opened)
    if opened:
        yield check_files(opened[0])
        opened[0].close()


def check_running(settings: Settings, store: Store) -> Iterator[Check]:
    """The checks that take no time, for a page that is drawn again at every click."""
    yield from _quick(settings, [store])


def check_files(store: Store) -> Check:
    """Whether every stored file can be read; it reads them all."""
    return _checked("files", lambda: _files(store))


def _quick(settings: Settings, opened: list[Store]) -> Iterator[Check]:
    yield _checked("space", lambda: _space(settings))
    yield _checked("weights", lambda: _weights(settings))
    yield _checked("fonts", _fonts)
    if (folder := settings.language_model_folder) is not None:
        yield _checked("language_model", lambda: _language_model(folder))
    yield _checked("database", lambda: _database(settings, opened))


def _checked(name: str, look: Callable[[], Mapping[str, object]]) -> Check:
    try:
        return Check(name, values=look())
    except SkinError as error:
        return Check(name, error=error)


def _space(settings: Settings) -> Mapping[str, object]:
    place = settings.home
    while not place.exists():
        place = place.parent
    free_mb = shutil.disk_usage(place).free // _MB
    if free_mb < _ROOM_MB:
        raise StoreFull
    return {"home": settings.home, "free_gb": f"{free_mb / 1000:.1f}"}


def _weights(settings: Settings) -> Mapping[str, object]:
    models = installed(settings.weights)
    if not models.specs:
        raise WeightsDamaged(file=str(settings.weights))
    for spec in models.specs.values():
        verify(spec)
    for role in NEEDED:
        models.answering(role)
    names = [f"{spec.name} {spec.version}" for spec in models.specs.values()]
    return {"names": ", ".join(names)}


def _fonts() -> Mapping[str, object]:
    for language in LANGUAGES:
        check_glyphs(frozenset("".join(catalogue(language).values())))
    return {"count": len(LANGUAGES)}


def _language_model(folder: Path) -> Mapping[str, object]:
    room = least_room(count_weights(folder), has_four_bit=has_four_bit())
    check_packages()
    return {"folder": folder, "room_gb": room}


def _database(settings: Settings, opened: list[Store]) -> Mapping[str, object]:
    if not opened:
        opened.append(open_store(settings))
    return {"file": opened[0].database.place}


def _files(store: Store) -> Mapping[str, object]:
    health = check_store(store)
    if health.damaged or not health.is_sound:
        raise FileDamaged(digest=", ".join(health.damaged[:5]))
    return {"cases": health.cases, "files": health.files}
