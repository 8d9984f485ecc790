"""A photo with its layers, and what is good or wrong about how it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis
from skin_core.domain.case import StoredPhoto
from skin_core.domain.outline import DrawnOutline, HandScale, outline_of, scale_of
from skin_core.narrative.answer import reasons_text, retake_text
from skin_core.narrative.course import photo_scales_text
from skin_core.narrative.lesion import drawn_text, outline_text
from skin_core.services.pictures import drawn_layer
from skin_core.ui import outlining, resources
from skin_core.ui.components.result.measures import draw_measures
from skin_core.ui.components.result.outline_editor import outline_editor
from skin_core.ui.components.shared.photo_layers import Above, draw_layers
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import seed, worded

PHOTO, OUTLINE, HEATMAP = "photo", "outline", "heatmap"


@dataclass(frozen=True)
class ShownPhoto:
    """A stored photo with what was found in it, and what the clinician drew on it.

    number: from 1, as the page counts. scale: told by hand.
    """

    number: int
    stored: StoredPhoto
    analysis: PhotoAnalysis
    drawn: DrawnOutline | None = None
    scale: HandScale | None = None

    @property
    def is_outlined(self) -> bool:
        """Whether there is something to say of an outline."""
        return self.drawn is not None or self.analysis.lesion is not None


def shown_photos(
    photos: Sequence[StoredPhoto],
    analysis: CaseAnalysis,
    drawn: tuple[DrawnOutline, ...] = (),
    scales: tuple[HandScale, ...] = (),
) -> tuple[ShownPhoto, ...]:
    """The analysed photos that are in the store, in the order they were taken in."""
    found = {one.photo_id: one for one in analysis.photos}
    return tuple(
        ShownPhoto(
            number,
            stored,
            found[stored.photo_id],
            outline_of(drawn, stored.photo_id),
            scale_of(scales, stored.photo_id),
        )
        for number, stored in enumerate(photos, start=1)
        if stored.photo_id in found
    )


@st.fragment
def photo_view(photos: Sequence[ShownPhoto], top: str, told: str, key: str) -> None:
    """The photo, below it what can be chosen: photo, heatmap and of which disease.

    Choosing redraws only this. top: the most probable disease, whose heatmap comes first. told:
    what to do, as it stands beside the photo and need not be said under it.
    """
    with st.container(key=f"{key}.frame", gap="xsmall"), explain_errors():
        picture = st.container()
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall"):
            shown = _chosen(photos, key)
            layer = _layer(photos, key) if shown.analysis.is_classified else PHOTO
        with picture:
            if not shown.analysis.is_classified:
                _refused(shown, key)
            elif layer == HEATMAP:
                _heated(shown, _label(shown, top, key), key)
            else:
                _plain(shown, key, outlined=layer == OUTLINE)
        if shown.analysis.is_classified:
            if layer == OUTLINE:
                with explain_errors():
                    _measures(shown, key)
                    _scales(photos)
            outline_editor(shown.stored, shown.analysis, shown.number, key)
        quality_chips(shown.analysis, told)


def _chosen(photos: Sequence[ShownPhoto], key: str) -> ShownPhoto:
    if len(photos) == 1:
        return photos[0]
    number = st.segmented_control(
        say("analyse.photo.which"),
        [shown.number for shown in photos],
        format_func=lambda one: say("analyse.photo.number", number=one),
        default=_best(photos),
        key=seed(worded(f"{key}.number"), _best(photos)),
        required=True,
        label_visibility="collapsed",
    )
    return next((shown for shown in photos if shown.number == number), photos[0])


def _best(photos: Sequence[ShownPhoto]) -> int:
    """The first that could be judged."""
    return next((one.number for one in photos if one.analysis.is_classified), photos[0].number)


def _layer(photos: Sequence[ShownPhoto], key: str) -> str:
    outline = [OUTLINE] if any(shown.is_outlined for shown in photos) else []
    first = OUTLINE if any(shown.drawn for shown in photos) else PHOTO
    chosen = st.segmented_control(
        say("analyse.layer.which"),
        [PHOTO, *outline, HEATMAP],
        format_func=lambda name: say(f"analyse.layer.{name}"),
        default=first,
        key=seed(worded(f"{key}.layer"), first),
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen)


def _label(shown: ShownPhoto, top: str, key: str) -> str:
    """The disease whose heatmap is wanted, first of `top`."""
    labels = [one.label for one in shown.analysis.differential]
    return st.selectbox(
        say("analyse.layer.label"),
        labels,
        index=labels.index(top) if top in labels else 0,
        format_func=lambda one: speech().label(one),
        key=worded(f"{key}.label.{shown.number}"),
        label_visibility="collapsed",
    )


def _plain(shown: ShownPhoto, key: str, *, outlined: bool) -> None:
    """The photo, alone or with the lesion outlined, and how large that is."""
    if outlined and shown.drawn:
        _drawn(shown, shown.drawn, key)
        return
    lesion = shown.analysis.lesion
    drawn = outlined and lesion is not None and lesion.is_found
    name = "analyse.layer.alt_outline" if drawn else "analyse.photo.alt"
    line = resources.outline_layer(shown.analysis) if drawn else None
    picture = resources.photo_picture(shown.stored.key)
    draw_layers(picture, Above(line=line), say(name, number=shown.number), f"{key}.layers")
    if outlined:
        st.caption(outline_text(lesion, speech()))


def _drawn(shown: ShownPhoto, drawn: DrawnOutline, key: str) -> None:
    """The photo with the lesion as the clinician outlined it."""
    picture = resources.photo_picture(shown.stored.key)
    counts = outlining.counting(shown.analysis, (drawn,))
    has_line = counts is not None and bool(counts.mask.any())
    line = drawn_layer(shown.analysis, counts.mask) if counts and has_line else None
    alt = say("outline.alt") if line else say("analyse.photo.alt", number=shown.number)
    draw_layers(picture, Above(line=line), alt, f"{key}.layers")
    if counts:
        st.caption(drawn_text(counts.area_fraction, shown.analysis.lesion, speech()))


def _measures(shown: ShownPhoto, key: str) -> None:
    draw_measures(shown.stored, shown.analysis, shown.drawn, shown.scale, key, shown.number)


def _scales(photos: Sequence[ShownPhoto]) -> None:
    """Where two photos show the same skin and their scales tell different lengths of it."""
    if len(photos) < 2 or not any(one.scale for one in photos):
        return
    for one in outlining.contradicting_scales(
        [one.stored for one in photos],
        [one.analysis for one in photos],
        [one.drawn for one in photos if one.drawn],
        [one.scale for one in photos if one.scale],
    ):
        told = photo_scales_text(one.numbers, one.times, speech())
        st.warning(plain(told), icon=":material/straighten:")


def _heated(shown: ShownPhoto, label: str, key: str) -> None:
    """The photo under the heatmap of a disease."""
    heat = resources.heat_layer(shown.analysis, label)
    alt = say("analyse.layer.alt", label=speech().label(label))
    picture = resources.photo_picture(shown.stored.key)
    draw_layers(picture, Above(heat=heat), alt, f"{key}.layers")
    if heat.seen:
        st.caption(say("analyse.layer.unseen"))


def _refused(shown: ShownPhoto, key: str) -> None:
    reasons = shown.analysis.gate.reasons
    alt = say("analyse.photo.alt_refused", reasons=reasons_text(reasons, speech()))
    data = resources.flaws_picture(shown.stored.key, shown.analysis)
    draw_layers(data, Above(), alt, f"{key}.layers")


def quality_chips(analysis: PhotoAnalysis, told: str = "") -> None:
    """What is good about the photo, and what to do better, unless that was `told` beside it."""
    wrong = tuple(dict.fromkeys((*analysis.gate.reasons, *analysis.quality.concerns)))
    kind = say(f"gate.kind.{analysis.gate.kind.value}")
    chips = [f":gray-badge[:material/photo_camera: {kind}]"]
    if not wrong:
        chips.append(f":green-badge[:material/check: {say('analyse.photo.good')}]")
    for reason in wrong:
        words = reasons_text((reason,), speech())
        chips.append(f":orange-badge[:material/info: {words[:1].upper() + words[1:]}]")
    st.markdown(" ".join(chips))
    advice = retake_text(wrong, speech())
    if advice and advice not in told:
        st.caption(advice)
