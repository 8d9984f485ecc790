"""Treatments and reviews are kept with their lesion, come back as they were, and go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from skin_core.domain.case import Case, Patient
from skin_core.domain.course import Area, Spread
from skin_core.domain.diary import TreatmentKind
from skin_core.domain.outline import DrawnOutline, HandScale, OutlinedBy, ScaledBy
from skin_core.errors import CaseNotFound, InvalidTreatment, ReviewInPast
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.course import changes_of
from skin_core.narrative.speech import Speech
from skin_core.services import aligned, diary, records, visits, workbench
from skin_core.settings import Settings
from skin_core.storage import tables
from skin_core.storage.drafts import save_draft
from skin_core.storage.store import Store, open_store
from tests.sample_drafts import NOW, draft_of, person, saved

VALACICLOVIR = (TreatmentKind.MEDICINE, " valaciclovir ", "1 g", 0)


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    opened = open_store(Settings(home=home))
    yield opened
    opened.close()


def test_a_treatment_is_kept_ended_and_withdrawn(store: Store) -> None:
    lesion = saved(store, person()).lesion.lesion_id
    days = ("2026-11-21", "")
    diary.add_treatment(store, lesion, VALACICLOVIR, days, now=NOW, by="이서연")
    uvb = (TreatmentKind.PHOTOTHERAPY, "nbUVB", "", 3)
    diary.add_treatment(store, lesion, uvb, ("2026-11-22", "2026-12-01"), now=NOW)
    first, second = diary.course_of(store, lesion).treatments
    assert (first.name, first.dose, first.ended_on, first.entered_by) == (
        "valaciclovir", "1 g", "", "이서연",
    )  # fmt: skip
    assert (second.kind, second.sessions) == (TreatmentKind.PHOTOTHERAPY, 3)
    diary.change_treatment(store, first, now=NOW, ended_on="2026-11-28")
    diary.change_treatment(store, second, now=NOW, sessions=6, by="박지훈")
    diary.change_treatment(store, second, now=NOW, sessions=6, ended_on="2026-12-01")  # no change
    assert [(one.ended_on, one.sessions) for one in diary.course_of(store, lesion).treatments] == [
        ("2026-11-28", 0), ("2026-12-01", 6),
    ]  # fmt: skip
    diary.change_treatment(store, first, now=NOW)
    assert [one.name for one in diary.course_of(store, lesion).treatments] == ["nbUVB"]
    diary.restore_treatment(store, first, now=NOW + timedelta(days=1))
    assert next(one.ended_on for one in diary.course_of(store, lesion).treatments) == "2026-11-28"
    diary.change_treatment(store, first, now=NOW)


def test_what_a_treatment_was_before_each_change_is_kept_and_told(store: Store) -> None:
    lesion = saved(store, person()).lesion.lesion_id
    uvb = (TreatmentKind.PHOTOTHERAPY, "nbUVB", "", 3)
    diary.add_treatment(store, lesion, uvb, ("2026-11-22", ""), now=NOW)
    (kept,) = diary.course_of(store, lesion).treatments
    diary.change_treatment(store, kept, now=NOW, sessions=6, by="이서연")
    diary.change_treatment(store, kept, now=NOW, sessions=6, ended_on="2026-12-01", by="박지훈")
    diary.change_treatment(store, kept, now=NOW, sessions=6, ended_on="2026-12-01")  # as it was
    diary.change_treatment(store, kept, now=NOW)
    diary.restore_treatment(store, kept, now=NOW)
    (kept,) = diary.course_of(store, lesion).treatments
    assert [(one.by, one.sessions, one.ended_on, one.is_withdrawn) for one in kept.changes] == [
        ("이서연", 3, "", False),
        ("박지훈", 6, "", False),
        ("", 6, "2026-12-01", False),
        ("", 6, "2026-12-01", True),
    ]
    for language in LANGUAGES:
        told = [*changes_of(kept, Speech(language))]
        assert "이서연" in told[0]
        assert t("diary.sessions", language, count=3) in told[0]
        assert len({*told}) == len(kept.changes)


def test_what_cannot_be_a_treatment_is_refused(store: Store) -> None:
    lesion = saved(store, person()).lesion.lesion_id
    for told, days in (
        ((TreatmentKind.OTHER, "  ", "", 0), ("2026-11-21", "")),
        (VALACICLOVIR, ("2026-11-21", "2026-11-20")),
        ((TreatmentKind.PHOTOTHERAPY, "nbUVB", "", -1), ("2026-11-21", "")),
    ):
        with pytest.raises(InvalidTreatment):
            diary.add_treatment(store, lesion, told, days, now=NOW)
    diary.add_treatment(store, lesion, VALACICLOVIR, ("2026-11-21", ""), now=NOW)
    (kept,) = diary.course_of(store, lesion).treatments
    with pytest.raises(InvalidTreatment):  # and the half that could be is not kept either
        diary.change_treatment(store, kept, now=NOW, ended_on="2026-11-28", sessions=-1)
    assert diary.course_of(store, lesion).treatments == (kept,)
    with pytest.raises(CaseNotFound):
        diary.add_treatment(store, "0" * 32, VALACICLOVIR, ("2026-11-21", ""), now=NOW)


def test_a_review_is_due_until_the_lesion_was_seen_again(store: Store) -> None:
    case = saved(store, person())
    lesion = case.lesion.lesion_id
    diary.set_review(store, lesion, "2026-12-05", NOW)
    assert diary.reviews_until(store, "2026-12-04", 5) == ()
    (due,) = diary.reviews_until(store, "2026-12-05", 5)
    assert (due.lesion_id, due.patient_name, due.last_visit) == (lesion, "김민지", "2026-11-21")
    with pytest.raises(ReviewInPast):
        diary.set_review(store, lesion, "2026-11-20", NOW)
    (due,) = diary.reviews_until(store, "2026-12-05", 5)  # the day that was kept stands
    draft = save_draft(store, draft_of(store, replace(case.patient), b"an old photo"), NOW)
    late = replace(draft, lesion_id=lesion, known_patient=True)
    records.save_case(store, late, visit_date="2026-10-01", now=NOW + timedelta(days=3))
    assert diary.reviews_until(store, "2026-12-05", 5) == (due,)  # nobody was seen for it
    assert diary.course_of(store, lesion).review == "2026-12-05"
    draft = save_draft(store, draft_of(store, replace(case.patient), b"another"), NOW)
    again = replace(draft, lesion_id=lesion, known_patient=True)
    later = NOW + timedelta(days=10)
    records.save_case(store, again, visit_date="2026-12-01", now=later)
    assert diary.reviews_until(store, "2027-01-01", 5) == ()
    course = diary.course_of(store, lesion)
    assert [visit.case.visit_date for visit in course.visits] == [
        "2026-10-01", "2026-11-21", "2026-12-01",
    ]  # fmt: skip
    assert course.review == ""
    (seen,) = diary.seen_again(store, 5)
    assert (seen.first_visit, seen.last_visit, seen.visits) == ("2026-10-01", "2026-12-01", 3)


def test_one_more_photo_of_the_day_ends_no_review_that_is_due_later(
    store: Store, machine_in: Callable[[str], None]
) -> None:
    machine_in("America/New_York")
    evening = datetime(2026, 11, 29, 1, tzinfo=UTC).astimezone()  # there the 28th, 20:00
    case = saved(store, person())
    diary.set_review(store, case.lesion.lesion_id, "2026-12-05", evening)
    draft = save_draft(store, draft_of(store, replace(case.patient), b"another"), evening)
    again = replace(draft, lesion_id=case.lesion.lesion_id, known_patient=True)
    later = evening + timedelta(hours=1)
    records.save_case(store, again, visit_date="2026-11-28", now=later)
    (due,) = diary.reviews_until(store, "2027-01-01", 5)
    assert due.due_on == diary.course_of(store, case.lesion.lesion_id).review == "2026-12-05"
    diary.set_review(store, case.lesion.lesion_id, "2026-11-28", evening)
    assert diary.reviews_until(store, "2027-01-01", 5) == ()  # seen on the very day it is due


def test_a_lesion_measured_once_today_is_asked_for_again_until_it_was_taken_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = saved_drawn(store, person(), b"one")
    monkeypatch.setattr(visits, "_areas", lambda *_: ())
    assert diary.to_be_taken_again(store, first.visit_date) == ()  # nobody outlined it
    drawn_by_card(monkeypatch)
    assert [one.case_id for one in diary.to_be_taken_again(store, first.visit_date)] == [
        first.case_id
    ]
    assert diary.to_be_taken_again(store, "2026-11-22") == ()
    same = saved_drawn(store, person(), b"one")  # once more: nothing was photographed anew
    assert same.lesion == first.lesion
    assert diary.pairs_taken_twice(store) == ()
    assert len(diary.to_be_taken_again(store, first.visit_date)) == 1
    saved_drawn(store, person(), b"once more")
    assert diary.to_be_taken_again(store, first.visit_date) == ()
    assert len(diary.drawn_by_card(diary.pairs_taken_twice(store))) == 1


def drawn_by_card(monkeypatch: pytest.MonkeyPatch, without: tuple[str, ...] = ()) -> None:
    """Every case counts as outlined by hand beside the scale card, on its first photo.

    without: names of patients on whose photos no card lies.
    """

    def areas(store: Store, case: Case) -> tuple[Area, ...]:
        cm2 = None if case.patient.name in without else Spread(2.0)
        return (Area(case.photos[0].photo_id, OutlinedBy.CLINICIAN, Spread(0.1), cm2),)

    monkeypatch.setattr(visits, "_areas", areas)
    monkeypatch.setattr(visits, "colour_or_none", lambda *_: None)


def saved_drawn(store: Store, patient: Patient, photo: bytes, day: str = "2026-11-21") -> Case:
    """A case on whose photo something was drawn by hand."""
    draft = draft_of(store, patient, photo)
    drawn = DrawnOutline(draft.photos[0].photo_id, 4, 3, "057", "2026-11-21T09:00:00+00:00")
    kept = save_draft(store, replace(draft, outlines=(drawn,)), NOW)
    return records.save_case(store, kept, visit_date=day, now=NOW)


def test_two_photos_of_one_day_make_a_pair_and_those_of_two_days_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_by_card(monkeypatch)
    for day in ("2026-11-14", "2026-11-21"):
        for photo in (b"first", b"second"):
            saved_drawn(store, person(), photo + day.encode(), day)
    days = [{one.case.visit_date for one in pair} for pair in diary.pairs_taken_twice(store)]
    assert sorted(map(sorted, days)) == [["2026-11-14"], ["2026-11-21"]]


def test_the_newest_two_of_a_day_that_are_drawn_make_the_pair(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_by_card(monkeypatch)
    area = visits._areas
    names = b"one", b"two", b"three", b"by a network"
    *_, by_network = (sha256(name).hexdigest() for name in names)

    def areas(store: Store, case: Case) -> tuple[Area, ...]:
        (one,) = area(store, case)
        return (replace(one, by=OutlinedBy.NETWORK) if one.photo_id == by_network else one,)

    monkeypatch.setattr(visits, "_areas", areas)
    _, two, three, _ = (saved_drawn(store, person(), name).case_id for name in names)
    (pair,) = diary.drawn_by_card(diary.pairs_taken_twice(store))
    assert [one.case.case_id for one in pair] == [two, three]


def test_the_clinics_own_error_stays_whatever_is_saved_after_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty lesions taken twice without a card, and 2,100 cases, take nothing of it away."""
    drawn_by_card(monkeypatch, without=("no card",))
    for photo in (b"first", b"second"):
        saved_drawn(store, person(), photo)
    for number in range(20):
        for photo in (b"first", b"second"):
            saved_drawn(store, person("no card", str(number), number), photo + bytes([number]))
    other = saved(store, person("other"))
    with store.database.writing() as connection:
        row = connection.execute(
            select(tables.cases).where(tables.cases.c.case_id == other.case_id)
        ).mappings().one()  # fmt: skip
        later = {**row, "created_at": "2026-12-01T00:00:00.000000+00:00"}
        many = [{**later, "case_id": f"{number:032}"} for number in range(2100)]
        connection.execute(insert(tables.cases), many)
    assert len(diary.drawn_by_card(diary.pairs_taken_twice(store))) == 1
    assert len(diary.seen_again(store, 50)) == 22


def test_a_dermoscopic_photo_beside_another_of_the_day_makes_no_pair(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_by_card(monkeypatch)
    area = visits._areas
    kinds = {b"camera": False, b"through the lens": True, b"camera again": False}
    of_photo = {sha256(name).hexdigest(): kind for name, kind in kinds.items()}

    def areas(store: Store, case: Case) -> tuple[Area, ...]:
        (one,) = area(store, case)
        return (replace(one, is_dermoscopic=of_photo[one.photo_id]),)

    monkeypatch.setattr(visits, "_areas", areas)
    for number, name in enumerate(kinds, start=1):
        saved_drawn(store, person(), name)
        found = diary.pairs_taken_twice(store)
        assert len(found) == (number == 3)
    assert not any(one.area and one.area.is_dermoscopic for pair in found for one in pair)


def test_the_report_of_an_older_visit_prints_treatments_as_they_were_known_then(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_by_card(monkeypatch)
    cases = []
    for number, day in enumerate(("2026-11-01", "2026-11-21", "2026-12-20")):
        at = datetime.fromisoformat(f"{day}T05:00:00+00:00")
        draft = save_draft(store, draft_of(store, person(), day.encode()), at)
        cases.append(records.save_case(store, draft, visit_date=day, now=at))
        lesion = cases[0].lesion.lesion_id
        if number == 0:
            uvb = (TreatmentKind.PHOTOTHERAPY, "nbUVB", "", 2)
            diary.add_treatment(store, lesion, uvb, ("2026-11-01", ""), now=at)
            diary.add_treatment(store, lesion, VALACICLOVIR, ("2026-11-01", "2026-11-08"), now=at)
    later = at + timedelta(days=1)
    (uvb_kept,) = (one for one in diary.course_of(store, lesion).treatments if one.sessions)
    diary.change_treatment(store, uvb_kept, now=later, ended_on="2026-12-21", sessions=12)
    cream = (TreatmentKind.MEDICINE, "tacrolimus", "", 0)
    diary.add_treatment(store, lesion, cream, ("2026-11-15", ""), now=later)
    printed = " ".join(diary.report_lines(store, cases[1], Speech("en")))
    assert "Phototherapy, nbUVB: from 1 Nov 2026" in printed
    assert "valaciclovir, 1 g: 1 Nov 2026 to 8 Nov 2026" in printed
    assert "tacrolimus" not in printed
    newest = " ".join(diary.report_lines(store, cases[2], Speech("en")))
    assert "nbUVB, 12 sessions" in newest
    assert "tacrolimus" not in newest  # entered a day after it was saved


def test_the_newest_visit_keeps_its_sessions_whatever_older_or_same_day_photo_is_saved_later(
    store: Store,
) -> None:
    days = "2026-10-01", "2026-11-21", "2026-11-21", "2026-10-20"
    cases = []
    for number, day in enumerate(days):
        draft = save_draft(store, draft_of(store, person(), bytes([number])), NOW)
        later = NOW + timedelta(minutes=number)
        cases.append(records.save_case(store, draft, visit_date=day, now=later))
    told = (TreatmentKind.PHOTOTHERAPY, "nbUVB", "", 24)
    diary.add_treatment(store, cases[0].lesion.lesion_id, told, ("2026-10-02", ""), now=NOW)
    assert "nbUVB, 24 sessions" in " ".join(diary.report_lines(store, cases[1], Speech("en")))
    draft = save_draft(store, draft_of(store, person(), b"newer"), NOW)
    records.save_case(store, draft, visit_date="2026-11-22", now=NOW + timedelta(days=1))
    assert "24 sessions" not in " ".join(diary.report_lines(store, cases[1], Speech("en")))


def test_the_report_of_an_old_photo_entered_late_compares_it_with_no_later_visit(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_by_card(monkeypatch)
    days = "2026-10-01", "2026-11-21", "2026-10-20"
    cases = []
    for number, day in enumerate(days):
        draft = save_draft(store, draft_of(store, person(), day.encode()), NOW)
        later = NOW + timedelta(minutes=number)
        cases.append(records.save_case(store, draft, visit_date=day, now=later))
    assert len({one.lesion.lesion_id for one in cases}) == 1
    assert diary.report_lines(store, cases[0], Speech("en")) == ()
    for case, told, untold in ((cases[1], "21 Nov", "20 Oct"), (cases[2], "20 Oct", "21 Nov")):
        printed = " ".join(diary.report_lines(store, case, Speech("en")))
        assert "1 Oct" in printed
        assert told in printed
        assert untold not in printed


def test_the_report_compares_first_and_last_on_photos_of_one_kind_whatever_lies_between(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = Area("camera", OutlinedBy.NETWORK, Spread(0.1), Spread(2.0, 1.9, 2.1))
    lens = replace(camera, photo_id="lens", is_dermoscopic=True)
    days = "2026-10-01", "2026-10-08", "2026-10-15", "2026-10-22"
    of_day = dict(zip(days, ((camera, lens), (lens,), (lens,), (camera,)), strict=True))
    monkeypatch.setattr(visits, "_areas", lambda _, case: of_day[case.visit_date])
    monkeypatch.setattr(visits, "_place", lambda *_: 1)
    monkeypatch.setattr(visits, "colour_or_none", lambda *_: None)
    for day in days:
        draft = save_draft(store, draft_of(store, person(), day.encode()), NOW)
        case = records.save_case(store, draft, visit_date=day, now=NOW)
    verdict, first, second, *_ = diary.report_lines(store, case, Speech("en"))
    assert verdict.startswith("No change beyond the measured error")
    assert "dermoscopic" not in first
    assert "dermoscopic" in second


def test_a_later_visit_changes_no_size_told_before_and_a_report_tells_what_it_compares(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = Area("camera", OutlinedBy.NETWORK, Spread(0.1), Spread(2.0, 1.9, 2.1))
    lens = Area("lens", OutlinedBy.NETWORK, Spread(0.3), Spread(4.0, 3.9, 4.1), is_dermoscopic=True)
    of_day = {"2026-10-01": (camera, lens), "2026-10-08": (lens,), "2026-10-15": (lens,)}
    monkeypatch.setattr(visits, "_areas", lambda _, case: of_day[case.visit_date])
    monkeypatch.setattr(visits, "_place", lambda *_: 1)
    monkeypatch.setattr(visits, "colour_or_none", lambda *_: None)
    for day in of_day:
        draft = save_draft(store, draft_of(store, person(), day.encode()), NOW)
        case = records.save_case(store, draft, visit_date=day, now=NOW)
        course = diary.course_of(store, case.lesion.lesion_id)
        assert course.visits[0].area == camera
    verdict, first, *_ = diary.report_lines(store, case, Speech("en"))
    assert "4.0 cm² (3.9–4.1) on 1 Oct" in verdict  # through the lens, as the last one
    assert "2.0 cm² (1.9–2.1), outlined by the network; 4.0 cm²" in first


def test_points_and_scales_set_by_hand_are_kept_and_go_with_their_case(store: Store) -> None:
    first, later = saved(store, person()), saved(store, person(), b"later")
    ids = first.case_id, later.case_id
    keys = first.photos[0].key, later.photos[0].key
    places = (((0.1, 0.2), (0.8, 0.2), (0.5, 0.9)), ((0.2, 0.2), (0.9, 0.3), (0.5, 0.8)))
    aligned.set_points(store, ids, keys, places, now=NOW, by="이서연")
    assert aligned.points_of(store, ids, keys) == places
    assert aligned.points_of(store, ids, (keys[1], keys[0])) is None  # of other photos
    aligned.set_points(store, ids, keys, None, now=NOW)
    assert aligned.points_of(store, ids, keys) is None
    aligned.set_points(store, ids, keys, places, now=NOW)
    records.delete_case(store, later.case_id)
    assert aligned.points_of(store, ids, keys) is None
    with pytest.raises(CaseNotFound):
        aligned.set_points(store, ids, keys, places, now=NOW)

    draft = save_draft(store, draft_of(store, person(), b"scaled"), NOW)
    photo_id = draft.photos[0].photo_id
    scale = HandScale(photo_id, ScaledBy.RULER, 30.0, ((0.1, 0.5), (0.6, 0.5)), "2026-11-21", "")
    kept = records.save_case(
        store, workbench.scaled(draft, scale), visit_date="2026-11-21", now=NOW
    )
    assert kept.assessment is not None
    assert kept.assessment.scales == (scale,)
    again = records.add_assessment(store, kept.case_id, diagnosis="acne", now=NOW)
    assert again.assessment is not None
    assert again.assessment.scales == (scale,)


def test_the_diary_follows_a_corrected_place_and_goes_with_its_patient(store: Store) -> None:
    case = saved(store, person())
    days = ("2026-11-21", "")
    diary.add_treatment(store, case.lesion.lesion_id, VALACICLOVIR, days, now=NOW)
    diary.set_review(store, case.lesion.lesion_id, "2026-12-05", NOW)
    moved = records.correct_facts(store, case, {**case.facts, "site": "neck"}, now=NOW)
    assert moved.lesion.lesion_id != case.lesion.lesion_id
    assert len(diary.course_of(store, moved.lesion.lesion_id).treatments) == 1
    assert diary.course_of(store, moved.lesion.lesion_id).review == "2026-12-05"
    (due,) = diary.reviews_until(store, "2026-12-05", 5)  # Home reminds of where it is now
    assert (due.lesion_id, due.site, due.last_visit) == (
        moved.lesion.lesion_id, "neck", "2026-11-21",
    )  # fmt: skip
    assert records.what_goes_with_case(store, moved.case_id).treatments == 1
    saved(store, person(), b"of the same place", facts=moved.facts)
    assert records.what_goes_with_case(store, moved.case_id).treatments == 0
    goes = records.what_goes_with_patient(store, case.patient.patient_id)
    assert goes.treatments == 1
    records.delete_patient(store, case.patient.patient_id)
    with pytest.raises(CaseNotFound):
        diary.course_of(store, moved.lesion.lesion_id)
    assert b"valaciclovir" not in b"".join(
        path.read_bytes() for path in store.files.root.parent.glob("*.sqlite3*")
    )
