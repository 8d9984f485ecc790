"""The API as a process of its own, with the shipped networks: what docs/api.md says is run."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from docs.api_client import Refused, SkinDesk
from skin_core.services.pictures import sample_photos
from tests.api_desk import KEY

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(r"```bash\n(.*?)```", re.DOTALL)
pytestmark = pytest.mark.weights


@dataclass(frozen=True)
class Server:
    address: str
    home: Path
    photo: Path


ALONE = ("-m", "skin_core", "serve", "--port")
BESIDE_PAGES = ("-m", "skin_core.ui")


@contextmanager
def running(folder: Path, *command: str) -> Iterator[Server]:
    """The API as a process, and two photos beside each other."""
    photo = folder / "lesion.jpg"
    photo.write_bytes(sample_photos()[0].data)
    (folder / "closer.jpg").write_bytes(sample_photos()[1].data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = [*command, port] if command[-1] == "--port" else command
    known = {"SKINDESK_HOME": str(folder / "home"), "SKINDESK_API_KEYS": KEY, "SKINDESK_PORT": port}
    process = subprocess.Popen([sys.executable, *told], cwd=ROOT, env={**os.environ, **known})
    made = Server(f"http://127.0.0.1:{port}/api/v1", folder / "home", photo)
    try:
        _wait(made)
        yield made
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("server"), *ALONE) as made:
        yield made


def _wait(server: Server) -> None:
    for _ in range(300):
        try:
            httpx2.get(f"{server.address}/health", timeout=30)
            return
        except httpx2.TransportError:
            time.sleep(0.1)
    pytest.fail("the server did not begin to answer")


def desk(server: Server, language: str = "en") -> SkinDesk:
    return SkinDesk(server.address, KEY, language)


def test_the_examples_of_the_docs_run(server: Server) -> None:
    with desk(server) as client:
        case = client.diagnose([server.photo])["case_id"]
    known = {**os.environ, "API": server.address, "KEY": KEY, "CASE": case}
    examples = EXAMPLE.findall((ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    assert len(examples) >= 7
    for example in examples:
        done = subprocess.run(
            ["bash", "-e", "-c", example],
            cwd=server.photo.parent,
            env=known,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (example, done.stderr)
        assert "schema_version" in done.stdout, example
    assert (server.photo.parent / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_client_asks_everything(server: Server, tmp_path: Path) -> None:
    with desk(server, "vi") as client:
        classified = client.classify([server.photo], kind="clinical")
        analysed = client.analyze([server.photo], {"facts": {"site": "chest"}})
        assert classified["differential"] == client.classify([server.photo])["differential"]
        assert analysed["steps"]
        assert client.advise({"facts": {"fever": True}})["urgency"]
        live = list(client.diagnose_live([server.photo], {"patient": {"name": "An"}}))
        case = client.case(live[-1][1]["case_id"])
        assert case["patient"]["name"]
        client.save_report(case["case_id"], tmp_path / "report.pdf")
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
        assert any(model["in_use"] for model in client.models()["models"])
        with pytest.raises(Refused, match="422"):
            client.analyze([server.photo], {"facts": {"site": "nowhere"}})


def test_who_leaves_in_the_middle_of_a_stream_leaves_nothing_behind(server: Server) -> None:
    before = set(files_of(server))
    request = httpx2.Request(
        "POST",
        f"{server.address}/diagnose-stream",
        headers={"X-API-Key": KEY},
        files=[("photos", (f"{n}.jpg", one.data)) for n, one in enumerate(sample_photos())],
    )
    with httpx2.Client() as client:
        answer = client.send(request, stream=True)
        assert next(answer.iter_lines()) == "event: begun"
        answer.close()
    with desk(server) as other:  # it answers as if nothing had been
        assert other.analyze([server.photo])["photos"]
    deadline = time.monotonic() + 10
    while set(files_of(server)) != before and time.monotonic() < deadline:
        time.sleep(0.05)  # the stage that ran when nobody listened any more ends first
    assert set(files_of(server)) == before


def test_the_pages_serve_the_api_too_and_hold_no_event_back(tmp_path: Path) -> None:
    with running(tmp_path, *BESIDE_PAGES) as server:
        page = httpx2.get(server.address.removesuffix("/api/v1"))
        assert page.headers["content-type"].startswith("text/html")
        assert httpx2.get(f"{server.address}/models").status_code == 401
        with desk(server, "ko") as client:
            live = client.diagnose_live([server.photo])
            arrived = [(time.monotonic(), name, data) for name, data in live]
            assert client.case(arrived[-1][2]["case_id"])["is_signed"] is False
        assert [name for _, name, _ in arrived][:2] == ["begun", "stage"]
        assert arrived[-1][0] - arrived[0][0] > 0.02  # one by one, not all at the end


def files_of(server: Server) -> list[Path]:
    return [path for path in (server.home / "files").rglob("*") if path.is_file()]
