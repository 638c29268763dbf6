"""Loads files that others captured, through the same pipelines as a crawl."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals

from extract.page_dates import to_iso
from extract.page_url import is_source
from spiders.capture import captures_of
from spiders.formats import BadFile, Given, Loaded, Reading, is_one_article, read_file
from spiders.known import outlet_spiders, rules_for
from spiders.problems import report
from spiders.stop import let_start_items_end, stop, store_of
from store.captures import CaptureError, CaptureWriter
from store.item import CapturedArticle
from store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from scrapy.crawler import Crawler

    from extract.page_rules import OutletRules
    from spiders.outlet import OutletSpider

UNDER_WAY = 32
"""Articles handed on and not done with: as many wait in memory at most."""


class Files(Spider):
    """``files``: paths, a list or separated by commas. ``url``, ``published``, ``outlet``, ``language``: what the files
    cannot say. A file that cannot be loaded is a line in ``constancia/problems``, the others are loaded."""

    name = "files"

    def __init__(
        self, files: Iterable[str] | str = (), url: str | None = None, published: str | None = None,
        outlet: str | None = None, language: str | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        paths = files.split(",") if isinstance(files, str) else files
        self.files = [Path(path) for path in paths if str(path).strip()]
        self.given = Given(url or None, published or None, outlet or None, language or None)
        self.store: Store | None = None
        self._room = asyncio.Semaphore(UNDER_WAY)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.store = store_of(crawler)
        crawler.signals.connect(spider._close_store, signals.spider_closed)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider._done_with_one, signal)
        let_start_items_end(crawler)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        assert self.store is not None
        for unread in self.store.unread():
            await self._room.acquire()
            self._count("again")
            yield CapturedArticle(unread.article, unread.fetched, None, unread=unread.reason, again=True)
        self._check_given()
        with CaptureWriter(captures_of(self.settings), prefix="load") as writer:
            for path in self.files:
                fetched = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
                try:
                    for loaded in read_file(path, Reading(self.given, fetched, self._rules)):
                        if isinstance(loaded, str):
                            report(self, f"{path}: {loaded}", "rejected")
                            continue
                        self._count("found")
                        self._count("fetched")
                        await self._room.acquire()
                        yield self._item(loaded, fetched, writer)
                except BadFile as reason:
                    report(self, f"{path}: {reason}", "bad_files")
                except CaptureError as error:
                    report(self, f"{error}; the run stops", "capture_errors")
                    stop(self.crawler, "captures_unwritable")
                    return

    def _check_given(self) -> None:
        """Leave out what is given and cannot be true, and say so."""
        given = self.given
        many = len(self.files) > 1 or any(not is_one_article(path) for path in self.files)
        if given.url and (many or not is_source(given.url)):
            why = "names one article, and there are more" if many else "is no http or https address"
            report(self, f"url {given.url}: {why}; left out", "rejected")
            given = replace(given, url=None)
        if given.published and not to_iso(given.published, "UTC"):
            report(self, f"published {given.published}: is no date (2025-03-24, say); left out", "rejected")
            given = replace(given, published=None)
        self.given = given

    def _item(self, loaded: Loaded, fetched: str, writer: CaptureWriter) -> CapturedArticle:
        """The article with its capture; one that stands in the store just so needs no other, only reading, where what
        reads has changed."""
        assert self.store is not None
        known = self.store.known(loaded.article.url)
        if known and self.store.article(loaded.article.url) == loaded.article:
            return CapturedArticle(loaded.article, known.fetched, None, unread=known.unread, again=True)
        if loaded.record:
            captured = to_iso(loaded.record.date, "UTC") or fetched
            return CapturedArticle(loaded.article, captured, writer.copy(loaded.record))
        capture = writer.resource(loaded.article.url, fetched, loaded.media_type, loaded.source)
        return CapturedArticle(loaded.article, fetched, capture)

    def _rules(self, outlet: str | None, url: str, on: str) -> OutletRules:
        return rules_for(self._outlets, outlet, url, on)

    @cached_property
    def _outlets(self) -> list[type[OutletSpider]]:
        return list(outlet_spiders(self.settings).values())

    def _count(self, name: str) -> None:
        self.crawler.stats.inc_value(f"constancia/{name}")

    def _done_with_one(self) -> None:
        self._room.release()

    def _close_store(self) -> None:
        if self.store is not None:
            self.store.close()
