"""The reading room in the store: sets, readings, what goes with whom, and the grades kept blind."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import pytest

from skin_core.domain.case import Case, Patient
from skin_core.domain.reading import Reading, ReadingSet
from skin_core.domain.suggestion import Suggestion, SuggestionMode
from skin_core.errors import (
    GradeImpossible,
    PhotoUnreadable,
    ReaderMissing,
    ReadingSetGone,
    ReadingSetIncomplete,
)
from skin_core.imaging.load import load_photo
from skin_core.imaging.rendered import render_skin
from skin_core.inference.progress import PhotoFile
from skin_core.services import drafts, reading_sets, records, severity, workbench
from skin_core.services.reading_export import grades_zip
from skin_core.services.reading_kept import kept_agreement
from skin_core.services.records import Store
from skin_core.settings import Settings

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
SIGNS = ("erythema", "iga")


def jpeg(seed: int) -> bytes:
    pixels = render_skin("mole", "light", seed, (320, 240))
    return bytes(cv2.imencode(".jpg", pixels[..., ::-1])[1].tobytes())


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = records.open_store(Settings(home=home))
    yield opened
    opened.close()


def saved(store: Store, seed: int, name: str = "Kim") -> Case:
    """A case with one photo."""
    draft = replace(drafts.new_draft(NOW), patient=Patient(f"{seed:032x}", name))
    draft = drafts.add_photo(store, draft, load_photo(jpeg(seed), "a.jpg"))
    draft = workbench.advised_without_photo(draft, NOW)
    return records.save_case(store, draft, visit_date="2026-11-30", now=NOW)


def made(store: Store, files: int, *cases: Case) -> ReadingSet:
    uploaded = [PhotoFile(f"{n}.jpg", jpeg(n)) for n in range(files)]
    return reading_sets.new_set(store, "Forearms", SIGNS, uploaded, cases, now=NOW, limit_mb=50)[0]


def read(store: Store, of_set: ReadingSet, reader: str, grade: float = 1) -> None:
    for photo in of_set.photos:
        grades = {"erythema": grade, "iga": 2.0}
        told = Reading(photo.entry_id, reader, 1, grades, "2026-11-30T09:00:00+00:00")
        reading_sets.keep_reading(store, of_set, told)


def test_bad_files_are_named_and_the_others_make_the_set(store: Store) -> None:
    files = [
        PhotoFile("a.jpg", jpeg(1)),
        PhotoFile("again.jpg", jpeg(1)),
        PhotoFile("letter.pdf", b"%PDF-1.7"),
    ]
    of_set, failures = reading_sets.new_set(
        store, " Fore\narms ", SIGNS, files, (), now=NOW, limit_mb=50
    )
    assert (of_set.name, [photo.name for photo in of_set.photos]) == ("Fore arms", ["a.jpg"])
    assert [one.name for one in failures] == ["letter.pdf"]
    assert isinstance(failures[0].error, PhotoUnreadable)
    assert reading_sets.list_sets(store) == (of_set,)
    with pytest.raises(ReadingSetIncomplete):
        reading_sets.new_set(store, "x", SIGNS, files[2:], (), now=NOW, limit_mb=50)
    with pytest.raises(ReadingSetIncomplete):
        reading_sets.new_set(store, "x", (), files, (), now=NOW, limit_mb=50)
    assert len(list(store.files.owners())) == 1  # nothing is left of sets that came to nothing


def test_what_a_reader_says_last_in_a_round_stands(store: Store) -> None:
    of_set = made(store, 2)
    read(store, of_set, "Kim")
    read(store, of_set, "Kim", 2.5)
    found = reading_sets.readings_of(store, of_set.set_id)
    assert [one.grades["erythema"] for one in found] == [2.5, 2.5]
    assert reading_sets.reader_called(" kim", ["Kim"]) == "Kim"
    with pytest.raises(ReaderMissing):
        reading_sets.reader_called(" ", ())
    told = Reading(of_set.photos[0].entry_id, "Kim", 1, {"erythema": 1.0}, "")
    with pytest.raises(GradeImpossible):
        reading_sets.keep_reading(store, of_set, told)  # the other sign is missing
    with pytest.raises(GradeImpossible):
        read(store, of_set, "Kim", 1.25)


def test_one_reader_is_one_reader_however_the_name_is_typed(store: Store) -> None:
    """A Mac gives Hangul in its parts; a copied name may hold a sign that nobody sees."""
    typed = {
        "김민서": (unicodedata.normalize("NFD", "김민서"), "김민서\u200b", "\u202e김민서"),
        "Đỗ Ánh": (unicodedata.normalize("NFD", "đỗ  ánh"), "ĐỖ ÁNH"),
        "Kim": ("Ｋｉｍ", "KIM "),
    }
    for first, others in typed.items():
        for other in others:
            assert reading_sets.reader_called(other, [first]) == first
    assert reading_sets.reader_called("Kim", ["김민서"]) == "Kim"
    with pytest.raises(ReaderMissing):
        reading_sets.reader_called("\u200b\u2060", ())


def test_of_a_photo_that_a_case_holds_no_copy_stays_when_the_patient_is_erased(
    store: Store,
) -> None:
    case = saved(store, 0)
    of_set = made(store, 1, case)  # the same picture, once more as a file
    assert [photo.case_id for photo in of_set.photos] == [case.case_id]
    records.delete_patient(store, case.patient.patient_id)
    assert not [path for path in store.files.root.rglob("*") if path.is_file()]


def test_erasing_a_patient_takes_photo_and_readings_out_of_the_set(store: Store) -> None:
    mine, other = saved(store, 1), saved(store, 2, "Lee")
    of_set = made(store, 1, mine, other)
    assert len(of_set.photos) == 3
    read(store, of_set, "Park")
    (told,) = json.loads(
        zipfile.ZipFile(io.BytesIO(records.export_case(store, mine.case_id))).read("case.json")
    )["readings"]
    assert told["grades"] == {"erythema": 1, "iga": 2.0}
    assert records.what_goes_with_patient(store, mine.patient.patient_id).readings == 1
    records.delete_patient(store, mine.patient.patient_id)
    left = reading_sets.find_set(store, of_set.set_id)
    assert [photo.case_id for photo in left.photos] == [other.case_id, ""]
    assert len(reading_sets.readings_of(store, of_set.set_id)) == 2
    assert records.check_store(store).damaged == ()
    records.delete_case(store, other.case_id)
    assert len(reading_sets.find_set(store, of_set.set_id).photos) == 1


def test_erasing_a_set_takes_its_files_and_leaves_those_of_cases(store: Store) -> None:
    case = saved(store, 7)
    of_set = made(store, 1, case)
    read(store, of_set, "Park")
    assert records.check_store(store).orphans == 0
    own = next(photo.key for photo in of_set.photos if not photo.case_id)
    assert store.read(own)
    reading_sets.delete_set(store, of_set.set_id)
    assert not store.files.path(own).exists()
    assert store.read(case.photos[0].key)
    with pytest.raises(ReadingSetGone):
        reading_sets.find_set(store, of_set.set_id)
    with pytest.raises(ReadingSetGone):
        read(store, of_set, "Park")


def test_reader_who_withdraws_takes_own_grades_of_this_set_along_and_nothing_else(
    store: Store,
) -> None:
    of_set, other = made(store, 2), made(store, 1)
    for reader in ("Park", "Lee"):
        read(store, of_set, reader)
    read(store, other, "Park")
    reading_sets.delete_reader(store, of_set.set_id, "Park")
    left = reading_sets.readings_of(store, of_set.set_id)
    assert reading_sets.readers_of(left) == ("Lee",)
    assert len(left) == len(of_set.photos) == 2
    assert reading_sets.readings_of(store, other.set_id)
    assert b"Park" not in grades_zip(store, of_set, left)


def test_grades_go_out_with_photos_that_name_nobody(store: Store) -> None:
    of_set = made(store, 1, saved(store, 5), saved(store, 5, "Kim"))
    read(store, of_set, "=Park")
    archive = zipfile.ZipFile(
        io.BytesIO(grades_zip(store, of_set, reading_sets.readings_of(store, of_set.set_id)))
    )
    rows = list(csv.DictReader(io.StringIO(archive.read("labels.csv").decode("utf-8-sig"))))
    assert {row["image"] for row in rows} <= set(archive.namelist())
    assert rows[0]["reader"] == "'=Park"
    assert rows[0]["erythema"] == "1"
    assert load_photo(archive.read(rows[0]["image"]), "").photo_id == of_set.photos[0].photo_id


def suggestion(
    own: float | None, grade: int | None, photos: str, mode: SuggestionMode = SuggestionMode.BLIND
) -> dict[str, object]:
    """photos: a letter each."""
    return Suggestion(mode, grade, 1.0, tuple(photos), "eczema-signs 1", own).to_table()


def test_only_grades_given_before_the_network_was_seen_count(store: Store) -> None:
    easi: dict[str, object] = {"age_years": 30, "trunk": {"area_percent": 0}}
    for region in ("head", "upper_limbs", "lower_limbs"):
        easi[region] = {"area_percent": 0}
    told = [
        {"head.erythema": suggestion(1, 2, "a"), "trunk.erythema": suggestion(2, 2, "b")},
        {"head.erythema": suggestion(2, 2, "a")},  # seen before: the first one counts
        {"head.erythema": suggestion(None, 1, "c", SuggestionMode.ASSIST)},
        {"head.erythema": suggestion(3, None, "d"), "head.excoriation": suggestion(0, 0, "d")},
    ]
    case = saved(store, 1)
    for number, shown in enumerate(told):
        severity.keep_score(
            store,
            case,
            "easi",
            easi,
            same_rater=None,
            now=NOW + timedelta(minutes=number),
            suggested=shown,
        )
    erythema, excoriation = kept_agreement(store)
    assert (erythema.sign, erythema.figures.photos) == ("erythema", 2)
    assert (erythema.unsure, erythema.assisted) == (1, 1)
    assert erythema.figures.same is not None
    assert erythema.figures.same.value == 0.5
    assert erythema.models == ("eczema-signs 1",)
    assert excoriation.figures.photos == 1


def test_a_photo_whose_suggestion_was_shown_counts_once_with_whatever_others(store: Store) -> None:
    scorad: dict[str, object] = {"extent_percent": 10, "itch": 0, "sleep_loss": 0}
    for sign in ("erythema", "papulation", "oozing", "excoriation", "lichenification", "dryness"):
        scorad[sign] = 1
    first, other = saved(store, 1), saved(store, 2, "Kim")
    assert first.patient.patient_id != other.patient.patient_id
    rows = [(first, "a"), (first, "ab"), (first, "a"), (other, "c")]
    for number, (case, photos) in enumerate(rows):
        severity.keep_score(
            store,
            case,
            "scorad",
            scorad,
            same_rater=None,
            now=NOW + timedelta(minutes=number),
            suggested={"erythema": suggestion(1, 2, photos)},
        )
    (erythema,) = kept_agreement(store)
    assert (erythema.figures.photos, erythema.assisted) == (2, 1)
