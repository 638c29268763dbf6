"""Runs spiders from the command line: Scrapy's process with this project's settings, its progress and its summary."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from desk.evidence import rows
from desk.options import existing_store
from desk.outlet_names import outlets
from desk.progress import Display
from desk.trouble import NOTHING_DONE, Trouble
from desk.turns import STOPPED, start
from desk.wording import number, visible
from extract.article import LANGUAGES
from extract.models import check_model
from store.captures import CaptureError, Record, iter_records
from store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from scrapy import Spider
    from scrapy.crawler import Crawler

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""
TICK = 0.2
"""Seconds between two looks at the counts."""
PREFIX = "constancia/"
MOST_PROBLEMS = 1000
"""Lines about what went wrong that are kept of one run."""


@dataclass(slots=True)
class Tally:
    """What a run has done so far: counts by name (those of ``spiders.settings``, without their prefix), pages received,
    articles handed on, and the lines about what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    items: int = 0
    problems: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def kept(self) -> int:
        return sum(count for name, count in self.counts.items() if name.startswith("kept/"))

    @property
    def done(self) -> int:
        """Articles that need nothing more: kept, or known and not fetched again."""
        return self.counts["known"] + self.kept


def settings_for(db: Path, described: Sequence[Path] = (), **changed: Any) -> Settings:
    """The settings of every crawl (``spiders.settings``, with or without a scrapy.cfg about) for this database;
    ``described``: files of outlets."""
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    if described:
        settings.set("OUTLETS", [str(path) for path in described], priority="cmdline")
    settings.setdict({"DB": str(db), "LOG_LEVEL": "WARNING", **changed}, priority="cmdline")
    return settings


def choose(names: Sequence[str], replay: Sequence[Path], described: Sequence[Path] = ()) -> list[str]:
    """The outlets to crawl: those named; else those that the files of outlets describe; else those whose sites stand in
    the replayed files; else all but the samples.

    Raises Trouble where a name is not known or nothing is left to crawl.
    """
    known = outlets(*map(str, described))
    if unknown := [name for name in names if name not in known]:
        raise Trouble(f"there is no outlet {', '.join(unknown)}; there are: {', '.join(known)}")
    if names:
        return list(dict.fromkeys(names))
    if described:
        return [name for name in known if name not in outlets()]
    if replay:
        hosts = set(_hosts(replay))
        chosen = [name for name, spider in known.items() if hosts.intersection(spider.domains())]
        if not chosen:
            there = _few(hosts) or "no page at all"
            raise Trouble(f"{', '.join(map(str, replay))}: no page of a known outlet is in there ({there})")
        return chosen
    chosen = [name for name, spider in known.items() if not spider.sample]
    if not chosen:
        raise Trouble("there is no outlet to crawl: name one (see constancia outlets), or give --replay FILE")
    return chosen


def _hosts(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        try:
            for record in iter_records(path):
                if isinstance(record, Record) and record.type == "response":
                    yield urlsplit(record.url).hostname or ""
        except CaptureError as error:
            raise Trouble(str(error)) from error


def _few(words: Iterable[str]) -> str:
    listed = sorted(words)
    return ", ".join(listed[:5]) + (" …" if len(listed) > 5 else "")


def run(
    jobs: Sequence[tuple[str | type[Spider], Mapping[str, Any]]],
    settings: Settings,
    *,
    debug: bool = False,
    reads: bool = True,
) -> Tally:
    """Run the spiders, each given by its name (or class) and its arguments, to their end, and tell what they did.
    ``reads``: whether articles are read and kept, and the progress of that is shown.

    Raises StoreError where the store cannot be opened, ModelUnavailable where a spaCy model is missing, before anything
    is done. Shows progress on standard error and every problem on a line of its own. Ctrl-C lets what is under way
    finish; pressed again it ends at once. To be called once a process: Scrapy's reactor does not start twice.
    """
    warnings.simplefilter("default" if debug else "ignore")
    if reads:
        _check(settings)
    process = AsyncCrawlerProcess(settings, install_root_handler=False)
    with Display(quiet=not reads) as display, _logging(display, debug=debug):
        crawlers = [process.create_crawler(name) for name, _ in jobs]
        given = zip(crawlers, (arguments for _, arguments in jobs), strict=True)
        ended = start(process, list(given), take_turns=not settings.getlist("REPLAY"))
        watcher = asyncio.ensure_future(_watch(display, crawlers))
        process.start()
        watcher.cancel()
        tally = tally_of(crawlers)
        display.update(tally, final=True)
    for end in ended:
        if end.done() and not end.cancelled() and end.exception() is not None:
            raise end.exception() or RuntimeError
    return tally


def _check(settings: Settings) -> None:
    """Look before a run whether it can read and keep anything."""
    for language in LANGUAGES:
        check_model(language)
    open_store(settings["DB"]).close()


async def _watch(display: Display, crawlers: Sequence[Crawler]) -> None:
    while True:
        display.update(tally_of(crawlers))
        await asyncio.sleep(TICK)


def tally_of(crawlers: Iterable[Crawler]) -> Tally:
    """The counts of several crawlers, added up."""
    tally = Tally()
    for crawler in crawlers:
        try:
            stats = crawler.stats.get_stats()
        except RuntimeError:  # it has not come to its start
            continue
        for name, value in stats.items():
            if name.startswith(PREFIX) and isinstance(value, int):
                tally.counts[name.removeprefix(PREFIX)] += value
        tally.pages += stats.get("response_received_count", 0)
        tally.items += stats.get("item_scraped_count", 0) + stats.get("item_dropped_count", 0)
        tally.problems += stats.get(f"{PREFIX}problems", [])
        tally.interrupted |= stats.get("finish_reason") == STOPPED
    return tally


class _Lines(logging.Handler):
    """Each warning as one line; tracebacks only when debugging."""

    def __init__(self, display: Display, *, debug: bool) -> None:
        super().__init__(logging.DEBUG if debug else logging.INFO)
        self.display = display
        self.debug = debug

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.levelno < logging.WARNING and not self.debug:
            if record.name == "scrapy.crawler" and said.startswith("Received SIG"):
                self.display.line("stopping: what is under way is finished first; Ctrl-C again ends at once")
            return
        if self.debug and record.exc_info:
            said = logging.Formatter().formatException(record.exc_info)
            for line in said.splitlines():
                self.display.line(visible(line))
            return
        if record.exc_info and record.exc_info[1] is not None:
            said = f"{said.splitlines()[0]}: {record.exc_info[1]}"
        self.display.line(visible(said))


class _logging:  # noqa: N801  (a context manager)
    """Sends the log to the display while spiders run."""

    def __init__(self, display: Display, *, debug: bool) -> None:
        self.handler = _Lines(display, debug=debug)
        self.root = logging.getLogger()

    def __enter__(self) -> None:
        self.before = self.root.level
        self.root.addHandler(self.handler)
        self.root.setLevel(logging.INFO)
        logging.getLogger("scrapy.crawler").setLevel(logging.INFO)

    def __exit__(self, *_: object) -> None:
        self.root.removeHandler(self.handler)
        self.root.setLevel(self.before)


def summary(tally: Tally, claims: int) -> str:
    """One paragraph on what a run has done; ``claims``: how many the store holds now."""
    counts = tally.counts
    kept = {name: counts[f"kept/{name}"] for name in ("new", "changed", "unchanged", "reread")}
    parts = [f"{number(tally.pages)} page{'s' if tally.pages != 1 else ''} received"] if tally.pages else []
    if counts["known"]:
        parts.append(f"{number(counts['known'])} articles known already and not fetched again")
    parts += [f"{number(count)} {name}" for name, count in kept.items() if count or name == "new"]
    if counts["unread"]:
        parts.append(f"{number(counts['unread'])} kept unread (constancia articles --unread says why)")
    if counts["still_unread"]:
        parts.append(f"{number(counts['still_unread'])} still unread")
    if tally.problems:
        parts.append(f"{number(len(tally.problems))} problem{'s' if len(tally.problems) != 1 else ''} (above)")
    return f"{'; '.join(parts)}. The store holds {number(claims)} claim{'s' if claims != 1 else ''}."


def debugging(ctx: click.Context) -> bool:
    """Whether ``constancia --debug`` was asked for."""
    return bool(ctx.find_root().params.get("debug"))


def finish(ctx: click.Context, tally: Tally, db: Path) -> None:
    """End a command that ran spiders: its summary on standard output, and its exit status."""
    if not db.is_file():
        raise Trouble("nothing was done" + (" (see above)" if tally.problems else ""))
    with existing_store(db) as store:
        claims = next(rows(store, "SELECT count(*) AS n FROM claims"))["n"]
    click.echo(summary(tally, claims))
    if tally.interrupted:
        click.echo("Interrupted: run the same command again to go on.", err=True)
        ctx.exit(INTERRUPTED)
    if not tally.done and tally.problems:
        ctx.exit(NOTHING_DONE)
