"""``constancia load``: takes in files that others captured."""

from __future__ import annotations

from pathlib import Path

import click

from desk.options import db_option, outlets_option
from extract.article import LANGUAGES


@click.command("load")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--url", metavar="URL", help="The article's address, where the file (only one) cannot say it.")
@click.option("--published", metavar="DATE", help="When it was published (2025-03-24, or an ISO 8601 instant).")
@click.option("--outlet", metavar="ID", help="The outlet, where the file cannot say it.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language, where the file cannot say it.")
@outlets_option
@db_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    url: str | None,
    published: str | None,
    outlet: str | None,
    language: str | None,
    described: tuple[Path, ...],
    db: Path,
) -> None:
    """Read the articles in FILEs and keep their claims, through the same steps as a crawl.

    .jsonl: an article a line (url, title, text, published, authors, language, outlet). .html: a saved page. .txt: the
    first line is the title if it looks like one. .warc.gz: what a crawler captured. Loading twice changes nothing.

    \b
    Examples:
      constancia load articles.jsonl
      constancia load report.txt --url https://example.org/report --published 2025-03-24
    """
    from desk import crawling

    given = {"url": url, "published": published, "outlet": outlet, "language": language}
    arguments = {"files": [str(path) for path in files], **{name: value for name, value in given.items() if value}}
    tally = crawling.run([("files", arguments)], crawling.settings_for(db, described), debug=crawling.debugging(ctx))
    crawling.finish(ctx, tally, db)
