"""A language model that looks at a photo by itself: in a thread, and nothing waits for it."""

from __future__ import annotations

from dataclasses import replace

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis, Prediction
from skin_core.domain.second_opinion import SecondOpinion
from skin_core.errors import LanguageModelChoseNothing
from skin_core.inference.second_opinion import agreement
from skin_core.language_models import LanguageModel, labels_in, reading_messages
from skin_core.services.asking import Asking
from skin_core.services.language_model import language_model_of
from skin_core.services.pictures import display_jpeg
from skin_core.settings import Settings

_SIDE_PX = 896  # what models of this kind look at


def seeing_model(settings: Settings) -> LanguageModel | None:
    """The language model that may be shown photos; None where none may, which is the rule."""
    return language_model_of(settings) if settings.language_model_sees else None


def start(photo: bytes, model: LanguageModel) -> OwnReading:
    """Show it a stored photo. Raises: PhotoError."""
    begun = OwnReading(model, display_jpeg(photo, _SIDE_PX))
    begun.begin()
    return begun


class OwnReading(Asking):
    """What a language model chose."""

    def __init__(self, model: LanguageModel, photo: bytes) -> None:
        super().__init__(model)
        self.labels: tuple[str, ...] = ()
        self._messages = reading_messages(photo)

    def _ask(self) -> None:
        messages, self._messages = self._messages, ()  # the tab keeps no photo
        self.labels = labels_in("".join(self._writing.words(messages)))
        if not self.labels and not self.is_stopped:
            raise LanguageModelChoseNothing

    def beside(self, first: CaseAnalysis) -> SecondOpinion:
        """What it chose as an opinion beside an answer; it knows the whole list."""
        rest = [key for key in all_diseases() if key not in self.labels]
        opinion = SecondOpinion(
            model=self.model,
            model_version="",
            weights_sha256="",
            differential=tuple(Prediction(label, 0.0) for label in (*self.labels, *rest)),
            prediction_set=self.labels,
        )
        return replace(opinion, agreement=agreement(first, opinion))
