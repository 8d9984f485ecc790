"""Points that a clinician set on the photos of two visits, to lay one over the other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select

from skin_core.errors import CaseNotFound
from skin_core.storage.codec import places_from_json, places_to_json, to_time
from skin_core.storage.store import Store
from skin_core.storage.tables import cases, laid_points

Pair = tuple[str, str]
Places = tuple[tuple[float, float], ...]
"""In shares of a photo's width and height."""


def points_of(store: Store, case_ids: Pair, keys: Pair) -> tuple[Places, Places] | None:
    """What was set on these photos of two cases, earlier one first; None where nothing was.

    keys: of the photos; what was set on others tells nothing of them. Raises: StoreDamaged.
    """
    on_them = (laid_points.c.before_key == keys[0]) & (laid_points.c.after_key == keys[1])
    statement = select(laid_points.c.places).where(_of(case_ids), on_them)
    with store.database.reading() as connection:
        text = connection.scalar(statement)
    if text is None:
        return None
    before, after = places_from_json(text)
    return before, after


def set_points(
    store: Store,
    case_ids: Pair,
    keys: Pair,
    places: tuple[Places, Places] | None,
    *,
    now: datetime,
    by: str = "",
) -> None:
    """Keep the points of two cases instead of those before; None: there are none any more.

    Raises: CaseNotFound where one of the cases is gone.
    """
    with store.database.writing() as connection:
        found = connection.scalars(select(cases.c.case_id).where(cases.c.case_id.in_(case_ids)))
        if set(found) != set(case_ids):
            raise CaseNotFound
        connection.execute(delete(laid_points).where(_of(case_ids)))
        if places:
            values = dict(zip(("before_id", "after_id"), case_ids, strict=True))
            values |= dict(zip(("before_key", "after_key"), keys, strict=True))
            values |= {"places": places_to_json(places), "set_at": to_time(now), "set_by": by}
            connection.execute(insert(laid_points).values(values))


def _of(case_ids: Pair) -> ColumnElement[bool]:
    return (laid_points.c.before_id == case_ids[0]) & (laid_points.c.after_id == case_ids[1])
