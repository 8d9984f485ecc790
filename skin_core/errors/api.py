"""Why the REST API does not do what another program asked."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class ApiError(SkinError):
    """A request that is not answered."""

    code = "error.api.failed"


class ApiOff(ApiError):
    """No key is set, and answering without one is not allowed."""

    code = "error.api.off"


class ApiKeyMissing(ApiError):
    """The request shows no key."""

    code = "error.api.key_missing"


class ApiKeyWrong(ApiError):
    """The key that was shown is none of this installation."""

    code = "error.api.key_wrong"


class ApiForeign(ApiError):
    """The page of another address asks, or this one under a foreign name."""

    code = "error.api.foreign"


@dataclass(eq=False, kw_only=True)
class ApiTooFast(ApiError):
    """More requests than one key may make. wait_s: until the next may come."""

    code = "error.api.too_fast"
    wait_s: int


@dataclass(eq=False, kw_only=True)
class ApiBusy(ApiError):
    """As many photos wait as may. wait_s: after which there may be room."""

    code = "error.api.busy"
    wait_s: int


@dataclass(eq=False, kw_only=True)
class ApiBodyTooLarge(ApiError):
    """More bytes than a request may have."""

    code = "error.api.body_too_large"
    limit_mb: int


@dataclass(eq=False, kw_only=True)
class ApiTooSlow(ApiError):
    """The body stopped coming. wait_s: for so long."""

    code = "error.api.too_slow"
    wait_s: int


@dataclass(eq=False, kw_only=True)
class ApiMediaType(ApiError):
    """The body is of another kind than is read. expected: as Content-Type names it."""

    code = "error.api.media_type"
    expected: str


@dataclass(eq=False, kw_only=True)
class ApiInvalid(ApiError):
    """Something in the request is missing or of the wrong kind. places: where."""

    code = "error.api.invalid"
    places: str


class ApiPhotoMissing(ApiError):
    """The request holds no photo."""

    code = "error.api.photo_missing"


class ApiNoSuchPlace(ApiError):
    """Nothing answers at this address."""

    code = "error.api.no_such_place"


class ApiMethod(ApiError):
    """The address answers other methods."""

    code = "error.api.method"


class IdempotencyKeyInvalid(ApiError):
    """The key of a request is empty, too long, or holds what a header may not."""

    code = "error.api.idempotency_invalid"


class IdempotencyKeyReused(ApiError):
    """The key of a request stood on another request before."""

    code = "error.api.idempotency_reused"


@dataclass(eq=False, kw_only=True)
class IdempotencyInProgress(ApiError):
    """The same request is under way. wait_s: after which to ask again."""

    code = "error.api.idempotency_in_progress"
    wait_s: int


class ApiEnding(ApiError):
    """SkinDesk is being closed."""

    code = "error.api.ending"
