"""Which language model this installation asks, for whatever it is asked."""

from __future__ import annotations

from skin_core.language_models import Endpoint, LanguageModel, LocalModel
from skin_core.settings import Settings


def language_model_of(settings: Settings) -> LanguageModel | None:
    """The model that is set; None where none is, which is the rule.

    One in a folder of this machine goes before one of a server: what it is told stays here.
    """
    name = settings.language_model
    if folder := settings.language_model_folder:
        return LocalModel(folder=folder, model=name or folder.name, device=settings.device)
    if not settings.language_model_url or not name:
        return None
    return Endpoint(url=settings.language_model_url, model=name, key=settings.language_model_key)
