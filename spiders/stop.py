"""Stopping a run from inside, where going on would lose or spoil something."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_closing: set[asyncio.Task[None]] = set()


def stop(crawler: Crawler, reason: str) -> None:
    """Close the crawler's spider as soon as what is under way is done; ``reason`` goes to ``finish_reason``."""
    if crawler.engine is None or crawler.engine.spider is None:
        return
    task = asyncio.ensure_future(crawler.engine.close_spider_async(reason=reason))
    _closing.add(task)
    task.add_done_callback(_closing.discard)
