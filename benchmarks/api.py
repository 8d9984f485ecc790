"""The REST API under load, in a process of its own in the light profile."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice

import httpx2
import psutil

from benchmarks.case import photo_12mp
from benchmarks.start_up import LIGHT, ROOT, wait_for_port
from skin_core.services.pictures import sample_photos

CLIENTS, WARM, STREAMS = 20, 60, 7
REQUESTS = 2000  # so many must leave memory as it was
KEY = "a-key-for-the-benchmark"
MB = 1_000_000


@dataclass(frozen=True)
class Served:
    """A running API, asked with its key."""

    address: str
    process: psutil.Process

    def client(self) -> httpx2.Client:
        """One caller's connection."""
        return httpx2.Client(
            base_url=self.address, headers={"Authorization": f"Bearer {KEY}"}, timeout=60
        )

    @property
    def cpu_s(self) -> float:
        """Seconds that cores worked for it; what else the machine does is not in them."""
        spent = self.process.cpu_times()
        return float(spent.user + spent.system)

    @property
    def resident_mb(self) -> float:
        """Memory of the process."""
        return float(self.process.memory_info().rss) / MB


def measure() -> dict[str, float]:
    """Analyses a second of 20 clients, their times, wrong answers, memory; and a live diagnosis."""
    with served() as api:
        expected = [_answer(api, photo.data) for photo in sample_photos()]
        _load(api, WARM, expected)
        before, used = api.resident_mb, api.cpu_s
        began = time.perf_counter()
        spent, wrong = _load(api, REQUESTS, expected)
        seconds = time.perf_counter() - began
        grown = api.resident_mb - before
        return {
            "api_analyses_per_s": round(REQUESTS / seconds, 1),
            "api_cpu_ms": round((api.cpu_s - used) * 1000 / REQUESTS, 1),
            "api_p95_s": round(statistics.quantiles(spent, n=20)[-1], 2),
            "api_wrong_answers": float(wrong),
            "api_grown_mb": round(max(0.0, grown), 1),
            **_live(api),
        }


def _load(
    api: Served, requests: int, expected: list[tuple[str, object]]
) -> tuple[list[float], int]:
    """Seconds of each request, and how many got an answer that is not that photo's."""
    photos = list(zip((one.data for one in sample_photos()), expected, strict=True))
    spent: list[float] = []
    wrong = 0
    with api.client() as client, ThreadPoolExecutor(CLIENTS) as callers:

        def ask(photo: bytes) -> tuple[float, tuple[str, object]]:
            began = time.perf_counter()
            answer = _answer(api, photo, client)
            return time.perf_counter() - began, answer

        asked = list(islice(cycle(photos), requests))
        for (seconds, answer), (_, right) in zip(
            callers.map(ask, (data for data, _ in asked)), asked, strict=True
        ):
            spent.append(seconds)
            wrong += answer != right
    return spent, wrong


def _answer(api: Served, photo: bytes, client: httpx2.Client | None = None) -> tuple[str, object]:
    """What tells one photo's answer from another's: its number, and the differential."""
    files = [("photos", ("photo.jpg", photo))]
    if client is None:
        with api.client() as one:
            return _answer(api, photo, one)
    record = client.post("/analyze", files=files).raise_for_status().json()
    return record["photos"][0]["photo_id"], record["differential"]


def _live(api: Served) -> dict[str, float]:
    """Median milliseconds from a sent 12-megapixel photo to first event, answer and findings."""
    first, stages, findings = [], [], []
    files = [("photos", ("photo.jpg", photo_12mp()))]
    for _ in range(STREAMS + 1):  # the first one warms
        with api.client() as client:
            client.get("/health")  # connected
            began, name = time.perf_counter(), ""
            times: dict[str, float] = {}
            with client.stream("POST", "/diagnose-stream", files=files) as answer:
                for line in answer.iter_lines():
                    if line.startswith("event: "):
                        name = line[len("event: ") :]
                        times.setdefault("first", time.perf_counter() - began)
                    elif line.startswith("data: ") and name == "stage":
                        if json.loads(line[len("data: ") :])["stage"] == "advise":
                            times["stages"] = time.perf_counter() - began
                    elif line.startswith("data: "):
                        times[name] = time.perf_counter() - began
        first.append(times["first"])
        stages.append(times["stages"])
        findings.append(times["finding"] - times["answer"])
    return {
        "api_first_event_ms": _median_ms(first),
        "api_stages_12mp_ms": _median_ms(stages),
        "api_findings_ms": _median_ms(findings),
    }


def _median_ms(seconds: list[float]) -> float:
    return round(statistics.median(seconds[1:]) * 1000, 1)


@contextmanager
def served() -> Iterator[Served]:
    """The API with an empty data folder, its networks loaded."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as home:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        known = {"SKINDESK_HOME": home, "SKINDESK_API_KEYS": KEY}
        known["SKINDESK_API_PER_MINUTE"] = "100000"
        process = subprocess.Popen(
            [LIGHT, "-m", "skin_core", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, **known},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_port(port)
            yield Served(f"http://127.0.0.1:{port}/api/v1", psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
