"""What one browser tab remembers; the only module that reads the state of a tab."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from skin_core.domain.case import Case, CaseQuery, Draft
from skin_core.domain.diary import Treatment
from skin_core.domain.facts import Facts
from skin_core.domain.photo import Photo, PhotoKind
from skin_core.errors import InvalidFact, PhotoError, StoreError
from skin_core.ui.reading_desk import ReadingDesk
from skin_core.ui.score_sheet import ScoreSheet
from skin_core.ui.streamlit_edge import tab_state

if TYPE_CHECKING:
    from skin_core.services.dictation import Dictation
    from skin_core.services.own_reading import OwnReading
    from skin_core.services.running import Run

PAGE = 20  # cases listed at once
LANGUAGE_COOKIE = "skindesk_language"  # until the browser is closed: a reload speaks as before
_KEY = "skindesk"
_IN = "@"  # stands before the language in a key
_TIMES = "~"  # stands before how often a widget was renewed


@dataclass(frozen=True)
class RefusedFile:
    """A file that could not be read, with the reason."""

    name: str
    error: PhotoError


@dataclass(kw_only=True)
class Work:
    """What one browser tab remembers of the case at hand; laid aside when another is begun.

    draft: the work that is not saved; None before anything was entered. kept: as the store has it.
    unkept: why the store does not have the latest of it. rival: what another window kept meanwhile,
    where the clinician has to choose. kind: the clinician's own
    choice, None for automatic. loaded: decoded photos by id, so that a run need not read them
    again. refused: files of the last drop that could not be read. asked: follow-up questions shown
    so far, in order, each with the rule that hung on it, so that none jumps away when answered.
    added: facts that were asked for by name. refused_birth_dates: by patient, those in the future,
    ISO, that were not taken. refused_onsets: by fact, dates that were not taken, and why. naming:
    what waits for a name or the word that there is none, "save" or "report". saved: the case just
    saved, shown until the next is begun. open_tabs: of results, by place. sought: disease looked up
    beside an analysis, by place.
    """

    draft: Draft | None = None
    kept: Draft | None = None
    unkept: StoreError | None = None
    rival: Draft | None = None
    kind: PhotoKind | None = None
    loaded: dict[str, Photo] = field(default_factory=dict)
    refused: tuple[RefusedFile, ...] = ()
    run: Run | None = None
    asked: dict[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    refused_birth_dates: dict[str, str] = field(default_factory=dict)
    refused_onsets: dict[str, InvalidFact] = field(default_factory=dict)
    naming: str = ""
    saved: Case | None = None
    open_tabs: dict[str, str] = field(default_factory=dict)
    sought: dict[str, str] = field(default_factory=dict)

    def lay_aside(self) -> None:
        """Remember nothing of the case; the draft lies in the store."""
        fresh = Work()
        for one in fields(Work):
            setattr(self, one.name, getattr(fresh, one.name))


@dataclass(kw_only=True)
class Session(Work):
    """Everything one browser tab remembers.

    speaks_own: the language was chosen in this browser. upload_round: changes to empty the drop
    zone. search, compared: of Records; the latter is ticked. typed: diagnosis, free text and note
    entered for a saved case and not yet kept.
    correcting: the facts of a saved case as they are being corrected, by the case. report_case:
    shown in Report. handbook, handbook_query, handbook_tab: the disease read, the words it was
    sought by and what of it. sheets: what is entered for severity indices, by case, "" for none.
    reading: of the reading room. withdrawn: the treatment withdrawn last, which may be taken back.
    treating: what is entered of a new treatment and not yet kept, by lesion and field.
    notices, failures: said once on the next page. dictations: of a language model, by the text that
    the program itself made of the same result; readings: its own of a photo, by the photo's key.
    """

    language: str
    speaks_own: bool = False
    upload_round: int = 0
    camera_open: bool = False
    search: CaseQuery = field(default_factory=lambda: CaseQuery(limit=PAGE))
    compared: tuple[str, ...] = ()
    typed: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    correcting: tuple[str, Facts] | None = None
    report_case: str = ""
    handbook: str = ""
    handbook_query: str = ""
    handbook_tab: str = "memo"
    dictations: dict[str, Dictation] = field(default_factory=dict)
    readings: dict[str, OwnReading] = field(default_factory=dict)
    renewed: dict[str, int] = field(default_factory=dict)
    sheets: dict[str, ScoreSheet] = field(default_factory=dict)
    reading: ReadingDesk = field(default_factory=ReadingDesk)
    withdrawn: Treatment | None = None
    treating: dict[str, dict[str, object]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def session() -> Session:
    """The session of this tab."""
    state = tab_state()
    try:
        current: Session = state[_KEY]  # one look: each word of a page asks
    except KeyError:
        from skin_core.ui.resources import chosen_language, first_language

        chosen = chosen_language()
        current = Session(language=chosen or first_language(), speaks_own=bool(chosen))
        state[_KEY] = current
    return current


def seed(key: str, value: object) -> str:
    """The key of a widget, which shows `value` where the tab does not hold one for it.

    What was typed lives in `Session`; a widget that comes back after another page was shown, or
    after a draft was opened, is filled from there.
    """
    state = tab_state()
    if key not in state:
        state[key] = value
    return key


def hold(key: str, value: object) -> str:
    """The key of a list that may be empty, which shows `value` each time it is drawn.

    Seeded once it would be empty again where the browser missed that once (two redraws close upon
    another), and the next answer would take the emptiness for the clinician's.
    """
    tab_state()[key] = value
    return key


def opened_at(key: str, name: str) -> str:
    """Where a row of tabs is open when it comes up; the same for as long as it is shown.

    Streamlit takes tabs that are to open elsewhere for another widget: were it always the one that
    was opened last, the click after it could tell of a row that is no more, and be lost.
    """
    state, first = tab_state(), f"{key}.opened_at"
    if key not in state:
        state[first] = name
    return str(state[first])


def worded(key: str) -> str:
    """The key of a widget that shows options in words: another widget in each language.

    The browser answers such a widget with the words themselves, and those of one language mean
    nothing in another.
    """
    return f"{key}{_IN}{session().language}"


def renewable(key: str) -> str:
    """The key of a widget that the server fills anew while the browser may be telling of it."""
    times = session().renewed.get(key)
    return f"{key}{_TIMES}{times}" if times else key


def renew(key: str) -> None:
    """Draw a widget of a `renewable` key as another one, filled from what is known now.

    Filled under its old key, a click that is under way would still tell what it showed before,
    and that would be taken for an answer: a sign of danger was lost so.
    """
    state = tab_state()
    ends = (f"{key}{_TIMES}", f"{key}{_IN}", f"{key}.")
    keys = [str(one) for one in state.filtered_state]
    held = [one for one in keys if one == key or one.startswith(ends)]
    for one in held:
        del state[one]
    if held:
        session().renewed[key] = session().renewed.get(key, 0) + 1


def switch_language(language: str) -> None:
    """Speak another language; what is chosen in widgets of `worded` keys stays chosen."""
    was, state = f"{_IN}{session().language}", tab_state()
    held = [str(key) for key in state.filtered_state if str(key).endswith(was)]
    session().language, session().speaks_own = language, True
    for key in held:
        state[worded(key.removesuffix(was))] = state[key]


def widget_value(key: str, default: object = None) -> object:
    """What a widget holds, for use before it is drawn and in callbacks."""
    return tab_state()[key] if is_shown(key) else default


def is_shown(key: str) -> bool:
    """Whether a widget holds anything: its callback also runs when its page is left."""
    return key in tab_state()


def forget(prefix: str) -> None:
    """Drop what the widgets hold whose keys start with the prefix; they are seeded anew."""
    state = tab_state()
    for key in [str(key) for key in state.filtered_state if str(key).startswith(prefix)]:
        del state[key]
