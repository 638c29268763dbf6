"""The chart of a figure over time: a Vega-Lite drawing whose colours the page decides.

The drawing uses a handful of colours as names (``COLOURS``); the page's style sheet maps each to a CSS variable, so the
same SVG is right in light, in dark and on paper, and still right on its own in a picture viewer.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import vl_convert

from desk.factsheet.model import Chart, Point
from desk.wording import day, number, visible
from extract.edtf import bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.factsheet.model import Dispute, Line

INK, FAINT, PAPER = "#1b1b1a", "#d9d7d1", "#fffffe"
COLOURS = ("#1f4e86", "#b2432c", "#2c7a58", "#84569b", "#8f6b0f", "#65686e")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
OTHERS = "others"
WIDE, NARROW, HEIGHT = 700, 340, 270
MANY = 14
SIGNS = {"about": "≈ ", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< "}
WIDEST = 100


def draw(measure: str, lines: Sequence[Line], disputes: Sequence[Dispute]) -> Chart | None:
    """The chart of ``lines``, figures of one measure in one place; None where fewer than two days are told.

    A figure stands at the last day of its date. Those without a date, with one wider than ``WIDEST`` days, or without a
    name for who counted are left out and counted: they are often parts of a whole.
    """
    units = Counter(line.unit for line in lines)
    same = [line for line in lines if line.unit == max(units, key=lambda unit: units[unit])]
    found = [point for point in map(_point, same) if point is not None]
    points = _merge_series(sorted(found, key=lambda p: (p.day, p.series, p.line.claim)))
    if len({point.day for point in points}) < 2:
        return None
    pairs = _pairs(points, disputes)
    return Chart(
        measure=measure,
        points=points,
        wide=_svg(_spec(points, pairs, WIDE)),
        narrow=_svg(_spec(points, pairs, NARROW)),
        words=_words(measure, points),
        notes=_notes(points, pairs, len(lines) - len(points)),
    )


def _point(line: Line) -> Point | None:
    if line.kind != "figure" or line.hedge == "denied" or _height(line) is None or not line.said_by:
        return None
    last = last_day(line.date)
    return Point(last, visible(line.said_by[0]), line) if last else None


def last_day(edtf: str | None) -> str | None:
    """The last calendar day of a date that is exact enough to be drawn, else None."""
    try:
        first, last = bounds(edtf or "")
    except ValueError:
        return None
    return last.isoformat() if (last - first).days <= WIDEST else None


def _height(line: Line) -> float | None:
    if line.value is not None:
        return line.value
    if line.low is not None and line.high is not None:
        return (line.low + line.high) / 2
    return line.low if line.low is not None else line.high


def _merge_series(points: Sequence[Point]) -> tuple[Point, ...]:
    """At most as many series as there are colours: the smallest become "others"."""
    sizes = Counter(point.series for point in points)
    if len(sizes) <= len(COLOURS):
        return tuple(points)
    kept = {name for name, _ in sorted(sizes.items(), key=lambda s: (-s[1], s[0]))[: len(COLOURS) - 1]}
    return tuple(p if p.series in kept else Point(p.day, OTHERS, p.line) for p in points)


def _pairs(points: Sequence[Point], disputes: Sequence[Dispute]) -> list[tuple[Point, Point]]:
    by_claim = {point.line.claim: point for point in points}
    return [
        (by_claim[d.left.claim], by_claim[d.right.claim])
        for d in disputes
        if d.kind == "contradiction" and d.left.claim in by_claim and d.right.claim in by_claim
    ]


def _words(measure: str, points: Sequence[Point]) -> str:
    ordered = sorted(points, key=lambda p: _height(p.line) or 0)
    lowest, highest = ordered[0], ordered[-1]
    return (
        f"{measure} from {day(points[0].line.date)} to {day(points[-1].line.date)}, {len(points)} figures by "
        f"{len({p.series for p in points})} who counted: lowest {lowest.line.amount} ({lowest.series}, "
        f"{day(lowest.line.date)}), highest {highest.line.amount} ({highest.series}, {day(highest.line.date)})."
    )


def _notes(points: Sequence[Point], pairs: Sequence[tuple[Point, Point]], absent: int) -> tuple[str, ...]:
    notes = []
    if any(point.line.hedge for point in points):
        notes.append("Hollow marks are promised or possible, not confirmed.")
    if pairs:
        notes.append("A dashed line joins counts that contradict each other.")
    if not _from_zero(points):
        notes.append("The vertical axis does not start at zero.")
    if absent:
        which = "1 figure" if absent == 1 else f"{absent} figures"
        notes.append(f"Not drawn: {which} below without an exact date or without a name for who counted.")
    return tuple(notes)


def _from_zero(points: Sequence[Point]) -> bool:
    heights = [_height(point.line) or 0 for point in points]
    return min(heights) < max(heights) * 0.4


def _scale(points: Sequence[Point]) -> dict[str, Any]:
    """From zero, with room for a label above the highest mark, or close around the marks."""
    if _from_zero(points):
        return {"domainMin": 0, "domainMax": 1.15 * max(_height(point.line) or 0 for point in points)}
    return {"zero": False, "nice": True, "padding": 14}


def _label(line: Line) -> str:
    if line.value is None and line.low is not None and line.high is not None:
        return f"{number(line.low)}–{number(line.high)}"
    return SIGNS.get(line.bound or "", "") + number(_height(line) or 0)


def _record(point: Point, *, labelled: bool) -> dict[str, Any]:
    line = point.line
    return {
        "day": f"{point.day}T00:00:00Z",
        "value": _height(line),
        "low": line.low,
        "high": line.high,
        "series": point.series,
        "firm": line.hedge is None,
        "joined": point.series != OTHERS,  # only one counter's figures are a series
        "between": line.bound == "between",
        "label": _label(line) if labelled else "",
    }


def _labelled(points: Sequence[Point]) -> set[str]:
    """The claims whose value is written beside the mark: all while they are few, else bounds and extremes."""
    if len(points) <= MANY:
        return {point.line.claim for point in points}
    ordered = sorted(points, key=lambda p: _height(p.line) or 0)
    return {p.line.claim for p in (ordered[0], ordered[-1])}


def _spec(points: Sequence[Point], pairs: Sequence[tuple[Point, Point]], width: int) -> dict[str, Any]:
    labelled = _labelled(points)
    names = list(dict.fromkeys(point.series for point in points))
    x = {"field": "day", "type": "temporal", "axis": _time_axis(points, width), "scale": {"type": "utc", "padding": 26}}
    y = {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 5, "format": ",~r"},
        "scale": _scale(points),
    }
    series = {"field": "series", "type": "nominal", "legend": _legend(names, width), "title": None}
    colour = {**series, "scale": {"domain": names, "range": list(COLOURS[: len(names)])}}
    shape = {**series, "scale": {"domain": names, "range": list(SHAPES[: len(names)])}}
    line = {
        "transform": [{"filter": "datum.firm && datum.joined"}],
        "mark": {"type": "line", "strokeWidth": 1.25, "opacity": 0.55},
        "encoding": {"x": x, "y": y, "color": colour},
    }
    span = {
        "transform": [{"filter": "datum.between"}],
        "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour},
    }
    marks = [
        {
            "transform": [{"filter": "datum.firm" if firm else "!datum.firm"}],
            "mark": {"type": "point", "size": 62, "strokeWidth": 1.6} | _fill(firm=firm),
            "encoding": {"x": x, "y": y, ("color" if firm else "stroke"): colour, "shape": shape},
        }
        for firm in (True, False)
        if any((point.line.hedge is None) == firm for point in points)
    ]
    label = {"x": x, "y": y, "text": {"field": "label"}}
    halo: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 4, "color": PAPER}
    texts: list[dict[str, Any]] = [  # a halo of paper keeps a label readable on top of lines
        {"mark": {"type": "text", "dy": -12, "fontSize": 11} | look, "encoding": label}
        for look in (halo, {"color": INK})
    ]
    layers = [*_conflicts(pairs, x, y), line, span, *texts[:1], *marks, *texts[1:]]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "data": {"values": [_record(p, labelled=p.line.claim in labelled) for p in points]},
        "layer": layers,
        "config": _config(),
    }


def _fill(*, firm: bool) -> dict[str, Any]:
    return {"filled": True, "opacity": 1} if firm else {"filled": False, "fill": PAPER, "opacity": 1}


def _conflicts(pairs: Sequence[tuple[Point, Point]], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    if not pairs:
        return []
    values = [
        {"day": f"{point.day}T00:00:00Z", "value": _height(point.line), "pair": i}
        for i, pair in enumerate(pairs)
        for point in pair
    ]
    return [
        {
            "data": {"values": values},
            "mark": {"type": "line", "strokeDash": [2, 3], "strokeWidth": 1.25, "color": INK, "opacity": 0.6},
            "encoding": {"x": x, "y": y, "detail": {"field": "pair"}},
        }
    ]


def _legend(names: Sequence[str], width: int) -> dict[str, Any]:
    columns = 1 if width < WIDE or max(map(len, names)) > 28 else min(3, len(names))
    return {"orient": "top", "columns": columns, "title": None, "symbolSize": 62, "labelLimit": 300, "symbolOpacity": 1}


def _time_axis(points: Sequence[Point], width: int) -> dict[str, Any]:
    span = (date.fromisoformat(points[-1].day) - date.fromisoformat(points[0].day)).days
    room = 1 if width >= WIDE else 2
    if span <= 12:
        step, form = {"interval": "day", "step": 2 * room}, "%-d %b %Y" if room == 1 else "%-d %b"
    elif span <= 75:
        step, form = {"interval": "week", "step": 2 * room}, "%-d %b %Y" if room == 1 else "%-d %b"
    elif span <= 800:
        step, form = {"interval": "month", "step": room * (1 if span <= 250 else 3)}, "%b %Y"
    else:
        step, form = {"interval": "year", "step": room if span > 3000 else 1}, "%Y"
    return {"title": None, "tickCount": step, "format": form, "grid": False, "labelOverlap": True, "labelBound": True}


def _config() -> dict[str, Any]:
    font = {"labelFontSize": 11.5, "labelColor": INK}
    return {
        "font": "sans-serif",
        "view": {"stroke": None},
        "axis": {**font, "domainColor": INK, "tickColor": INK, "gridColor": FAINT, "labelPadding": 6, "tickSize": 4},
        "axisY": {"domain": False, "ticks": False},
        "legend": {**font, "rowPadding": 4, "columnPadding": 22, "offset": 14},
    }


def _svg(spec: dict[str, Any]) -> str:
    """The drawing, without a size of its own and silent to screen readers (the page says what it shows)."""
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return re.sub(
        r'^(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r'\1 aria-hidden="true" focusable="false"', svg, count=1
    )
