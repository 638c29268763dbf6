"""Outlets of one site take turns: each spider keeps its own delay, and two at once would ask twice as often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping, Sequence

    from scrapy.crawler import AsyncCrawlerProcess, Crawler

STOPPED = "shutdown"
"""Scrapy's reason for a spider that was closed by a signal."""


def start(
    process: AsyncCrawlerProcess, jobs: Sequence[tuple[Crawler, Mapping[str, Any]]], *, take_turns: bool
) -> list[asyncio.Task[None]]:
    """Start all crawlers at once; where they ``take_turns``, those of one site one after another. The list of their
    tasks grows as they start. After an interrupt none starts any more."""
    lines: dict[str, list[tuple[Crawler, Mapping[str, Any]]]] = {}
    for number, (crawler, given) in enumerate(jobs):
        lines.setdefault(_site(crawler) if take_turns else str(number), []).append((crawler, given))
    tasks: list[asyncio.Task[None]] = []

    def next_of(line: list[tuple[Crawler, Mapping[str, Any]]]) -> None:
        if not line or any(was_stopped(crawler) for crawler, _ in jobs):
            return
        crawler, given = line.pop(0)
        task = process.crawl(crawler, **given)
        task.add_done_callback(lambda _: next_of(line))
        tasks.append(task)

    for line in lines.values():
        next_of(line)
    return tasks


def was_stopped(crawler: Crawler) -> bool:
    """Whether a crawler was closed by a signal."""
    try:
        return bool(crawler.stats.get_value("finish_reason") == STOPPED)
    except RuntimeError:  # it has not come to its start
        return False


def _site(crawler: Crawler) -> str:
    """What is asked at most once a delay: the last two labels of the outlet's host name."""
    host = urlsplit(getattr(crawler.spidercls, "home", "")).hostname or crawler.spidercls.name
    return ".".join(host.split(".")[-2:])
