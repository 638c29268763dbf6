"""``constancia health``: how the last nightly run went."""

from __future__ import annotations

from pathlib import Path

import click

from desk.options import db_option, existing_store
from desk.trouble import nothing_found


@click.command("health")
@click.option("--run", "number", type=click.IntRange(min=1), metavar="NUMBER", help="Another run than the last.")
@click.option(
    "--format", "form", type=click.Choice(("md", "json")), default="md", show_default=True, help="What to write."
)
@db_option
@click.pass_context
def command(ctx: click.Context, number: int | None, form: str, db: Path) -> None:
    """Show the health report of the last nightly run again: every outlet against its own history.

    Exit status: 0 all was well; 1 there is an alarm, or no run; 2 the database cannot be used.

    \b
    Examples:
      constancia health
      constancia health --run 12 --format json
    """
    from desk.night.report import as_json, as_markdown, health
    from store.ledger import Ledger

    with existing_store(db) as store:
        ledger = Ledger(store)
        run = ledger.run(number) if number else ledger.last()
        if run is None:
            raise nothing_found(f"there was no nightly run{f' {number}' if number else ''} yet")
        judged = health(run, ledger)
    click.echo(as_json(judged) if form == "json" else as_markdown(judged))
    ctx.exit(bool(judged.alarms))
