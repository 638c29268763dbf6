"""Options and arguments that several commands share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.output import FORMATS
from desk.trouble import Trouble
from store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.store import Store

DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Day(click.ParamType[str]):
    """A calendar day, month or year: 2025, 2025-03, 2025-03-24."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from extract.edtf import is_valid

        if not DATE.fullmatch(value) or not is_valid(value):
            self.fail(f"{value!r} is no date: write 2025-03-24, 2025-03 or 2025", param, ctx)
        return str(value)


def db_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--db",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("constancia.db"),
        show_default=True,
        metavar="FILE",
        help="The SQLite file.",
    )(command)


def outlets_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--outlets",
        "described",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="A TOML file that describes outlets of your own (may be given several times).",
    )(command)


def replay_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--replay",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Answer from this WARC file instead of the network (may be given several times).",
    )(command)


def private_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--allow-private", is_flag=True, help="Ask sites at private and loopback addresses, too: on your own network."
    )(command)


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write."
    )(command)


def limit_option(default: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--limit", type=click.IntRange(min=0), default=default, show_default=True, help="At most so many; 0: all."
    )


def period_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, words in (("--until", "up to"), ("--since", "from")):
        command = click.option(
            name, type=Day(), metavar="DATE", help=f"Only {words} this day (2025-03-24, 2025-03, 2025)."
        )(command)
    return command


def existing_store(db: Path) -> Store:
    """The store in ``db``, for asking. Raises Trouble where there is no such file."""
    if not db.is_file():
        raise Trouble(f"{db} does not exist: crawl or load something first, or name the file with --db")
    return open_store(db, read_only=True)
