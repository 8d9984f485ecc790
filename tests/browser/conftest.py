"""A real SkinDesk and a real Chromium, with rendered photos to show it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.ui.session import LANGUAGE_COOKIE
from tests.browser.doctor import CLOSED_MENU, SLOW_MS, WIRE, Doctor
from tests.browser.kept import emptied
from tests.browser.running import Server, chromium, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

# All windows live in one process, which has read the scripts of the page once.
ALIVE = "/_stcore/health"
FLAGS = ("--no-sandbox", "--process-per-site")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test opens windows of its own."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed; CHROMIUM may name one")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SLOW_MS)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One SkinDesk for all tests: starting one costs as much as a test."""
    home = tmp_path_factory.mktemp("browser") / "home"
    emptied(home)
    with running_server(home) as started:
        yield started


@pytest.fixture
def server(running: Server) -> Server:
    """The running SkinDesk, in whose store nothing is when a test begins."""
    emptied(running.home)
    return running


# The longest files first: one that begins last leaves the other core with nothing to do.
LONGEST = (
    "test_widths",
    "test_store_fails",
    "test_reading_room",
    "test_records",
    "test_safe_and_quiet",
    "test_streamlit_edge",
    "test_doctors_path",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files keep the order of their tests."""
    turns = {name: turn for turn, name in enumerate(LONGEST)}
    items.sort(key=lambda item: turns.get(item.path.stem, len(turns)))


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Whether a test failed, for the fixtures that end after it."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Callable[[str], BrowserContext]:
    """One profile for each language of the browser: what it has fetched once it has for all tests.

    Motion is reduced: a picture of each step of a fade costs more than all else.
    """

    @cache
    def profile(locale: str) -> BrowserContext:
        context = browser.new_context(locale=locale, accept_downloads=True, reduced_motion="reduce")
        context.set_default_timeout(SLOW_MS)
        context.add_init_script(WIRE)
        context.add_init_script(CLOSED_MENU)
        return context

    return profile


@pytest.fixture
def doctor(
    profiles: Callable[[str], BrowserContext], request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Doctor]]:
    """A doctor who opens an address in a new window: `doctor(server, "/analyse")`."""
    pages = []

    def opens(
        server: Server, path: str = "/", *, width: int = 1280, locale: str = "en-GB"
    ) -> Doctor:
        profile = profiles(locale)
        if not profile.pages:
            profile.new_page().goto(server.address + ALIVE)  # stays, and the process with it
        page = profile.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(server.address + path)
        page.wait_for_selector('[class*="st-key-app-frame"]', state="attached")
        return Doctor(page)

    yield opens
    has_failed = request.node.stash.get(FAILED, False)
    for number, page in enumerate(pages):
        if has_failed:  # what stood there tells more than what did not come
            page.screenshot(path=tmp_path / f"window-{number}.png")
            sys.stdout.write(f"{page.url}\n{page.inner_text('body')}\n")
        page.context.clear_cookies(name=LANGUAGE_COOKIE)
        page.close()


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
