"""A real SkinDesk and a real Chromium, with rendered photos to show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from tests.browser.doctor import WIRE, Doctor
from tests.browser.running import Server, chromium, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WAIT_MS = 30_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test opens windows of its own."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed; CHROMIUM may name one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One SkinDesk for the tests of a module."""
    with running_server(tmp_path_factory.mktemp("browser") / "home") as started:
        yield started


@pytest.fixture
def doctor(browser: Browser) -> Iterator[Callable[..., Doctor]]:
    """A doctor who opens an address in a new window: `doctor(server, "/analyse")`."""
    contexts = []

    def opens(
        server: Server, path: str = "/", *, width: int = 1280, locale: str = "en-GB"
    ) -> Doctor:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=locale, accept_downloads=True
        )
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(WIRE)
        contexts.append(context)
        page = context.new_page()
        page.goto(server.address + path)
        page.wait_for_selector('[class*="st-key-app-frame"]', state="attached")
        return Doctor(page)

    yield opens
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Rendered photos: two that can be judged, and one too dark and blurred for it."""
    folder = tmp_path_factory.mktemp("photos")
    mole = render_skin("mole", "light", 11, (640, 480))
    pictures = {
        "mole": mole,
        "plaque": render_skin("plaque", "tan", 3, (640, 480)),
        "dark": np.asarray(cv2.GaussianBlur(mole // 8, (0, 0), 12), np.uint8),
    }
    for name, pixels in pictures.items():
        (folder / f"{name}.jpg").write_bytes(to_jpeg(pixels, 90))
    return {name: folder / f"{name}.jpg" for name in pictures}
