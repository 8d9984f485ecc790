"""The last photo of a lesion that is looked at again: taken alike, the two can be compared."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import Case, Draft
from skin_core.errors import SkinError
from skin_core.services import records
from skin_core.ui import resources
from skin_core.ui.say import say, speech


def last_time(draft: Draft) -> Case | None:
    """The last case of the lesion that is looked at again, with a photo; None for any other."""
    if not draft.lesion_id:
        return None
    found = records.last_case_of_lesion(resources.store(), draft.lesion_id)
    return found if found and found.photos else None


def draw_framing(case: Case) -> None:
    """How it was framed last time; nothing where the file is damaged."""
    day = speech().when(case.visit_date)
    with st.container(key="case-framing", gap="xsmall"):
        try:
            picture = resources.photo_picture(case.photos[0].key)
        except SkinError:
            return
        st.image(picture, width="stretch", alt=say("records.follow.last", date=day))
        st.caption(say("records.follow.last", date=day))
