"""300: articles are read in worker processes, while the crawl goes on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, Self

from extract.article import LANGUAGES
from pipelines.check import tell
from pipelines.pool import MOST_WORKERS, ReadingPool, Unreadable
from store.store import digest_of, open_store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from extract.article import Article
    from store.item import CapturedArticle
    from store.store import Store


class ReadPipeline:
    """Awaits the reading of each article in the one pool that all spiders of the process share. An article that cannot
    be read goes on unread, with the reason. One whose text stands in the store and was read is not read again."""

    _pool: ClassVar[ReadingPool | None] = None
    _users: ClassVar[int] = 0

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: Store | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        self.store = open_store(self.crawler.settings["DB"])
        cls = type(self)
        cls._users += 1
        if cls._pool is None:
            settings = self.crawler.settings
            workers = settings.getint("READERS") or min(os.cpu_count() or 1, MOST_WORKERS)
            cls._pool = ReadingPool(workers, settings.getfloat("READ_TIMEOUT"), settings["READER"])

    def close_spider(self) -> None:
        if self.store is not None:
            self.store.close()
        cls = type(self)
        cls._users -= 1
        if cls._users == 0 and cls._pool is not None:
            cls._pool.close()
            cls._pool = None

    async def process_item(self, item: CapturedArticle) -> CapturedArticle:
        assert self._pool is not None
        assert self.crawler.stats is not None
        article, before, item.unread = item.article, item.unread, None
        if article.language in LANGUAGES:
            try:
                item.reading = await self._pool.read(article, self._known_reader(article))
            except Unreadable as reason:
                item.unread = str(reason)
        else:
            item.unread = (
                f"its language ({article.language or 'not known'}) is not read, only {' and '.join(LANGUAGES)}"
            )
        if item.unread and item.unread == before:
            self.crawler.stats.inc_value("constancia/still_unread")
        elif item.unread:
            tell(self.crawler, f"{article.url}: kept unread: {item.unread}", "unread")
        else:
            self.crawler.stats.inc_value("constancia/read" if item.reading else "constancia/read_before")
        return item

    def _known_reader(self, article: Article) -> str | None:
        """What read this very text before; None where it is to be read in any case."""
        assert self.store is not None
        known = self.store.known(article.url)
        same = known and known.digest == digest_of(article.title, article.text) and known.modified == article.modified
        return known.reader if known and same and known.unread is None else None
