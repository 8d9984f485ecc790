"""What one process works with, made in one place for pages, command line, API and jobs."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from skin_core.errors import SkinError
from skin_core.services import analyse
from skin_core.services.picture_cache import PictureCache
from skin_core.services.running import Workers
from skin_core.settings import Settings

if TYPE_CHECKING:
    from skin_core.inference import Networks
    from skin_core.inference.second_opinion import SecondReader
    from skin_core.services.own_models import SecondReaders
    from skin_core.services.records import Store

_log = logging.getLogger(__name__)


class Runtime:
    """Settings, store, networks, workers and pictures of one process, shared by all threads.

    Store and networks are opened when first asked for, and asked for again after a failure: a
    command that needs no store makes none, and a disk that was full may have room by then.
    """

    def __init__(self, settings: Settings, networks: Networks | None = None) -> None:
        """networks: others than those that `settings` names."""
        self.settings = settings
        self.pictures = PictureCache()
        self.workers = Workers()
        self._networks = networks
        self._second: SecondReaders | None = None
        self._store: Store | None = None
        self._opening, self._loading = Lock(), Lock()

    @property
    def store(self) -> Store:
        """Patients, cases and files. Raises: StoreError and its kinds."""
        with self._opening:
            if self._store is None:
                from skin_core.services import records  # a command that needs no store goes without

                self._store = records.open_store(self.settings)
                self._store.on_erasure.append(self.pictures.forget)
            return self._store

    @property
    def networks(self) -> Networks:
        """The networks, each loaded when it is first asked. Raises: WeightsDamaged."""
        with self._loading:
            if self._networks is None:
                from skin_core.inference import build_engine  # slow to import: pages come first

                self._networks = build_engine(self.settings)
            return self._networks

    def second_reader(self) -> SecondReader | None:
        """Who gives a second opinion; None where nobody does.

        What fails here fails no analysis: it is logged, and there is no second opinion.
        """
        from skin_core.services.own_models import SecondReaders  # with the store, not before

        try:
            with self._loading:
                self._second = self._second or SecondReaders(self.settings)
            return self._second.reader(self.store)
        except SkinError as error:
            _log.warning("second opinion: %s", error.code)
            return None

    def warm_up(self) -> None:
        """Open and load what the first analysis needs, so that it does not wait.

        What fails is told by whoever needs it, with what to do.
        """
        try:
            _ = self.store
            analyse.warm_up(self.networks)
        except SkinError as error:
            _log.warning("warm-up: %s", error.code)

    def warm_fonts(self) -> None:
        """Read the fonts of the reports."""
        from skin_core.services import reports

        reports.warm_up()

    def close(self) -> None:
        """Stop the workers for good and give back what the store holds open.

        A store that is asked for afterwards is opened again: a page that is still being drawn
        ends whole. An analysis that is begun afterwards is over at once, see `Workers.start`.
        """
        self.workers.close()
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None
