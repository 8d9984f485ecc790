"""A REST API with networks that answer by colour, a store of its own, and photos for it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from starlette.testclient import TestClient

from skin_core.api.mount import standalone
from skin_core.domain.case import CaseQuery
from skin_core.runtime import Runtime
from skin_core.services.records import search_cases
from skin_core.settings import Settings
from tests.fake_networks import FakeNetworks

KEY = "sixteen-signs-or-more"
FORM = tuple[str, tuple[str, bytes]]


def runtime_of(home: Path, networks: FakeNetworks | None = None, **settings: Any) -> Runtime:
    known: dict[str, Any] = {"api_keys": (KEY,), **settings}
    return Runtime(Settings(home=home, **known), networks or FakeNetworks())


def client_of(runtime: Runtime, **headers: str) -> TestClient:
    """What asks the API in this process, with the key unless other headers are told."""
    told = headers or {"authorization": f"Bearer {KEY}"}
    app = standalone(runtime)
    return TestClient(app, "http://127.0.0.1/api/v1", headers=told, raise_server_exceptions=True)


def skin(seed: int = 0, side_px: int = 400) -> bytes:
    """A picture with the colour of skin and some grain, as JPEG."""
    grain = np.random.default_rng(seed).normal(0, 25, (side_px, side_px, 1))
    pixels = np.clip(np.array([205, 160, 135]) + grain, 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=92)
    return file.getvalue()


def photos(*seeds: int) -> list[FORM]:
    return [("photos", (f"{seed}.jpg", skin(seed))) for seed in seeds or (0,)]


def count_stored(runtime: Runtime) -> int:
    return len(search_cases(runtime.store, CaseQuery()).cases)


def files_of(runtime: Runtime) -> list[Path]:
    return [path for path in runtime.settings.files.rglob("*") if path.is_file()]


def code_of(answer: Any) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return str(problem["code"])
