"""Stopping a run from inside, where going on would lose or spoil something, and letting every run stop."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from scrapy import signals

from store.store import StoreError, open_store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from store.store import Store

logger = logging.getLogger(__name__)
AGAIN = 0.1
"""Seconds between two looks at whether all is done."""

_closing: set[asyncio.Task[None]] = set()


def store_of(crawler: Crawler) -> Store:
    """The store that the crawler's settings name. Where it cannot be opened nothing can be done, and the process ends
    with one line and status 2; ``constancia`` looks before it comes to that, ``scrapy crawl`` does not."""
    try:
        return open_store(crawler.settings["DB"])
    except StoreError as error:
        logger.error("%s", error)
        raise SystemExit(2) from None


def stop(crawler: Crawler, reason: str) -> None:
    """Close the crawler's spider as soon as what is under way is done; ``reason`` goes to ``finish_reason``."""
    if crawler.engine is None or crawler.engine.spider is None:
        return
    task = asyncio.ensure_future(crawler.engine.close_spider_async(reason=reason))
    _closing.add(task)
    task.add_done_callback(_closing.discard)


def let_start_items_end(crawler: Crawler) -> None:
    """For a spider whose ``start`` yields items: let it close when they are done with.

    Scrapy 2.19 looks whether it can close only after the items of a response; closed while items of ``start`` are
    under way (Ctrl-C, a full disk), it would wait for ever.
    """

    def look() -> None:
        scraper = crawler.engine.scraper if crawler.engine else None
        slot = scraper.slot if scraper else None
        if slot is None or slot.closing is None or slot.closing.called or crawler.spider is None:
            return
        if slot.is_idle():
            slot.closing.callback(crawler.spider)  # what Scrapy does after the items of a response
        else:
            asyncio.get_running_loop().call_later(AGAIN, look)

    def done_with_one() -> None:
        # The signal comes a little before the item is counted as done with.
        asyncio.get_running_loop().call_later(AGAIN, look)

    for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
        crawler.signals.connect(done_with_one, signal, weak=False)
