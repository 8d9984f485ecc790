"""The page Severity; its scores stand on the case and its papers, and end with it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case
from skin_core.domain.score import KeptScore
from skin_core.errors import DraftChanged
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.record_text import record_text
from skin_core.narrative.speech import Speech
from skin_core.scoring import INDICES
from skin_core.scoring.words import citations, notes, wording
from skin_core.services import records
from skin_core.services.reports import ReportChoice, preview_report, sign_report
from skin_core.services.severity import earlier_score, keep_score
from skin_core.storage.codec import to_time
from skin_core.storage.database import Database
from skin_core.storage.scored_cases import add_score
from skin_core.ui import drafting, resources
from tests.integration.test_pages import ROOT, WAIT_S, app, on, press, words
from tests.integration.test_same_lesion import seen

__all__ = ["app"]
PREFIX = "severity.none"
CLEAR = {region: {"area_percent": 0} for region in ("upper_limbs", "trunk", "lower_limbs")}
HEAD = {"area_percent": 20, "erythema": 2, "induration": 1.5, "excoriation": 1}


def easi(redness: float, age_years: int = 30) -> dict[str, object]:
    """Head and neck alone: 0.1 x 2 x (redness + 2.5)."""
    head = {**HEAD, "erythema": redness, "lichenification": 0}
    return {"age_years": age_years, "head": head, **CLEAR}


def keep(case: Case, redness: float, age_years: int = 30) -> Case:
    store = resources.store()
    entered = easi(redness, age_years)
    keep_score(store, case, "easi", entered, same_rater=None, now=drafting.now())
    return records.find_case(store, case.case_id)


def html(page: AppTest) -> str:
    """What the page draws in its own HTML, which AppTest has no name for."""
    return "\n".join(str(one.proto.body) for one in page.get("html"))


def enter(page: AppTest, place: str, value: float) -> AppTest:
    key = f"{PREFIX}.{place}"
    controls: list[Any] = [*page.number_input, *page.segmented_control]
    return next(one for one in controls if one.key == key).set_value(value).run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_index_shows_its_form_notes_and_sources(app: AppTest, language: str) -> None:
    app.segmented_control(key="app.language").set_value(language).run()
    page = on(app, "severity")
    for index in INDICES:
        page = page.selectbox(key=f"{PREFIX}.index@{language}").set_value(index).run()
        assert not page.exception
        told = words(page)
        assert t("severity.still_asked", language) in html(page), index
        assert t("severity.sources", language) in told or not citations(index)
        assert told.count(":material/info:") == len(notes(index, language))
        if index not in ("hayashi", "seven_point"):
            assert wording(language) in told, index


@pytest.mark.parametrize("index", ["easi", "vasi", "pasi"])
def test_words_of_descriptions_stand_only_where_there_are_some(app: AppTest, index: str) -> None:
    page = on(app, "severity").selectbox(key=f"{PREFIX}.index@en").set_value(index).run()
    assert wording("en") in words(page)
    area = "hand_units" if index == "vasi" else "area_percent"
    clear = enter(page, f"{index}.head.{area}", 0)
    assert wording("en") not in words(clear)
    assert wording("en") in words(enter(clear, f"{index}.head.{area}", 5))


def test_missing_sign_is_asked_for_and_only_then_there_is_a_score(app: AppTest) -> None:
    page = on(app, "severity")
    page = enter(page, "easi.age_years", 30)
    for sign, value in {**HEAD}.items():
        page = enter(page, f"easi.head.{sign}", value)
    for region in CLEAR:
        page = page.pills(key=f"{PREFIX}.easi.region@en").set_value(region).run()
        page = enter(page, f"easi.{region}.area_percent", 0)
    assert "<b>Head and neck</b>: Coarse thick lines" in html(page)
    assert 'class="sd-score"' not in html(page)
    page = page.pills(key=f"{PREFIX}.easi.region@en").set_value("head").run()
    page = enter(page, "easi.head.lichenification", 0)
    assert "<b>0.9</b>" in html(page)
    assert "EASI: 0.9 (0–72). Almost clear" in page.code[0].value
    page = page.segmented_control(key="app.language").set_value("vi").run()
    assert "<b>0,9</b>" in html(page)  # nothing is lost in another language


def test_area_in_hands_is_kept_in_per_cent(app: AppTest) -> None:
    page = on(app, "severity")
    page = page.segmented_control(key=f"{PREFIX}.unit@en").set_value("hands").run()
    assert t("severity.form.hands_need_age", "en") in words(page)
    page = enter(page, "easi.age_years", 5)
    page = enter(page, "easi.head.area_percent.hands.20", 3)
    assert t("severity.form.hands_are", "en", percent="15") in words(page)


def test_what_cannot_be_is_refused_in_a_sentence(app: AppTest) -> None:
    page = on(app, "severity")
    page = page.selectbox(key=f"{PREFIX}.index@en").set_value("vasi").run()
    for region in ("head", "trunk"):
        page = page.pills(key=f"{PREFIX}.vasi.region@en").set_value(region).run()
        page = enter(page, f"vasi.{region}.hand_units", 60)
        page = enter(page, f"vasi.{region}.depigmentation_percent", 50)
    for region in ("hands", "upper_limbs", "lower_limbs", "feet"):
        page = page.pills(key=f"{PREFIX}.vasi.region@en").set_value(region).run()
        page = enter(page, f"vasi.{region}.hand_units", 0)
    (refused,) = page.error
    assert "120" in refused.value


def test_age_comes_from_the_case_and_what_is_entered_there_is_of_no_one_else(app: AppTest) -> None:
    case = seen(1, {})
    records.correct_patient(
        resources.store(), case.patient.patient_id, {"birth_year": 1990}, now=drafting.now()
    )
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    page = press(page, "records.severity")
    asked = page.number_input(key=f"severity.{case.case_id}.easi.age_years")
    assert asked.value == 36
    del page.query_params["case"]
    page = on(page, "severity")
    assert page.number_input(key=f"{PREFIX}.easi.age_years").value is None


def test_year_of_birth_that_leaves_the_table_open_fills_in_no_age(app: AppTest) -> None:
    case = seen(1, {})
    records.correct_patient(
        resources.store(), case.patient.patient_id, {"birth_year": 2018}, now=drafting.now()
    )
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    page = press(page, "records.severity")
    assert page.number_input(key=f"severity.{case.case_id}.easi.age_years").value is None
    assert t("severity.form.age_open", "en") in words(page)


def test_kept_score_stands_on_case_report_text_and_export_with_its_change(app: AppTest) -> None:
    store = resources.store()
    first, second = seen(1, {}), seen(20, {})
    keep(first, 3)
    assert earlier_score(store, first, "easi") is None
    case = keep(keep(second, 1), 0)  # what was scored again stands beside what it was
    assert [one.total for one in case.scores] == [0.7, 0.5]
    line = "EASI: 0.5 (0–72). Almost clear. Since 1 Nov 2026 (1.1): −0.6, 55 % better. EASI-50"
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    told = re.sub(r"\\|\u2060", "", words(page))
    assert line in told
    assert "less than 6.6 points" in told
    assert line in record_text(case, Speech("en"))
    pdf = preview_report(store, case, ReportChoice(language="en"), drafting.now())
    printed = " ".join(
        " ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split()
    )
    assert "Severity: EASI: 0.5 (0–72). Almost clear." in printed
    assert "EASI: 0.7" not in printed
    for language in LANGUAGES:
        assert preview_report(store, case, ReportChoice(language=language), drafting.now())
    with zipfile.ZipFile(io.BytesIO(records.export_case(store, case.case_id))) as archive:
        exported = json.loads(archive.read("case.json"))["scores"]
    assert [one["total"] for one in exported] == [0.7, 0.5]
    assert exported[1]["entered"]["head"]["area_percent"] == 20
    before = exported[1]["earlier"]
    assert (before["total"], before["visit_date"]) == (1.1, "2026-11-01")
    assert before["entered"]["head"]["erythema"] == 3  # what the change is measured against


def test_erased_case_leaves_no_score(app: AppTest) -> None:
    store = resources.store()
    case = keep(seen(1, {}), 3)
    records.delete_case(store, case.case_id)
    assert _rows(store.database) == 0


def _rows(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM scores").scalar() or 0)


def test_signed_case_takes_no_score_until_it_is_opened_again(app: AppTest) -> None:
    store = resources.store()
    case = seen(1, {})
    case = records.add_assessment(store, case.case_id, diagnosis="eczema", now=drafting.now())
    sign_report(store, case, ReportChoice(language="en"), "Dr. Lee", drafting.now())
    with pytest.raises(DraftChanged):
        keep(case, 3)
    records.amend(store, case.case_id, drafting.now() + timedelta(seconds=1))
    assert keep(case, 3).scores[0].total == 1.1


def test_corrected_birth_is_the_age_of_an_open_form_too(app: AppTest) -> None:
    case = seen(1, {})

    def opened(birth_year: int) -> AppTest:
        patient, changes = case.patient.patient_id, {"birth_year": birth_year}
        records.correct_patient(resources.store(), patient, changes, now=drafting.now())
        app.query_params["case"] = case.case_id
        return on(app, "severity")

    age = f"severity.{case.case_id}.easi.age_years"
    assert opened(2015).number_input(key=age).value == 11
    assert opened(2022).number_input(key=age).value == 4
    page = opened(1885)  # a slip: older than any index knows
    assert not page.exception
    assert page.number_input(key=age).value is None


def test_who_scored_may_be_answered_after_the_score_was_kept(app: AppTest) -> None:
    first, second = seen(1, {}), seen(20, {})
    regions = ("head", "hands", "upper_limbs", "trunk", "lower_limbs", "feet")
    none = {region: {"hand_units": 0} for region in regions}
    store, now = resources.store(), drafting.now()
    keep_score(store, first, "vasi", none, same_rater=None, now=now)
    app.query_params["case"] = second.case_id
    prefix = f"severity.{second.case_id}"
    page = on(app, "severity").selectbox(key=f"{prefix}.index@en").set_value("vasi").run()
    for region in regions:
        page = page.pills(key=f"{prefix}.vasi.region@en").set_value(region).run()
        page = page.number_input(key=f"{prefix}.vasi.{region}.hand_units").set_value(0).run()
    page = press(page, "severity.keep")
    assert page.button(key="severity.keep").disabled
    rater = page.segmented_control(key=f"severity.rater.{second.case_id}@en")
    page = press(rater.set_value("yes").run(), "severity.keep")
    (_, last) = records.find_case(store, second.case_id).scores
    assert last.entered["same_rater"] is True
    assert page.button(key="severity.keep").disabled


def test_cleared_form_asks_all_anew_and_keeps_the_age_of_the_case(app: AppTest) -> None:
    case = seen(1, {})
    records.correct_patient(
        resources.store(), case.patient.patient_id, {"birth_year": 1990}, now=drafting.now()
    )
    app.query_params["case"] = case.case_id
    page = on(app, "severity")
    key = f"severity.{case.case_id}.easi"
    page = page.number_input(key=f"{key}.head.area_percent").set_value(40).run()
    page = press(page, "severity.clear")
    assert page.number_input(key=f"{key}.head.area_percent").value is None
    assert page.number_input(key=f"{key}.age_years").value == 36


def test_kept_score_changes_the_advice_on_case_report_and_text(app: AppTest) -> None:
    store, now, case = resources.store(), drafting.now(), seen(1, {})
    signs = dict.fromkeys(("erythema", "induration", "excoriation", "lichenification"), 2)
    regions = {key: {"area_percent": 60, **signs} for key in ("head", *CLEAR)}  # 5 x 8 = 40
    keep_score(store, case, "easi", {"age_years": 30, **regions}, same_rater=None, now=now)
    scored = records.find_case(store, case.case_id)
    assert case.analysis.advice.urgency.rank > scored.analysis.advice.urgency.rank
    order = "Refer to dermatology: phototherapy or systemic treatment"
    assert order in record_text(scored, Speech("en"))
    assert order in words(press(on(app, "records"), f"records.open.{case.case_id}"))
    pdf = preview_report(store, scored, ReportChoice(language="en"), now)
    printed = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages)
    assert order in " ".join(printed.split())


def test_kept_score_stands_on_the_form_when_the_case_is_opened_again(app: AppTest) -> None:
    case = keep(seen(1, {}), 2)
    page = opened_anew(case)
    assert page.segmented_control(key=f"severity.{case.case_id}.easi.head.erythema").value == 2
    assert page.button(key="severity.keep").disabled
    assert t("severity.keep.kept", "en") in words(page)


def test_a_score_kept_with_half_a_mild_sign_is_shown_and_not_offered_anew(app: AppTest) -> None:
    """What is present is at least mild; nothing of what was kept is lost."""
    case = seen(1, {})
    kept = KeptScore("easi", easi(0.5), 0.6, "almost_clear", to_time(drafting.now()))
    add_score(resources.store(), case.case_id, kept, lambda _: None)
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    assert "EASI: 0.6 (0–72). Almost clear" in re.sub(r"\\|\u2060", "", words(page))
    page = opened_anew(case)
    assert not page.exception
    redness = page.segmented_control(key=f"severity.{case.case_id}.easi.head.erythema")
    assert redness.value == 0.5
    assert "<b>0.6</b>" in html(page)
    page = redness.set_value(1.0).run()
    assert not page.exception
    redness = page.segmented_control(key=f"severity.{case.case_id}.easi.head.erythema")
    assert (redness.value, "½" in redness.options) == (1.0, False)
    assert "<b>0.7</b>" in html(page)


def test_an_eighth_birthday_between_two_visits_reaches_no_response(app: AppTest) -> None:
    first, second = seen(1, {}), seen(20, {})
    keep(first, 3, age_years=7)
    page = opened_anew(keep(second, 3, age_years=8))
    told = re.sub(r"\\|\u2060", "", words(page))
    assert "(2.2; by the table of this score 1.1): no change." in told
    assert "EASI-" not in told


def test_what_is_typed_for_a_case_is_there_when_its_page_is_loaded_anew(app: AppTest) -> None:
    case = seen(1, {})
    area = f"severity.{case.case_id}.easi.head.area_percent"
    opened_anew(case).number_input(key=area).set_value(35.0).run()
    assert opened_anew(case).number_input(key=area).value == 35.0


def opened_anew(case: Case) -> AppTest:
    """The page Severity of a case in a window that knows nothing yet."""
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S).run()
    page.query_params["case"] = case.case_id
    return on(page, "severity")


def test_visits_beside_each_other_tell_their_scores_and_how_they_changed(app: AppTest) -> None:
    first, second = seen(1, {}), seen(20, {})
    keep(first, 3)
    keep(second, 1)
    page = press(on(app, "records"), f"records.open.{second.case_id}")
    told = re.sub(r"\\|\u2060", "", words(press(page, "records.compare_latest")))
    assert "EASI: 1.1 (0–72). Mild" in told
    assert "EASI: 0.7 (0–72). Almost clear" in told
    assert "EASI: Since 1 Nov 2026 (1.1): −0.4" in told
    assert t("records.compare.nothing_changed", "en") not in told
