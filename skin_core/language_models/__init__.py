"""Language models of the clinic's own, behind one protocol; none is asked unless one is set."""

from skin_core.language_models.endpoint import Endpoint, Writing
from skin_core.language_models.prompt import Message, messages_of

__all__ = ["Endpoint", "Message", "Writing", "messages_of"]
