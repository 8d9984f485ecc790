"""What nobody foresaw: logged by number, type and place, since its text may hold patient data."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from skin_core.errors.base import SkinError

_STEPS = 6  # of a traceback: where it happened and who asked


@dataclass(eq=False, kw_only=True)
class Unforeseen(SkinError):
    """A failure that was logged. reference: its number there."""

    reference: str


def noted(error: BaseException, log: logging.Logger) -> str:
    """Log the failure without any value, and return the number to tell the user."""
    reference = secrets.token_hex(3).upper()
    log.error("%s: %s at %s", reference, type(error).__name__, _place(error))
    return reference


def _place(error: BaseException) -> str:
    """Files and lines of the traceback, without any value."""
    trace, steps = error.__traceback__, []
    while trace is not None:
        steps.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(steps[-_STEPS:])
