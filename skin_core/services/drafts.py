"""Work that is not saved yet: kept from the first photo on, so that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from skin_core.domain.case import Draft, Patient, StoredPhoto
from skin_core.domain.photo import Photo
from skin_core.errors import PhotoTooMany
from skin_core.imaging import overlay
from skin_core.storage import drafts as stored_drafts
from skin_core.storage.codec import to_time
from skin_core.storage.drafts import find_draft, list_drafts, save_draft, stands
from skin_core.storage.keys import keys_of, rename_layers, rename_photo
from skin_core.storage.store import Store

__all__ = [
    "MOST_PHOTOS",
    "add_photo",
    "discard_draft",
    "find_draft",
    "kept_by_case",
    "list_drafts",
    "new_draft",
    "save_draft",
    "stands",
]

MOST_PHOTOS = 5  # of one lesion: more tell no more, and fit no page
THUMBNAIL_PX = 480  # the longer side: sharp on a card of 240 points
_THUMBNAIL_QUALITY = 82


def new_draft(now: datetime, patient: Patient | None = None) -> Draft:
    """An empty draft, for a known patient or a new one; not stored until something is entered."""
    return Draft(
        draft_id=uuid4().hex,
        updated_at=to_time(now),
        patient=patient or Patient(patient_id=uuid4().hex, name=""),
        known_patient=patient is not None,
        facts={},
        photos=(),
    )


def add_photo(store: Store, draft: Draft, photo: Photo) -> Draft:
    """The draft with one more photo, whose bytes are kept before it names them; the same only once.

    Raises: PhotoTooMany, StoreLocked, StoreFull, StoreError.
    """
    if any(kept.photo_id == photo.photo_id for kept in draft.photos):
        return draft
    if len(draft.photos) >= MOST_PHOTOS:
        raise PhotoTooMany(most=MOST_PHOTOS)
    files = store.layers(draft.draft_id)
    small = overlay.to_jpeg(overlay.fit(photo.pixels, THUMBNAIL_PX), _THUMBNAIL_QUALITY)
    kept = StoredPhoto(
        photo_id=photo.photo_id,
        name=photo.name,
        key=files.put(photo.stored, photo.media_type),
        thumbnail_key=files.put(small, "image/jpeg"),
        media_type=photo.media_type,
        width_px=photo.width_px,
        height_px=photo.height_px,
    )
    # The answer rested on the photos there were before: it no longer stands.
    return replace(draft, photos=(*draft.photos, kept), analysis=None)


def kept_by_case(draft: Draft, patient_id: str) -> Draft:
    """The draft whose photos and layers were taken over by the case that it became."""
    keys = keys_of(draft.photos, draft.analysis)
    taken = {key: f"{patient_id}/{key.partition('/')[2]}" for key in keys}
    photos = tuple(rename_photo(one, taken) for one in draft.photos)
    analysis = draft.analysis and rename_layers(draft.analysis, taken)
    return replace(draft, photos=photos, analysis=analysis)


def discard_draft(store: Store, draft_id: str) -> None:
    """Throw a draft away, photos included. Raises: StoreLocked, StoreError."""
    with store.erasing():
        stored_drafts.discard_draft(store, draft_id)
