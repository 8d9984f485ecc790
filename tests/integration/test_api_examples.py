"""The examples in the description of the API are answers as it gives them today."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from skin_core.api.described import CASE
from skin_core.api.examples import example_file
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.runtime import Runtime
from skin_core.settings import Settings
from tests.api_desk import KEY, client_of, runtime_of

pytestmark = pytest.mark.weights


def answers(home: Path) -> dict[str, Any]:
    """What the shipped networks say of a drawn mole, by path."""
    runtime = Runtime(Settings(home=home, device="cpu", api_keys=(KEY,)))
    client = client_of(runtime)
    files = [("photos", ("lesion.jpg", to_jpeg(render_skin("mole", "light", 11, (640, 480)), 90)))]
    told = {"case": json.dumps(CASE)}
    given = {
        "/classify": client.post("/classify", files=files),
        "/analyze": client.post("/analyze", files=files, data=told),
        "/advise": client.post("/advise", json=CASE),
        "/diagnose": client.post("/diagnose", files=files, data=told),
        "/models": client.get("/models"),
        "/health": client.get("/health"),
    }
    case_id = given["/diagnose"].json()["case_id"]
    given["/cases/{case_id}"] = client.get(f"/cases/{case_id}")
    runtime.close()
    return {path: answer.raise_for_status().json() for path, answer in given.items()}


def shape(value: Any) -> Any:
    """The names in an answer, whatever stands under them."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return [shape(one) for one in value[:1]] if isinstance(value, list) else None


def test_every_example_has_the_form_of_todays_answer(tmp_path: Path) -> None:
    given = answers(tmp_path / "home")
    if os.environ.get("SKINDESK_WRITE_REFERENCES"):
        for path, answer in given.items():
            text = json.dumps(answer, ensure_ascii=False, indent=1)
            example_file(path).write_text(text + "\n", encoding="utf-8")
    described = client_of(runtime_of(tmp_path / "none")).get("/openapi.json").json()
    for path, answer in given.items():
        (about,) = described["paths"][path].values()
        example = about["responses"]["200"]["content"]["application/json"]["example"]
        assert shape(example) == shape(answer), path
