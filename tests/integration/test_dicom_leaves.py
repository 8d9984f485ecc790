"""A case leaves as DICOM: a validator finds it in order, a real archive takes it and gives it."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom import Dataset
from pydicom.encaps import generate_frames

from skin_core.domain.case import Case, Patient, Sex
from skin_core.domain.outline import DrawnOutline
from skin_core.domain.photo import PhotoKind
from skin_core.exchange.dicom.attributes import text_of
from skin_core.facts import fact
from skin_core.services import dicom, outlines, records
from skin_core.storage.reports import find_reports, read_report_pdf
from skin_core.storage.store import Store
from tests.sample_bundle import HEIGHT, WIDTH, outlined_case, skin_jpeg
from tests.sample_drafts import sign
from tests.ten_names import NAMES

PERSON = Patient("a" * 32, "Nguyễn Thị 하늘", "P-^0107\\", sex=Sex.FEMALE, birth_date="1964-05-02")
# What the validator says of objects that are in order, and why.
EXCUSED = (
    "needed to build DICOMDIR",  # the time of day of a visit is not known
    "Unrecognized defined term = <DMS>",  # of Supplement 221, later than this list of terms
)


def told(store: Store, case: Case) -> dict[str, bytes]:
    case = records.find_case(store, case.case_id)
    papers = [
        (one, read_report_pdf(store, one.report_id)) for one in find_reports(store, case.case_id)
    ]
    return dict(dicom.case_as_dicom(store, case, papers))


def read(data: bytes) -> Dataset:
    return pydicom.dcmread(io.BytesIO(data))


def turned_heic_like() -> bytes:
    """A photo with transparency, which is no JPEG."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(skin_jpeg())).convert("RGBA").save(buffer, "PNG")
    return buffer.getvalue()


def test_photo_outline_copy_and_report_are_told_as_entered(store: Store) -> None:
    case = outlined_case(store, PERSON)
    sign(store, case, b"%PDF-1.4 odd")
    files = told(store, case)
    assert list(files) == ["photo.1.dcm", "outline.1.dcm", "burned.1.dcm", "report.1.dcm"]
    assert files == told(store, case)
    photo, outline, burned, paper = (read(one) for one in files.values())
    for one in (photo, outline, burned, paper):
        assert str(one.PatientName) == "Nguyễn Thị 하늘^"
        assert one.PatientID == "P- 0107"
        assert (one.PatientBirthDate, one.PatientSex, one.PatientAge) == ("19640502", "F", "062Y")
        assert one.StudyInstanceUID == photo.StudyInstanceUID
        assert one.SOPInstanceUID.startswith("2.25.")
        assert one.StudyDate == "20261121"
    assert len({one.SOPInstanceUID for one in (photo, outline, burned, paper)}) == 4
    assert len({one.SeriesInstanceUID for one in (photo, outline, burned, paper)}) == 4
    stored = store.read(case.photos[0].key)
    assert next(iter(generate_frames(photo.PixelData, number_of_frames=1))) in (
        stored,
        stored + b"\0",
    )
    assert photo.AnatomicRegionSequence[0].CodeMeaning == "Skin of anterior surface of thorax"
    assert photo.ImageLaterality == "L"
    assert paper.EncapsulatedDocument[: paper.EncapsulatedDocumentLength] == b"%PDF-1.4 odd"
    assert paper.DocumentTitle == "피부 증례 보고서"


def test_the_outline_that_counts_is_told_pixel_by_pixel(store: Store) -> None:
    case = outlined_case(store)
    network = read(told(store, case)["outline.1.dcm"])
    segment = network.SegmentSequence[0]
    assert (segment.SegmentAlgorithmType, network.Rows, network.Columns) == (
        "AUTOMATIC",
        HEIGHT,
        WIDTH,
    )
    assert segment.SegmentationAlgorithmIdentificationSequence[0].AlgorithmName == "lesion-outline"
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    mask[100:150, 200:300] = True
    drawn = DrawnOutline(
        case.photos[0].photo_id, WIDTH, HEIGHT, outlines.runs_of(mask), "2026-11-21T05:03:00+00:00"
    )
    assert case.assessment is not None
    by_hand = replace(case, assessment=replace(case.assessment, outlines=(drawn,)))
    files = dicom.case_as_dicom(store, by_hand, ())
    outline = read(files["outline.1.dcm"])
    assert outline.SegmentSequence[0].SegmentAlgorithmType == "MANUAL"
    assert np.array_equal(outline.pixel_array.astype(np.bool_), mask)
    assert outline.SOPInstanceUID != network.SOPInstanceUID
    assert read(files["photo.1.dcm"]).SOPInstanceUID == (
        read(told(store, case)["photo.1.dcm"]).SOPInstanceUID
    )


def test_what_is_no_upright_jpeg_is_drawn_anew_and_what_cannot_be_drawn_is_left_out(
    store: Store,
) -> None:
    case = outlined_case(store, photo=turned_heic_like())
    photo = read(told(store, case)["photo.1.dcm"])
    assert (photo.Rows, photo.Columns, photo.PhotometricInterpretation) == (
        HEIGHT,
        WIDTH,
        "YBR_FULL_422",
    )
    assert told(store, outlined_case(store, photo=b"no picture")) == {}


def test_names_of_ten_scripts_come_back_and_what_rules_a_console_does_not() -> None:
    for name in NAMES:
        told = Dataset()
        told.SpecificCharacterSet, told.PatientName = "ISO_IR 192", f"{text_of(name.typed, 'PN')}^"
        buffer = io.BytesIO()
        pydicom.dcmwrite(buffer, told, implicit_vr=False, little_endian=True)
        again = pydicom.dcmread(io.BytesIO(buffer.getvalue()), force=True)
        assert str(again.PatientName) == f"{' '.join(name.typed.split())}^"
    assert text_of("Kim\x1b$)C^\x07\x7fLee\\", "PN") == "Kim $)C Lee"


def test_sites_have_the_codes_of_dicom() -> None:
    from pydicom.sr._cid_dict import cid_concepts
    from pydicom.sr._concepts_dict import concepts

    known: Any = concepts["SCT"]
    words = {
        (code, meaning)
        for keyword in cid_concepts[4029]["SCT"]
        for code, (meaning, _) in known[keyword].items()
    }
    place = Path(dicom.__file__).parents[1] / "exchange" / "dicom" / "sites.toml"
    table = tomllib.loads(place.read_text("utf-8"))
    assert {
        (one["code"], one["words"]) for one in (table["skin"], *table["site"].values())
    } <= words
    assert table["site"].keys() <= {choice.key for choice in fact("site").choices}


@pytest.mark.parametrize("kind", [PhotoKind.CLINICAL, PhotoKind.DERMOSCOPIC])
def test_a_validator_finds_nothing_wrong(store: Store, tmp_path: Path, kind: PhotoKind) -> None:
    if shutil.which("dciodvfy") is None:
        pytest.skip("no dciodvfy: install dicom3tools")
    case = outlined_case(store, PERSON, kind=kind)
    sign(store, case, b"%PDF-1.4")
    for name, data in told(store, case).items():
        file = tmp_path / name
        file.write_bytes(data)
        said = subprocess.run(
            ["dciodvfy", "-new", str(file)], capture_output=True, check=False, timeout=30
        ).stderr.decode("utf-8", "replace")
        lines = [one for one in said.splitlines() if one.startswith(("Error", "Warning", "Abort"))]
        assert not [one for one in lines if not any(map(one.__contains__, EXCUSED))], name
        assert said, name


@contextmanager
def orthanc(folder: Path) -> Iterator[str]:
    """A real archive on a free port of this machine, ended afterwards."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "Name": "test", "StorageDirectory": str(folder / "kept"), "HttpPort": port,
        "IndexDirectory": str(folder / "kept"), "DicomServerEnabled": False, "Plugins": [],
        "RemoteAccessAllowed": False, "AuthenticationEnabled": False, "HttpDescribeErrors": True,
    }  # fmt: skip
    file = folder / "orthanc.json"
    file.write_text(json.dumps(settings))
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen([_orthanc(), str(file)], stdout=log, stderr=log)
        try:
            yield _waited(f"http://127.0.0.1:{port}", running)
        finally:
            running.terminate()
            running.wait(20)


def _orthanc() -> str:
    found = shutil.which("Orthanc") or shutil.which("Orthanc", path="/usr/sbin:/usr/bin")
    if found is None:
        pytest.skip("no orthanc")
    return found


def _waited(address: str, running: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        assert running.poll() is None, "orthanc ended"
        try:
            asked(f"{address}/system")
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError("orthanc does not answer")


def asked(address: str, data: bytes | None = None) -> bytes:
    request = urllib.request.Request(address, data)
    with urllib.request.urlopen(request, timeout=20) as answer:
        told: bytes = answer.read()
    return told


def test_a_real_archive_takes_every_object_and_gives_it_back(store: Store, tmp_path: Path) -> None:
    case = outlined_case(store, PERSON)
    sign(store, case, b"%PDF-1.4")
    files = told(store, case) | {
        f"d.{name}": data
        for name, data in told(
            store, outlined_case(store, PERSON, kind=PhotoKind.DERMOSCOPIC)
        ).items()
    }
    with orthanc(tmp_path) as address:
        for data in files.values():
            taken = json.loads(asked(f"{address}/instances", data))
            assert taken["Status"] == "Success"
            assert asked(f"{address}/instances/{taken['ID']}/file") == data
            assert json.loads(asked(f"{address}/instances", data))["Status"] == "AlreadyStored"
        assert len(json.loads(asked(f"{address}/patients"))) == 1
        assert len(json.loads(asked(f"{address}/studies"))) == 2
        shown = json.loads(asked(f"{address}/studies?expand"))[0]["PatientMainDicomTags"]
        assert shown["PatientName"] == "Nguyễn Thị 하늘^"
