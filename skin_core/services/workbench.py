"""A draft and what is done to it: pure steps from one draft to the next, the advice with them.

Pages, and later the API, change a draft here and nowhere else, and keep it once afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from skin_core.domain.age import Age
from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import ClinicianAssessment, Draft, Exclusion, Patient, StoredPhoto
from skin_core.domain.facts import Facts, FactValue
from skin_core.domain.outline import DrawnOutline, HandScale
from skin_core.domain.score import KeptScore
from skin_core.imaging.hand_scale import told_scale
from skin_core.rules import Known
from skin_core.services.analyse import advise_without_photo, readvise
from skin_core.services.onsets import check_onsets
from skin_core.services.outlines import check_outline
from skin_core.services.patient_entries import as_read
from skin_core.services.pictures import sample_ids

_ByPhoto = tuple[DrawnOutline | HandScale, ...]
ADVISED_BY = {"birth_year", "birth_date", "sex"}  # of what is known of a patient
BOOKKEEPING = {"draft_id", "version", "updated_at", "analysis"}
BY_PHOTO = ("outlines", "scales")  # of a draft: at most one a photo


def age_of(patient: Patient, now: datetime) -> Age | None:
    """Age today, as exactly as the entries tell; None where none was entered."""
    return patient.age_on(now.date())


def known_of(draft: Draft, now: datetime) -> Known:
    """What the rules may use of a draft beside its facts."""
    return known_from(draft.patient, draft, now.date())


def known_from(
    patient: Patient,
    concluded: Draft | ClinicianAssessment,
    day: date,
    scores: tuple[KeptScore, ...] = (),
) -> Known:
    """What the rules may use of a patient seen on a day, and of what the clinician concluded.

    scores: of severity, kept with the case.
    """
    return Known(
        age=patient.age_on(day),
        sex=patient.sex,
        diagnosis=concluded.diagnosis,
        words=" ".join(filter(None, (concluded.diagnosis_text, concluded.note))),
        concluded=bool(concluded.diagnosis or concluded.diagnosis_text),
        excluded=tuple(one.label for one in concluded.excluded),
        scores=scores,
    )


def advised(draft: Draft, now: datetime) -> Draft:
    """The draft with its advice made anew; as it is where nothing was answered yet."""
    if draft.analysis is None:
        return draft
    analysis = readvise(draft.analysis, draft.facts, now, known_of(draft, now))
    return replace(draft, analysis=analysis)


def advised_without_photo(draft: Draft, now: datetime) -> Draft:
    """The draft with what its facts alone call for as the answer."""
    analysis = advise_without_photo(draft.facts, now, known_of(draft, now))
    return replace(draft, analysis=analysis)


def taken(draft: Draft, analysis: CaseAnalysis, now: datetime) -> Draft:
    """The draft with the answer of a run; facts entered meanwhile count."""
    return advised(replace(draft, analysis=analysis), now)


def answered(draft: Draft, key: str, value: FactValue | None, now: datetime) -> Draft:
    """The draft with one more answer, or one less; the advice follows at once.

    Raises: OnsetAfterVisit, OnsetBeforeBirth.
    """
    if value is not None:
        check_onsets({key: value}, age_of(draft.patient, now), now)
    facts: Facts = {name: old for name, old in draft.facts.items() if name != key}
    if value is not None:
        facts = {**facts, key: value}
    return advised(replace(draft, facts=facts), now)


def is_sample(draft: Draft) -> bool:
    """Whether the draft shows drawn samples and nothing of a patient."""
    return bool(draft.photos) and all(one.photo_id in sample_ids() for one in draft.photos)


def without_photo(draft: Draft, photo_id: str) -> Draft:
    """The draft without one of its photos, and without the answer that rested on it."""
    photos = tuple(kept for kept in draft.photos if kept.photo_id != photo_id)
    if photos == draft.photos:
        return draft
    without = without_scale(without_outline(draft, photo_id), photo_id)
    return replace(without, photos=photos, analysis=None)


def outlined(draft: Draft, drawn: DrawnOutline) -> Draft:
    """The draft with the lesion of one of its photos drawn by hand, instead of what was before.

    The network's outline stays in the answer, beside it; an empty drawing rejects it. Raises:
    OutlineError.
    """
    photo = next((one for one in draft.photos if one.photo_id == drawn.photo_id), None)
    if photo is None:
        return draft
    check_outline(drawn, photo, draft.analysis)
    others = without_outline(draft, drawn.photo_id).outlines
    return replace(draft, outlines=(*others, drawn))


def without_outline(draft: Draft, photo_id: str) -> Draft:
    """The draft without what was drawn by hand on a photo: the network's outline counts again."""
    kept = tuple(one for one in draft.outlines if one.photo_id != photo_id)
    return draft if kept == draft.outlines else replace(draft, outlines=kept)


def scaled(draft: Draft, scale: HandScale) -> Draft:
    """The draft with a scale told by hand for one of its photos, instead of what was before.

    Raises: LengthTooShort, MarksTooClose, ScaleImpossible.
    """
    photo = next((one for one in draft.photos if one.photo_id == scale.photo_id), None)
    if photo is None:
        return draft
    told_scale(scale, photo.width_px, photo.height_px)
    others = without_scale(draft, scale.photo_id).scales
    return replace(draft, scales=(*others, scale))


def without_scale(draft: Draft, photo_id: str) -> Draft:
    """The draft without the scale that was told by hand for a photo."""
    kept = tuple(one for one in draft.scales if one.photo_id != photo_id)
    return draft if kept == draft.scales else replace(draft, scales=kept)


def with_patient(draft: Draft, now: datetime, **changes: object) -> Draft:
    """The draft with something else known of its patient."""
    patient = replace(draft.patient, **as_read(changes))  # type: ignore[arg-type]
    changed = replace(draft, patient=patient)
    return advised(changed, now) if changes.keys() & ADVISED_BY else changed


def of_another(
    draft: Draft, patient: Patient, now: datetime, *, is_known: bool, carried: Facts
) -> Draft:
    """The draft as one of another patient, advised on anew: age and sex are another's.

    carried: what was known from an earlier visit of the patient before; it goes with them.
    """
    facts = {key: value for key, value in draft.facts.items() if carried.get(key) != value}
    whose = {"patient": patient, "known_patient": is_known, "lesion_id": "", "facts": facts}
    return advised(replace(draft, **whose), now)  # type: ignore[arg-type]


def born_on(patient: Patient, day: date | None) -> Patient:
    """The patient with a date of birth, and its year where none was entered; None takes it back."""
    year = patient.birth_year or (day.year if day else None)
    return replace(patient, birth_date=day.isoformat() if day else "", birth_year=year)


def concluded(
    draft: Draft, *, diagnosis: str, diagnosis_text: str, note: str, now: datetime
) -> Draft:
    """The draft with the clinician's own diagnosis and note."""
    changed = replace(draft, diagnosis=diagnosis, diagnosis_text=diagnosis_text, note=note)
    return advised(changed, now)


def excluding(draft: Draft, label: str, by: str, now: datetime) -> Draft:
    """The draft with a danger examined for and excluded, once."""
    return advised(replace(draft, excluded=with_excluded(draft.excluded, label, by, now)), now)


def including(draft: Draft, label: str, now: datetime) -> Draft:
    """The draft with an exclusion taken back."""
    return advised(replace(draft, excluded=without_excluded(draft.excluded, label)), now)


def with_excluded(
    excluded: tuple[Exclusion, ...], label: str, by: str, now: datetime
) -> tuple[Exclusion, ...]:
    """One danger more, with the time and who excluded it; one that is there stays as it is."""
    if any(one.label == label for one in excluded):
        return excluded
    return (*excluded, Exclusion(label, now.isoformat(timespec="seconds"), by))


def without_excluded(excluded: tuple[Exclusion, ...], label: str) -> tuple[Exclusion, ...]:
    """One danger less."""
    return tuple(one for one in excluded if one.label != label)


@dataclass(frozen=True, slots=True)
class Merge:
    """Two windows' changes of one draft put together.

    draft: theirs with mine on top. conflicts: what both changed, differently: field names of a
    draft, and fact keys; () where nothing was lost by putting them together.
    """

    draft: Draft
    conflicts: tuple[str, ...]


def merged(base: Draft, mine: Draft, theirs: Draft, now: datetime) -> Merge:
    """What this window changed since `base`, on top of what another window kept meanwhile."""
    changes: dict[str, object] = {}
    conflicts: list[str] = []
    for name in (one.name for one in fields(Draft)):
        was, here, there = (getattr(one, name) for one in (base, mine, theirs))
        if name in {*BOOKKEEPING, *BY_PHOTO, "facts", "photos"} or here == was:
            continue
        changes[name] = here
        if there not in (was, here):
            conflicts.append(name)
    photos = _merged_photos(base, mine, theirs)
    for name in BY_PHOTO:
        was, here, there = (getattr(one, name) for one in (base, mine, theirs))
        changes[name], is_open = _merged_by_photo(was, here, there, photos)
        if is_open:
            conflicts.append(name)
    facts, more = _merged_facts(base.facts, mine.facts, theirs.facts)
    together = replace(theirs, facts=facts, photos=photos, **changes)  # type: ignore[arg-type]
    together = replace(together, analysis=_answer_to(together, mine, theirs))
    return Merge(advised(together, now), (*conflicts, *more))


def _merged_photos(base: Draft, mine: Draft, theirs: Draft) -> tuple[StoredPhoto, ...]:
    """Theirs and those added here, without those taken out here."""
    was, here, there = ({one.photo_id for one in draft.photos} for draft in (base, mine, theirs))
    kept = tuple(one for one in theirs.photos if one.photo_id not in was - here)
    return kept + tuple(one for one in mine.photos if one.photo_id not in was | there)


def _merged_by_photo(
    base: _ByPhoto, mine: _ByPhoto, theirs: _ByPhoto, photos: tuple[StoredPhoto, ...]
) -> tuple[_ByPhoto, bool]:
    """What was drawn or told on each photo that stays; whether both windows changed one of them."""
    was, here, there = ({one.photo_id: one for one in told} for told in (base, mine, theirs))
    kept, is_open = [], False
    for photo_id in (one.photo_id for one in photos):
        sides = [one.get(photo_id) for one in (was, here, there)]
        is_mine = sides[1] != sides[0]
        is_open |= is_mine and sides[2] not in sides[:2]
        kept.append(sides[1] if is_mine else sides[2])
    return tuple(filter(None, kept)), is_open


def _answer_to(together: Draft, mine: Draft, theirs: Draft) -> CaseAnalysis | None:
    """The answer that rests on exactly these photos, this window's first; None: none does."""
    for one in (mine, theirs):
        if one.analysis is not None and one.photos == together.photos:
            return one.analysis
    return None


def _merged_facts(was: Facts, here: Facts, there: Facts) -> tuple[Facts, tuple[str, ...]]:
    facts, conflicts = dict(there), []
    for key in dict.fromkeys((*was, *here)):
        if here.get(key) == was.get(key):
            continue
        if there.get(key) not in (was.get(key), here.get(key)):
            conflicts.append(key)
        if key in here:
            facts[key] = here[key]
        else:
            facts.pop(key, None)
    return facts, tuple(conflicts)
