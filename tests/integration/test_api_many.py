"""Many ask at once, ask twice, or go away: each is answered once, and nothing is left over."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.api.mount import standalone
from skin_core.domain.case import Case
from skin_core.domain.engine import Outputs
from skin_core.runtime import Runtime
from skin_core.services.diagnose import stored_before
from skin_core.storage.store import Store
from tests.api_desk import KEY, code_of, count_stored, files_of, photos, runtime_of
from tests.fake_networks import FakeNetworks


class SlowNetworks(FakeNetworks):
    """They wait until they may answer."""

    def __init__(self) -> None:
        super().__init__()
        self.may, self.asked_once = threading.Event(), threading.Event()

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
        self.asked_once.set()
        self.may.wait(20)
        return super().run(model, pixels)


async def _post(client: httpx2.AsyncClient, path: str, seed: int, **headers: str) -> Any:
    return await client.post(path, files=photos(seed), headers=headers)


def async_client(runtime: Runtime) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(standalone(runtime)),
        base_url="http://127.0.0.1/api/v1",
        headers={"x-api-key": KEY},
    )


def test_more_than_may_wait_are_sent_away_and_the_others_answered(tmp_path: Path) -> None:
    networks = SlowNetworks()
    runtime = runtime_of(tmp_path / "home", networks, api_waiting=2)

    async def ask() -> list[Any]:
        async with async_client(runtime) as client:
            first = [asyncio.create_task(_post(client, "/classify", seed)) for seed in (1, 2)]
            await asyncio.to_thread(networks.asked_once.wait, 10)
            late = await _post(client, "/classify", 3)
            networks.may.set()
            return [late, *await asyncio.gather(*first)]

    late, *served = asyncio.run(ask())
    assert code_of(late) == "error.api.busy"
    assert int(late.headers["retry-after"]) >= 1
    assert [one.status_code for one in served] == [200, 200]
    runtime.close()


def test_the_same_request_under_way_is_not_begun_again(tmp_path: Path) -> None:
    networks = SlowNetworks()
    runtime = runtime_of(tmp_path / "home", networks)

    async def ask() -> tuple[Any, Any]:
        async with async_client(runtime) as client:
            key = {"idempotency-key": "once"}
            first = asyncio.create_task(_post(client, "/diagnose", 1, **key))
            await asyncio.to_thread(networks.asked_once.wait, 10)
            second = await _post(client, "/diagnose", 1, **key)
            networks.may.set()
            return await first, second

    first, second = asyncio.run(ask())
    assert first.status_code == 200
    assert code_of(second) == "error.api.idempotency_in_progress"
    assert count_stored(runtime) == 1
    runtime.close()


@pytest.mark.parametrize(("seed", "wanted"), [(1, ""), (2, "error.api.idempotency_reused")])
def test_a_key_counts_in_two_processes_that_share_a_store(
    tmp_path: Path, seed: int, wanted: str
) -> None:
    """The pages serve the API, and it may be served alone beside them."""
    networks, key = SlowNetworks(), {"idempotency-key": "once"}
    slow, quick = runtime_of(tmp_path / "home", networks), runtime_of(tmp_path / "home")

    async def ask() -> tuple[Any, Any]:
        async with async_client(slow) as client, async_client(quick) as other:
            first = asyncio.create_task(_post(client, "/diagnose", 1, **key))
            await asyncio.to_thread(networks.asked_once.wait, 10)
            second = await _post(other, "/diagnose", seed, **key)
            networks.may.set()
            return await first, second

    first, second = asyncio.run(ask())
    assert second.status_code == 200
    if wanted:
        assert code_of(first) == wanted
    else:
        assert first.json()["case_id"] == second.json()["case_id"]
        assert (first.json()["replayed"], second.json()["replayed"]) == (True, False)
    assert count_stored(quick) == 1
    slow.close()
    quick.close()


def test_a_live_answer_too_says_that_another_process_stored_its_case(tmp_path: Path) -> None:
    networks, key = SlowNetworks(), {"idempotency-key": "once"}
    slow, quick = runtime_of(tmp_path / "home", networks), runtime_of(tmp_path / "home")

    async def ask() -> tuple[Any, Any]:
        async with async_client(slow) as client, async_client(quick) as other:
            first = asyncio.create_task(_post(client, "/diagnose-stream", 1, **key))
            await asyncio.to_thread(networks.asked_once.wait, 10)
            second = await _post(other, "/diagnose", 1, **key)
            networks.may.set()
            return await first, second

    first, second = asyncio.run(ask())
    done = json.loads(first.text.strip().rpartition("data: ")[2])
    assert (done["case_id"], done["replayed"]) == (second.json()["case_id"], True)
    slow.close()
    quick.close()


@pytest.mark.parametrize("blind", [False, True], ids=["looked", "by the index alone"])
@pytest.mark.parametrize(("seed", "wanted"), [(1, ""), (2, "error.api.idempotency_reused")])
def test_two_processes_that_store_one_key_at_one_moment_store_one_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, wanted: str, blind: bool
) -> None:
    """Both find nothing stored before either stores. blind: as where a server's writers overlap."""
    together, known = threading.Barrier(2), threading.local()

    def looked(store: Store, case_id: str) -> Case | None:
        found = stored_before(store, case_id)
        if not hasattr(known, "looked"):
            known.looked = True
            together.wait(20)
        return found

    monkeypatch.setattr("skin_core.services.diagnose.stored_before", looked)
    if blind:
        monkeypatch.setattr("skin_core.storage.cases._is_saved", lambda *_: False)
        monkeypatch.setattr("skin_core.storage.cases._check_free", lambda *_: None)
    one, other = runtime_of(tmp_path / "home"), runtime_of(tmp_path / "home")
    key = {"idempotency-key": "once"}

    async def ask() -> list[Any]:
        async with async_client(one) as client, async_client(other) as another:
            asked = (client, 1), (another, seed)
            return await asyncio.gather(*(_post(at, "/diagnose", one, **key) for at, one in asked))

    answers = asyncio.run(ask())
    assert count_stored(one) == 1
    if wanted:
        answered, refused = sorted(answers, key=lambda answer: answer.status_code)
        assert (answered.status_code, code_of(refused)) == (200, wanted)
    else:
        first, second = (answer.json() for answer in answers)
        assert {first.pop("replayed"), second.pop("replayed")} == {False, True}
        assert first == second
    one.close()
    other.close()


def request_of(path: str) -> tuple[dict[str, Any], bytes]:
    """Three photos on the way to a path, as a server hands them to an application."""
    request = httpx2.Request("POST", "http://127.0.0.1/", files=photos(1, 2, 3))
    headers = {**request.headers, "x-api-key": KEY}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "path": f"/api/v1{path}",
        "raw_path": f"/api/v1{path}".encode(),
        "query_string": b"",
        "headers": [(key.lower().encode(), one.encode()) for key, one in headers.items()],
    }
    return scope, request.read()


def test_who_stops_sending_gives_the_place_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skin_core.api.doorkeeper._PATIENCE_S", 0.1)
    runtime, sent = runtime_of(tmp_path / "home"), []
    scope, body = request_of("/analyze")
    messages = [{"type": "http.request", "body": body[:1000], "more_body": True}]

    async def receive() -> Any:
        if messages:
            return messages.pop()
        await asyncio.sleep(20)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(standalone(runtime)(scope, receive, send))
    assert sent[0]["status"] == 408
    runtime.close()


@pytest.mark.parametrize("path", ["/analyze", "/diagnose", "/diagnose-stream"])
def test_who_goes_away_stops_the_work_and_nothing_is_kept(tmp_path: Path, path: str) -> None:
    networks = SlowNetworks()
    runtime = runtime_of(tmp_path / "home", networks)
    scope, body = request_of(path)
    messages = [{"type": "http.request", "body": body, "more_body": False}]
    gone = asyncio.Event()

    async def receive() -> Any:
        if messages:
            return messages.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        pass

    async def ask() -> None:
        asked = asyncio.create_task(standalone(runtime)(scope, receive, send))
        await asyncio.to_thread(networks.asked_once.wait, 10)
        gone.set()
        await asyncio.wait_for(asked, 5)
        networks.may.set()

    asyncio.run(ask())
    while runtime.workers._going:
        time.sleep(0.01)
    assert networks.asked == ["gate"]  # the stage that ran, and no other
    assert count_stored(runtime) == 0
    assert files_of(runtime) == []
    runtime.close()
