"""``constancia crawl``: reads what outlets published."""

from __future__ import annotations

from pathlib import Path

import click

from desk.options import db_option, outlets_option, replay_option


@click.command("crawl")
@click.argument("names", nargs=-1)
@replay_option
@outlets_option
@click.option(
    "--max", "most", type=click.IntRange(min=0), default=0, help="At most so many new articles an outlet; 0: all."
)
@db_option
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], replay: tuple[Path, ...], described: tuple[Path, ...], most: int,
    db: Path,
) -> None:  # fmt: skip
    """Fetch what is new or changed at the outlets NAMES, read it and keep its claims with their sources.

    Without NAMES: all outlets that are not samples; with --outlets those that the file describes, with --replay those
    whose pages stand in the file. What the sites sent is kept beside the database (constancia.db →
    constancia.captures). An interrupted crawl is simply run again.

    \b
    Examples:
      constancia crawl
      constancia crawl cibercuba cubanet
      constancia crawl --outlets my.toml
      constancia crawl --replay night.warc.gz
    """
    from desk import crawling

    chosen = crawling.choose(names, replay, described)
    settings = crawling.settings_for(db, described, REPLAY=[str(path) for path in replay], ARTICLES_MAX=most)
    if replay:
        # What the files answer is no site to be spared.
        settings.setdict({"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}, priority="cmdline")
    crawling.finish(ctx, crawling.run([(name, {}) for name in chosen], settings, debug=crawling.debugging(ctx)), db)
