"""`analyse` keeps its promise for scripts; `doctor` says what is wrong and what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from skin_core.cli import app
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.services.analyse import PhotoFile, analyse_case
from tests.fake_graders import Graders
from tests.fake_networks import CLINICAL, FakeNetworks

ROOT = Path(__file__).resolve().parents[2]
Lines = list[dict[str, Any]]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder with a photo of skin, one of none, a broken one and a note."""
    folder = tmp_path / "box"
    (folder / "deeper").mkdir(parents=True)
    skin = render_skin("mole", "light", 3, (320, 240))
    (folder / "skin.jpg").write_bytes(to_jpeg(skin))
    (folder / "deeper" / "sky.jpg").write_bytes(to_jpeg(skin[..., ::-1]))
    (folder / "broken.jpg").write_bytes(b"no picture")
    (folder / "note.txt").write_text("not searched")
    return folder


@pytest.fixture(autouse=True)
def fake_networks(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "weights" not in request.keywords:
        monkeypatch.setattr("skin_core.inference.build_engine", lambda settings: FakeNetworks())


def analyse(out: Path, *arguments: str | Path) -> Lines:
    done = CliRunner().invoke(app, ["analyse", *map(str, arguments), "--jsonl", str(out)])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_each_photo_of_a_folder_has_its_line(box: Path, tmp_path: Path) -> None:
    lines = {line["file"]: line for line in analyse(tmp_path / "out.jsonl", box)}
    assert set(lines) == {f"{box}/broken.jpg", f"{box}/deeper/sky.jpg", f"{box}/skin.jpg"}
    skin = lines[f"{box}/skin.jpg"]
    assert skin["gate"] == {"accepted": True, "reasons": []}
    assert {one["label"] for one in skin["differential"]} == set(CLINICAL)
    assert sum(one["probability"] for one in skin["differential"]) == pytest.approx(1, abs=1e-4)
    assert skin["error"] is None
    sky = lines[f"{box}/deeper/sky.jpg"]
    assert sky["gate"] == {"accepted": False, "reasons": ["not_skin"]}
    assert sky["differential"] == []
    assert sky["urgency"] == "unknown"
    assert lines[f"{box}/broken.jpg"]["error"]["code"] == "error.photo.unreadable"


def test_force_kind_model_and_layers(box: Path, tmp_path: Path) -> None:
    layers = tmp_path / "layers"
    options = ("--force", "--kind", "dermoscopic", "--layers", layers)
    lines = analyse(tmp_path / "out.jsonl", box, *options)
    classified = [line for line in lines if line["differential"]]
    assert len(classified) == 2
    assert {line["kind"] for line in classified} == {"dermoscopic"}
    for name in ("skin.heatmap.png", "deeper/sky.heatmap.png"):
        with Image.open(layers / name) as layer:
            assert (layer.size, layer.mode) == ((320, 240), "L")
    by_model = analyse(tmp_path / "out.jsonl", box / "skin.jpg", "--model", "dermoscopy")
    assert by_model[0]["model"] == "dermoscopy"


def test_signs_stand_on_every_line_only_where_they_are_asked_for(
    box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graders = Graders((2.0, -2.0, -8.0))
    monkeypatch.setattr("skin_core.inference.build_engine", lambda settings: graders)
    assert "signs" not in analyse(tmp_path / "out.jsonl", box / "skin.jpg")[0]
    assert not {"signs", "acne"} & set(graders.asked)
    lines = {
        Path(line["file"]).name: line for line in analyse(tmp_path / "out.jsonl", box, "--signs")
    }
    told = lines["skin.jpg"]["signs"]
    assert set(told) == {"erythema", "excoriation", "lichenification", "acne"}  # acne is likely
    assert told["erythema"] == {"grade": 2, "expected": 2.0, "certain": True} | {
        "expected": pytest.approx(2, abs=0.05)
    }
    assert lines["skin.jpg"]["elapsed_ms"]["grade"] > 0
    assert lines["sky.jpg"]["signs"] is None
    assert lines["broken.jpg"]["signs"] is None


def test_missing_file_has_its_line_and_the_rest_their_results(box: Path, tmp_path: Path) -> None:
    lines = analyse(tmp_path / "out.jsonl", box / "gone.jpg", box / "skin.jpg")
    assert lines[0]["error"]["code"] == "error.photo.missing"
    assert lines[1]["error"] is None


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_what_has_no_end_is_too_large(box: Path, tmp_path: Path) -> None:
    (box / "endless.jpg").symlink_to("/dev/zero")
    lines = {Path(line["file"]).name: line for line in analyse(tmp_path / "out.jsonl", box)}
    assert lines["endless.jpg"]["error"]["code"] == "error.photo.file_too_large"
    assert lines["skin.jpg"]["error"] is None


def test_a_photo_at_which_something_unforeseen_happens_has_its_line_and_the_run_goes_on(
    box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judged(photos: list[PhotoFile], *rest: Any) -> Any:
        if photos[0].name == "sky.jpg":
            raise ZeroDivisionError
        return analyse_case(photos, *rest)

    monkeypatch.setattr("skin_core.cli.analyse.analyse_case", judged)
    lines = {Path(line["file"]).name: line for line in analyse(tmp_path / "out.jsonl", box)}
    assert lines["sky.jpg"]["error"]["code"] == "error.unexpected"
    assert lines["sky.jpg"]["urgency"] == "unknown"
    assert lines["skin.jpg"]["error"] is None


def test_messages_come_in_the_language_asked_for(box: Path, tmp_path: Path) -> None:
    line = analyse(tmp_path / "out.jsonl", box / "broken.jpg", "--language", "ko")[0]
    assert "사진" in line["error"]["message"]


def test_unknown_model_ends_with_a_suggestion(box: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out.jsonl")
    arguments = ["analyse", str(box), "--jsonl", out, "--model", "clinicl"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert "clinical" in done.output


def test_documented_words_are_those_of_the_code() -> None:
    from skin_core.domain.analysis import Urgency
    from skin_core.domain.photo import GateReason

    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for word in (*GateReason, *Urgency):
        assert f"`{word.value}`" in text


@pytest.mark.weights
def test_real_networks_from_a_shell(box: Path, tmp_path: Path, weights: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "skin_core", "analyse", str(box), "--jsonl", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    lines = {Path(line["file"]).name: line for line in read}
    assert lines["skin.jpg"]["gate"]["accepted"]
    assert len(lines["skin.jpg"]["differential"]) == 45
    assert lines["broken.jpg"]["error"]


@pytest.mark.weights
def test_doctor_finds_a_sound_installation_sound(home: Path, weights: Path) -> None:
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0, done.output
    assert "!!" not in done.output
    assert "vitiligo-outline" in done.output  # all that was looked at is named


def test_doctor_says_what_is_wrong(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKINDESK_WEIGHTS", str(tmp_path / "nowhere"))
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "!!" in done.output


@pytest.mark.weights
def test_doctor_notices_changed_weights(
    home: Path, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "weights"
    shutil.copytree(weights, copy)
    with next(copy.glob("*/model.onnx")).open("ab") as file:
        file.write(b"x")
    monkeypatch.setenv("SKINDESK_WEIGHTS", str(copy))
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "model.onnx" in done.output


def test_no_file_name_ends_the_run(box: Path, tmp_path: Path) -> None:
    skin = (box / "skin.jpg").read_bytes()
    korean = os.fsencode(box) + "/발진 사진.jpg".encode("cp949")  # as old archives unpack it
    latin = os.fsencode(box) + b"/caf\xff\xe9.jpg"
    long = box / f"{'긴이름' * 27}.jpg"
    for path in (korean, latin, os.fsencode(long)):
        Path(os.fsdecode(path)).write_bytes(skin)
    layers = tmp_path / "layers"
    lines = analyse(tmp_path / "out.jsonl", box, "--layers", layers)
    names = {Path(str(line["file"])).name for line in lines if line["error"] is None}
    assert {"발진 사진.jpg", long.name} <= names
    assert len(lines) == 6
    assert len(list(layers.rglob("*.heatmap.png"))) == 4


def test_console_that_knows_no_korean_ends_nothing(tmp_path: Path) -> None:
    case = tmp_path / "cases.jsonl"
    case.write_text('{"id": "가", "facts": {"fever": true}}\n', encoding="utf-8")
    command = [sys.executable, "-m", "skin_core", "advise", str(case), "--language", "ko"]
    done = subprocess.run(
        [*command, "--jsonl", "-"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    answer = json.loads(done.stdout.decode("utf-8"))
    assert (answer["id"], answer["urgency"]) == ("가", "urgent")


def advise(tmp_path: Path, *cases: object) -> Lines:
    told = tmp_path / "cases.jsonl"
    lines = [one if isinstance(one, str) else json.dumps(one) for one in cases]
    told.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(app, ["advise", str(told), "--jsonl", str(tmp_path / "out.jsonl")])
    assert done.exit_code == 0, done.output
    answers = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in answers]


def test_advice_needs_no_photo_and_no_store(tmp_path: Path) -> None:
    newborn = {"birth_date": "2026-12-16"}
    now = "2027-01-05T10:00:00+09:00"
    (answer,) = advise(tmp_path, {"patient": newborn, "facts": {"fever": True}, "now": now})
    assert answer["urgency"] == "emergency"
    assert answer["rules"][0]["id"] == "infant-fever"
    assert answer["steps"][0].startswith("Now: Paediatric assessment in hospital now")


@pytest.mark.weights
def test_a_line_of_advice_tells_what_counts_if_it_is_zoster(tmp_path: Path) -> None:
    network = {"kind": "clinical", "probabilities": {"herpes_zoster": 0.6}}
    facts = {"rash_onset": "2027-01-04"}
    case = {"patient": {"age_years": 71}, "facts": facts, "photo": network}
    (answer,) = advise(tmp_path, {**case, "now": "2027-01-05T10:00:00+09:00"})
    screen = answer["zoster"]
    assert screen["clock"].startswith("zoster-")
    assert screen["neuralgia"] == "zoster-phn-risk"
    assert "near_eye" in screen["unanswered"]
    assert (screen["network"]["zoster"], screen["network"]["reaches_point"]) == (0.6, True)
    assert "72 h" in next(one["text"] for one in screen["lines"] if "Clock" in one["lead"])


def test_a_case_in_an_old_encoding_is_refused_and_the_next_is_answered(tmp_path: Path) -> None:
    told, out = tmp_path / "cases.jsonl", tmp_path / "out.jsonl"
    told.write_bytes('{"facts": {"allergies": "페니실린"}}\n'.encode("cp949") + b'{"id": "next"}\n')
    done = CliRunner().invoke(app, ["advise", str(told), "--jsonl", str(out)])
    assert done.exit_code == 0, done.output
    refused, answer = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert refused["error"]["code"]
    assert (answer["id"], answer["error"]) == ("next", None)


def test_two_answers_to_one_question_are_refused_by_its_name(tmp_path: Path) -> None:
    """JSON lets the last one win, unseen."""
    told = '{"facts": {"fever": true, "non_blanching": true, "fever": false}}'
    (answer,) = advise(tmp_path, told)
    assert "“true, false” is not possible for “fever”" in answer["error"]["message"]
    (same,) = advise(tmp_path, '{"facts": {"fever": true, "fever": true}}')
    assert same["error"] is None


def test_case_that_cannot_be_meant_so_has_its_error_and_the_run_goes_on(tmp_path: Path) -> None:
    now = "2027-01-05T10:00:00+09:00"
    wrong = (
        "not json",
        "[" * 100_000,
        '{"id": "\\ud83d", "facts": {}}',  # half of a character
        [1, 2],
        {"facts": {"no_such_fact": True}},
        {"facts": {"pain": 12}},
        {"facts": {"rash_onset": "2027-02-01"}, "now": now},
        {"patient": {"birth_date": "2028-01-01"}, "now": now},
        {"patient": {"age_years": -1}},
        {"patient": {"age_years": "old"}},
        {"patient": 7},
        {"diagnosis": "no_such_disease"},
        {"photo": {"kind": "x-ray", "probabilities": {}}},
        {"photo": {"kind": "clinical", "probabilities": {"acne": 0.9, "eczema": 0.9}}},
        {"photo": {"kind": "clinical", "probabilities": {"no_such_class": 0.1}}},
        {"excluded": 5},
        {"excluded": "melanoma"},
        {"now": "yesterday"},
    )
    answers = advise(tmp_path, *wrong, {"id": "right", "facts": {"fever": False}})
    messages = [answer["error"]["message"] for answer in answers[:-1]]
    assert all(messages)
    assert not [one for one in messages if "iterable" in one]  # no words of the language inside
    assert all(answer.keys() == answers[-1].keys() for answer in answers)
    assert (answers[-1]["id"], answers[-1]["error"]) == ("right", None)
