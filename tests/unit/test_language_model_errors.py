"""Why a language model did not write: what is said fits where it runs, in three languages."""

from __future__ import annotations

import re

from skin_core.errors import (
    LanguageModelBlind,
    LanguageModelChoseNothing,
    LanguageModelError,
    LanguageModelFolderUnfit,
    LanguageModelGarbled,
    LanguageModelNoAnswer,
    LanguageModelNoRoom,
    LanguageModelPackageMissing,
    LanguageModelRefused,
    LanguageModelTooSlow,
    LanguageModelUnreachable,
)
from skin_core.i18n import LANGUAGES, error_text

OF_A_SERVER = re.compile(r"server|address|서버|주소|máy chủ|địa chỉ", re.IGNORECASE)
HERE_TOO = (
    LanguageModelError(),
    LanguageModelTooSlow(seconds=120),
    LanguageModelNoAnswer(),
    LanguageModelChoseNothing(),
    LanguageModelBlind(),
    LanguageModelPackageMissing(package="transformers"),
    LanguageModelFolderUnfit(folder="/models/medgemma", file="config.json"),
    LanguageModelNoRoom(needed_gb="10.8", free_gb="8.0"),
)
ELSEWHERE = (LanguageModelUnreachable(), LanguageModelRefused(status=500), LanguageModelGarbled())


def test_a_model_on_this_machine_is_never_told_to_look_after_its_server() -> None:
    for language in LANGUAGES:
        for error in HERE_TOO:
            assert not OF_A_SERVER.search(error_text(error, language)), (language, error)
        for error in ELSEWHERE:
            assert OF_A_SERVER.search(error_text(error, language)), (language, error)
