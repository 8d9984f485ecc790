"""A case as files of DICOM: each photo, what is outlined on it, and each signed report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import Case, Report, StoredPhoto
from skin_core.domain.outline import OutlinedBy, outline_of
from skin_core.errors import OutlineError, PhotoError
from skin_core.exchange.dicom.outlined import Outlined, burned_file, segmentation_file
from skin_core.exchange.dicom.paper import paper_file
from skin_core.exchange.dicom.photograph import photo_file, photograph
from skin_core.i18n import t
from skin_core.inference.outline import OUTLINE
from skin_core.services.outlines import counting_outline
from skin_core.services.pictures import load_photo
from skin_core.storage.store import Store


def case_as_dicom(
    store: Store, case: Case, papers: Sequence[tuple[Report, bytes]]
) -> Mapping[str, bytes]:
    """Files by name; the same as long as the case is. papers: signed reports with their PDF.

    A photo that cannot be drawn has none. Raises: FileDamaged.
    """
    told: dict[str, bytes] = {}
    for place, photo in enumerate(case.photos, start=1):
        told |= dict(_of_photo(store, case, photo, place))
    for place, (report, pdf) in enumerate(papers, start=1):
        title = t("fhir.name.report", report.language)
        told[f"report.{place}.dcm"] = paper_file(case, report, pdf, title, place)
    return told


def _of_photo(
    store: Store, case: Case, photo: StoredPhoto, place: int
) -> Iterator[tuple[str, bytes]]:
    data = store.read(photo.key)
    try:
        pixels = load_photo(data, "", len(data)).pixels
    except PhotoError:
        return
    told = photograph(case, photo, place, data, pixels)
    yield f"photo.{place}.dcm", photo_file(told)
    analysis = next((one for one in case.analysis.photos if one.photo_id == photo.photo_id), None)
    outlined = analysis and _outlined(store, case, analysis)
    if outlined:
        yield f"outline.{place}.dcm", segmentation_file(case, told, outlined, place)
        yield f"burned.{place}.dcm", burned_file(case, told, pixels, outlined, place)


def _outlined(store: Store, case: Case, analysis: PhotoAnalysis) -> Outlined | None:
    """The clinician's outline where there is one, else the network's; None where none is."""
    drawn = case.assessment.outlines if case.assessment else ()
    try:
        counts = counting_outline(analysis, drawn, store.layers(case.case_id))
    except OutlineError:  # kept damaged, as the page says
        return None
    if counts is None or not counts.mask.any():
        return None
    about = f"{case.case_id}/{analysis.photo_id}"
    by_hand = outline_of(drawn, analysis.photo_id)
    if counts.by is OutlinedBy.CLINICIAN and by_hand is not None:
        return Outlined(f"{about}/{by_hand.at}", counts.mask, counts.by)
    model, version = (
        (analysis.lesion.model, analysis.lesion.model_version) if analysis.lesion else ("", "")
    )
    number = f"{about}/{analysis.layers[OUTLINE]}"
    return Outlined(number, counts.mask, counts.by, model, version)
