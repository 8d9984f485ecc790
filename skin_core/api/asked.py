"""What a request asks: photos and a case, read from its body and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from typing_extensions import TypedDict

from skin_core.domain.case import Sex
from skin_core.domain.photo import PhotoKind
from skin_core.errors import ApiInvalid, ApiPhotoMissing, IdempotencyKeyInvalid, InvalidCase
from skin_core.services.analyse import PhotoFile
from skin_core.services.diagnose import Question, ToldPatient
from skin_core.wire.strict import ToldTwice, read_json
from skin_core.wire.told import told_case

_MOST_PARTS = 60  # the store's own limit says it better; this one keeps the parser from drowning
_KEY = re.compile(r"[!-~]{1,200}")
_YES_NO = {"true": True, "false": False, "": False}
_Line = Annotated[str, Field(max_length=120)]  # as much as the pages let be typed
_Short = Annotated[str, Field(max_length=60)]
_PHOTOS, _FIELDS = "photos", ("case", "kind", "model", "force")


class PatientTold(TypedDict, total=False):
    """Who it is. birth_date: ISO; it beats year and age.

    A case that is stored takes no age in years. patient_id: of somebody in the records; what is
    told beside it is not taken over. What follows is of somebody new.
    """

    sex: Sex
    birth_date: str
    birth_year: int | None
    age_years: float | None
    patient_id: str
    name: _Line
    code: _Line
    phone: _Short


class ProbabilitiesTold(TypedDict, total=False):
    """What a network said of a photo that is not sent: of the classes of that kind's model."""

    kind: PhotoKind
    probabilities: dict[str, float]


class CaseTold(TypedDict, total=False):
    """A case without its photos. facts: answers by key; an absent key is unknown, never "no".

    diagnosis, excluded: the clinician's own, as keys of the list of diseases. photo: for `advise`
    alone. now: ISO 8601, the clinic's wall clock; a case that is stored has the time it is stored.
    """

    patient: PatientTold | None
    facts: dict[str, bool | float | str | None]
    diagnosis: str
    excluded: list[str]
    photo: ProbabilitiesTold | None
    now: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. person: whose case is to be stored. words: the fields of the form."""

    question: Question
    person: ToldPatient
    words: Mapping[str, str]

    def fingerprint(self) -> str:
        """Tells whether another request asks the same: photos, case, and how to judge them."""
        files = [sha256(photo.data).hexdigest() for photo in self.question.photos]
        case = json.loads(self.words["case"] or "{}")
        others = [self.words[name] for name in _FIELDS if name != "case"]
        return json.dumps([files, case, *others], sort_keys=True)


async def read_case(request: Request) -> Mapping[str, Any]:
    """A case told as JSON. Raises: ApiInvalid, ApiBodyTooLarge."""
    return _checked_case(await request.body())


async def read_photos(request: Request) -> Asked:
    """Photos and a case of a form.

    Raises: ApiInvalid, ApiPhotoMissing, ApiBodyTooLarge, PhotoTooMany, InvalidCase.
    """
    form = await _form(request)
    try:
        photos = await _photos(form)
        texts = {name: _text(form, name) for name in _FIELDS}
    finally:
        await form.close()
    case = _checked_case((texts["case"] or "{}").encode())
    if case.get("photo"):
        raise InvalidCase(field="photo", value="case")
    question = Question(
        photos=photos,
        told=told_case(case),
        kind=_kind(texts["kind"]),
        model=texts["model"] or None,
        force=_yes_no(texts["force"]),
    )
    return Asked(question, _person(case), texts)


def idempotency_key(request: Request) -> str:
    """The key under which a request may be sent again; "" for none.

    Raises: IdempotencyKeyInvalid.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return ""
    if not _KEY.fullmatch(key):
        raise IdempotencyKeyInvalid
    return key


class _InMemory(MultiPartParser):
    """Photos of patients are not laid down in a temporary file."""

    spool_max_size = 2**31

    async def parse(self) -> FormData:
        """The form; what was read so far is let go where reading ends early."""
        try:
            return await super().parse()
        except BaseException:
            for file in self._files_to_close_on_error:
                file.close()
            raise


async def _photos(form: FormData) -> tuple[PhotoFile, ...]:
    if unknown := sorted(set(form) - {_PHOTOS, *_FIELDS}):
        raise ApiInvalid(places=", ".join(unknown))
    files = [one for one in form.getlist(_PHOTOS) if isinstance(one, UploadFile)]
    if not files:
        raise ApiPhotoMissing
    return tuple([PhotoFile(one.filename or "", await one.read()) for one in files])


async def _form(request: Request) -> FormData:
    parser = _InMemory(
        request.headers, request.stream(), max_files=_MOST_PARTS, max_fields=_MOST_PARTS
    )
    try:
        return await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:  # no boundary: KeyError
        raise ApiInvalid(places="multipart/form-data") from error


def _text(form: FormData, name: str) -> str:
    values = form.getlist(name)
    if len(values) > 1 or not all(isinstance(one, str) for one in values):
        raise ApiInvalid(places=name)
    return str(values[0]).strip() if values else ""


def _kind(text: str) -> PhotoKind | None:
    if text in ("", "auto"):
        return None
    try:
        return PhotoKind(text)
    except ValueError as error:
        raise ApiInvalid(places="kind") from error


def _yes_no(text: str) -> bool:
    if text not in _YES_NO:
        raise ApiInvalid(places="force")
    return _YES_NO[text]


def _checked_case(text: bytes) -> Mapping[str, Any]:
    """Raises: ApiInvalid with the places that are wrong, and never with what stands there."""
    try:
        read = read_json(text)
    except ToldTwice as error:
        raise ApiInvalid(places=error.name) from error
    except (ValueError, RecursionError) as error:
        raise ApiInvalid(places="case") from error
    try:
        return _cases().validate_python(read)
    except ValidationError as error:
        places = [".".join(map(str, one["loc"][:2])) or "case" for one in error.errors()]
        raise ApiInvalid(places=", ".join(dict.fromkeys(places))) from error


@cache
def _cases() -> TypeAdapter[CaseTold]:
    return TypeAdapter(CaseTold)


def _person(case: Mapping[str, Any]) -> ToldPatient:
    """On one line each, as the pages have them."""
    told = case.get("patient") or {}
    name, code, phone = (" ".join(told.get(key, "").split()) for key in ("name", "code", "phone"))
    known = told.get("patient_id", "")
    return ToldPatient(patient_id=known, name=name, code=code, phone=phone)
