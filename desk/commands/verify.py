"""``constancia verify``: whether every claim still stands on what was captured."""

from __future__ import annotations

from pathlib import Path

import click

from desk.options import db_option, existing_store
from desk.wording import plural, visible


@click.command("verify")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Compare only N captures with the articles.")
@db_option
@click.pass_context
def command(ctx: click.Context, sample: int | None, db: Path) -> None:
    """Check the database: every offset points at its text, every claim has a statement, references hold, and the
    captures are there, unchanged. One line a problem; exit status 1 if there is any.

    \b
    Example:
      constancia verify --sample 100
    """
    from store.captures import captures_folder
    from store.verify import verify

    number = 0
    with existing_store(db) as store:
        for problem in verify(store, captures_folder(db), sample=sample):
            number += 1
            click.echo(visible(str(problem)))
    if number:
        click.echo(f"{plural(number, 'problem')} found.")
        ctx.exit(1)
    click.echo("Every claim stands.")
