"""``constancia prune``: makes room on the disk."""

from __future__ import annotations

from pathlib import Path

import click

from desk.options import db_option
from desk.trouble import Trouble, note


@click.command("prune")
@click.option(
    "--keep-days", type=click.IntRange(min=1), default=90, show_default=True, help="Leave what is younger alone."
)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@db_option
def command(keep_days: int, dry_run: bool, db: Path) -> None:
    """Drop captures that no article stands on: feeds, sitemaps, lists, pages that failed or had not changed.

    What any version of an article was read from stays for ever, and so does everything that a claim cites: constancia
    verify finds as much afterwards as before.

    \b
    Examples:
      constancia prune --dry-run
      constancia prune --keep-days 30
    """
    from desk.night.disk import size
    from desk.night.lock import alone
    from desk.wording import plural
    from store.captures import captures_folder
    from store.retention import prune
    from store.store import open_store

    if not db.is_file():
        raise Trouble(f"{db} does not exist: name the file with --db")
    with alone(db), open_store(db) as store:
        done = prune(store, captures_folder(db), keep_days, dry_run=dry_run)
    for line in done.trouble:
        note(line)
    what = f"{plural(done.records, 'record')} of {plural(done.files, 'file')}"
    click.echo(f"{what} would go." if dry_run else f"{what} dropped, {size(done.bytes)} free again.")
