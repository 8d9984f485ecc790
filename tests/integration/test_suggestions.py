"""Suggestions on the Severity page: after the own grade or before it, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case, Patient
from skin_core.domain.outline import DrawnOutline
from skin_core.errors import StoreLocked
from skin_core.i18n import t
from skin_core.imaging.load import load_photo
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.runtime import Runtime
from skin_core.services import drafts, records, severity, workbench
from skin_core.services.analyse import analyse_case, run_to_end
from skin_core.services.outlines import runs_of
from skin_core.services.reading_kept import kept_agreement
from skin_core.settings import Settings
from skin_core.storage.suggestions import shown_of
from skin_core.ui import resources
from skin_core.ui.components.severity import sheets
from tests.fake_graders import Graders
from tests.integration.test_pages import ROOT, WAIT_S, as_served, on, press, words
from tests.unit.imaging.measures.drawn import Mask, disc

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
KIM = Patient("4" * 32, "Kim", birth_year=1986)
SURE = (2.0, -2.0, 0.0)  # of lichenification nothing is certain
MEASURED = t("measure.row.redness", "en")
PLACES = ("erythema", "excoriation", "lichenification")


@pytest.fixture
def app(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app on an empty data folder, with networks that grade."""
    resources.use(Runtime(Settings(home=home), Graders(SURE)))
    forget_all()
    monkeypatch.setattr(PagesManager, "__init__", as_served(PagesManager.__init__))
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S).run()
    resources.close()


def forget_all() -> None:
    """What the process remembers, as a server that was started anew does not."""
    for remembered in (resources.photo_signs, sheets._typed_since_start):
        remembered.clear()


def case_with(photos: int, outlined: Mask | None = None, diagnosis: str = "") -> Case:
    """A case with so many camera photos of skin. outlined: by hand, on the first of them."""
    store = resources.store()
    draft = replace(drafts.new_draft(NOW), patient=KIM, diagnosis=diagnosis)
    loaded = [
        load_photo(to_jpeg(render_skin("mole", "light", number, (320, 240))), f"{number}.jpg")
        for number in range(photos)
    ]
    for photo in loaded:
        draft = drafts.add_photo(store, draft, photo)
    layers = store.layers(draft.draft_id)
    outcome = run_to_end(analyse_case(loaded, {}, resources.engine(), layers, NOW))
    draft = workbench.taken(draft, outcome.case, NOW)
    if outlined is not None:
        height, width = outlined.shape
        drawn = DrawnOutline(loaded[0].photo_id, width, height, runs_of(outlined), NOW.isoformat())
        draft = workbench.outlined(draft, drawn)
    return records.save_case(store, draft, visit_date="2026-11-20", now=NOW)


def opened(app: AppTest, case: Case) -> AppTest:
    app.query_params["case"] = case.case_id
    region = on(app, "severity").pills(key=f"severity.{case.case_id}.easi.region@en")
    return grade(region.set_value("head").run(), case, "area_percent", 20)


def grade(page: AppTest, case: Case, place: str, value: float) -> AppTest:
    key = f"severity.{case.case_id}.easi.head.{place}"
    controls = [*page.number_input, *page.segmented_control]
    return next(one for one in controls if one.key == key).set_value(value).run()


def tick(page: AppTest, case: Case, number: int) -> AppTest:
    return page.checkbox(key=f"severity.{case.case_id}.easi.head.photo.{number}").check().run()


def told(grade: int, expected: str, count: int) -> str:
    return t("severity.suggest.told", "en", grade=grade, expected=expected, count=count)


def kept(case: Case) -> dict[str, dict[str, object]]:
    (score,) = records.find_case(resources.store(), case.case_id).scores
    shown: dict[str, dict[str, object]] = score.entered["suggested"]  # type: ignore[assignment]
    return shown


def finished(page: AppTest, case: Case) -> AppTest:
    """The other regions without eczema, and the score kept."""
    for region in ("upper_limbs", "trunk", "lower_limbs"):
        page = page.pills(key=f"severity.{case.case_id}.easi.region@en").set_value(region).run()
        key = f"severity.{case.case_id}.easi.{region}.area_percent"
        page = page.number_input(key=key).set_value(0).run()
    return press(page, "severity.keep")


def test_redness_is_measured_beside_the_suggestion_where_a_photo_is_outlined(app: AppTest) -> None:
    case = case_with(2, outlined=disc(40, size=(240, 320)))
    page = press(tick(tick(opened(app, case), case, 1), case, 2), "severity.suggest.use")
    assert "Redness" not in words(page)  # blind: nothing before the own grade
    page = grade(page, case, "erythema", 1)
    assert not page.exception
    assert "Photo 1 · Redness beside healthy skin: erythema index " in words(page)
    assert f"Photo 2 · {t('measure.not_measurable.no_outline', 'en')}" in words(page)
    assert words(page).count(MEASURED) == 1  # no other sign has it


def test_blind_first_shows_nothing_before_the_own_grade_and_keeps_both(app: AppTest) -> None:
    case = case_with(2)
    page = tick(tick(opened(app, case), case, 1), case, 2)
    assert t("severity.suggest.waits", "en") not in words(page)
    page = press(page, "severity.suggest.use")
    assert t("severity.suggest.waits", "en") in words(page)
    assert "Suggestion:" not in words(page)
    page = grade(page, case, "erythema", 1)
    assert told(2, "2.0", 2) in words(page)
    anew = opened(AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S).run(), case)
    assert told(2, "2.0", 2) in words(anew)  # loaded anew, it is known and no longer blind
    assert anew.segmented_control(key=f"severity.{case.case_id}.mode@en").disabled
    page = grade(page, case, "erythema", 1.5)  # the doctor thinks again: the own grade was 1
    page = grade(page, case, "lichenification", 2)
    assert t("severity.suggest.unsure", "en", count=2) in words(page)
    assert page.segmented_control(key=f"severity.{case.case_id}.mode@en").disabled
    page = grade(grade(page, case, "excoriation", 1), case, "induration", 1)
    page = finished(page, case)
    assert not page.exception
    shown = kept(case)
    assert set(shown) == {f"head.{place}" for place in PLACES}
    first = shown["head.erythema"]
    assert (first["mode"], first["own"], first["grade"]) == ("blind", 1, 2)
    assert first["photos"] == [photo.photo_id for photo in case.photos]
    assert shown["head.lichenification"]["grade"] is None
    again = opened(AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S).run(), case)
    assert told(2, "2.0", 2) in words(again)  # another window: it was seen, and is not blind now
    assert again.segmented_control(key=f"severity.{case.case_id}.mode@en").disabled
    page = press(page, "severity.back")
    assert "3 after the own grade, 0 before it" in words(page)


def test_what_was_told_of_a_photo_is_asked_in_no_other_index_as_if_it_were_unknown(
    app: AppTest,
) -> None:
    case = case_with(2)
    page = press(tick(opened(app, case), case, 1), "severity.suggest.use")
    page = grade(page, case, "erythema", 1)
    prefix, known = f"severity.{case.case_id}", t("severity.suggest.known", "en")
    assert known not in words(page)
    page = page.selectbox(key=f"{prefix}.index@en").set_value("scorad").run()
    for number in (1, 2):
        page = page.checkbox(key=f"{prefix}.scorad..photo.{number}").check().run()
    page = press(page, "severity.suggest.use")
    assert not page.exception
    assert told(2, "2.0", 2) in words(page)  # erythema, at once
    assert words(page).count(known) == 1
    assert words(page).count(t("severity.suggest.waits", "en")) == 2  # signs of which none was told
    page = page.selectbox(key=f"{prefix}.index@en").set_value("easi").run()
    assert page.segmented_control(key=f"{prefix}.mode@en").value == "blind"


def test_assist_shows_it_before_and_says_so_in_the_record(app: AppTest) -> None:
    case = case_with(1)
    page = opened(app, case)
    mode = page.segmented_control(key=f"severity.{case.case_id}.mode@en")
    page = press(tick(mode.set_value("assist").run(), case, 1), "severity.suggest.use")
    assert told(2, "2.0", 1) in words(page)
    assert page.checkbox(key=f"severity.{case.case_id}.easi.head.photo.1").disabled
    for place in (*PLACES, "induration"):
        page = grade(page, case, place, 1)
    finished(page, case)
    assert {(one["mode"], one["own"]) for one in kept(case).values()} == {("assist", None)}


def test_what_is_shown_after_a_score_was_kept_can_be_kept_with_it(app: AppTest) -> None:
    case = case_with(1)
    page = opened(app, case)
    for place in (*PLACES, "induration"):
        page = grade(page, case, place, 1)
    page = finished(page, case)
    assert page.button(key="severity.keep").disabled
    page = page.pills(key=f"severity.{case.case_id}.easi.region@en").set_value("head").run()
    page = press(tick(page, case, 1), "severity.suggest.use")
    assert told(2, "2.0", 1) in words(page)
    assert not page.button(key="severity.keep").disabled


def test_what_was_typed_and_shown_of_a_case_goes_with_it(app: AppTest) -> None:
    erased, other = case_with(1), case_with(1)
    for case in (erased, other):
        page = press(tick(opened(app, case), case, 1), "severity.suggest.use")
        grade(page, case, "erythema", 1)
    records.delete_case(resources.store(), erased.case_id)
    assert set(sheets._typed_since_start()) == {other.case_id}
    assert not shown_of(resources.store(), erased.case_id)
    assert set(shown_of(resources.store(), other.case_id)) == {"easi"}


def test_a_restart_of_the_server_makes_nothing_blind_again_that_was_seen(
    app: AppTest, home: Path
) -> None:
    case = case_with(2)
    page = press(tick(opened(app, case), case, 1), "severity.suggest.use")
    grade(page, case, "erythema", 1)  # seen, and nothing is kept as a score
    resources.close()
    forget_all()
    resources.use(Runtime(Settings(home=home), Graders((1.0, -2.0, 0.0))))  # says another thing now
    page = opened(AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S).run(), case)
    assert not page.exception
    assert told(2, "2.0", 1) in words(page)
    assert page.segmented_control(key=f"severity.{case.case_id}.mode@en").disabled
    assert page.checkbox(key=f"severity.{case.case_id}.easi.head.photo.1").disabled
    page = grade(page, case, "erythema", 2)  # as the network said
    for place, value in (("excoriation", 1), ("lichenification", 1), ("induration", 1)):
        page = grade(page, case, place, value)
    finished(page, case)
    first = kept(case)["head.erythema"]
    assert (first["mode"], first["own"], first["grade"]) == ("blind", 1, 2)


def test_what_cannot_be_kept_is_not_shown(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreLocked

    case = case_with(1)
    page = press(tick(opened(app, case), case, 1), "severity.suggest.use")
    monkeypatch.setattr(severity, "keep_shown", refuse)
    page = grade(page, case, "erythema", 1)
    assert not page.exception
    assert "Suggestion:" not in words(page)
    assert t("error.store.locked", "en") in [one.value for one in page.error]


def test_at_most_three_photos_and_none_without_a_case(app: AppTest) -> None:
    case = case_with(4)
    page = opened(app, case)
    for number in (1, 2, 3):
        page = tick(page, case, number)
    assert page.checkbox(key=f"severity.{case.case_id}.easi.head.photo.4").disabled
    del page.query_params["case"]
    assert not on(page, "severity").checkbox


def test_acne_grade_stands_beside_the_count_and_the_own_one_is_its_grade(app: AppTest) -> None:
    case = case_with(1)
    app.query_params["case"] = case.case_id
    prefix = f"severity.{case.case_id}"
    page = on(app, "severity").selectbox(key=f"{prefix}.index@en").set_value("hayashi").run()
    page = page.checkbox(key=f"{prefix}.hayashi..photo.1").check().run()
    page = press(page, "severity.suggest.use")
    page = page.number_input(key=f"{prefix}.hayashi.inflammatory_lesions").set_value(60).run()
    assert told(2, "2.0", 1) in words(page)
    press(page, "severity.keep")
    (one,) = kept(case).values()
    assert (one["own"], one["grade"]) == (3, 2)


def test_acne_grade_and_its_probability_stand_beside_the_own_iga(app: AppTest) -> None:
    case = case_with(1, diagnosis="acne")
    page = iga_form(app, case)
    page = page.checkbox(key=f"severity.{case.case_id}.iga..photo.1").check().run()
    page = press(page, "severity.suggest.use")
    assert "Network's grade of acne" not in words(page)  # blind: the own one first
    page = page.segmented_control(key=f"severity.{case.case_id}.iga.grade").set_value(4.0).run()
    assert "Network's grade of acne, 0 to 3, which is another scale: 2" in words(page)
    assert "probability 76 %" in words(page)
    page = press(page, "severity.keep")
    (one,) = kept(case).values()
    assert (one["own"], one["grade"], one["chance"]) == (4, 2, 0.76)
    assert not kept_agreement(resources.store())  # of two scales
    page = press(page, "severity.back")
    assert "probability 76 %" in words(page)


def test_an_iga_of_what_is_no_acne_is_not_told_a_grade_of_acne(app: AppTest) -> None:
    assert not iga_form(app, case_with(1, diagnosis="psoriasis")).checkbox


def iga_form(app: AppTest, case: Case) -> AppTest:
    app.query_params["case"] = case.case_id
    page = on(app, "severity")
    return page.selectbox(key=f"severity.{case.case_id}.index@en").set_value("iga").run()
