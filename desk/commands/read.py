"""``constancia read``: what would be read out of a file, without a store."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.output import console
from desk.trouble import NOTHING_DONE, Trouble, note
from desk.wording import HEDGES, amount, assertion, day, visible
from extract.article import LANGUAGES
from spiders.formats import BadFile, Given, Reading, read_file
from spiders.known import rules_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from extract.article import Article
    from extract.reading import Figure, Statement
    from extract.reading import Reading as ReadingOf

SHOWN = 80
"""Code points of a dropped stretch that are shown."""


@click.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--explain",
    is_flag=True,
    help="Show by which rule each thing was found, what makes it doubtful, and what was considered and dropped.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="The language, where the file cannot say it.")
@click.option("--published", metavar="DATE", help="When it was published; relative dates are counted from it.")
def command(file: Path, explain: bool, language: str | None, published: str | None) -> None:
    """Read one .txt, .html or .jsonl FILE and show what was found: names, figures, dates, and the claims made of them.
    Nothing is kept.

    \b
    Example:
      constancia read article.txt --explain
    """
    from extract.reader import Reader, UnreadableLanguage

    reader = Reader()
    done = 0
    for article in _articles(file, Given(published=published, language=language)):
        try:
            reading = reader.read(article, explain=explain)
        except UnreadableLanguage as error:
            note(str(error))
            continue
        show(console(), article, reading, explain=explain)
        done += 1
    if not done:
        raise SystemExit(NOTHING_DONE)


def _articles(file: Path, given: Given) -> Iterator[Article]:
    """The articles of a file; what in it is none is noted. Raises Trouble where nothing in it can be read."""
    from desk.outlet_names import outlets

    rules = partial(rules_for, outlets().values())
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    try:
        for loaded in read_file(file, Reading(given, now, rules)):
            if isinstance(loaded, str):
                note(f"{file}: {loaded}")
            else:
                yield loaded.article
    except BadFile as error:
        raise Trouble(f"{file}: {error}") from error


def show(out: Console, article: Article, reading: ReadingOf, *, explain: bool) -> None:
    """Write an article's sentences, each with what was found in it."""
    when = f", {day(article.published)}" if article.published else ""
    out.print(f"{visible(article.title)} ({visible(article.outlet)}{when}, {reading.language})", style="bold")
    for start, end in _sentences(article.text, reading.language):
        found = list(_found(reading, start, end))
        if not found and not explain:
            continue
        out.print()
        out.print(visible(article.text[start:end]).strip())
        for kind, words, rule, doubts in found:
            beside = f" [{rule}]" if explain and rule else ""
            beside += f" doubts: {', '.join(doubts)}" if explain and doubts else ""
            out.print(f"  {kind:<8} {visible(words + beside)}", style="bold" if kind == "claim" else None)
        for let_go in _between(reading.dropped, start, end):
            words = f"no {let_go.kind}: “{_short(let_go.text)}”, {let_go.why} [{let_go.rule}]"
            out.print(f"  {'dropped':<8} {visible(words)}", style="dim")
    counts = (
        (reading.names, "names"),
        (reading.figures, "figures"),
        (reading.dates, "dates"),
        (reading.statements, "claims"),
    )
    out.print()
    out.print(", ".join(f"{len(items)} {name}" for items, name in counts) + f" by {reading.reader}", style="dim")
    for warning in (*article.warnings, *reading.warnings):
        note(warning)


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    from extract.models import load_pipeline

    for sentence in load_pipeline(language)(text).sents:
        if sentence.text.strip():
            yield sentence.start_char, sentence.end_char


def _found(reading: ReadingOf, start: int, end: int) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """What begins between two offsets: (kind, words, rule, doubts); claims last."""
    for name in _between(reading.names, start, end):
        yield name.kind, name.text if name.text == name.entity else f"{name.text} = {name.entity}", name.rule, ()
    for figure in _between(reading.figures, start, end):
        yield "figure", f"“{figure.text}” = {_figure(figure)}", figure.rule, ()
    for date in _between(reading.dates, start, end):
        yield "date", f"“{date.text}” = {date.date}", date.rule, ()
    for statement in _between(reading.statements, start, end):
        rules = ", ".join((statement.rule, *statement.slot_rules))
        yield "claim", _statement(statement), rules, statement.doubts


def _between(items: Iterable[Any], start: int, end: int) -> list[Any]:
    return [item for item in items if start <= item.start < end]


def _short(text: str) -> str:
    """A stretch of text on one line, cut in its middle where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN // 2].rstrip()} … {line[-SHOWN // 3 :].lstrip()}"


def _figure(figure: Figure) -> str:
    return f"{amount(figure)} {figure.measure or '(what is counted is not told)'}"


def _statement(statement: Statement) -> str:
    parts = [f"{statement.kind}: {assertion(statement, '; '.join(statement.who) or None)}"]
    parts += [part for part in (day(statement.date), statement.place) if part]
    parts += [f"by {statement.agent}"] if statement.agent else []
    parts += [f"says {statement.said_by}"] if statement.said_by else []
    parts += [HEDGES[statement.hedge]] if statement.hedge in HEDGES else []
    return ", ".join([*parts, f"{statement.confidence:.0%} sure"])
