"""From the command to the first usable page, and the memory of the idle app."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
LIGHT = ROOT / ".venv-light" / "bin" / "python"
SETTLE_S = 10  # the networks are loaded in the background after the first page
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def measure(repeats: int = 3) -> dict[str, float]:
    """Median seconds to the first usable page, and MB resident when idle, in the light profile."""
    seconds, memory = [], 0.0
    with open_browser() as browser:
        for _ in range(repeats):
            page = browser.new_page()
            page.goto("about:blank")
            with running_app() as (port, process, started):
                seconds.append(_first_page(page, port) - started)
                time.sleep(SETTLE_S)
                memory = max(memory, _resident_mb(process))
    return {"first_page_s": round(sorted(seconds)[repeats // 2], 2), "idle_mb": round(memory)}


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    path = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def running_app() -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """The app of the light profile with an empty data folder: its port, process and start."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as home:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        surroundings = {**os.environ, "SKINDESK_HOME": home, "SKINDESK_PORT": str(port)}
        started = time.perf_counter()
        process = subprocess.Popen(
            [LIGHT, "-m", "skin_core.ui"],
            cwd=ROOT,
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield port, process, started
        finally:
            process.terminate()
            process.wait(20)


def _first_page(page: Page, port: int) -> float:
    """The moment when "New analysis" can be pressed, in a browser window that was open already.

    Each window has a profile of its own, so nothing comes out of a cache.
    """
    wait_for_port(port)
    page.goto(f"http://127.0.0.1:{port}", wait_until="commit")
    page.locator(".st-key-home-new button").wait_for(timeout=60_000)
    usable = time.perf_counter()
    page.close()
    return usable


def wait_for_port(port: int) -> None:
    """Wait until the app answers.

    A socket asks, not the browser, which would keep the cores busy drawing "cannot be reached".
    """
    deadline = time.perf_counter() + 60
    while time.perf_counter() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the app did not open its port within a minute")


def _resident_mb(process: subprocess.Popen[bytes]) -> float:
    tree = psutil.Process(process.pid)
    family = [tree, *tree.children(recursive=True)]
    return sum(member.memory_info().rss for member in family) / 1e6
