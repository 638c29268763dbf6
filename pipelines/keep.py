"""400: an article enters the store with all that was read in it, in one transaction."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from pipelines.check import tell
from store.store import StoreError, open_store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from store.item import CapturedArticle
    from store.store import Store


class KeepPipeline:
    """Writes each article; counts ``constancia/kept/<outcome>``. Where the store cannot be written the run stops: what
    is not kept now is fetched again by the next run, what is half kept would never be noticed."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: Store | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self.store = open_store(self.crawler.settings["DB"])

    def close_spider(self) -> None:
        if self.store is not None:
            self.store.close()

    def process_item(self, item: CapturedArticle) -> CapturedArticle:
        assert self.store is not None
        assert self.crawler.stats is not None
        try:
            outcome = self.store.keep(item)
        except StoreError as error:
            self._stop(f"{error}; the run stops")
            raise DropItem(str(error)) from error
        self.crawler.stats.inc_value(f"constancia/kept/{outcome}")
        return item

    def _stop(self, problem: str) -> None:
        if self._closing is None and self.crawler.engine is not None:
            tell(self.crawler, problem, "store_errors")
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store_unwritable"))
