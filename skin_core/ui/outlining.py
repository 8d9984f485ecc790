"""What the clinician draws and scales on the photos of the draft, and what is measured there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import StoredPhoto
from skin_core.domain.outline import DrawnOutline, HandScale, ScaledBy
from skin_core.errors import OutlineMalformed
from skin_core.imaging.measures.scaled import Measured
from skin_core.services import outlines, workbench
from skin_core.services.lesion_area import OutlinedPhotos
from skin_core.services.outlines import CountingOutline
from skin_core.services.scales_beside import ScalesBeside
from skin_core.ui import drafting, resources


def counting(analysis: PhotoAnalysis, drawn: Sequence[DrawnOutline]) -> CountingOutline | None:
    """What counts as the lesion of an analysed photo. Raises: OutlineError, FileDamaged."""
    return outlines.counting_outline(analysis, drawn, resources.layers_of(analysis))


def measured(
    stored: StoredPhoto,
    analysis: PhotoAnalysis,
    drawn: Sequence[DrawnOutline],
    scale: HandScale | None,
) -> Measured | None:
    """What is measured of the lesion that counts; None where none is outlined.

    Raises: OutlineError, MeasureError, FileDamaged.
    """
    counts = counting(analysis, drawn)
    if counts is None or not counts.mask.any():
        return None
    return resources.measured_photo(stored, counts.mask, analysis, scale)


def contradicting_scales(
    photos: Sequence[StoredPhoto],
    analyses: Sequence[PhotoAnalysis],
    drawn: Sequence[DrawnOutline],
    scales: Sequence[HandScale],
) -> tuple[ScalesBeside, ...]:
    """Photos of one case or draft whose scales tell different lengths of the same skin."""
    shown = OutlinedPhotos(tuple(photos), tuple(analyses), tuple(drawn), tuple(scales))
    return resources.contradicting_scales(shown)


def keep_scale(
    photo_id: str, scaled_by: ScaledBy, length_mm: float, ends: tuple[tuple[float, float], ...]
) -> None:
    """Keep a scale told by hand. Raises: LengthTooShort, MarksTooClose, ScaleImpossible."""
    moment, by = drafting.now().isoformat(timespec="seconds"), drafting.clinician_name()
    scale = HandScale(photo_id, scaled_by, length_mm, ends, moment, by)
    drafting.keep(workbench.scaled(drafting.current(), scale))


def drop_scale(photo_id: str) -> None:
    """Without the scale that was told by hand."""
    drafting.keep(workbench.without_scale(drafting.current(), photo_id))


def canvas_of(analysis: PhotoAnalysis) -> tuple[int, int, str]:
    """Width and height to draw on, and the network's outline there as run lengths, "" without one.

    Raises: FileDamaged.
    """
    width, height = outlines.drawing_size(analysis.width_px, analysis.height_px)
    network = outlines.network_outline(analysis, resources.layers_of(analysis))
    found = network is not None and network.mask.any()
    return width, height, outlines.runs_of(network.mask) if network and found else ""


def take(photo_id: str, told: object) -> None:
    """Keep what a browser drew on a photo; no run lengths: the network's outline counts again.

    told: as it came, of which nothing is taken for granted. Raises: OutlineError.
    """
    drawn = told if isinstance(told, Mapping) else {}
    width, height, runs = (drawn.get(name) for name in ("width", "height", "runs"))
    if not (type(width) is type(height) is int and isinstance(runs, str)):  # true is an int too
        raise OutlineMalformed
    draft = drafting.current()
    if not runs:
        drafting.keep(workbench.without_outline(draft, photo_id))
        return
    moment, by = drafting.now().isoformat(timespec="seconds"), drafting.clinician_name()
    outline = DrawnOutline(photo_id, width, height, runs, moment, by)
    drafting.keep(workbench.outlined(draft, outline))
