"""Papers of cases, each rendered once for all that tests ask of it."""

from __future__ import annotations

from collections.abc import Hashable

from skin_core.domain.case import Case
from skin_core.reporting.options import ReportImages, ReportOptions
from skin_core.reporting.render import render_report
from tests.sample_cases import NOW

_PAPERS: dict[Hashable, bytes] = {}


def printed(case: Case, images: ReportImages, language: str, options: ReportOptions) -> bytes:
    """The PDF; a case of the same content with the same pictures and words is not made anew."""
    asked = (repr(case), images, language, options)
    if asked not in _PAPERS:
        _PAPERS[asked] = render_report(case, images, language, options, NOW)
    return _PAPERS[asked]
