"""A question to a language model, asked in a thread of its own; nothing waits for it."""

from __future__ import annotations

import logging
from threading import Thread

from skin_core.errors import LanguageModelError, SkinError
from skin_core.errors.unforeseen import noted
from skin_core.language_models import LanguageModel

_log = logging.getLogger(__name__)


class Asking:
    """What is asked and answered. failure: why there is no more of it, None where there is all."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model.model
        self.failure: SkinError | None = None
        self.is_over = self.is_stopped = False
        self._writing = model.begin()

    def begin(self) -> None:
        """Ask in a thread of its own."""
        Thread(target=self._run, name=type(self).__name__, daemon=True).start()

    def stop(self) -> None:
        """Ask no more."""
        self.is_stopped = True
        self._writing.cancel()

    def _run(self) -> None:
        try:
            self._ask()
        except SkinError as error:
            if not self.is_stopped:
                self.failure = error
        except Exception as error:  # noqa: BLE001  # a thread of its own: the page says it
            noted(error, _log)
            self.failure = LanguageModelError()
        finally:
            self.is_over = True

    def _ask(self) -> None:
        raise NotImplementedError
