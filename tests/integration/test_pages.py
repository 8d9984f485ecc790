"""Every page under AppTest: opened, its main action done, one error hit, the words seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.case import Patient, Sex
from skin_core.domain.facts import Facts, FactType
from skin_core.domain.reading import Reading
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES, t
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.narrative.plan import steps_of
from skin_core.narrative.speech import Speech
from skin_core.rules import rule, rule_action, rule_name
from skin_core.runtime import Runtime
from skin_core.services import drafts, reading_sets, records, workbench
from skin_core.services.api_access import digest_of, kept_digest
from skin_core.services.reading_figures import comparisons
from skin_core.settings import Settings
from skin_core.ui import drafting, resources
from skin_core.ui.components.reading import figures
from tests.fake_networks import FakeNetworks
from tests.sample_drafts import draft_of, person

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.name for path in (ROOT / "pages").glob("*.py"))
SKIN = to_jpeg(render_skin("mole", "tan", 9, (320, 240)), 90)
WAIT_S = 60


def as_served(begin: Callable[..., None]) -> Callable[..., None]:
    """AppTest takes pages/ for Streamlit's legacy folder at every run; the server never does."""

    def begin_without_folder(manager: PagesManager, *args: Any, **options: Any) -> None:
        begin(manager, *args, **options)
        PagesManager.uses_pages_directory = False

    return begin_without_folder


@pytest.fixture
def app(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app on an empty data folder, with networks that need no weights."""
    resources.use(Runtime(Settings(home=home), FakeNetworks()))
    monkeypatch.setattr(PagesManager, "__init__", as_served(PagesManager.__init__))
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S).run()
    resources.close()


def on(app: AppTest, page: str) -> AppTest:
    opened = app.switch_page(f"pages/{page}.py").run()
    assert not opened.exception
    return opened


def words(app: AppTest) -> str:
    """Everything that can be read on the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "error", "warning", "info")
    found: list[Any] = [one for kind in (*kinds, "success") for one in getattr(app, kind)]
    labels = (str(one.label) for one in app.expander)
    return "\n".join((*(str(one.value) for one in found), *labels))


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def with_photo(app: AppTest, data: bytes = SKIN, name: str = "photo.jpg") -> AppTest:
    page = on(app, "analyse")
    uploader = next(one for one in page.file_uploader if str(one.key).startswith("analyse.upload"))
    uploader.set_value((name, data, "image/jpeg"))
    return page.run()


def answered(app: AppTest) -> AppTest:
    page = press(with_photo(app), "analyse.run")
    for _ in range(50):
        if any(one.key == "analyse.save" for one in page.button):
            return page
        page = page.run()
    raise AssertionError("no answer came")


def saved_case(app: AppTest, name: str = "Kim") -> str:
    page = on(app, "analyse")
    page.text_input(key="analyse.patient.name").input(name).run()
    press(answered(app), "analyse.save")
    return records.recent_cases(resources.store())[0].case_id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_in_every_language(app: AppTest, page: str, language: str) -> None:
    app.segmented_control(key="app.language").set_value(language).run()
    opened = on(app, page.removesuffix(".py"))
    assert t("app.notice", language) in words(opened)
    assert not opened.error


def answer(page: AppTest, fact: str, value: str) -> None:
    """Answer a yes-no question of the form, in whatever language the page speaks."""
    asked = [one for one in page.segmented_control if f"analyse.form.{fact}@" in str(one.key)]
    asked[0].set_value(value).run()


def open_box(page: AppTest, key: str) -> None:
    """What is closed is not drawn."""
    page.session_state[key] = True
    page.run()


def test_fact_alone_makes_an_emergency_without_a_photo(app: AppTest) -> None:
    page = on(app, "analyse")
    answer(page, "fever", "yes")
    open_box(page, "analyse.danger")
    answer(page, "non_blanching", "yes")
    assert t("urgency.emergency.name", "en") in words(page)


def with_advice(app: AppTest) -> AppTest:
    page = on(app, "analyse")
    answer(page, "fever", "yes")
    open_box(page, "analyse.danger")
    answer(page, "non_blanching", "yes")
    return press(page, "analyse.without_photo")


@pytest.mark.parametrize("language", LANGUAGES)
def test_case_without_a_photo_is_saved_found_and_opened(app: AppTest, language: str) -> None:
    app.segmented_control(key="app.language").set_value(language).run()
    page = with_advice(app)
    assert t("answer.no_photo", language) in words(page)
    analysis = drafts.list_drafts(resources.store())[0].analysis
    assert analysis is not None
    first_line = steps_of(analysis)[0].words[language]
    assert any("\n1. " in one.value for one in page.markdown)
    assert first_line[:20] in words(page)
    press(press(page, "analyse.save"), "analyse.naming.without")
    case_id = records.recent_cases(resources.store())[0].case_id
    name = rule_name(analysis.advice.fired[0], language)
    told = t("records.by_facts", language, rule=name)
    page = on(app, "records")
    assert told in words(page)
    page = press(page, f"records.open.{case_id}")
    assert t("urgency.emergency.name", language) in words(page)
    assert not page.error
    assert not on(app, "report").error
    home = words(on(app, "home"))
    assert t("records.no_photo", language) in home
    assert told in home


def test_home_tells_of_a_draft_what_was_concluded_before_what_the_model_told(
    app: AppTest,
) -> None:
    draft = draft_of(resources.store(), person(), label="lichen_planus")
    concluded = replace(draft, photos=(), diagnosis="herpes_zoster")
    drafts.save_draft(resources.store(), concluded, drafting.now())
    told = words(on(app, "home"))
    assert told.index("**Herpes zoster**") < told.index("Model: Lichen planus")


def test_case_whose_rule_was_retired_is_drawn_with_all_else(app: AppTest) -> None:
    with_advice(app)
    draft = drafts.list_drafts(resources.store())[0]
    assert draft.analysis is not None
    gone = FiredRule("rule-of-old", "0.3", Urgency.EMERGENCY, ("asked_of_old=true",))
    advice = replace(draft.analysis.advice, fired=(gone, *draft.analysis.advice.fired))
    old = replace(
        draft,
        facts={**draft.facts, "asked_of_old": True},
        analysis=replace(draft.analysis, advice=advice),
    )
    case = records.save_case(resources.store(), old, visit_date="2026-11-21", now=drafting.now())
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    assert not page.error
    assert t("report.first.retired", "en") in words(page)
    assert "asked" in words(page)
    assert rule_action(draft.analysis.advice.fired[0], "en")[:20] in words(page)


def with_danger(app: AppTest) -> AppTest:
    """An answer of acne with a little melanoma, which is to be kept in mind."""
    resources.engine().answers["clinical"] = [5.0, 0.0, 4.2, 0.0, 0.0, 0.0]  # type: ignore[attr-defined]
    return answered(app)


def test_excluded_danger_is_recorded_kept_with_the_case_and_undone_by_a_new_version(
    app: AppTest,
) -> None:
    page = with_danger(app).menu_button(key="analyse.result.exclude").click("melanoma").run()
    assert t("analyse.network.excluded", "en") in words(page)
    assert t("analyse.network.in_mind", "en") not in words(page)
    press(press(page, "analyse.save"), "analyse.naming.without")
    case = records.find_case(resources.store(), records.recent_cases(resources.store())[0].case_id)
    assert case.assessment is not None
    assert [one.label for one in case.assessment.excluded] == ["melanoma"]
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    assert t("analyse.network.in_mind", "en") not in words(page)
    page = press(page, f"records.case.{case.case_id}.include.melanoma")
    newest = records.find_case(resources.store(), case.case_id).assessment
    assert newest is not None
    assert (newest.version, newest.excluded) == (2, ())
    assert t("analyse.network.in_mind", "en") in words(page)


def opened(app: AppTest, facts: Facts, **patient: Any) -> AppTest:
    """Analyse with a draft that rests on these facts alone."""
    draft = drafts.new_draft(drafting.now())
    draft = replace(draft, facts=facts, patient=replace(draft.patient, **patient))
    draft = workbench.advised_without_photo(draft, drafting.now())
    draft = drafts.save_draft(resources.store(), draft, drafting.now())
    app.query_params["draft"] = draft.draft_id
    return on(app, "analyse")


@pytest.mark.parametrize("language", LANGUAGES)
def test_fever_with_all_dangers_answered_no_never_reads_two_weeks(
    app: AppTest, language: str
) -> None:
    app.segmented_control(key="app.language").set_value(language).run()
    facts: Facts = {"fever": True, "fever_days": 1.0, "body_surface": 5.0}
    yes_no = [spec.key for spec in all_facts().values() if spec.type is FactType.YES_NO]
    page = opened(app, {**dict.fromkeys(yes_no, False), **facts}, birth_year=1980, sex=Sex.MALE)
    assert rule("fever-checked").timing[language] in words(page)  # type: ignore[index]
    assert t("urgency.soon.when", language) not in words(page)


def test_date_of_birth_is_asked_of_a_small_child_and_beats_the_year(app: AppTest) -> None:
    page = opened(app, {"fever": True}, birth_year=drafting.now().year)
    assert t("analyse.patient.birth_date_why", "en") in words(page)
    born = drafting.now().date() - timedelta(days=20)
    page.date_input(key="analyse.above.birth_date").set_value(born).run()
    assert t("urgency.emergency.name", "en") in words(page)
    assert t("report.age.days", "en", count=20) in words(page)
    open_box(page, "analyse.change")
    page.number_input(key="analyse.patient.birth_year").set_value(1990).run()
    assert "do not agree: the date counts" in "".join(one.value for one in page.warning)
    future = drafting.now().date() + timedelta(days=3)
    page.date_input(key="analyse.patient.birth_date").set_value(future).run()
    assert "lies in the future" in "".join(one.value for one in page.warning)
    assert drafts.list_drafts(resources.store())[0].patient.birth_date == ""


def test_unanswered_is_unknown_and_never_no(app: AppTest) -> None:
    page = on(app, "analyse")
    answer(page, "fever", "no")
    answer(page, "fever", "unknown")
    kept = drafts.list_drafts(resources.store())
    assert all("fever" not in draft.facts for draft in kept)


def test_answer_shows_sentence_bars_and_advice(app: AppTest) -> None:
    page = answered(app)
    assert any(one.value.startswith(("Most likely", "Uncertain")) for one in page.header)
    assert "not a diagnosis" in words(page)
    assert not re.search(r"\b100 ?%", words(page))


def test_saved_case_is_confirmed_and_found(app: AppTest) -> None:
    case_id = saved_case(app)
    page = on(app, "records")
    press(page, f"records.open.{case_id}")
    assert "Kim" in words(page)


def test_name_with_markup_reads_as_typed(app: AppTest) -> None:
    page = on(app, "analyse")
    name = "**<b>Kim</b>** :red[x]"
    page.text_input(key="analyse.patient.name").input(name).run()
    assert drafts.list_drafts(resources.store())[0].patient.name == name
    page = answered(app)
    assert "**<b>" not in words(page)


def test_file_that_is_no_picture_is_named_with_what_to_do(app: AppTest) -> None:
    page = with_photo(app, b"no picture", "notes.jpg")
    assert "notes" in page.error[0].value
    assert "JPEG" in page.error[0].value
    assert not any(one.key == "analyse.remove.1" for one in page.button)


def test_own_diagnosis_becomes_a_new_version(app: AppTest) -> None:
    case_id = saved_case(app)
    press(on(app, "records"), f"records.open.{case_id}")
    app.session_state["skindesk"].typed[case_id] = (
        "psoriasis",
        "",
        "",
    )  # AppTest knows no box of ours
    press(app.run(), "records.conclude")
    newest = records.find_case(resources.store(), case_id).assessment
    assert newest is not None
    assert newest.diagnosis == "psoriasis"


def test_search_without_a_match_offers_the_way_out(app: AppTest) -> None:
    saved_case(app)
    page = on(app, "records")
    page.text_input(key="records.search.text").input("zzzz").run()
    assert t("records.none", "en") in words(page)
    press(page, "records.clear")
    assert "Kim" in words(page)


def test_deletion_asks_and_says_what_goes(app: AppTest) -> None:
    case_id = saved_case(app)
    page = press(on(app, "records"), f"records.open.{case_id}")
    page.menu_button(key="records.delete").click("case").run()
    assert t("records.delete.what", "en", cases=1, photos=1, reports=0) in words(page)
    press(page, "records.delete_confirmed")
    assert not records.recent_cases(resources.store())


def test_case_that_is_gone_is_explained(app: AppTest) -> None:
    case_id = saved_case(app)
    page = press(on(app, "records"), f"records.open.{case_id}")
    records.delete_case(resources.store(), case_id)
    page.run()
    assert t("error.store.not_found", "en") in words(page)


def test_two_cases_stand_side_by_side(app: AppTest) -> None:
    first = saved_case(app)
    press(on(app, "home"), "home.new")
    second = saved_case(app, "Lee")
    page = on(app, "records")
    for case_id in (first, second):
        page.checkbox(key=f"records.compare.{case_id}").check().run()
    assert t("records.compare.same_day", "en") in words(page)
    for case_id in (first, second):  # the day alone would not tell which is which
        hour = Speech("en").moment(records.find_case(resources.store(), case_id).created_at)
        assert f"**{hour}**" in words(page)
    assert t("records.compare.two_patients", "en") in words(page)


def test_reader_whose_photos_go_with_their_patient_is_led_back_to_the_set(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, worked_out = resources.store(), list[int]()
    case = records.find_case(store, saved_case(app))
    of_set, _ = reading_sets.new_set(
        store, "*A* <b>", ["iga"], [], [case], now=drafting.now(), limit_mb=50
    )

    def counted(*told: Any) -> Any:
        worked_out.append(len(told[1]))
        return comparisons(*told)

    monkeypatch.setattr(figures, "comparisons", counted)
    read = Reading(of_set.photos[0].entry_id, "Lee", 1, {"iga": 2.0}, drafting.now().isoformat())
    reading_sets.keep_reading(store, of_set, read)
    page = press(on(app, "reading"), f"reading.open.{of_set.set_id}")
    page.text_input(key="reading.reader").input("Kim").run()
    assert worked_out == [1]  # once for what was read, not at each press
    page = press(page, "reading.begin")
    assert any(one.key == "reading.next" for one in page.button)
    records.delete_patient(store, case.patient.patient_id)
    page = page.run()
    assert not page.error
    assert not page.exception
    assert t("reading.read.empty", "en") in [one.value for one in page.info]


def test_draft_is_thrown_away_only_after_asking(app: AppTest) -> None:
    with_photo(app)
    draft = drafts.list_drafts(resources.store())[0]
    page = press(on(app, "home"), f"home.discard.{draft.draft_id}")
    assert drafts.list_drafts(resources.store())
    press(page, "home.discard_confirmed")
    assert not drafts.list_drafts(resources.store())


def test_known_patient_is_offered_by_the_first_letters(app: AppTest) -> None:
    saved_case(app, "Kim Known")
    press(on(app, "home"), "home.new")
    page = on(app, "analyse")
    page.text_input(key="analyse.patient.name").input("Kim").run()
    press(page, "analyse.patient.match.0")
    assert "Kim Known" in words(page)
    press(answered(app), "analyse.save")
    patients: set[Patient] = set(records.find_patients(resources.store(), ""))
    assert len(patients) == 1


def test_urgency_is_never_colour_alone() -> None:
    from skin_core.ui.components.shared.urgency import COLOURS, ICONS

    assert set(ICONS) == set(COLOURS) == set(Urgency)
    assert len(set(ICONS.values())) == len(Urgency)


def test_doctor_and_country_are_kept_and_stay_chosen_in_another_language(app: AppTest) -> None:
    page = on(app, "settings")
    page.text_input(key="settings.clinician_name").input("Dr. Lee").run()
    page.selectbox(key="settings.country@en").set_value("kr").run()
    kept = resources.clinic()
    assert (kept.clinician_name, kept.country) == ("Dr. Lee", "kr")
    app.segmented_control(key="app.language").set_value("ko").run()
    assert on(app, "settings").selectbox(key="settings.country@ko").value == "kr"


def test_a_key_for_other_programs_is_shown_once_and_taken_back(app: AppTest) -> None:
    on(app, "settings")
    page = press(app, "settings.api.make")
    assert len(page.code) == 1
    assert digest_of(page.code[0].value) == kept_digest(resources.store())
    page = page.run()
    assert not page.code
    press(page, "settings.api.take_back")
    assert kept_digest(resources.store()) == ""


def test_settings_say_what_leaves_the_machine(app: AppTest, home: Path) -> None:
    assert t("home.data.offline", "en") in words(on(app, "settings"))
    given = {"language_model_url": "http://127.0.0.1:11434/v1", "language_model": "m"}
    resources.use(Runtime(Settings(home=home, **given), FakeNetworks()))  # type: ignore[arg-type]
    told = words(on(app, "settings"))
    assert "11434" in told
    assert t("home.data.offline", "en") not in told
