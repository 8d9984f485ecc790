"""What a report is asked to hold, and the pictures it is given."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.domain.case import ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """What the clinician writes in a letter. with_network: whether it tells the network's answer.

    to: who gets it, without "To". done: one thing a line. May be "" each.
    """

    to: str = ""
    reason: str = ""
    done: str = ""
    question: str = ""
    with_network: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientWords:
    """What the clinician writes on the sheet to take home; lines for the pen where "".

    treatment: one medicine a line, with its dose. checked_by: who read its advice and stands by
    it, "" where nobody did.
    """

    treatment: str = ""
    next_visit: str = ""
    checked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What goes in.

    logo: a picture file of the clinic, or empty. clinician_name, clinician_licence: of the doctor
    who refers. country: a key of countries.toml, or "". kind: the full report, a sheet in plain
    words to take home, or a letter to whoever sees the patient next; only the report has the parts
    to choose. findings: the text of the result, "" for none. letter, patient: what was written by
    hand; None: as the case fills it in. signed_by: the name under a letter or a sheet, "" for
    lines to sign on; a report shows that of its case. course: what was measured and done at each
    visit of the lesion, a line each; () at its first visit. measures: of each outlined photo, a
    line each.
    """

    clinic_name: str = ""
    clinic_address: str = ""
    clinic_phone: str = ""
    clinician_name: str = ""
    clinician_licence: str = ""
    country: str = ""
    logo: bytes = b""
    kind: ReportKind = ReportKind.REPORT
    with_facts: bool = True
    with_memo: bool = False
    findings: str = ""
    letter: LetterWords | None = None
    patient: PatientWords | None = None
    signed_by: str = ""
    course: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportImages:
    """The pictures of a case as files, best as JPEG of the size they are printed at.

    photos: the first is shown large. heatmap: drawn over the first photo, or empty.
    heatmap_label: the disease that the heatmap is for.
    """

    photos: tuple[bytes, ...] = ()
    heatmap: bytes = b""
    heatmap_label: str = ""
