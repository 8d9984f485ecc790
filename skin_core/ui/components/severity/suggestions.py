"""What networks suggest for a sign, from photos of the case: after the own grade, or before it.

Once a suggestion was shown, its mode, its photos and what it said stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from skin_core.domain.case import Case, StoredPhoto
from skin_core.domain.grade import ERYTHEMA
from skin_core.domain.photo import PhotoKind
from skin_core.domain.suggestion import Suggestion, SuggestionMode
from skin_core.narrative.lesion import decimal
from skin_core.scoring.suggested import own_grade, sign_at, sign_beside
from skin_core.services import severity
from skin_core.services.signs import ACNE, grader_of, pooled_over
from skin_core.ui import drafting, resources
from skin_core.ui.components.severity.redness import draw_redness
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet
from skin_core.ui.session import seed, widget_value, worded

MOST_PHOTOS = 3
THUMB_PX = 72


@dataclass(frozen=True)
class Suggestions:
    """Suggestions for the index looked at. prefix: of the widgets' keys. case: with the photos."""

    sheet: ScoreSheet
    prefix: str
    case: Case | None

    def choose(self, places: Sequence[str]) -> None:
        """Ask when to suggest and from which photos, where there is anything to suggest."""
        signs = [sign for place in places if (sign := self._sign(place))]
        if not signs or not self._photos or grader_of(signs[0], resources.engine()) is None:
            return
        with explain_errors():
            for index, shown in self._seen:
                self.sheet.remember(index, shown)
            for place in places:
                self._show(place)
        region = places[0].rpartition(".")[0]
        with st.container(key="severity.suggest", border=True, gap="xsmall"):
            self._choose_mode()
            self._choose_photos(region)
            source = "acne" if signs[0] == ACNE else "eczema"
            st.caption(f":material/science: {say(f'severity.suggest.source_{source}')}")

    def tell(self, place: str) -> None:
        """The suggestion for a place, once it may be shown; else that it waits for the grade."""
        if shown := self.sheet.shown.get(place):
            st.caption(_told(shown, is_beside=bool(sign_beside(self.sheet.index, place))))
            modes = shown.mode, self.sheet.mode
            if modes == (SuggestionMode.ASSIST, SuggestionMode.BLIND):
                st.caption(f":material/info: {say('severity.suggest.known')}")
            if self.case and sign_at(self.sheet.index, place) == ERYTHEMA:
                numbers = {one.photo_id: at for at, one in enumerate(self._photos, 1)}
                draw_redness(
                    self.case, {one: numbers[one] for one in shown.photos if one in numbers}
                )
        elif self._is_open(place):
            st.caption(f":material/visibility_off: {say('severity.suggest.waits')}")

    def _is_open(self, place: str) -> bool:
        """Whether a suggestion is wanted there, and none was shown yet."""
        sign, region = self._sign(place), place.rpartition(".")[0]
        return bool(sign) and self.sheet.is_settled(region) and place not in self.sheet.shown

    def _show(self, place: str) -> None:
        """Show a suggestion that is due: in assist at once, else after the own grade.

        Where one for the sign was told of these photos before, no grade is blind any more.
        """
        if not self._is_open(place):
            return
        sign, chosen = self._sign(place), self._chosen(place)
        is_known = self.sheet.was_told(sign, [photo.photo_id for photo in chosen])
        mode = SuggestionMode.ASSIST if is_known else self.sheet.mode
        own, is_blind = self.sheet.entered.get(place), mode is SuggestionMode.BLIND
        if is_blind and own is None:
            return
        told = pooled_over([resources.photo_signs(sign, photo.key) for photo in chosen], sign)
        if told is None:
            return
        suggestion = Suggestion(
            mode=mode,
            grade=told.grade if told.certain else None,
            expected=round(told.expected, 2),
            photos=tuple(photo.photo_id for photo in chosen),
            model=told.model,
            own=own_grade(self.sheet.index, float(own)) if is_blind and own is not None else None,
            chance=round(told.chances[told.grade], 2) if told.certain else None,
        )
        if self.case:  # kept before it is seen: neither a new page nor a restart makes it unseen
            store, of_case = resources.store(), (self.case.case_id, self.sheet.index, place)
            suggestion = severity.keep_shown(store, *of_case, suggestion, drafting.now())
        self.sheet.show(place, suggestion)

    def _sign(self, place: str) -> str:
        """What a network has to say at a place: of an IGA only where it is one of acne."""
        if sign := sign_at(self.sheet.index, place):
            return sign
        return sign_beside(self.sheet.index, place) if self._may_be_acne else ""

    @property
    def _may_be_acne(self) -> bool:
        """Whether acne was diagnosed, or before any diagnosis is in the prediction set."""
        if self.case is None:
            return False
        told = self.case.assessment
        if told and (told.diagnosis or told.diagnosis_text):
            return told.diagnosis == ACNE
        return ACNE in self.case.analysis.prediction_set

    def _chosen(self, place: str) -> list[StoredPhoto]:
        ids = self.sheet.photos_at(place.rpartition(".")[0])
        return [photo for photo in self._photos if photo.photo_id in ids]

    @property
    def _seen(self) -> Iterator[tuple[str, Mapping[str, Suggestion]]]:
        """By index what was shown of the case: kept with its scores, or in any window, ever."""
        if self.case is None:
            return
        yield from ((one.index, one.suggested) for one in self.case.scores)
        yield from severity.shown_of(resources.store(), self.case.case_id).items()

    @property
    def _photos(self) -> tuple[StoredPhoto, ...]:
        """Photos of the case that a network may grade: taken by camera, and not refused."""
        if self.case is None:
            return ()
        judged = {
            photo.photo_id
            for photo in self.case.analysis.photos
            if photo.is_classified and photo.gate.kind is PhotoKind.CLINICAL
        }
        return tuple(photo for photo in self.case.photos if photo.photo_id in judged)

    def _choose_mode(self) -> None:
        key = worded(f"{self.prefix}.mode")
        names = {mode.value: say(f"severity.suggest.{mode.value}") for mode in SuggestionMode}
        fixed = self.sheet.is_mode_fixed
        st.segmented_control(
            say("severity.suggest.mode"),
            list(names),
            format_func=names.__getitem__,
            default=self.sheet.mode.value,
            key=seed(key, self.sheet.mode.value),
            required=True,
            disabled=fixed,
            on_change=self._keep_mode,
            args=(key,),
        )
        told = "fixed" if fixed else f"{self.sheet.mode.value}_help"
        st.caption(say(f"severity.suggest.{told}"))

    def _keep_mode(self, key: str) -> None:
        chosen = widget_value(key)
        if chosen and not self.sheet.is_mode_fixed:
            self.sheet.mode = SuggestionMode(str(chosen))

    def _choose_photos(self, region: str) -> None:
        """One box under each photo, three at most; then they are chosen for good."""
        chosen, settled = self.sheet.photos_at(region), self.sheet.is_settled(region)
        asked = "photos" if region else "photos_of_all"  # an index of the whole names no place
        st.markdown(f"**{say(f'severity.suggest.{asked}')}**")
        with st.container(
            horizontal=True, vertical_alignment="bottom", key="severity.suggest.photos"
        ):
            for number, photo in enumerate(self._photos, 1):
                is_in = photo.photo_id in chosen
                with st.container(width=THUMB_PX + 32, gap="xsmall"):
                    st.image(resources.thumbnail(photo.thumbnail_key), width=THUMB_PX)
                    key = f"{self.prefix}.{self.sheet.index}.{region}.photo.{number}"
                    st.checkbox(
                        say("severity.suggest.photo", number=number),
                        value=is_in,
                        key=seed(key, is_in),
                        disabled=settled or (not is_in and len(chosen) >= MOST_PHOTOS),
                        on_change=self._keep_photo,
                        args=(region, photo.photo_id, key),
                    )
        if not settled:
            st.button(
                say("severity.suggest.use"),
                icon=":material/check:",
                key="severity.suggest.use",
                disabled=not chosen,
                on_click=self.sheet.settled.add,
                args=((self.sheet.index, region),),
            )

    def _keep_photo(self, region: str, photo_id: str, key: str) -> None:
        kept = [one for one in self.sheet.photos_at(region) if one != photo_id]
        if widget_value(key):
            kept.append(photo_id)
        self.sheet.chosen[self.sheet.index, region] = tuple(kept[:MOST_PHOTOS])


def _told(shown: Suggestion, is_beside: bool) -> str:
    """One line: the grade and how sure, or that none is sure enough.

    is_beside: the clinician's own number is one of another scale.
    """
    count = len(shown.photos)
    if shown.grade is None:
        return f":material/help: {say('severity.suggest.unsure', count=count)}"
    words = {"grade": shown.grade, "expected": decimal(shown.expected, speech()), "count": count}
    line = say(f"severity.suggest.{'beside' if is_beside else 'told'}", **words)
    if shown.chance is not None:
        sure = say("severity.suggest.chance", chance=speech().percent(shown.chance))
        line = f"{line}, {sure}"
    return f":material/lightbulb: {line}"
