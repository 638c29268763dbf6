"""``constancia nightly``: what a timer runs."""

from __future__ import annotations

from pathlib import Path

import click

from desk.options import db_option, outlets_option, private_option, replay_option

ALARMED = 1


@click.command("nightly")
@click.argument("names", nargs=-1)
@click.option(
    "--contact", envvar="CONSTANCIA_CONTACT", default="", metavar="WHERE",
    help="Your mail address or web page, told to every site; or set CONSTANCIA_CONTACT.",
)  # fmt: skip
@replay_option
@outlets_option
@click.option(
    "--max", "most", type=click.IntRange(min=0), default=500, show_default=True,
    help="At most so many new articles an outlet, the newest first; the next night goes on. 0: all.",
)  # fmt: skip
@click.option(
    "--min-free", type=click.IntRange(min=0), default=2000, show_default=True, metavar="MB",
    help="Alarm where less is left on the disk.",
)  # fmt: skip
@click.option(
    "--keep-days", type=click.IntRange(min=1), metavar="DAYS",
    help="Drop older captures that no article stands on, as constancia prune does.  [default: keep all]",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(("md", "json")), default="md", show_default=True, help="The report's form."
)
@private_option
@db_option
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], contact: str, replay: tuple[Path, ...], described: tuple[Path, ...],
    most: int, min_free: int, keep_days: int | None, form: str, allow_private: bool, db: Path,
) -> None:  # fmt: skip
    """Fetch what is new at all outlets at once, look again at recent articles, and report on every outlet's health.

    To be run by a timer (see deploy/). Never overlaps with itself; may be killed at any time and is simply run again.
    Alarms are pushed where CONSTANCIA_WEBHOOK or CONSTANCIA_MAIL_TO is set.

    Exit status: 0 all is well; 1 there is an alarm; 2 nothing could be done; 130 it was stopped.

    \b
    Examples:
      constancia nightly --contact archive@example.org
      CONSTANCIA_CONTACT=https://example.org/bot constancia nightly --db /var/lib/constancia/constancia.db
    """
    from desk.crawling import INTERRUPTED, debugging
    from desk.night.contact import checked
    from desk.night.night import Limits, Night
    from desk.night.report import as_json, as_markdown

    asked = "" if replay else checked(contact)
    limits = Limits(most, min_free * 1_000_000, keep_days, allow_private)
    night = Night(db, asked, replay, described, limits)
    health = night.run(names, debug=debugging(ctx))
    click.echo(as_json(health) if form == "json" else as_markdown(health))
    if health.run.ended == "interrupted":
        ctx.exit(INTERRUPTED)
    if health.alarms:
        ctx.exit(ALARMED)
