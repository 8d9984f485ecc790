"""A stored case leaves as FHIR: over HTTP and in the ZIP of Records, before and after signing."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from skin_core.services import records
from tests.api_desk import client_of, runtime_of
from tests.sample_drafts import NOW, person, saved, sign


def report_of(bundle: dict[str, Any]) -> dict[str, Any]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return next(one for one in found if one["resourceType"] == "DiagnosticReport")


def data_of(bundle: dict[str, Any], kind: str) -> list[bytes]:
    found = [entry["resource"] for entry in bundle["entry"]]
    told = [one["content"] for one in found if one["resourceType"] == kind]
    attached = [one[0]["attachment"] if isinstance(one, list) else one for one in told]
    return [base64.b64decode(one["data"]) for one in attached]


def test_a_case_is_preliminary_then_final_then_amended(tmp_path: Path) -> None:
    runtime = runtime_of(tmp_path / "home")
    store, client = runtime.store, client_of(runtime)
    case = saved(store, person(), b"photo bytes", diagnosis="herpes_zoster")

    def asked() -> dict[str, Any]:
        answer = client.get(f"/cases/{case.case_id}/fhir", params={"language": "ko"})
        assert answer.headers["content-type"] == "application/fhir+json"
        bundle: dict[str, Any] = answer.json()
        return bundle

    first = asked()
    assert report_of(first)["status"] == "preliminary"
    assert data_of(first, "Media") == [b"photo bytes"]
    assert data_of(first, "DocumentReference") == []
    sign(store, case, b"%PDF first")
    final = asked()
    assert report_of(final)["status"] == "final"
    assert report_of(final)["id"] == report_of(first)["id"]
    assert data_of(final, "DocumentReference") == [b"%PDF first"]
    with zipfile.ZipFile(io.BytesIO(records.export_case(store, case.case_id, "ko"))) as archive:
        assert json.loads(archive.read("fhir.json")) == final
    records.amend(store, case.case_id, NOW)
    assert report_of(asked())["status"] == "preliminary"
    sign(store, records.find_case(store, case.case_id), b"%PDF second")
    assert report_of(asked())["status"] == "amended"
    assert data_of(asked(), "DocumentReference") == [b"%PDF second"]
    runtime.close()


def test_no_case_is_a_problem_and_no_key_tells_nothing(tmp_path: Path) -> None:
    runtime = runtime_of(tmp_path / "home")
    missing = client_of(runtime).get(f"/cases/{'0' * 32}/fhir")
    assert (missing.status_code, missing.json()["code"]) == (404, "error.store.not_found")
    assert client_of(runtime, accept="*/*").get(f"/cases/{'0' * 32}/fhir").status_code == 401
    runtime.close()
