"""What the clinician does to the case at hand; each change is kept before the page returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from skin_core.domain.age import Age
from skin_core.domain.case import Case, Draft, Exclusion, Patient
from skin_core.domain.facts import Facts, FactValue
from skin_core.domain.photo import Photo
from skin_core.errors import PhotoError
from skin_core.services import analyse, drafts, pictures, records
from skin_core.services.analyse import Known, Options, PhotoFile, Progress
from skin_core.services.preferences import read_preferences
from skin_core.ui import resources
from skin_core.ui.running import Run, start
from skin_core.ui.session import RefusedFile, Session, forget, session

WIDGETS = "analyse."
OF_ONE_CASE = (
    "draft", "kind", "loaded", "refused", "run", "asked", "added", "refused_birth_dates", "saved",
    "sought",
)  # fmt: skip


def now() -> datetime:
    """The clinic's wall clock, with its offset."""
    return datetime.now().astimezone()


def age(patient: Patient) -> Age | None:
    """Age today, as exactly as the entries tell; None where none was entered."""
    return patient.age_on(now().date())


def current() -> Draft:
    """The draft at hand; a new one, not yet written, before anything was entered."""
    state = session()
    if state.draft is None:
        state.draft = drafts.new_draft(now())
    return state.draft


def keep(draft: Draft) -> None:
    """Write a changed draft; unchanged ones cost nothing."""
    state = session()
    if draft != state.draft:
        state.draft = drafts.save_draft(resources.store(), draft, now())


def add_photos(files: Iterable[PhotoFile]) -> None:
    """Take photos into the draft; files that cannot be read are named, the others go on."""
    state, refused = session(), []
    for file in files:
        try:
            photo = pictures.load_photo(file.data, file.name, resources.settings().upload_limit_mb)
            state.draft = drafts.add_photo(resources.store(), current(), photo, now())
            state.loaded[photo.photo_id] = photo
        except PhotoError as error:
            refused.append(RefusedFile(file.name, error))
    state.refused = tuple(refused)
    state.upload_round += 1


def remove_photo(photo_id: str) -> None:
    """Take a photo out of the draft."""
    state = session()
    state.draft = drafts.remove_photo(resources.store(), current(), photo_id, now())
    state.loaded.pop(photo_id, None)


def set_patient(**changes: object) -> None:
    """Change what is known of the patient; of a patient in the records it is corrected there."""
    draft = current()
    patient = replace(draft.patient, **changes)  # type: ignore[arg-type]
    if draft.known_patient:
        records.update_patient(resources.store(), patient)
    keep(replace(draft, patient=patient))
    if changes.keys() & {"birth_year", "birth_date", "sex"}:
        _advise_again()


def set_birth_date(day: date | None) -> None:
    """The patient was born on that day; None: it is not known any more."""
    patient = born_on(current().patient, day)
    set_patient(birth_date=patient.birth_date, birth_year=patient.birth_year)


def born_on(patient: Patient, day: date | None) -> Patient:
    """The patient with a date of birth, and its year where none was entered; None takes it back."""
    year = patient.birth_year or (day.year if day else None)
    return replace(patient, birth_date=day.isoformat() if day else "", birth_year=year)


def pick_patient(patient: Patient) -> None:
    """The case is of a patient in the records."""
    keep(replace(current(), patient=patient, known_patient=True))
    forget(WIDGETS + "patient")


def release_patient() -> None:
    """The case is of somebody else: enter a new patient."""
    keep(replace(current(), patient=drafts.new_draft(now()).patient, known_patient=False))
    forget(WIDGETS + "patient")


def set_fact(key: str, value: FactValue | None) -> None:
    """Answer a question, or take the answer back; the advice follows at once."""
    facts: Facts = {name: old for name, old in current().facts.items() if name != key}
    keep(replace(current(), facts=facts if value is None else {**facts, key: value}))
    _advise_again()


def _advise_again() -> None:
    draft = current()
    if draft.analysis:
        advised = analyse.readvise(draft.analysis, draft.facts, now(), known(draft))
        keep(replace(draft, analysis=advised))


def set_conclusion(*, diagnosis: str, diagnosis_text: str, note: str) -> None:
    """The clinician's own diagnosis and note."""
    keep(replace(current(), diagnosis=diagnosis, diagnosis_text=diagnosis_text, note=note))
    _advise_again()


def begin_run(*, force: bool = False) -> None:
    """Analyse the photos of the draft in a thread of its own."""
    state, draft = session(), current()
    photos = [_photo(state, draft, index) for index in range(len(draft.photos))]
    options = _options(draft, force=force)

    def steps() -> Iterator[Progress]:
        layers = resources.store().layers(draft.draft_id)
        yield from analyse.analyse_case(
            photos, draft.facts, resources.engine(), layers, now(), options
        )

    state.run = start(len(photos), steps)


def advise_without_photo() -> None:
    """Take what the facts alone call for as the answer; it can be saved like any other."""
    draft, state = current(), session()
    state.asked = {}
    advised = analyse.advise_without_photo(draft.facts, now(), known(draft))
    keep(replace(draft, analysis=advised))


def known(draft: Draft) -> Known:
    """What the rules may use of a draft beside its facts."""
    return Known(
        age=age(draft.patient),
        sex=draft.patient.sex,
        diagnosis=draft.diagnosis,
        words=" ".join(filter(None, (draft.diagnosis_text, draft.note))),
        concluded=bool(draft.diagnosis or draft.diagnosis_text),
        excluded=tuple(one.label for one in draft.excluded),
    )


def exclude(label: str) -> None:
    """Record that a danger was examined for and excluded; the advice follows at once."""
    draft = current()
    keep(replace(draft, excluded=with_excluded(draft.excluded, label)))
    _advise_again()


def include(label: str) -> None:
    """Take an exclusion back."""
    draft = current()
    keep(replace(draft, excluded=without_excluded(draft.excluded, label)))
    _advise_again()


def with_excluded(excluded: Iterable[Exclusion], label: str) -> tuple[Exclusion, ...]:
    """One danger more, with the time and the name in Settings; one that is there stays as it is."""
    known = tuple(excluded)
    if any(one.label == label for one in known):
        return known
    by = read_preferences(resources.store()).clinician_name
    return (*known, Exclusion(label, now().isoformat(timespec="seconds"), by))


def without_excluded(excluded: Iterable[Exclusion], label: str) -> tuple[Exclusion, ...]:
    """One danger less."""
    return tuple(one for one in excluded if one.label != label)


def _options(draft: Draft, *, force: bool = False) -> Options:
    """What the rules and the networks may use beside the facts."""
    return Options(
        kind=session().kind,
        force=force,
        known=known(draft),
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
        keep(replace(current(), analysis=run.outcome.case))
        _advise_again()


def keep_without_answer() -> None:
    """Go back to the photos; what was entered stays."""
    keep(replace(current(), analysis=None))


def save() -> Case:
    """Make the draft a case of the records."""
    state = session()
    today = now().date().isoformat()
    state.saved = records.save_case(resources.store(), current(), visit_date=today, now=now())
    state.draft = None
    return state.saved


def begin_new(patient: Patient | None = None) -> None:
    """Lay the case at hand aside, as a draft if it was not saved, and begin another."""
    state = session()
    if state.run:
        state.run.stop()
    fresh = Session(language=state.language)
    for name in OF_ONE_CASE:
        setattr(state, name, getattr(fresh, name))
    if patient:
        state.draft = drafts.new_draft(now(), patient)
    forget(WIDGETS)


def open_draft(draft_id: str) -> None:
    """Go on with a draft, advised on as of now: hours have passed. Raises: CaseNotFound."""
    found = drafts.find_draft(resources.store(), draft_id)
    begin_new()
    session().draft = found
    _advise_again()


def discard(draft_id: str) -> None:
    """Throw a draft away, photos included."""
    drafts.discard_draft(resources.store(), draft_id)
    state = session()
    if state.draft and state.draft.draft_id == draft_id:
        begin_new()
