"""``constancia doctor``: looks at outlets' sites and keeps nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.options import db_option, format_option, outlets_option, private_option, replay_option
from desk.output import Format, Row, write
from desk.trouble import NOTHING_DONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.article import Article
    from spiders.examination import Examination
    from spiders.sources import Answer
    from store.remembered import RememberedSource

COLUMNS = ("outlet", "check", "fine", "what", "found")
FIELDS = ("title", "authors", "published", "modified", "language", "section", "tags")
WRONG = 1
LONGEST = 100


@click.command("doctor")
@click.argument("names", nargs=-1, metavar="[OUTLET]...")
@replay_option
@outlets_option
@private_option
@format_option
@db_option
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], replay: tuple[Path, ...], described: tuple[Path, ...], form: Format,
    allow_private: bool, db: Path,
) -> None:  # fmt: skip
    """Look whether the sites of the OUTLETs can be read as they are described: the first thing to run on a machine with
    a network, and whenever an outlet falls silent.

    Fetches what a crawl would: every source of articles (not only the first that answers), and three of the newest
    articles. Prints, a line each, which sources answered, every field of the articles with the layer it was read from
    (json-ld, meta, selector, feed, url, dateline, trafilatura), and what looks wrong. Keeps nothing.

    Exit status: 0 all fine; 1 something looks wrong; 2 no source of some outlet lists articles.

    \b
    Examples:
      constancia doctor cibercuba
      constancia doctor --outlets my.toml
      constancia doctor --format jsonl | grep false
    """
    from desk import crawling
    from desk.outlet_names import outlets
    from spiders.examination import Examination, examining

    chosen = crawling.choose(names, replay, described)
    known = outlets(*map(str, described))
    found = {name: Examination(known[name]) for name in chosen}
    with tempfile.TemporaryDirectory(prefix="constancia-doctor-") as folder:
        settings = crawling.settings_for(
            Path(folder) / "nothing.db",
            described,
            REPLAY=[str(path) for path in replay],
            ITEM_PIPELINES={},
            ALLOW_PRIVATE=allow_private,
        )
        if replay:
            settings.setdict({"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}, priority="cmdline")
        jobs = [(examining(known[name]), {"findings": findings}) for name, findings in found.items()]
        crawling.run(jobs, settings, debug=crawling.debugging(ctx), reads=False)
    remembered = _remembered(db)
    lines = [line for name, each in found.items() for line in _lines(name, each, remembered.get(name))]
    write(lines, form, COLUMNS, _shown)
    if any(each.refused or each.used is None for each in found.values()):
        ctx.exit(NOTHING_DONE)
    if any(each.doubts() for each in found.values()):
        ctx.exit(WRONG)


def _remembered(db: Path) -> Mapping[str, RememberedSource]:
    """The sources that crawls into this database used last, by outlet; none where it does not tell."""
    from desk.outlet_names import outlets
    from store.remembered import Memory
    from store.store import StoreError, open_store

    if not db.is_file():
        return {}
    try:
        with open_store(db, read_only=True) as store:
            memory = Memory(store)
            return {name: source for name in outlets() if (source := memory.source(name))}
    except StoreError:
        return {}


def _lines(name: str, found: Examination, remembered: RememberedSource | None) -> Iterator[Row]:
    def line(check: str, what: str, said: str, *, fine: bool = True) -> Row:
        return {"outlet": name, "check": check, "fine": fine, "what": what, "found": said}

    yield line("outlet", found.spider.outlet_name, found.spider.home)
    for answer in found.answers:
        yield line("source", answer.source.kind, _answer(answer), fine=bool(answer.articles))
    if found.used:
        yield line("used", found.used.source.kind, " ".join(found.used.urls))
    if remembered:
        yield line("last used", remembered.kind, f"{' '.join(remembered.urls)} ({remembered.used[:10]})")
    for sample in found.samples:
        yield line("article", "", sample.trouble or sample.url, fine=sample.article is not None)
        if sample.article:
            yield from (line(*each) for each in _fields(sample.article))
    yield from (line("wrong", "", doubt, fine=False) for doubt in found.doubts())


def _answer(answer: Answer) -> str:
    if not answer.articles:
        return "; ".join(answer.trouble)
    number = len(answer.articles)
    newest = f", the newest of {answer.newest[:10]}" if answer.newest else ", without dates"
    return f"{number} article{'s' if number != 1 else ''}{newest}: {' '.join(answer.urls)}"


def _fields(article: Article) -> Iterator[tuple[str, str, str]]:
    """Each field: its name, the layer it was read from, its value."""
    for name in FIELDS:
        value = getattr(article, name)
        shown = ", ".join(value) if isinstance(value, tuple) else value or ""
        yield name, article.layers.get(name, "-"), shown[:LONGEST] or "(missing)"
    words = len(article.text.split())
    yield "text", article.layers.get("text", "-"), f"{words} words: {article.text[:LONGEST]}"


def _shown(row: Row) -> dict[str, str]:
    return {"Outlet": row["outlet"], "Check": row["check"], "": "" if row["fine"] else "!", "What": row["what"],
            "Found": row["found"]}  # fmt: skip
