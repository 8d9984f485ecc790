"""A model in a folder of this machine, asked inside this process: nothing leaves it."""

from __future__ import annotations

import atexit
import gc
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from skin_core.errors import LanguageModelError, LanguageModelNoAnswer, LanguageModelTooSlow
from skin_core.language_models.folder import check_packages, count_weights
from skin_core.language_models.prompt import Message
from skin_core.language_models.protocol import BETWEEN_S, FIRST_S, MOST_CHARACTERS, WHOLE_S

if TYPE_CHECKING:
    from skin_core.language_models.loaded import Loaded

_log = logging.getLogger(__name__)
_ending, _one_at_a_time = Event(), Lock()
_loaded: dict[Path, Loaded] = {}  # one at most: a second would not fit
LEAVE_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalModel:
    """Which model, and how long it may take.

    folder: in the format of Hugging Face. model: its name. device: as in `Settings`. first_s:
    until its first word, loading included; between_s, whole_s: as of an `Endpoint`.
    """

    folder: Path
    model: str
    device: str = "auto"
    first_s: float = FIRST_S
    between_s: float = BETWEEN_S
    whole_s: float = WHOLE_S

    def begin(self) -> LocalAnswer:
        """An answer that nobody has asked for yet."""
        return LocalAnswer(self)


class LocalAnswer:
    """One answer, written in a thread of its own; answers are written one after the other."""

    def __init__(self, local: LocalModel) -> None:
        self._local = local
        self._pieces: SimpleQueue[str | LanguageModelError | None] = SimpleQueue()
        self._is_over, self._cancelled = Event(), Event()

    def cancel(self) -> None:
        """End it now: whoever reads it comes to its end, and the model stops after a word."""
        self._cancelled.set()
        self._is_over.set()
        self._pieces.put(None)

    def words(self, messages: Sequence[Message]) -> Iterator[str]:
        """Ask, and give the words as they come; ends quietly where it was cancelled.

        The first question loads the model; where that takes too long it goes on, and a later one
        finds it loaded. Raises: LanguageModelPackageMissing, LanguageModelFolderUnfit,
        LanguageModelNoRoom, LanguageModelTooSlow, LanguageModelNoAnswer, LanguageModelError.
        """
        Thread(target=self._write, args=(messages,), name="language model", daemon=True).start()
        waited, length, end = self._local.first_s, 0, monotonic() + self._local.whole_s
        try:
            while (piece := self._next(waited)) is not None and not self._cancelled.is_set():
                waited, length = self._local.between_s, length + len(piece)
                if length > MOST_CHARACTERS:
                    raise LanguageModelNoAnswer
                if monotonic() > end:
                    raise LanguageModelTooSlow(seconds=round(self._local.whole_s))
                yield piece
            if not length and not self._cancelled.is_set():
                raise LanguageModelNoAnswer
        finally:
            self._is_over.set()

    def _next(self, seconds: float) -> str | None:
        try:
            piece = self._pieces.get(timeout=seconds)
        except Empty as error:
            raise LanguageModelTooSlow(seconds=round(seconds)) from error
        if isinstance(piece, LanguageModelError):
            raise piece
        return piece

    def _write(self, messages: Sequence[Message]) -> None:
        try:
            with _one_at_a_time:
                if not self._is_told_to_end():
                    _model(self._local).write(messages, self._pieces, self._is_told_to_end)
        except LanguageModelError as error:
            self._pieces.put(error)
        except Exception:  # noqa: BLE001  # errors of a library, of every kind: the page says it
            _log.exception("language model")
            self._pieces.put(LanguageModelError())
        finally:
            self._pieces.put(None)

    def _is_told_to_end(self) -> bool:
        return self._is_over.is_set() or _ending.is_set()


def _model(local: LocalModel) -> Loaded:
    if local.folder not in _loaded:
        count = count_weights(local.folder)
        check_packages()
        from skin_core.language_models.loaded import Loaded  # brings torch: only where it is asked

        _loaded.clear()
        _loaded[local.folder] = Loaded(local.folder, count, local.device)
    return _loaded[local.folder]


@atexit.register
def _end() -> None:
    """Let a word that is being written end: a thread cut off inside torch aborts the process."""
    _ending.set()
    _one_at_a_time.acquire(timeout=LEAVE_S)
    gc.unfreeze()  # what `Loaded` froze is given back, or the libraries complain of leaks
