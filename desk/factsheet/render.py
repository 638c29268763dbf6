"""A fact sheet as a page of its own (HTML, nothing fetched from anywhere) or as Markdown; same sheet, same bytes."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from desk import wording
from desk.factsheet.chart import COLOURS, FAINT, INK, PAPER
from desk.output import markdown
from desk.wording import plural, visible

if TYPE_CHECKING:
    from desk.factsheet.model import Line, Sheet


def as_html(sheet: Sheet) -> str:
    """The sheet as one HTML file, style and chart inside; text from articles is text there, never markup."""
    css = Markup(_file("sheet.css").replace("{{ chart_colours }}", _chart_colours()))  # noqa: S704  (ours alone)
    return _environment().get_template("sheet.html.j2").render(sheet=sheet, css=css, no=_numbers(sheet))


def as_markdown(sheet: Sheet) -> str:
    """The sheet as CommonMark with tables; text from articles is escaped."""
    text = _environment().get_template("sheet.md.j2").render(sheet=sheet, no=_numbers(sheet))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def bound_and_value(line: Line) -> tuple[str, str]:
    """The amount's words before its number and the number: ("more than", "1,000"), ("", "12 years")."""
    match = re.match(r"((?:about|at least|more than|at most|less than) )?(.*)", line.amount, re.DOTALL)
    assert match is not None
    return (match[1] or "").strip(), match[2]


def left_out(sheet: Sheet) -> str:
    """The line that says how many claims are not on the sheet."""
    counts = sheet.left_out
    parts = []
    if counts.doubtful:
        parts.append(f"{counts.doubtful} below a confidence of {_percent(sheet.threshold)}")
    if counts.undated:
        parts.append(f"{plural(counts.undated, 'event')} without a date")
    if counts.withheld:
        parts.append(f"{counts.withheld} withheld")
    if counts.beyond:
        parts.append(f"{counts.beyond} more than fit the sheet")
    if not parts:
        return "No claim that answers the question was left out."
    total = counts.doubtful + counts.undated + counts.withheld + counts.beyond
    return f"Left out: {plural(total, 'claim')} ({'; '.join(parts)})."


def _numbers(sheet: Sheet) -> dict[str, int]:
    return {source.article: source.number for source in sheet.sources}


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _drawing(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704  (drawn by desk.factsheet.chart; Vega escapes what labels say)


def _link(url: str) -> str:
    """A URL that cannot leave the angle brackets of a Markdown autolink."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")


def _chart_colours() -> str:
    names = {INK: "ink", FAINT: "faint", PAPER: "paper"} | {c: f"s{i}" for i, c in enumerate(COLOURS, 1)}
    return "\n".join(
        f'.drawing [{part}="{colour}"] {{ {part}: var(--{name}); }}'
        for colour, name in names.items()
        for part in ("fill", "stroke")
    )


def _file(name: str) -> str:
    return files("desk.factsheet").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    names = ("sheet.html.j2", "sheet.md.j2")
    environment = Environment(
        loader=DictLoader({name: _file(name) for name in names}),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "day": wording.day,
        "instant": wording.instant,
        "number": wording.number,
        "hedge": lambda hedge: wording.HEDGES.get(hedge, hedge),
        "dispute": lambda kind: wording.DISPUTES.get(kind, kind),
        "percent": _percent,
        "bound_and_value": bound_and_value,
        "left_out": left_out,
        "drawing": _drawing,
        "md": markdown,
        "link": _link,
    }
    return environment
