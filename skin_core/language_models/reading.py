"""A language model's own reading of a photo: a closed choice among the diseases of the list."""

from __future__ import annotations

import re

from skin_core.diseases import all_diseases
from skin_core.domain.second_opinion import OTHER
from skin_core.language_models.prompt import Message, texts

MOST = 3
_AROUND = " \t\r`'\"*_.,;:()[]-"
_NUMBER = re.compile(r"^\d+[.)]\s*")


def reading_messages(photo: bytes) -> tuple[Message, ...]:
    """The order, and the list with the photo; nothing else of the patient. photo: a JPEG."""
    listed = "\n".join(f"{key}: {one.name['en']}" for key, one in all_diseases().items())
    return (Message("system", texts()["reading"]["text"]), Message("user", listed, photo))


def labels_in(text: str) -> tuple[str, ...]:
    """The keys that an answer chooses, at most three; what is no key of the list is thrown away."""
    known = {*all_diseases(), OTHER}
    lines = (_NUMBER.sub("", line.strip(_AROUND)) for line in re.split(r"[\n,]", text))
    keys = (line.partition(":")[0].strip(_AROUND).lower().replace(" ", "_") for line in lines)
    return tuple(dict.fromkeys(key for key in keys if key in known))[:MOST]
