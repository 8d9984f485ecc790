"""Why a language model wrote nothing, or not to its end."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class LanguageModelError(SkinError):
    """A language model did not write; the program's own text stands in its place."""

    code = "error.language_model.failed"


class LanguageModelUnreachable(LanguageModelError):
    """Nothing answers at its address."""

    code = "error.language_model.unreachable"


@dataclass(eq=False, kw_only=True)
class LanguageModelRefused(LanguageModelError):
    """It answered with an error. status: of HTTP."""

    code = "error.language_model.refused"
    status: int


@dataclass(eq=False, kw_only=True)
class LanguageModelTooSlow(LanguageModelError):
    """It said nothing for too long, or did not come to an end."""

    code = "error.language_model.too_slow"
    seconds: int


class LanguageModelGarbled(LanguageModelError):
    """What its server sent is no answer of the kind that was asked for."""

    code = "error.language_model.garbled"


class LanguageModelNoAnswer(LanguageModelError):
    """It wrote nothing, or far too much."""

    code = "error.language_model.no_answer"


class LanguageModelChoseNothing(LanguageModelError):
    """It was asked to choose among diseases, and named none of them."""

    code = "error.language_model.chose_nothing"


class LanguageModelBlind(LanguageModelError):
    """It was shown a photo, and takes none."""

    code = "error.language_model.blind"


@dataclass(eq=False, kw_only=True)
class LanguageModelPackageMissing(LanguageModelError):
    """What loads a model in this process is not installed."""

    code = "error.language_model.package"
    package: str


@dataclass(eq=False, kw_only=True)
class LanguageModelFolderUnfit(LanguageModelError):
    """No model can be loaded from this folder. file: of it, which is missing or damaged."""

    code = "error.language_model.folder"
    folder: str
    file: str


@dataclass(eq=False, kw_only=True)
class LanguageModelNoRoom(LanguageModelError):
    """The memory that is free does not hold it."""

    code = "error.language_model.no_room"
    needed_gb: str
    free_gb: str
