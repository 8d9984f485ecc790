"""A model that was brought in is switched on under Settings and speaks beside the answer."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from skin_core.domain.photo import PhotoKind
from skin_core.i18n import LANGUAGES, t
from skin_core.own_models.adopt import Wanted, adopt
from skin_core.own_models.labels import read_map
from skin_core.services.own_models import second_names
from skin_core.ui import resources
from skin_core.ui.plain import plain
from tests.integration.test_pages import answered, app, on, words
from tests.own_onnx import MAP, labelled_photos, yolo

__all__ = ["app"]  # the fixture


def bring(folder: Path, home: Path, *names: str) -> None:
    labelled_photos(folder / "photos", each=10)
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    for name in names:
        wanted = Wanted(
            file=yolo(folder / "best.onnx"),
            photos=folder / "photos",
            name=name,
            kind=PhotoKind.CLINICAL,
            told=read_map(folder / "map.toml"),
        )
        adopt(wanted, home / "models")


def test_switched_on_it_stands_beside_the_answer(app: AppTest, home: Path, tmp_path: Path) -> None:
    bring(tmp_path, home, "clinic-a", "clinic-b")
    (home / "models" / "broken").mkdir()
    (home / "models" / "broken" / "model.toml").write_text("name = ", encoding="utf-8")
    page = on(app, "settings")
    assert t("own.damaged", "en", name="broken") in words(page)
    for name in ("clinic-b", "clinic-a"):  # of one kind of photo one speaks at most
        page = page.toggle(key=f"settings.own.switch.{name}").set_value(True).run()
        assert second_names(resources.store()) == (name,)
    assert not page.toggle(key="settings.own.switch.clinic-b").value
    page = answered(app)
    assert plain("clinic-a") in words(page)
    assert t("own.only_second", "en") in words(page)
    for language in LANGUAGES:
        page.session_state["skindesk"].language = language
        assert t("own.title", language) in words(page.run())
