"""What a report is made of: blocks of words and pictures, before any ink."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from skin_core.domain.analysis import Urgency


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; large for the answer itself."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. lead: bold words before it.

    faint: grey and smaller, for what explains. fine: smaller still, for limits and origin.
    """

    text: str
    faint: bool = False
    lead: str = ""
    fine: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """The urgency in its colour, with its icon and its word."""

    urgency: Urgency
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as JPEG, with its size in pixels and the words under it."""

    jpeg: bytes
    width_px: int
    height_px: int
    caption: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """One or two large pictures side by side, and small ones beside them.

    tallest_mm: their height at most; 0: what a report gives them.
    """

    large: tuple[Picture, ...]
    small: tuple[Picture, ...] = ()
    small_caption: str = ""
    tallest_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One disease of the differential. share: length, 0..1; value: its number in words."""

    name: str
    share: float
    value: str
    in_set: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """The differential, most probable first, with the words that explain the marked bars."""

    bars: tuple[Bar, ...]
    legend: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. lead: bold words first; source: where it comes from, small."""

    text: str
    lead: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered where the order matters."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Names and values in order: two abreast where both are short, a long one over the width."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """The clinician's part. text: the signature, or "" for lines to sign on, with their labels."""

    rows: tuple[tuple[str, str], ...]
    text: str
    line_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmptyLines:
    """Lines to write on by hand."""

    count: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts on a page of its own, unless most of this one is still empty."""


Block = (
    Heading
    | Paragraph
    | Notice
    | Pictures
    | Bars
    | Items
    | Table
    | Signature
    | EmptyLines
    | NewPage
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries.

    status: "decision support, preliminary until signed"; page: words with {number} and {total}.
    model: what answered, with the version of the layout. logo: a picture of the clinic, or None.
    """

    clinic: str
    address: str
    title: str
    patient: str
    patient_details: str
    status: str
    model: str
    page: str
    language: str
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. size: of its running text, in points."""

    frame: Frame
    blocks: tuple[Block, ...]
    size: float = 9.5


Part = TypeVar("Part")


def words_of(part: object) -> Iterator[str]:
    """Every string in a document or a part of it."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for entry in part:
            yield from words_of(entry)
    elif is_dataclass(part):
        for field in fields(part):
            yield from words_of(getattr(part, field.name))


def with_words(part: Part, change: Callable[[str], str]) -> Part:
    """A document or a part of it with every string changed."""
    changed: Any = part
    if isinstance(part, str):
        changed = change(part)
    elif isinstance(part, tuple):
        changed = tuple(with_words(entry, change) for entry in part)
    elif is_dataclass(part) and not isinstance(part, type):
        names = [field.name for field in fields(part)]
        changed = replace(part, **{name: with_words(getattr(part, name), change) for name in names})
    return changed  # type: ignore[no-any-return]
