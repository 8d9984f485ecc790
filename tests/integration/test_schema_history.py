"""A store of any earlier version opens, and a new one is the same as a migrated one."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from skin_core.domain.case import CaseQuery, ReportKind
from skin_core.errors import StoreError
from skin_core.services import records
from skin_core.services.preferences import read_preferences
from skin_core.settings import Settings
from skin_core.storage import schema
from skin_core.storage.database import Database
from skin_core.storage.drafts import list_drafts
from skin_core.storage.files import FileStore
from skin_core.storage.store import database_address, open_store
from skin_core.storage.tables import metadata
from tests.sample_drafts import person

OLD_STORES = sorted((Path(__file__).parents[1] / "reference" / "store").glob("*.sql"))


def history() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def test_newest_revision_is_the_last_step() -> None:
    assert history().get_current_head() == schema.NEWEST


def test_every_revision_has_a_store_to_start_from() -> None:
    steps = {step.revision for step in history().walk_revisions()}
    assert {path.stem for path in OLD_STORES} == steps


def test_steps_make_the_tables_that_a_new_store_has(home: Path) -> None:
    home.mkdir()
    database = Database(database_address(Settings(home=home)))
    with database.writing() as connection:
        schema._upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    schema.bring_up_to_date(database)
    database.close()


@pytest.mark.parametrize("old", OLD_STORES, ids=lambda path: path.stem)
def test_old_store_opens_with_all_it_holds(home: Path, old: Path) -> None:
    home.mkdir()
    raw = sqlite3.connect(home / "skindesk.sqlite3")
    raw.executescript(old.read_text(encoding="utf-8"))
    raw.close()
    owner = person().patient_id
    files = FileStore(home / "files")
    for data, kind in (
        (b"bytes of a photo", "image/jpeg"),
        (b"small bytes of a photo", "image/jpeg"),
        (b"maps of bytes of a photo", "application/x-npy"),
    ):
        files.put(owner, data, kind)
    store = open_store(Settings(home=home))
    (summary,) = records.search_cases(store, CaseQuery(text="민지")).cases
    case = records.find_case(store, summary.case_id)
    assert case.patient == person()
    assert case.assessment is not None
    assert case.assessment.signed_by == "이서연"
    assert store.read(case.photos[0].key) == b"bytes of a photo"
    assert case.analysis.differential[0].label == "herpes_zoster"
    (report,) = records.find_reports(store, case.case_id)
    assert records.read_report_pdf(store, report.report_id) == b"%PDF"
    assert list_drafts(store)[0].note == "a draft"
    assert read_preferences(store).clinic_name == "햇살의원"
    store.close()


def test_names_of_an_old_store_are_found_as_those_of_a_new_one(home: Path) -> None:
    home.mkdir()
    raw = sqlite3.connect(home / "skindesk.sqlite3")
    raw.executescript(OLD_STORES[0].read_text(encoding="utf-8"))
    with raw:
        raw.execute("UPDATE patients SET name = 'Łucja 홍 길동'")
        raw.execute("UPDATE case_words SET word = 'łucja' WHERE word = '김민지'")
        raw.execute("UPDATE patient_words SET word = 'łucja' WHERE word = '김민지'")
    raw.close()
    store = open_store(Settings(home=home))
    for typed in ("lucja", "홍길동", "홍 길동", "A001", "zona"):
        assert len(records.search_cases(store, CaseQuery(text=typed)).cases) == 1, typed
    assert len(records.find_patients(store, "lucja 홍길동")) == 1
    assert records.find_patients(store, "민지") == ()
    store.close()


def test_papers_that_were_told_apart_by_their_language_keep_what_they_are(home: Path) -> None:
    home.mkdir()
    raw = sqlite3.connect(home / "skindesk.sqlite3")
    raw.executescript((OLD_STORES[0].parent / "0006.sql").read_text(encoding="utf-8"))
    with raw:
        raw.execute("UPDATE reports SET language = 'ko-let'")
    raw.close()
    store = open_store(Settings(home=home))
    (summary,) = records.search_cases(store, CaseQuery(text="민지")).cases
    (paper,) = records.find_reports(store, summary.case_id)
    assert (paper.kind, paper.language) == (ReportKind.LETTER, "ko")
    store.close()


def test_opening_an_up_to_date_store_brings_no_migration_machinery(home: Path) -> None:
    lines = (
        "import sys; from skin_core.storage.store import open_store;"
        "from skin_core.settings import read_settings; open_store(read_settings()).close();"
        "assert not {'alembic', 'sqlalchemy.orm', 'pydantic'} & set(sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", lines], check=True, cwd=root)


def test_store_of_a_later_version_is_left_alone(home: Path) -> None:
    open_store(Settings(home=home)).close()
    raw = sqlite3.connect(home / "skindesk.sqlite3")
    with raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError):
        open_store(Settings(home=home))
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    raw.close()


def test_what_is_no_database_is_said_so(home: Path) -> None:
    home.mkdir()
    (home / "skindesk.sqlite3").write_bytes(b"not a database " * 100)
    with pytest.raises(StoreError):
        open_store(Settings(home=home))


def test_tables_are_none_of_one_database_only() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert len(str(index.name)) <= 63
            assert str(CreateIndex(index).compile(dialect=dialect))
