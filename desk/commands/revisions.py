"""``constancia revisions``: what outlets changed after publication."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.options import db_option, existing_store, format_option, limit_option, period_options
from desk.outlet_names import outlet_name
from desk.output import Format, Row, write
from desk.trouble import nothing_found
from desk.wording import day, instant, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.revisions import Gone, Revision

COLUMNS = (
    "kind", "article_id", "outlet", "url", "title", "published", "seen", "before_seen", "before", "after",
    "announced", "diff", "changes", "claims_gone", "status",
)  # fmt: skip


@click.command("revisions")
@click.argument("article", required=False)
@period_options
@click.option("--outlet", metavar="ID", help="Only articles of this outlet.")
@click.option("--silent", is_flag=True, help="Only changes that the page itself does not tell of.")
@limit_option(20)
@format_option
@db_option
def command(
    article: str | None, since: str | None, until: str | None, outlet: str | None, silent: bool, limit: int,
    form: Format, db: Path,
) -> None:  # fmt: skip
    """Show what was changed in ARTICLE (its id or address), or in all articles, after it was first read: [-cut-] and
    {+added+} words, and the sentences of claims that stand there no more. Then the articles that were taken down.

    The days are those on which the change was seen.

    \b
    Examples:
      constancia revisions --since 2026-03-01 --outlet cibercuba
      constancia revisions --silent --format json
    """
    from store.revisions import gone, revisions

    with existing_store(db) as store:
        found = revisions(store, article=article, outlet=outlet, since=since, until=until)
        left = [] if article or silent else gone(store, outlet=outlet, since=since, until=until)
    found = [each for each in found if not (silent and each.announced)][: limit or None]
    if form == "table":
        _show(found, left)
    else:
        write([*map(_row, found), *map(_gone_row, left)], form, COLUMNS, _cells)
    if not found and not left:
        if form in ("table", "md"):
            raise nothing_found("no article was changed, as far as anybody looked again")
        raise SystemExit(1)


def _row(each: Revision) -> Row:
    return asdict(each) | {"kind": "changed", "diff": _lines(each)}


def _gone_row(each: Gone) -> Row:
    return asdict(each) | {"kind": "gone", "diff": []}


def _lines(each: Revision) -> list[str]:
    from store.revisions import marked

    marks = {"title": "title: ", "text": ""}
    return [visible(marks[change.part] + marked(change)) for change in each.changes]


def _cells(row: Row) -> dict[str, str]:
    changed = " ¶ ".join(row["diff"]) if row["kind"] == "changed" else f"taken down (status {row['status']})"
    return {
        "Seen": instant(row["seen"]),
        "Outlet": outlet_name(row["outlet"]),
        "Title": row["title"],
        "Change": changed,
        "Address": row["url"],
    }


def _show(found: Iterable[Revision], left: Iterable[Gone]) -> None:
    for each in found:
        told = "and says so" if each.announced else "without a word"
        when = f"{instant(each.before_seen)} → {instant(each.seen)}"
        _head(each)
        click.echo(f"  version {each.before} → {each.after}, seen {when}, changed {told}")
        for line in _lines(each):
            click.echo(f"    {line}")
        for sentence in each.claims_gone:
            click.echo(f"  claimed before: “{visible(sentence)}”")
        click.echo()
    for article in left:
        _head(article)
        click.echo(f"  taken down, seen {instant(article.seen)} (status {article.status}); the text is kept here\n")


def _head(each: Revision | Gone) -> None:
    click.echo(visible(each.title))
    published = f", {day(each.published)}" if each.published else ""
    click.echo(f"  {visible(outlet_name(each.outlet))}{published}: {visible(each.url)}")
