"""Language models of the clinic's own, behind one protocol; none is asked unless one is set."""

from skin_core.language_models.endpoint import Endpoint
from skin_core.language_models.folder import check_packages, count_weights, has_four_bit
from skin_core.language_models.local import LocalModel
from skin_core.language_models.place import least_room
from skin_core.language_models.prompt import Message, messages_of
from skin_core.language_models.protocol import LanguageModel
from skin_core.language_models.reading import labels_in, reading_messages

__all__ = [
    "Endpoint",
    "LanguageModel",
    "LocalModel",
    "Message",
    "check_packages",
    "count_weights",
    "has_four_bit",
    "labels_in",
    "least_room",
    "messages_of",
    "reading_messages",
]
