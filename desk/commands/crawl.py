"""``constancia crawl``: reads what outlets published."""

from __future__ import annotations

from pathlib import Path

import click

from desk.options import Day, db_option, outlets_option, private_option, replay_option


@click.command("crawl")
@click.argument("names", nargs=-1)
@replay_option
@outlets_option
@click.option(
    "--max", "most", type=click.IntRange(min=0), default=0, help="At most so many new articles an outlet; 0: all."
)
@click.option(
    "--since",
    type=Day(),
    metavar="DATE",
    help="Go back: articles published from this day on (2021-07-11, 2021-07, 2021).",
)
@click.option("--until", type=Day(), metavar="DATE", help="… and up to this day.")
@private_option
@db_option
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], replay: tuple[Path, ...], described: tuple[Path, ...], most: int,
    since: str | None, until: str | None, allow_private: bool, db: Path,
) -> None:  # fmt: skip
    """Fetch what is new or changed at the outlets NAMES, read it and keep its claims with their sources.

    Without NAMES: all outlets that are not samples; with --outlets those that the file describes, with --replay those
    whose pages stand in the file. What the sites sent is kept beside the database (constancia.db →
    constancia.captures). An interrupted crawl is simply run again.

    With --since or --until: the articles of that period, from sitemaps, WordPress's interface and section pages. To go
    on after an interruption, a kill or a --max, run the same command again.

    \b
    Examples:
      constancia crawl
      constancia crawl cibercuba cubanet
      constancia crawl cibercuba --since 2021-07-11 --until 2021-12-31
      constancia crawl --outlets my.toml
      constancia crawl --replay night.warc.gz
    """
    from desk import crawling

    chosen = crawling.choose(names, replay, described)
    settings = crawling.settings_for(db, described, REPLAY=[str(path) for path in replay], ARTICLES_MAX=most)
    settings.setdict({"SINCE": since, "UNTIL": until, "ALLOW_PRIVATE": allow_private}, priority="cmdline")
    if replay:
        # What the files answer is no site to be spared.
        settings.setdict({"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}, priority="cmdline")
    crawling.finish(ctx, crawling.run([(name, {}) for name in chosen], settings, debug=crawling.debugging(ctx)), db)
