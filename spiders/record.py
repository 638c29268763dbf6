"""What a run did at an outlet, gathered while it goes on and entered in the run ledger when the spider closes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from spiders.problems import PROBLEMS, report
from store.ledger import Ledger, OutletRun, now
from store.store import StoreError, open_store

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from store.item import CapturedArticle

FIELDS = ("title", "authors", "published", "modified", "language", "section", "tags")
"""Fields whose coverage is kept."""
MOST_PROBLEMS = 200
"""Lines kept of one outlet's run."""


class Record:
    """A Scrapy extension, active where the setting ``RUN`` names a run of the ledger."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getint("RUN"):
            raise NotConfigured
        self.crawler = crawler
        self._started = now()
        self._lengths: list[int] = []
        self._there = dict.fromkeys(FIELDS, 0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        record = cls(crawler)
        crawler.signals.connect(record._article, signals.item_scraped)
        crawler.signals.connect(record._end, signals.spider_closed)
        return record

    def _article(self, item: CapturedArticle) -> None:
        if item.again:
            return
        self._lengths.append(len(item.article.text))
        for name in FIELDS:
            self._there[name] += bool(getattr(item.article, name))

    def _end(self, spider: Spider, reason: str) -> None:
        try:
            with open_store(self.crawler.settings["DB"]) as store:
                Ledger(store).keep(self.crawler.settings.getint("RUN"), self._outlet_run(spider.name, reason))
        except StoreError as error:
            report(spider, str(error), "store_errors")

    def _outlet_run(self, outlet: str, ended: str) -> OutletRun:
        assert self.crawler.stats is not None
        stats = self.crawler.stats.get_stats()

        def count(name: str) -> int:
            return int(stats.get(f"constancia/{name}", 0))

        articles = len(self._lengths)
        return OutletRun(
            outlet=outlet, started=self._started, finished=now(), ended=ended, source=stats.get("constancia/source"),
            source_urls=tuple(stats.get("constancia/source_urls", ())), newest=stats.get("constancia/newest"),
            found=count("found"), known=count("known"), fetched=count("fetched"), new=count("kept/new"),
            changed=count("kept/changed"), unchanged=count("kept/unchanged") + count("unmodified"),
            failed=count("failed"), blocked=count("blocked"), unread=count("unread") + count("still_unread"),
            body=round(median(self._lengths)) if articles else None,
            fields={name: round(there / articles, 3) for name, there in self._there.items()} if articles else {},
            problems=tuple(stats.get(PROBLEMS, ())[:MOST_PROBLEMS]), wait_until=stats.get("constancia/wait_until"),
        )  # fmt: skip
