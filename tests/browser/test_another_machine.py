"""A case of another machine is looked at, imported, opened, and exported as it came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skin_core.services import records
from skin_core.settings import Settings
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server
from tests.sample_bundle import outlined_case
from tests.sample_drafts import person, sign

pytestmark = pytest.mark.browser

BOX = "Import a case (ZIP)"


@pytest.fixture
def sent(tmp_path: Path) -> bytes:
    """A signed case of another store."""
    store = records.open_store(Settings(home=tmp_path / "other"))
    case = outlined_case(store, person("Moon Elsewhere", "E-1"))
    sign(store, case, b"%PDF-1.4 as signed")
    data = records.export_case(store, case.case_id, "en")
    store.close()
    return data


def hand_in(window: Doctor, data: bytes) -> None:
    window.page.get_by_text(BOX).click()
    window.settled()
    field = window.page.locator('[class*="st-key-records-import-file"] input[type="file"]')
    field.set_input_files({"name": "case.zip", "mimeType": "application/zip", "buffer": data})
    window.settled()


def test_an_exported_case_is_imported_and_is_the_same(
    doctor: Callable[..., Doctor], server: Server, sent: bytes, tmp_path: Path
) -> None:
    window = doctor(server, "/records")
    hand_in(window, sent)
    for words in ("Moon Elsewhere", "E-1", "Signed: 이서연", "This case is not here yet."):
        window.reads(words)
    window.press("records.import.do")
    window.reads("Case imported.")
    window.part("records.back", "button").wait_for(timeout=SLOW_MS)
    with window.page.expect_download() as started:
        window.press("records.export")
    started.value.save_as(tmp_path / "back.zip")
    assert (tmp_path / "back.zip").read_bytes() == sent
    window.go_to("Records")
    hand_in(window, sent[:-30])
    window.reads("was not copied whole")
