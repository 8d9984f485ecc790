"""A signed report as an Encapsulated PDF."""

from __future__ import annotations

from skin_core.domain.case import Case, Report
from skin_core.exchange.dicom.attributes import (
    Series,
    file_of,
    instance,
    tell,
    tell_moment,
    text_of,
)

ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1"
EXPLICIT = "1.2.840.10008.1.2.1"
_SERIES = Series("paper", 4, "DOC")


def paper_file(case: Case, report: Report, pdf: bytes, title: str, place: int) -> bytes:
    """The report as a document; its bytes are those that were signed."""
    told = instance(case, _SERIES, ENCAPSULATED_PDF, report.report_id, place)
    tell_moment(told, "Content", report.created_at)
    tell(
        told,
        AcquisitionDateTime="",  # it is of several moments
        ConversionType="WSD",  # made by a program
        BurnedInAnnotation="YES",  # the patient's name stands in it
        DocumentTitle=text_of(title, "LO"),
        VerificationFlag="VERIFIED",
        ConceptNameCodeSequence=[],
        MIMETypeOfEncapsulatedDocument="application/pdf",
        EncapsulatedDocumentLength=len(pdf),
        EncapsulatedDocument=pdf + b"\0" * (len(pdf) % 2),
    )
    return file_of(told, EXPLICIT)
