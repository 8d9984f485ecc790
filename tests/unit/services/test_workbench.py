"""A draft changes in pure steps, its advice with it; two windows' changes are put together."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Draft, Sex, StoredPhoto
from skin_core.domain.facts import FactValue
from skin_core.domain.outline import DrawnOutline, HandScale, ScaledBy
from skin_core.i18n import LANGUAGES, t
from skin_core.services import workbench
from skin_core.services.drafts import new_draft
from skin_core.services.patient_entries import corrected
from tests.ten_names import NAMES

NOW = datetime(2027, 1, 5, 10, tzinfo=UTC)


def draft(**facts: FactValue) -> Draft:
    return workbench.advised_without_photo(replace(new_draft(NOW), facts=facts), NOW)


def urgency(one: Draft) -> Urgency:
    assert one.analysis is not None
    return one.analysis.advice.urgency


def test_advice_follows_every_answer_and_its_withdrawal() -> None:
    before = draft(fever=True)
    worse = workbench.answered(before, "non_blanching", True, NOW)
    assert urgency(worse) is Urgency.EMERGENCY
    assert workbench.answered(worse, "non_blanching", None, NOW) == before


def test_date_of_birth_changes_the_advice() -> None:
    born = workbench.with_patient(draft(fever=True), NOW, birth_date="2026-12-16")
    assert urgency(born) is Urgency.EMERGENCY
    assert urgency(workbench.with_patient(born, NOW, name="Kim")) is Urgency.EMERGENCY


def test_a_patient_picked_late_changes_the_advice_and_takes_what_was_carried_along() -> None:
    before = replace(draft(vesicles=True, fever=False, diabetes=True), lesion_id="of another")
    baby = replace(new_draft(NOW).patient, birth_date="2026-12-16", birth_year=2026)
    after = workbench.of_another(before, baby, NOW, is_known=True, carried={"diabetes": True})
    assert urgency(after) is Urgency.EMERGENCY
    assert (after.facts, after.lesion_id) == ({"vesicles": True, "fever": False}, "")


def test_exclusion_is_kept_once_and_can_be_taken_back() -> None:
    before = draft()
    excluded = workbench.excluding(before, "mpox", "Dr. Lee", NOW)
    assert [(one.label, one.by) for one in excluded.excluded] == [("mpox", "Dr. Lee")]
    assert workbench.excluding(excluded, "mpox", "Dr. Lee", NOW) == excluded
    assert workbench.including(excluded, "mpox", NOW) == before


def test_free_words_conclude_but_are_no_diagnosis_of_the_list() -> None:
    named = workbench.concluded(draft(), diagnosis="", diagnosis_text="a boil", note="", now=NOW)
    known = workbench.known_of(named, NOW)
    assert (known.concluded, known.diagnosis, known.words) == (True, "", "a boil")


def test_answers_of_two_windows_are_both_kept() -> None:
    base = draft()
    mine = workbench.answered(base, "pain", 7.0, NOW)
    theirs = workbench.answered(base, "fever", True, NOW)
    together = workbench.merged(base, mine, theirs, NOW)
    assert together.draft.facts == {"pain": 7.0, "fever": True}
    assert together.conflicts == ()
    assert urgency(together.draft) is Urgency.URGENT


def test_what_both_windows_changed_differently_is_named() -> None:
    base = draft(pain=1.0)
    mine = replace(workbench.answered(base, "pain", 7.0, NOW), note="mine")
    theirs = replace(workbench.answered(base, "pain", None, NOW), note="theirs")
    together = workbench.merged(base, mine, theirs, NOW)
    assert together.conflicts == ("note", "pain")
    assert (together.draft.note, together.draft.facts["pain"]) == ("mine", 7.0)


def test_two_windows_draw_on_two_photos_and_only_on_the_same_one_is_there_a_choice() -> None:
    first, second = (
        StoredPhoto(one, f"{one}.jpg", one, one, "image/jpeg", 400, 300) for one in ("a", "b")
    )
    base = replace(draft(), photos=(first, second))
    on_first, on_second, other = (
        DrawnOutline(photo, 400, 300, runs, "now")
        for photo, runs in (("a", "mine"), ("b", "theirs"), ("a", "theirs"))
    )
    scale = HandScale("a", ScaledBy.WIDTH, 100.0, (), "now")
    mine = replace(base, outlines=(on_first,), scales=(scale,))
    together = workbench.merged(base, mine, replace(base, outlines=(on_second,)), NOW)
    assert (together.draft.outlines, together.conflicts) == ((on_first, on_second), ())
    theirs = replace(base, outlines=(other,), scales=(replace(scale, length_mm=50.0),))
    together = workbench.merged(base, mine, theirs, NOW)
    assert together.conflicts == ("outlines", "scales")
    assert (together.draft.outlines, together.draft.scales) == ((on_first,), (scale,))
    gone = replace(base, photos=(second,))  # taken out here, drawn on there
    assert workbench.merged(base, gone, replace(base, outlines=(other,)), NOW).draft.outlines == ()


def test_whatever_two_windows_may_both_change_has_a_name_in_each_language() -> None:
    names = {one.name for one in fields(Draft)} - {*workbench.BOOKKEEPING, "facts", "photos"}
    for language in LANGUAGES:
        assert all(t(f"analyse.kept.field.{name}", language) for name in names)


def test_answer_taken_back_stays_taken_back() -> None:
    base = draft(pain=1.0, itch=2.0)
    mine = workbench.answered(base, "pain", None, NOW)
    theirs = workbench.answered(base, "itch", 5.0, NOW)
    assert workbench.merged(base, mine, theirs, NOW).draft.facts == {"itch": 5.0}


def test_a_name_is_kept_as_it_is_read() -> None:
    """Without what turns it round or hides in it; with what joins letters, and its spaces."""
    typed = {
        "name": "\u202eKim\u200b Min\ufeff\x07",
        "code": "P-\u20661\u2069",
        "phone": "02\u200f-1",
    }
    patient = workbench.with_patient(draft(), NOW, **typed, sex=Sex.MALE).patient
    assert patient.sex is Sex.MALE
    assert (patient.name, patient.code, patient.phone) == ("Kim Min", "P-1", "02-1")
    assert corrected(patient, {**typed, "sex": Sex.MALE}, NOW.date()) == patient
    for name in ("क्\u200dष", "نمی\u200cخواهم", *(one.typed for one in NAMES)):
        assert workbench.with_patient(draft(), NOW, name=name).patient.name == name
    for name, seen in (
        ("\u200d", ""),
        ("\u3164\u2800", ""),
        ("김\u200d철수", "김철수"),
        ("A\u200cB", "AB"),
    ):
        assert workbench.with_patient(draft(), NOW, name=name).patient.name == seen
