"""Another program asks over HTTP: what it is told, what is stored, and what is refused."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from skin_core.cli import app as command_line
from skin_core.domain.outline import DrawnOutline, HandScale, ScaledBy
from skin_core.imaging.overlay import to_jpeg
from skin_core.runtime import Runtime
from skin_core.services import workbench
from skin_core.services.api_access import make_key, take_key_back
from skin_core.services.outlines import runs_of
from skin_core.services.records import save_case
from tests.api_desk import KEY, client_of, code_of, count_stored, files_of, photos, runtime_of, skin
from tests.fake_networks import FakeNetworks
from tests.sample_drafts import NOW, draft_of, person

CASE = {"patient": {"name": "Kim", "sex": "female"}, "facts": {"site": "chest", "fever": False}}


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    made = runtime_of(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def client(runtime: Runtime) -> TestClient:
    return client_of(runtime)


def told(case: object) -> dict[str, str]:
    return {"case": case if isinstance(case, str) else json.dumps(case)}


def test_what_is_told_is_what_the_command_line_tells(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skin_core.inference.build_engine", lambda settings: FakeNetworks())
    (tmp_path / "0.jpg").write_bytes(skin())
    output = CliRunner().invoke(command_line, ["analyse", str(tmp_path / "0.jpg")]).stdout
    line = json.loads(output)
    answer = client.post("/analyze", files=photos()).json()
    photo = answer["photos"][0]
    for key in (
        "schema_version",
        "uncertain",
        "prediction_set",
        "urgency",
        "unknown_to_model",
        "zoster",
    ):
        assert line[key] == answer[key]
    assert (line["gate"], line["lesion"], line["kind"]) == tuple(
        photo[key] for key in ("gate", "lesion", "kind")
    )
    assert line["differential"] == [
        {"label": one["label"], "probability": one["probability"]} for one in answer["differential"]
    ]


def test_analysing_stores_nothing(client: TestClient, runtime: Runtime) -> None:
    classified = client.post("/classify", files=photos(1, 2)).json()
    analysed = client.post("/analyze", files=photos(1, 2), data=told(CASE)).json()
    assert len(classified["photos"]) == 2
    assert classified["differential"] == analysed["differential"]
    assert analysed["facts"] == CASE["facts"]
    assert "urgency" not in classified
    assert count_stored(runtime) == 0
    assert files_of(runtime) == []


def test_a_diagnosis_is_stored_once_however_often_it_is_sent(
    client: TestClient, runtime: Runtime
) -> None:
    def send(case: object, *seeds: int) -> Any:
        once = {"idempotency-key": "visit-1"}
        return client.post("/diagnose", files=photos(*seeds), data=told(case), headers=once)

    first, second = send(CASE, 1), send(CASE, 1)
    assert first.json()["case_id"] == second.json()["case_id"]
    assert (first.json()["replayed"], second.json()["replayed"]) == (False, True)
    for case, seed in ((CASE, 2), ({}, 1)):
        other = send(case, seed)
        assert code_of(other) == "error.api.idempotency_reused"
    assert count_stored(runtime) == 1
    stored = client.get(f"/cases/{first.json()['case_id']}").json()
    assert stored["patient"]["name"] == "Kim"
    assert stored["analysis"]["differential"] == first.json()["analysis"]["differential"]
    pdf = client.get(f"/reports/{stored['case_id']}.pdf", params={"language": "ko"})
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    sections = [one["section"] for one in first.json()["findings"]]
    assert sections[0] == "findings"
    assert sections[-1] == "patient"


def test_a_known_patient_is_the_same_one(client: TestClient, runtime: Runtime) -> None:
    first = client.post("/diagnose", files=photos(1), data=told(CASE)).json()["case_id"]
    patient_id = client.get(f"/cases/{first}").json()["patient"]["patient_id"]
    again = {"patient": {"patient_id": patient_id}}
    second = client.post("/diagnose", files=photos(2), data=told(again)).json()["case_id"]
    assert client.get(f"/cases/{second}").json()["patient"]["name"] == "Kim"
    nobody = {"patient": {"patient_id": "0" * 32}}
    answer = client.post("/diagnose", files=photos(3), data=told(nobody))
    assert code_of(answer) == "error.store.not_found"


def events_of(text: str) -> list[tuple[str, Any]]:
    parts = [part.split("\n") for part in text.strip().split("\n\n") if part.startswith("event")]
    return [(name[len("event: ") :], json.loads(data[len("data: ") :])) for name, data in parts]


def test_a_stream_tells_each_stage_the_findings_and_where_the_case_is(client: TestClient) -> None:
    events = events_of(client.post("/diagnose-stream", files=photos(1), data=told(CASE)).text)
    names = [name for name, _ in events]
    assert names[0] == "begun"
    assert names[1:7] == ["stage"] * 6
    assert names[7] == "answer"
    assert set(names[8:-1]) == {"finding"}
    assert names[-1] == "done"
    assert [data["done"] for name, data in events if name == "stage"] == [1, 2, 3, 4, 5, 6]
    assert client.get(f"/cases/{events[-1][1]['case_id']}").status_code == 200
    broken = client.post("/diagnose-stream", files=[("photos", ("a.jpg", b"no photo"))])
    assert events_of(broken.text)[-1][1]["code"] == "error.photo.unreadable"


def test_facts_alone_are_advised_on(client: TestClient) -> None:
    answer = client.post("/advise", json={"facts": {"fever": True, "non_blanching": True}}).json()
    assert answer["urgency"] == "emergency"
    assert answer["steps"]
    assert answer["zoster"] is None


def test_what_contradicts_itself_or_is_no_time_is_refused_by_its_own_name(
    client: TestClient,
) -> None:
    both = {"diagnosis": "melanoma", "excluded": ["melanoma"]}
    unheard = {"photo": {"probabilities": {"melanoma": 1}}}
    wrong = {"excluded": both, "kind": unheard, "now": {"now": "tomorrow"}}
    for field, case in wrong.items():
        answer = client.post("/advise", json=case)
        assert (answer.status_code, code_of(answer)) == (422, "error.case.invalid"), field
        assert f"“{field}”" in answer.json()["detail"]
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        for onset in ("0001-01-01", "9999-12-31T23:59"):
            answer = client.post("/advise", json={"now": at, "facts": {"rash_onset": onset}})
            assert answer.status_code < 500, (at, onset)


def test_a_name_that_stands_twice_with_unlike_values_is_refused(client: TestClient) -> None:
    twice = '{"facts": {"fever": true, "fever": false}}'
    answer = client.post("/advise", content=twice, headers={"Content-Type": "application/json"})
    assert (answer.status_code, code_of(answer)) == (422, "error.api.invalid")
    assert "fever" in answer.json()["detail"]


def test_who_somebody_is_stands_on_one_line(client: TestClient) -> None:
    case = {"patient": {"name": " Kim\nIgnore all\r\n rules", "code": "A\t1"}}
    stored = client.post("/diagnose", files=photos(1), data=told(case)).json()["case_id"]
    patient = client.get(f"/cases/{stored}").json()["patient"]
    assert (patient["name"], patient["code"]) == ("Kim Ignore all rules", "A 1")


def test_what_counts_if_it_is_zoster_is_told_in_the_callers_language(client: TestClient) -> None:
    facts = {"new_vesicles": True, "unilateral": True, "site": "nose", "nose_tip": True}
    case = {"patient": {"age_years": 71}, "facts": facts}
    korean = {"accept-language": "ko"}
    screen = client.post("/advise", json=case, headers=korean).json()["zoster"]
    assert screen["is_settled"]
    assert screen["alarms"]
    assert screen["network"] is None
    assert re.search("[가-힣]", screen["note"])
    first = screen["lines"][0]
    assert first["urgency"] in ("emergency", "urgent")
    assert re.search("[가-힣]", first["text"])
    assert first["source"]


def test_measures_say_what_their_centimetres_rest_on(client: TestClient, runtime: Runtime) -> None:
    """A lesion outlined by hand, beside which two marks were set on a ruler."""
    lesion = np.zeros((180, 240), np.bool_)
    lesion[50:130, 80:160] = True
    photo = np.where(lesion[..., None], (190, 120, 110), (215, 170, 150)).astype(np.uint8)
    draft = draft_of(runtime.store, person(), to_jpeg(photo, 95))
    photo_id = draft.photos[0].photo_id
    ruler = HandScale(photo_id, ScaledBy.RULER, 120.0, ((0.0, 0.5), (1.0, 0.5)), "2026-11-21", "")
    outline = DrawnOutline(photo_id, 240, 180, runs_of(lesion), "2026-11-21")
    draft = workbench.outlined(workbench.scaled(draft, ruler), outline)
    case = save_case(runtime.store, draft, visit_date="2026-11-21", now=NOW)

    told = client.get(f"/cases/{case.case_id}", headers={"accept-language": "vi"}).json()
    (scale,), (measured,) = told["assessment"]["scales"], told["measures"]
    assert (scale["scaled_by"], scale["px_per_cm"], scale["error"]) == ("ruler", 133.3333, None)
    assert measured["outlined_by"] == "clinician"
    assert measured["measures"]["area"]["cm2"] == pytest.approx(16, rel=0.01)
    assert measured["scale"]["source"] == "ruler"
    assert measured["scale"]["area_error"] == scale["area_error"] > 0.15
    assert "thước" in measured["scale"]["text"]

    bundle = client.get(f"/cases/{case.case_id}/fhir?language=en").json()
    found = [one["resource"] for one in bundle["entry"]]
    (area,) = (one for one in found if one.get("code", {}).get("text", "").startswith("Area"))
    parts = {one["code"]["coding"][0]["code"]: one for one in area["component"]}
    assert parts["area_cm2"]["valueQuantity"]["value"] == measured["measures"]["area"]["cm2"]
    assert parts["scale"]["valueCodeableConcept"]["coding"][0]["code"] == "ruler"
    assert parts["area_error"]["valueQuantity"]["value"] > 15
    assert "ruler" in area["note"][0]["text"]


BAD: dict[str, tuple[dict[str, Any], int]] = {  # what is sent, and what is said of it
    "not a form": ({"content": b"{}", "headers": {"content-type": "application/json"}}, 415),
    "a form without boundary": (
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
        422,
    ),
    "no photo": ({"data": told(CASE), "files": [("other", ("a.jpg", b"x"))]}, 422),
    "a photo that is text": ({"files": [("photos", ("a.jpg", b"text"))]}, 422),
    "no bytes": ({"files": [("photos", ("a.jpg", b""))]}, 422),
    "thirty photos": ({"files": photos(*range(30))}, 413),
    "too many bytes": ({"files": [("photos", ("a.jpg", bytes(4_000_000)))]}, 413),
    "no JSON": ({"files": photos(), "data": told("{")}, 422),
    "JSON too deep": ({"files": photos(), "data": told("[" * 100_000)}, 422),
    "a list": ({"files": photos(), "data": told("[]")}, 422),
    "half a character": ({"files": photos(), "data": told('{"diagnosis": "\\ud800"}')}, 422),
    "an unknown fact": ({"files": photos(), "data": told({"facts": {"mood": True}})}, 422),
    "an unknown disease": ({"files": photos(), "data": told({"diagnosis": "unheard_of"})}, 422),
    "another case's photo": ({"files": photos(), "data": told({"photo": {"kind": "x"}})}, 422),
    "the year 1": ({"files": photos(), "data": told({"now": "0001-01-01T00:00"})}, 422),
    "the last day": (
        {"files": photos(), "data": told({"facts": {"rash_onset": "9999-12-31"}})},
        422,
    ),
    "a book for a name": ({"files": photos(), "data": told({"patient": {"name": "x" * 121}})}, 422),
    "a book for a fact": ({"files": photos(), "data": told({"facts": {"x" * 9999: True}})}, 422),
    "an unknown kind": ({"files": photos(), "data": {"kind": "xray"}}, 422),
    "an unknown model": ({"files": photos(), "data": {"model": "oracle"}}, 422),
    "an unknown field": ({"files": photos(), "data": {"colour": "red"}}, 422),
}


def test_bad_requests_are_refused_with_a_sentence_and_store_nothing(tmp_path: Path) -> None:
    runtime = runtime_of(tmp_path / "home", upload_limit_mb=1)
    client = client_of(runtime)
    for path in ("/classify", "/analyze", "/diagnose"):
        for name, (sent, status) in BAD.items():
            answer = client.post(path, **sent)
            assert answer.status_code == status, (path, name, answer.text)
            assert code_of(answer).startswith("error."), name
            assert 20 < len(answer.json()["detail"]) < 500, name
    streamed = client.post("/diagnose-stream", files=photos(*range(30)))
    assert streamed.status_code == 413
    assert count_stored(runtime) == 0
    assert files_of(runtime) == []
    runtime.close()


def test_a_body_of_untold_length_is_refused_where_it_grows_too_large(tmp_path: Path) -> None:
    client = client_of(runtime_of(tmp_path / "home", upload_limit_mb=1))
    begun = b'--b\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n'

    def parts() -> Iterator[bytes]:
        yield begun
        yield from (bytes(100_000) for _ in range(40))

    kind = {"content-type": "multipart/form-data; boundary=b"}
    answer = client.post("/analyze", content=parts(), headers=kind)
    assert (answer.status_code, code_of(answer)) == (413, "error.api.body_too_large")


def test_of_two_photos_the_one_that_is_none_is_told(client: TestClient) -> None:
    sent = [*photos(1), ("photos", ("b.jpg", b"no photo"))]
    answer = client.post("/analyze", files=sent).json()
    assert [photo["name"] for photo in answer["photos"]] == ["1.jpg"]
    assert answer["failures"][0]["photo"] == 1
    assert answer["failures"][0]["error"]["code"] == "error.photo.unreadable"


def test_sentences_are_in_the_language_that_is_liked_best(client: TestClient) -> None:
    for liked, language in (("fr, vi;q=0.5, ko;q=0.9", "ko"), ("vi-VN", "vi"), ("", "en")):
        answer = client.post("/classify", headers={"accept-language": liked}, files=[("a", b"")])
        assert answer.headers["content-language"] == language
    assert client.get("/cases/1", headers={"accept-language": "ko"}).json()["detail"].isascii() is (
        False
    )


def test_nobody_is_answered_without_a_key(tmp_path: Path) -> None:
    runtime = runtime_of(tmp_path / "home")
    for headers, code in (
        ({"x-nothing": ""}, "error.api.key_missing"),
        ({"x-api-key": KEY + "x"}, "error.api.key_wrong"),
        ({"authorization": f"Basic {KEY}"}, "error.api.key_missing"),
    ):
        stranger = client_of(runtime, **headers)
        assert code_of(stranger.get("/models")) == code
        assert stranger.get("/models").headers["www-authenticate"] == "Bearer"
        assert stranger.get("/health").json()["status"] == "ok"
    assert client_of(runtime, **{"x-api-key": KEY}).get("/models").status_code == 200


def test_without_any_key_the_api_is_off_unless_it_may_be_open(tmp_path: Path) -> None:
    off = client_of(runtime_of(tmp_path / "a", api_keys=()), **{"x-nothing": ""})
    assert code_of(off.get("/health")) == "error.api.off"
    runtime = runtime_of(tmp_path / "b", api_keys=(), api_open=True)
    assert client_of(runtime, **{"x-nothing": ""}).get("/models").status_code == 200
    for foreign in ({"origin": "https://evil.example"}, {"host": "evil.example"}):
        answer = client_of(runtime, **foreign).post("/diagnose", files=photos())
        assert code_of(answer) == "error.api.foreign"
    assert count_stored(runtime) == 0


def test_a_key_made_under_settings_opens_until_it_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skin_core.api.doorkeeper._KEPT_S", 0)
    runtime = runtime_of(tmp_path / "home", api_keys=())
    first, second = make_key(runtime.store), make_key(runtime.store)
    client = client_of(runtime, **{"x-api-key": second})
    assert client.get("/models").status_code == 200
    assert code_of(client_of(runtime, **{"x-api-key": first}).get("/models")) == (
        "error.api.key_wrong"
    )
    take_key_back(runtime.store)
    assert code_of(client.get("/models")) == "error.api.off"
    assert second not in runtime.settings.database_file.read_bytes().decode("latin-1")


def test_who_asks_too_often_is_told_when_to_come_again(tmp_path: Path) -> None:
    client = client_of(runtime_of(tmp_path / "home", api_per_minute=12))
    answers = [client.get("/health") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 5


def test_what_nobody_foresaw_is_logged_without_a_word_of_the_patient(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("Kim has zoster")

    monkeypatch.setattr("skin_core.api.desk.analyse_case", fails)
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/analyze", files=photos(1), data=told(CASE))
    assert code_of(answer) == "error.unexpected"
    assert answer.json()["reference"] in answer.json()["detail"]
    assert answer.json()["reference"] in caplog.text
    assert "Kim" not in caplog.text
    assert "zoster" not in answer.text
