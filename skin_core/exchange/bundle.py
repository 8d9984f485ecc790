"""What a bundle says of itself: of which case it is, and the digest of every part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from skin_core.errors import BundleAltered, BundleNewer, BundleOther

FORMAT = "skindesk.bundle"
_VERSION = 1
MANIFEST = "manifest.json"


def sealed(parts: Mapping[str, bytes], case_id: str, schema: str) -> dict[str, bytes]:
    """The parts with their manifest in front. schema: of the store they come from."""
    told = {
        "format": FORMAT,
        "version": _VERSION,
        "schema": schema,
        "case_id": case_id,
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    return {MANIFEST: json.dumps(told, indent=2).encode(), **parts}


def unsealed(parts: Mapping[str, bytes], schema: str) -> str:
    """The id of the case, where every part is as it was exported. schema: of this store.

    Raises: BundleOther, BundleNewer, BundleAltered.
    """
    told = _manifest(parts.get(MANIFEST, b""))
    if _is_later(told.get("version"), _VERSION) or _is_later(told.get("schema"), schema):
        raise BundleNewer
    digests = told.get("sha256")
    if not isinstance(digests, dict):
        raise BundleAltered(part=MANIFEST)
    for name in sorted({*parts, *digests} - {MANIFEST}):
        if name not in parts or hashlib.sha256(parts[name]).hexdigest() != digests.get(name):
            raise BundleAltered(part=str(name))
    return str(told.get("case_id"))


def _manifest(data: bytes) -> Mapping[str, object]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BundleOther from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BundleOther
    return told


def _is_later(told: object, known: int | str) -> bool:
    """Whether a number of a version, or the name of a schema, comes after the one known here."""
    if not isinstance(told, type(known)) or isinstance(told, bool):
        raise BundleAltered(part=MANIFEST)
    return told > known  # type: ignore[operator]
