"""Rows for people and for programs: a table in a terminal, plain lines in a pipe, CSV, JSON, JSON Lines, Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any, Literal

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from desk.wording import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Format = Literal["table", "csv", "json", "jsonl", "md"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "jsonl", "md")
Row = dict[str, Any]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~$!&"})
_WIDE = 100_000


def console(*, err: bool = False) -> Console:
    """A console that obeys no markup in what it is given; in a pipe, lines are not folded and carry no codes."""
    stream = sys.stderr if err else sys.stdout
    terminal = stream.isatty()
    return Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        width=None if terminal else _WIDE,
        soft_wrap=not terminal,
    )


def write(rows: Sequence[Row], form: Format, columns: Sequence[str], table: Callable[[Row], Mapping[str, str]]) -> None:
    """Write ``rows`` to standard output.

    ``columns`` are the keys, in order, that programs get (CSV, JSON, JSON Lines); ``table`` makes of a row what people
    are shown, by heading (table, Markdown).
    """
    if form == "csv":
        click.echo(as_csv(rows, columns), nl=False)
    elif form == "json":
        click.echo(as_json([_chosen(row, columns) for row in rows]))
    elif form == "jsonl":
        for row in rows:
            click.echo(json.dumps(_chosen(row, columns), ensure_ascii=False))
    elif form == "md":
        click.echo(as_markdown([table(row) for row in rows]), nl=False)
    else:
        show([table(row) for row in rows])


def _chosen(row: Row, columns: Sequence[str]) -> Row:
    return {column: row.get(column) for column in columns}


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """CSV (RFC 4180 quoting, line feeds) in which no cell runs as a formula when a spreadsheet opens it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def cell(value: object) -> object:
    """A value for a spreadsheet: text that it would run as a formula gets an apostrophe in front (OWASP's advice);
    line ends are line feeds."""
    if not isinstance(value, str):
        return value
    # Python's csv writes a lone carriage return unquoted, and readers take it for the end of the row.
    text = value.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) or text.startswith(("\n", " ")) else text


def markdown(text: str) -> str:
    """Text on one line in which nothing is Markdown or HTML."""
    return visible(text).translate(_MARKDOWN)


def as_markdown(rows: Sequence[Mapping[str, str]]) -> str:
    if not rows:
        return ""
    heads = list(rows[0])
    lines = [f"| {' | '.join(heads)} |", f"| {' | '.join('---' for _ in heads)} |"]
    lines += [f"| {' | '.join(markdown(row[head]) for head in heads)} |" for row in rows]
    return "\n".join(lines) + "\n"


def show(rows: Sequence[Mapping[str, str]]) -> None:
    """A table: folded to the width of a terminal; in a pipe one line a row, cells divided by two blanks or more."""
    if not rows:
        return
    out = console()
    if not out.is_terminal:
        _plain(rows)
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for head in rows[0]:
        table.add_column(head, overflow="fold", justify="right" if head in {"Sources", "Words", "Claims"} else "left")
    for row in rows:
        table.add_row(*(Text(visible(row[head])) for head in rows[0]))
    out.print(table)


def _plain(rows: Sequence[Mapping[str, str]]) -> None:
    heads = list(rows[0])
    lines = [heads, *([visible(row[head]) for head in heads] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    for line in lines:
        click.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
