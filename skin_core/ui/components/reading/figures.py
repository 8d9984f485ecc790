"""Agreement as a table: who with whom, on how many photos, how far, with its interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from skin_core.domain.reading import Reading, ReadingSet
from skin_core.services import reading_networks
from skin_core.services.reading_figures import (
    FEWEST_GROUPS,
    FEWEST_PHOTOS,
    Comparison,
    Kind,
    Measured,
    Missing,
    comparisons,
)
from skin_core.services.reading_signs import sign_name
from skin_core.ui import resources
from skin_core.ui.say import say, speech
from skin_core.ui.session import seed, session, widget_value, worded

COLUMNS = ("kappa", "same", "near", "icc")


def draw_agreement(of_set: ReadingSet, readings: Sequence[Reading]) -> None:
    """One sign after the other, and the networks where they were asked."""
    sign = _sign(of_set)
    told = session().reading.told.get(of_set.set_id)
    asked = {entry: grades[sign] for entry, grades in (told or {}).items() if sign in grades}
    lines = _compared(of_set, readings, sign, asked)
    draw_table([(_title(one), one) for one in lines])
    _networks(of_set, sign)


def _compared(
    of_set: ReadingSet, readings: Sequence[Reading], sign: str, asked: Mapping[str, float]
) -> tuple[Comparison, ...]:
    """Worked out once for what was read so far: 300 photos of three readers take seconds."""
    desk, of_what = session().reading, (of_set, tuple(readings), sign, dict(asked))
    if desk.compared is None or desk.compared[0] != of_what:
        desk.compared = of_what, comparisons(of_set, readings, sign, asked or None)
    return desk.compared[1]


def draw_table(lines: Sequence[tuple[str, Comparison]]) -> None:
    """title, figures: of each line. What is not measured says what is missing."""
    measured = [one for _, one in lines if one.near]
    rows = "".join(_row(title, one) for title, one in lines)
    heads = "".join(f"<th>{escape(_head(key))}</th>" for key in ("pair_head", "photos", *COLUMNS))
    st.html(f'<table class="sd-agree"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')
    if any(one.kappa and one.kappa.low is None for one in measured):
        st.caption(say("reading.agreement.few", fewest=FEWEST_GROUPS))
    if measured:
        st.caption(say("reading.agreement.means"))


def _sign(of_set: ReadingSet) -> str:
    if len(of_set.signs) == 1:
        return of_set.signs[0]
    key = worded(f"reading.sign_shown.{of_set.set_id}")
    st.pills(
        say("reading.agreement.sign"),
        list(of_set.signs),
        format_func=lambda sign: sign_name(sign, speech().language),
        default=of_set.signs[0],
        key=seed(key, of_set.signs[0]),
        required=True,
        label_visibility="collapsed",
    )
    return str(widget_value(key, of_set.signs[0]))


def _networks(of_set: ReadingSet, sign: str) -> None:
    """Ask them at a press, since each photo takes a moment; a stop loses nothing."""
    networks, desk = resources.engine(), session().reading
    if sign not in reading_networks.graded_signs(of_set, networks):
        st.caption(say("reading.network.none"))
        return
    told, count = desk.told.setdefault(of_set.set_id, {}), len(of_set.photos)
    for gone in told.keys() - {one.entry_id for one in of_set.photos}:  # with their patients
        del told[gone]
    if len(told) < count and st.button(
        say("reading.network.ask"),
        icon=":material/neurology:",
        key="reading.network",
        help=say("reading.network.how"),
    ):
        bar = st.progress(len(told) / count, text=say("reading.network.asking"))
        store = resources.store()
        for entry, grades in reading_networks.network_grades(store, of_set, networks, told.copy()):
            told[entry] = grades
            bar.progress(len(told) / count, text=say("reading.network.asking"))
        st.rerun()
    if told:
        st.caption(say("reading.network.seen"))


def _title(one: Comparison) -> str:
    names = [escape(name) for name in one.readers]
    if one.kind is Kind.ALL:
        return say("reading.agreement.all", count=len(names))
    if one.kind is Kind.NETWORK:
        reader = names[0] if names else say("reading.agreement.mean")
        return say("reading.agreement.network", reader=reader)
    if one.kind is Kind.ITSELF:
        return say("reading.agreement.itself", reader=names[0])
    if len(names) < 2:
        return say("reading.agreement.between")
    return say("reading.agreement.pair", one=names[0], other=names[1])


def _row(title: str, one: Comparison) -> str:
    cells = [f'<th scope="row">{title}</th>']
    if one.near is None:
        cells.append(f'<td class="none" colspan="5">{escape(_missing(one))}</td>')
        return f"<tr>{''.join(cells)}</tr>"
    cells.append(_cell("photos", str(one.photos)))
    shares = (("same", one.same), ("near", one.near))
    cells.append(_cell("kappa", _figure(one.kappa)))
    cells += [_cell(key, _share(value)) for key, value in shares]
    cells.append(_cell("icc", _figure(one.icc)))
    rows = [f"<tr>{''.join(cells)}</tr>"]
    if one.missing:
        rows.append(f'<tr class="why"><td colspan="6">{escape(_missing(one))}</td></tr>')
    return "".join(rows)


def _missing(one: Comparison) -> str:
    """Why something is not measured."""
    assert one.missing is not None
    key = one.missing.value
    if one.missing is Missing.READER and one.readers:
        key = "second_reader"
    reader = one.readers[0] if one.readers else ""
    words = {"reader": reader, "count": one.photos, "fewest": FEWEST_PHOTOS}
    return say(f"reading.missing.{key}", **words)


def _cell(key: str, text: str) -> str:
    return f'<td data-name="{escape(_head(key))}"><span>{text}</span></td>'


def _head(key: str) -> str:
    return say(f"reading.agreement.{key}")


def _figure(one: Measured | None) -> str:
    """A coefficient with its interval in brackets."""
    return "–" if one is None else _in_brackets(_number(one.value), one, "{}", _number)


def _share(one: Measured | None) -> str:
    """The same of a share, in per cent."""
    if one is None:
        return "–"
    unit = say("answer.percent", number="{}")
    return _in_brackets(unit.format(_whole(one.value)), one, unit, _whole)


def _in_brackets(middle: str, one: Measured, unit: str, told: Callable[[float], str]) -> str:
    if one.low is None or one.high is None:
        return f"<b>{middle}</b>"
    ends = unit.format(f"{told(one.low)}–{told(one.high)}")
    return f"<b>{middle}</b> <small>({ends})</small>"


def _number(value: float) -> str:
    text = f"{round(value, 2) + 0.0:.2f}".replace("-", "\u2212")  # no minus before a zero
    return text.replace(".", ",") if speech().language == "vi" else text


def _whole(value: float) -> str:
    return str(round(100 * value))
