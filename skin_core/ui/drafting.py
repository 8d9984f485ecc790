"""What the clinician does to the case at hand.

Each change is a pure step of `services.workbench`, kept (`ui.keeping`) before the page returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from skin_core.domain.age import Age
from skin_core.domain.case import Case, Draft, Patient
from skin_core.domain.facts import FactValue
from skin_core.domain.photo import Photo
from skin_core.domain.sample import as_sample
from skin_core.errors import CaseNotFound, DraftChanged, DraftSaved, PhotoError, StoreError
from skin_core.services import analyse, drafts, follow_up, pictures, records, workbench
from skin_core.services.analyse import Options, PhotoFile, Progress
from skin_core.services.preferences import read_preferences
from skin_core.services.running import Run
from skin_core.ui import keeping, resources
from skin_core.ui.say import say, speech
from skin_core.ui.session import RefusedFile, Session, forget, session

WIDGETS = "analyse."
PLACE = ("site", "side")


def now() -> datetime:
    """The clinic's wall clock, with its offset."""
    return datetime.now().astimezone()


def age(patient: Patient) -> Age | None:
    """Age today, as exactly as the entries tell; None where none was entered."""
    return workbench.age_of(patient, now())


def current() -> Draft:
    """The draft at hand; a new one, not yet written, before anything was entered."""
    state = session()
    if state.draft is None:
        state.draft = drafts.new_draft(now())
    return state.draft


def keep(draft: Draft) -> None:
    """Hold a changed draft and write it; unchanged ones cost nothing."""
    keeping.keep(draft, now())


def go_on_as_new() -> None:
    """Go on with what was entered here as a case of its own: the draft it was has ended."""
    state, old = session(), current()
    photos = [_photo(state, old, index) for index in range(len(old.photos))]
    fresh = drafts.new_draft(now())
    state.kept = state.unkept = state.rival = None
    if old.known_patient and not _is_in_records(old.patient):  # erased with all of theirs
        patient = replace(old.patient, patient_id=fresh.patient.patient_id)
        old = replace(old, patient=patient, known_patient=False, lesion_id=fresh.lesion_id)
    keep(replace(old, draft_id=fresh.draft_id, version=0, photos=(), analysis=None))
    for one in photos:
        _add_photo(one)


def _is_in_records(patient: Patient) -> bool:
    try:
        records.find_patient(resources.store(), patient.patient_id)
    except CaseNotFound:
        return False
    return True


def add_photos(files: Iterable[PhotoFile]) -> None:
    """Take photos into the draft; files that cannot be read are named, the others go on.

    Raises: StoreError where their bytes cannot be kept; they wait where they were dropped.
    """
    state, refused = session(), []
    for file in files:
        try:
            _add_photo(file)
        except PhotoError as error:
            refused.append(RefusedFile(file.name, error))
    state.refused = tuple(refused)
    state.upload_round += 1


def _add_photo(file: PhotoFile | Photo) -> None:
    if isinstance(file, PhotoFile):
        limit_mb = resources.settings().upload_limit_mb
        photo = pictures.load_photo(file.data, file.name, limit_mb)
    else:
        photo = file
    session().loaded[photo.photo_id] = photo
    keep(drafts.add_photo(resources.store(), current(), photo))


def remove_photo(photo_id: str) -> None:
    """Take a photo out of the draft."""
    keep(workbench.without_photo(current(), photo_id))
    session().loaded.pop(photo_id, None)


def set_patient(**changes: object) -> None:
    """Change what is known of the patient; of a patient in the records it is corrected there."""
    draft = workbench.with_patient(current(), now(), **changes)
    try:
        if draft.known_patient:
            store, name = resources.store(), clinician_name()
            records.correct_patient(store, draft.patient.patient_id, changes, now=now(), by=name)
    except StoreError:  # the page says it; what was entered stands on it all the same
        keep(draft)
        raise
    keep(draft)


def take_correction(patient_id: str) -> None:
    """A patient was corrected in Records: what this tab holds of them is read anew."""
    state, patient = session(), records.find_patient(resources.store(), patient_id)
    if state.draft and state.draft.known_patient and state.draft.patient.patient_id == patient_id:
        corrected = replace(state.draft, patient=patient)
        if state.kept:
            keep(workbench.advised(corrected, now()))  # put together with the store's own change
        else:
            state.draft = corrected
        forget(WIDGETS + "patient")
    if state.saved and state.saved.patient.patient_id == patient_id:
        state.saved = records.find_case(resources.store(), state.saved.case_id)


def set_birth_date(day: date | None) -> None:
    """The patient was born on that day; None: it is not known any more."""
    patient = workbench.born_on(current().patient, day)
    set_patient(birth_date=patient.birth_date, birth_year=patient.birth_year)


def pick_patient(patient: Patient) -> None:
    """The case is of a patient in the records."""
    _is_of(patient, is_known=True)


def release_patient() -> None:
    """The case is of somebody else: enter a new patient."""
    _is_of(drafts.new_draft(now()).patient, is_known=False)


def _is_of(patient: Patient, *, is_known: bool) -> None:
    draft = current()
    last = records.last_case_of_lesion(resources.store(), draft.lesion_id)
    carried = follow_up.still_known(last) if last else {}
    keep(workbench.of_another(draft, patient, now(), is_known=is_known, carried=carried))
    forget(WIDGETS)


def set_fact(key: str, value: FactValue | None) -> None:
    """Answer a question, or take the answer back; the advice follows at once."""
    keep(workbench.answered(current(), key, value, now()))


def set_corrected(key: str, value: FactValue | None) -> None:
    """Correct an answer of the saved case whose facts are open, or take it back; not kept yet."""
    state = session()
    if state.correcting:
        case_id, facts = state.correcting
        facts = {name: old for name, old in facts.items() if name != key}
        state.correcting = (case_id, facts if value is None else {**facts, key: value})


def set_conclusion(*, diagnosis: str, diagnosis_text: str, note: str) -> None:
    """The clinician's own diagnosis and note."""
    words = {"diagnosis": diagnosis, "diagnosis_text": diagnosis_text, "note": note}
    keep(workbench.concluded(current(), **words, now=now()))


def begin_run(*, force: bool = False) -> None:
    """Analyse the photos of the draft in a thread of its own."""
    state, draft = session(), current()
    photos = [_photo(state, draft, index) for index in range(len(draft.photos))]
    options = _options(draft, force=force)

    shared = resources.runtime()

    def steps() -> Iterator[Progress]:
        layers = shared.store.layers(draft.draft_id)
        yield from analyse.analyse_case(
            photos, draft.facts, shared.networks, layers, now(), options
        )

    state.run = shared.workers.start(len(photos), steps)


def advise_without_photo() -> None:
    """Take what the facts alone call for as the answer; it can be saved like any other."""
    session().asked = {}
    keep(workbench.advised_without_photo(current(), now()))


def exclude(label: str) -> None:
    """Record that a danger was examined for and excluded; the advice follows at once."""
    keep(workbench.excluding(current(), label, clinician_name(), now()))


def include(label: str) -> None:
    """Take an exclusion back."""
    keep(workbench.including(current(), label, now()))


def clinician_name() -> str:
    """Who works here, by the name in Settings."""
    return read_preferences(resources.store()).clinician_name


def _options(draft: Draft, *, force: bool = False) -> Options:
    """What the rules and the networks may use beside the facts."""
    return Options(
        kind=session().kind,
        force=force,
        known=workbench.known_of(draft, now()),
        second=resources.runtime().second_reader(),
        upload_limit_mb=resources.settings().upload_limit_mb,
    )


def _photo(state: Session, draft: Draft, index: int) -> Photo | PhotoFile:
    """As decoded when it was dropped; out of the store for a draft that was opened again."""
    stored = draft.photos[index]
    found = state.loaded.get(stored.photo_id)
    return found or PhotoFile(name=stored.name, data=resources.store().read(stored.key))


def end_run(run: Run) -> None:
    """Take over what a run found; facts entered meanwhile count."""
    state = session()
    state.run = None
    if run.failure:
        raise run.failure
    if run.outcome and not run.is_stopped:
        state.asked = {}
        keep(workbench.taken(current(), run.outcome.case, now()))


def keep_without_answer() -> None:
    """Go back to the photos; what was entered stays."""
    keep(replace(current(), analysis=None))


def save() -> Case:
    """Make the draft a case of the records; one of drawn samples is kept apart from them.

    Raises: DraftChanged while the clinician has to choose between two windows; DraftSaved where
    another window ended the draft; and what the store raises. The draft stays as it is then.
    """
    state, draft, moment = session(), current(), now()
    keeping.meet_end()
    if state.rival is not None or isinstance(state.unkept, DraftSaved):
        raise state.unkept or DraftChanged()
    if workbench.is_sample(draft):
        draft = as_sample(draft, say("records.sample.name"))
    today, store = moment.date().isoformat(), resources.store()
    state.saved = records.save_case(store, draft, visit_date=today, now=moment)
    state.draft, state.naming = None, ""
    return state.saved


def begin_new() -> None:
    """Lay the case at hand aside, as a draft if it was not saved, and begin another."""
    state = session()
    if state.run:
        state.run.stop()
    state.lay_aside()
    forget(WIDGETS)


def begin_follow_up(case: Case, *, same_lesion: bool) -> None:
    """Another case of the patient; of the same lesion what still holds is known, and its photo.

    Written at once: a telephone that opens its camera may load the page anew after it.
    """
    begin_new()
    begun = drafts.new_draft(now(), case.patient)
    if not same_lesion:
        keep(begun)
        return
    last = records.last_case_of_lesion(resources.store(), case.lesion.lesion_id) or case
    facts = follow_up.still_known(last)
    keep(replace(begun, facts=facts, lesion_id=case.lesion.lesion_id))
    session().added = tuple(follow_up.last_time(last).answers)  # asked again, beside what was said
    if told := [speech().fact(key) for key in facts if key not in PLACE]:
        words = {"date": speech().when(last.visit_date), "facts": speech().listed(told)}
        session().notices.append(say("records.follow.known", **words))


def open_draft(draft_id: str) -> None:
    """Go on with a draft, advised on as of now: hours have passed. Raises: CaseNotFound."""
    found = drafts.find_draft(resources.store(), draft_id)
    begin_new()
    session().kept, session().draft = found, workbench.advised(found, now())


def discard(draft_id: str) -> None:
    """Throw a draft away, photos included."""
    drafts.discard_draft(resources.store(), draft_id)
    state = session()
    if state.draft and state.draft.draft_id == draft_id:
        begin_new()
