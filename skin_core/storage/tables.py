"""The tables of the store, as SQLAlchemy Core; the newest migration holds the same.

Times are ISO 8601 text in UTC with microseconds, so that text order is time order. Results are
JSON text written by `codec`. Nothing here is particular to SQLite.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = String(32)
_TIME = String(32)
_DATE = String(10)
_KEY = String(160)
# Prefix search needs plain byte order, whatever language the server sorts in.
_WORD = String(40).with_variant(String(40, collation="C"), "postgresql")


def _owned_by(table: str, column: str) -> ForeignKey:
    return ForeignKey(f"{table}.{column}", ondelete="CASCADE")


patients = Table(
    "patients",
    metadata,
    Column("number", Integer, primary_key=True),  # order of arrival
    Column("patient_id", _ID, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("birth_year", Integer),
    Column("birth_date", _DATE, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("sex", String(16), nullable=False),
    Column("created_at", _TIME, nullable=False),
)

patient_words = Table(
    "patient_words",
    metadata,
    Column("patient", Integer, _owned_by("patients", "number"), primary_key=True),
    Column("word", _WORD, primary_key=True),
    Index(None, "word", "patient"),
)

patient_corrections = Table(  # what a patient was called, and so on, before each correction
    "patient_corrections",
    metadata,
    Column("patient", Integer, _owned_by("patients", "number"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("corrected_at", _TIME, nullable=False),
    Column("corrected_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("birth_year", Integer),
    Column("birth_date", _DATE, nullable=False),
    Column("sex", String(16), nullable=False),
)

lesions = Table(
    "lesions",
    metadata,
    Column("lesion_id", _ID, primary_key=True),
    Column("patient_id", _ID, _owned_by("patients", "patient_id"), nullable=False),
    Column("site", String(64), nullable=False),
    Column("side", String(64), nullable=False),
    Index(None, "patient_id", "site", "side"),
)

visits = Table(
    "visits",
    metadata,
    Column("visit_id", _ID, primary_key=True),
    Column("patient_id", _ID, _owned_by("patients", "patient_id"), nullable=False),
    Column("date", _DATE, nullable=False),
    UniqueConstraint("patient_id", "date"),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", _ID, primary_key=True),
    Column("lesion_id", _ID, _owned_by("lesions", "lesion_id"), nullable=False, index=True),
    Column("visit_id", _ID, _owned_by("visits", "visit_id"), nullable=False, index=True),
    Column("created_at", _TIME, nullable=False),
    Column("facts", Text, nullable=False),
    Column("request_key", String(16), index=True, unique=True),  # of the program that asked
)

fact_corrections = Table(  # what was answered in a case before each correction
    "fact_corrections",
    metadata,
    Column("case_id", _ID, _owned_by("cases", "case_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("corrected_at", _TIME, nullable=False),
    Column("corrected_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("facts", Text, nullable=False),
)

photos = Table(
    "photos",
    metadata,
    Column("case_id", _ID, _owned_by("cases", "case_id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("photo_id", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("key", _KEY, nullable=False),
    Column("thumbnail_key", _KEY, nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("width_px", Integer, nullable=False),
    Column("height_px", Integer, nullable=False),
)

case_files = Table(  # every file a case names, photos and layers alike
    "case_files",
    metadata,
    Column("case_id", _ID, _owned_by("cases", "case_id"), primary_key=True),
    Column("key", _KEY, primary_key=True),
    Column("patient_id", _ID, _owned_by("patients", "patient_id"), nullable=False, index=True),
)

analyses = Table(
    "analyses",
    metadata,
    Column("case_id", _ID, _owned_by("cases", "case_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("created_at", _TIME, nullable=False),
    Column("model", String(64), nullable=False),
    Column("model_version", String(64), nullable=False),
    Column("answer", String(64), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("uncertain", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "model", "model_version"),
)

clinician_assessments = Table(
    "clinician_assessments",
    metadata,
    Column("case_id", _ID, _owned_by("cases", "case_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("diagnosis", String(64), nullable=False),
    Column("diagnosis_text", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("signed_at", _TIME, nullable=False),
    Column("excluded", Text, nullable=False, server_default="[]"),
    Column("outlines", Text, nullable=False, server_default="[]"),
    Column("scales", Text, nullable=False, server_default="[]"),
)

scores = Table(  # of severity; what was scored again stands beside what it was
    "scores",
    metadata,
    Column("case_id", _ID, _owned_by("cases", "case_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("index", String(32), nullable=False),
    Column("entered", Text, nullable=False),
    Column("total", Float, nullable=False),
    Column("band", String(32), nullable=False),
    Column("created_at", _TIME, nullable=False),
)

treatments = Table(  # of a lesion; what was entered by mistake is withdrawn and stays
    "treatments",
    metadata,
    Column("treatment_id", _ID, primary_key=True),
    Column("lesion_id", _ID, _owned_by("lesions", "lesion_id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("dose", Text, nullable=False),
    Column("sessions", Integer, nullable=False),
    Column("started_on", _DATE, nullable=False),
    Column("ended_on", _DATE, nullable=False),
    Column("entered_at", _TIME, nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("withdrawn_at", _TIME, nullable=False, server_default=""),
    Column("changes", Text, nullable=False, server_default="[]"),  # what was told before each
)

reviews = Table(  # when a lesion is to be seen again
    "reviews",
    metadata,
    Column("lesion_id", _ID, _owned_by("lesions", "lesion_id"), primary_key=True),
    Column("due_on", _DATE, nullable=False, index=True),
    Column("set_at", _TIME, nullable=False),
)

laid_points = Table(  # by which the photos of two cases were laid over each other by hand
    "laid_points",
    metadata,
    Column("before_id", _ID, _owned_by("cases", "case_id"), primary_key=True),
    Column("after_id", _ID, _owned_by("cases", "case_id"), primary_key=True, index=True),
    Column("before_key", _KEY, nullable=False),
    Column("after_key", _KEY, nullable=False),
    Column("places", Text, nullable=False),
    Column("set_at", _TIME, nullable=False),
    Column("set_by", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("report_id", _ID, primary_key=True),
    Column("case_id", _ID, _owned_by("cases", "case_id"), nullable=False, index=True),
    Column("assessment_version", Integer, nullable=False),  # 0: there was none
    Column("kind", String(16), nullable=False, server_default="report"),
    Column("language", String(8), nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("is_frozen", Boolean, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
)

report_files = Table(  # apart, so that listing reports never reads a PDF
    "report_files",
    metadata,
    Column("report_id", _ID, _owned_by("reports", "report_id"), primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
)

case_summaries = Table(  # what Records lists: one row of a case, kept with it in one transaction
    "case_summaries",
    metadata,
    Column("number", Integer, primary_key=True),  # order of saving
    Column("case_id", _ID, _owned_by("cases", "case_id"), nullable=False, unique=True),
    Column("patient_id", _ID, _owned_by("patients", "patient_id"), nullable=False),
    Column("visit_date", _DATE, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("site", String(64), nullable=False),
    Column("side", String(64), nullable=False),
    Column("answer", String(64), nullable=False),
    Column("uncertain", Boolean, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("diagnosis", String(64), nullable=False),
    Column("diagnosis_text", Text, nullable=False),
    Column("is_signed", Boolean, nullable=False),
    Column("photo_count", Integer, nullable=False),
    Column("thumbnail_key", _KEY, nullable=False),
    Column("likely", Text, nullable=False, server_default=""),  # labels, most probable first
    # Each filter of Records walks its own index in the order that is shown.
    Index(None, "visit_date", "number"),
    Index(None, "patient_id", "visit_date", "number"),
    Index(None, "urgency", "visit_date", "number"),
    Index(None, "urgency", "is_signed", "visit_date", "number"),
    Index(None, "is_signed", "visit_date", "number"),
    Index(None, "answer", "visit_date", "number"),
    Index(None, "diagnosis", "visit_date", "number"),
    Index(None, "is_signed", "number"),
)

case_words = Table(
    "case_words",
    metadata,
    Column("case_number", Integer, _owned_by("case_summaries", "number"), primary_key=True),
    Column("word", _WORD, primary_key=True),
    Index(None, "word", "case_number"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("draft_id", _ID, primary_key=True),
    Column("patient_id", _ID, nullable=False, index=True),  # often of nobody saved yet
    Column("updated_at", _TIME, nullable=False, index=True),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("body", Text, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
